import { Plus, X } from 'lucide-react'
import type { Choice, Choices, Model, ScalarField } from '../../../shared/document/records.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { t } from '../../texts/texts.ts'
import styles from './Inspector.module.css'
import { useEdit } from './use-edit.ts'
import { readValue, valueText } from './value-text.ts'

interface ChoicesEditorProps {
  readonly model: Model
  readonly field: ScalarField
}

const NEW_PAIR = '+pairs'
const NONE = ''

/** The values a field can have: none given, a list, or a choices class of the design. */
export function ChoicesEditor({ model, field }: ChoicesEditorProps) {
  const { edit, disabled } = useEdit()
  const enums = useEditor((s) => s.doc.enums)
  const { choices } = field
  const set = (next: Choices | null): void => edit('field.setChoices', { model: model.id, id: field.id, choices: next })
  const items = [
    { value: NONE, label: t.inspector.anyValue },
    { value: NEW_PAIR, label: t.inspector.choiceList },
    ...Object.values(enums).map((one) => ({
      value: one.id as string,
      label: one.name,
      text: t.inspector.choicesClass,
    })),
    ...(choices?.kind === 'source' ? [{ value: '+source', label: choices.expr }] : []),
  ]
  const value =
    choices === null ? NONE : choices.kind === 'enum' ? choices.enum : choices.kind === 'pairs' ? NEW_PAIR : '+source'
  return (
    <Section title={t.inspector.choices} open={choices !== null}>
      <Select
        label={t.inspector.choices}
        value={value}
        items={items}
        disabled={disabled}
        onChange={(next) => {
          if (next === NONE) set(null)
          else if (next === NEW_PAIR) set({ kind: 'pairs', pairs: [{ value: 'draft', label: 'Draft' }] })
          else if (next !== '+source') set({ kind: 'enum', enum: next as never })
        }}
      />
      {choices?.kind === 'pairs' && <Pairs pairs={choices.pairs} onChange={(pairs) => set({ kind: 'pairs', pairs })} />}
      {choices?.kind === 'enum' && (
        <ul className={styles['facts']}>
          {enums[choices.enum]?.members.map((member) => (
            <li key={member.name} className={styles['fact']}>
              <code>{member.name}</code>
              <code>{valueText(member.value)}</code>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Pairs({
  pairs,
  onChange,
}: {
  readonly pairs: readonly Choice[]
  readonly onChange: (pairs: readonly Choice[]) => void
}) {
  const { done, disabled } = useEdit()
  const replace = (index: number, part: Partial<Choice>): void =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)))
  return (
    <>
      <div className={styles['choice']} aria-hidden>
        <span className={input['label']}>{t.inspector.storedValue}</span>
        <span className={input['label']}>{t.inspector.shownLabel}</span>
      </div>
      {pairs.map((pair, index) => (
        <div key={index} className={styles['choice']}>
          <DraftInput
            label={t.inspector.storedValue}
            mono
            value={valueText(pair.value)}
            disabled={disabled}
            check={(text) => {
              const read = text.trim() === '' ? { problem: t.inspector.valueNeeded } : readValue(text)
              return 'problem' in read ? read.problem : null
            }}
            onCommit={(text) => {
              const read = readValue(text)
              if ('value' in read) replace(index, { value: read.value })
            }}
            onDone={done}
          />
          <DraftInput
            label={t.inspector.shownLabel}
            value={pair.label}
            disabled={disabled}
            onCommit={(label) => replace(index, { label })}
            onDone={done}
          />
          <IconButton
            small
            label={t.inspector.removeChoice(pair.label)}
            icon={<X />}
            disabled={disabled || pairs.length === 1}
            onClick={() => onChange(pairs.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div className={styles['buttons']}>
        <Button
          small
          icon={<Plus />}
          disabled={disabled}
          onClick={() =>
            onChange([...pairs, { value: `value${pairs.length + 1}`, label: `Value ${pairs.length + 1}` }])
          }
        >
          {t.inspector.addChoice}
        </Button>
      </div>
    </>
  )
}
