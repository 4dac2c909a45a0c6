import type { ReactNode } from 'react'
import type { FieldOption } from '../../../../shared/document/fields/field-options.ts'
import type { Field, Model } from '../../../../shared/document/records.ts'
import { useApp, useCompiled } from '../../../app/app-context.tsx'
import { fieldNameProblem } from '../../../state/name-problems.ts'
import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import { ColumnFacts } from '../parts/ColumnFacts.tsx'
import { NameRow } from '../parts/NameRow.tsx'
import { ObjectHead } from '../parts/ObjectHead.tsx'
import { OptionList } from './OptionList.tsx'
import type { OptionFields } from './OptionList.tsx'
import { fieldProblems } from '../problems-of.ts'
import { NoteList, ProblemList } from '../parts/ProblemList.tsx'
import { textReader } from './text-default.ts'
import { useEdit } from '../use-edit.ts'

interface FieldFrameProps {
  readonly model: Model
  readonly field: Field
  readonly what: string
  readonly deleteLabel: string
  /** Above the name: what it means, in words. */
  readonly words?: ReactNode
  /** After the name, among the basics. */
  readonly basics: ReactNode
  /** Sections before the options, and after them. */
  readonly before?: ReactNode
  readonly after?: ReactNode
  /** The options of its class; what the field has beyond them is listed too. */
  readonly options: readonly FieldOption[]
  /** The fields that an option can name. */
  readonly fieldsFor: OptionFields
}

/** What the inspectors of plain fields and of relations have in common: head, problems, name, options, column. */
export function FieldFrame(props: FieldFrameProps) {
  const { model, field, what, deleteLabel, words, basics, before, after, options, fieldsFor } = props
  const { editor, canvas } = useApp()
  const { edit, done, disabled } = useEdit()
  const problems = useCompiled((s) => fieldProblems(s.checked, model.id, field.id))
  const place = { model: model.id, id: field.id }
  return (
    <>
      <ObjectHead
        crumb={{ label: model.name, onClick: () => editor.select({ models: new Set([model.id]) }) }}
        what={what}
        onShow={() => canvas.centerOn(model.id, field.id)}
        {...(disabled ? {} : { onDelete: () => edit('field.delete', { model: model.id, ids: [field.id] }) })}
        deleteLabel={deleteLabel}
      />
      <ProblemList diagnostics={problems} />
      <Section title={t.inspector.basics}>
        {words}
        <NameRow
          value={field.name}
          disabled={disabled}
          check={(name) => fieldNameProblem(model, field.id, name)}
          onCommit={(name) => edit('field.rename', { ...place, name })}
          onDone={done}
        />
        {basics}
      </Section>
      {before}
      {field.kind !== 'custom' && (
        <OptionList
          options={options}
          values={field.options}
          fieldsFor={fieldsFor}
          readerFor={textReader(editor.getState().doc, model, field)}
          disabled={disabled}
          onChange={(keyword, value) =>
            edit('field.setOption', value === undefined ? { ...place, keyword } : { ...place, keyword, value })
          }
          onChangeAll={(next) => edit('field.setOptions', { ...place, options: next })}
          onDone={done}
        />
      )}
      {after}
      <ColumnFacts model={model.id} field={field.id} />
      <NoteList diagnostics={problems} />
    </>
  )
}
