import { useState } from 'react'
import { wireText } from '../../../shared/protocol/scalars.ts'
import { sameScalar } from '../../../shared/rows/show-cell.ts'
import { t } from '../../texts/texts.ts'
import type { EditorProps } from './CellEditor.tsx'
import { ListEditor } from './ListEditor.tsx'
import type { Option } from './ListEditor.tsx'

const BOOLEANS = [
  { value: 1, label: 'true' },
  { value: 0, label: 'false' },
]

/** One of the field's choices, or true and false. */
export function ChoiceEditor({ column, rule, value, typed, onCommit, onCancel }: EditorProps) {
  const [text, setText] = useState(typed ?? '')
  const choices = rule.choices ?? BOOLEANS
  // An empty text is a choice of its own where the field may be blank.
  const hasEmpty = rule.choices !== null && rule.kind === 'text' && rule.emptyText
  const all: readonly Option[] = [
    ...choices.map((choice) => ({ ...choice, note: rule.choices === null ? '' : wireText(choice.value) })),
    ...(hasEmpty ? [{ value: '', label: '""', note: '' }] : []),
    ...(rule.null ? [{ value: null, label: t.data.null, note: t.data.isNull }] : []),
  ]
  const wanted = text.trim().toLowerCase()
  const options = all.filter(({ label, note }) => label.toLowerCase().includes(wanted) || note.toLowerCase() === wanted)
  return (
    <ListEditor
      column={column}
      text={text}
      onText={setText}
      placeholder={all.find((one) => sameScalar(one.value as never, value))?.label ?? t.data.choose}
      options={options}
      current={options.findIndex((one) => sameScalar(one.value as never, value))}
      status={options.length === 0 ? t.data.problems.choice : ''}
      onCommit={(next, leave) => onCommit(next, leave)}
      onCancel={onCancel}
    />
  )
}
