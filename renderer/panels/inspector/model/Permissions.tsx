import { Plus } from 'lucide-react'
import type { Value } from '../../../../shared/document/records.ts'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import { Rows } from '../parts/Rows.tsx'
import rows from '../parts/Rows.module.css'
import { useEdit } from '../use-edit.ts'
import { checkOptionalValue, readValue, valueText } from '../value-text.ts'

interface PermissionsProps {
  readonly label: string
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
}

/** Pairs of code name and words; written as Python where they are more than that. */
export function Permissions({ label, value, onChange }: PermissionsProps) {
  const { disabled, done } = useEdit()
  const pairs = pairsOf(value)
  if (pairs === null) {
    return (
      <DraftInput
        label={label}
        mono
        value={valueText(value)}
        disabled={disabled}
        check={checkOptionalValue}
        onCommit={(text) => {
          const read = text.trim() === '' ? null : readValue(text)
          if (read === null) onChange(undefined)
          else if ('value' in read) onChange(read.value)
        }}
        onDone={done}
      />
    )
  }
  const set = (next: readonly Pair[]): void => onChange(next.length === 0 ? undefined : next)
  const replace = (index: number, part: 0 | 1, text: string): void =>
    set(pairs.map((pair, at) => (at === index ? (part === 0 ? [text, pair[1]] : [pair[0], text]) : pair)))
  return (
    <div role="group" aria-label={label} className={rows['group']}>
      <Rows
        label={label}
        items={pairs}
        nameOf={([code]) => code}
        disabled={disabled}
        onChange={set}
        render={([code, words], index) => (
          <div className={rows['pair']}>
            <DraftInput
              label={t.meta.permissionCode}
              mono
              value={code}
              disabled={disabled}
              check={(text) => (text.trim() === '' ? t.inspector.valueNeeded : null)}
              onCommit={(text) => replace(index, 0, text)}
              onDone={done}
            />
            <DraftInput
              label={t.meta.permissionWords}
              value={words}
              disabled={disabled}
              onCommit={(text) => replace(index, 1, text)}
              onDone={done}
            />
          </div>
        )}
      />
      <Button
        small
        icon={<Plus />}
        disabled={disabled}
        onClick={() => set([...pairs, [`can_act_${pairs.length + 1}`, t.meta.permissionExample]])}
      >
        {t.meta.addPermission}
      </Button>
    </div>
  )
}

type Pair = readonly [string, string]

/** null: not a list of pairs of plain words. */
function pairsOf(value: Value | undefined): readonly Pair[] | null {
  if (value === undefined) return []
  if (!Array.isArray(value)) return null
  const items = value as readonly Value[]
  const isPair = (item: Value): boolean =>
    Array.isArray(item) && item.length === 2 && item.every((part) => typeof part === 'string')
  return items.every(isPair) ? (items as unknown as readonly Pair[]) : null
}
