import { useState } from 'react'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import type { WideKeyForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { keyText } from '../rows/table-view.ts'
import type { Leave } from './CellEditor.tsx'
import { ListEditor } from './ListEditor.tsx'
import type { Option } from './ListEditor.tsx'
import { useLookup } from './use-lookup.ts'

interface WideEditorProps {
  readonly wide: WideKeyForm
  /** The key that stands there; null: none. */
  readonly value: readonly WireScalar[] | null
  readonly typed: string | null
  readonly onCommit: (key: readonly WireScalar[] | null, leave: Leave, label?: string) => void
  readonly onCancel: () => void
}

/** The row of a reference over several columns, found by what it is called, by its key or a part of that. */
export function WideEditor({ wide, value, typed, onCommit, onCancel }: WideEditorProps) {
  const [text, setText] = useState(typed ?? '')
  const { options: found, isBusy, more } = useLookup(wide.target, text)
  // The list hands back an option's value: here its number.
  const rows = found.map(({ key, label }, index): Option => ({ value: index, label, note: keyText(key) }))
  const options = wide.null && text === '' ? [{ value: null, label: t.data.null, note: t.data.isNull }, ...rows] : rows
  const current = found.findIndex(({ key }) => JSON.stringify(key) === JSON.stringify(value))
  return (
    <ListEditor
      column={wide.name}
      text={text}
      onText={setText}
      placeholder={value === null ? t.data.choose : `${keyText(value)} · ${t.data.choose}`}
      options={options}
      current={current < 0 ? -1 : current + options.length - rows.length}
      status={isBusy ? t.data.searching : more ? t.data.moreFound : options.length === 0 ? t.data.noneFound : ''}
      isBusy={isBusy}
      onCommit={(picked, leave, label) => {
        const option = typeof picked === 'number' ? found[picked] : undefined
        onCommit(option?.key ?? null, leave, option === undefined ? undefined : label)
      }}
      onCancel={onCancel}
    />
  )
}
