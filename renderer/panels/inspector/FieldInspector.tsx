import { fieldClassOf, optionsOf } from '../../../shared/document/field-options.ts'
import { FIELD_GROUPS, FIELD_TYPES } from '../../../shared/document/field-types.ts'
import { SCALAR_TYPES } from '../../../shared/document/records.ts'
import type { CustomField, Model, ScalarField, ScalarType } from '../../../shared/document/records.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Picker } from '../../ui/Picker.tsx'
import { Section } from '../../ui/Section.tsx'
import { t } from '../../texts/texts.ts'
import { ChoicesEditor } from './ChoicesEditor.tsx'
import { ColumnFacts } from './ColumnFacts.tsx'
import { fieldNameProblem } from '../../state/name-problems.ts'
import { NameRow } from './NameRow.tsx'
import { ObjectHead } from './ObjectHead.tsx'
import { OptionList } from './OptionList.tsx'
import { fieldProblems } from './problems-of.ts'
import { NoteList, ProblemList } from './ProblemList.tsx'
import { useEdit } from './use-edit.ts'

const TYPE_GROUPS = FIELD_GROUPS.map((group) => ({
  value: group as string,
  items: SCALAR_TYPES.filter((type) => FIELD_TYPES[type].group === group).map((type) => ({
    value: type as string,
    label: type as string,
    text: `${FIELD_TYPES[type].label}. ${FIELD_TYPES[type].text}`,
  })),
}))

interface FieldInspectorProps {
  readonly model: Model
  readonly field: ScalarField | CustomField
}

/** A plain field: name, type, the options that matter, then all others. */
export function FieldInspector({ model, field }: FieldInspectorProps) {
  const { editor, canvas } = useApp()
  const { edit, done, disabled } = useEdit()
  const problems = useCompiled((s) => fieldProblems(s.checked, model.id, field.id))
  const place = { model: model.id, id: field.id }
  const fieldClass = fieldClassOf(field)
  const others = model.fields.filter((other) => other.id !== field.id)
  return (
    <>
      <ObjectHead
        crumb={{ label: model.name, onClick: () => editor.select({ models: new Set([model.id]) }) }}
        what={t.inspector.field}
        onShow={() => canvas.centerOn(model.id, field.id)}
        {...(disabled ? {} : { onDelete: () => edit('field.delete', { model: model.id, ids: [field.id] }) })}
        deleteLabel={t.inspector.deleteField}
      />
      <ProblemList diagnostics={problems} />
      <Section title={t.inspector.basics}>
        <NameRow
          value={field.name}
          disabled={disabled}
          check={(name) => fieldNameProblem(model, field.id, name)}
          onCommit={(name) => edit('field.rename', { ...place, name })}
          onDone={done}
        />
        {field.kind === 'scalar' ? (
          <div className={input['row']}>
            <span className={input['label']}>{t.inspector.type}</span>
            <Picker
              mono
              label={t.inspector.type}
              value={field.type}
              groups={TYPE_GROUPS}
              disabled={disabled}
              onChange={(type) => edit('field.setType', { ...place, type: type as ScalarType })}
            />
            <p className={input['help']}>{FIELD_TYPES[field.type].text}</p>
          </div>
        ) : (
          <CustomClass model={model} field={field} />
        )}
      </Section>
      {fieldClass !== null && (
        <OptionList
          options={optionsOf(fieldClass)}
          values={field.options}
          fields={others}
          disabled={disabled}
          onChange={(keyword, value) =>
            edit('field.setOption', value === undefined ? { ...place, keyword } : { ...place, keyword, value })
          }
          onDone={done}
        />
      )}
      {field.kind === 'scalar' && <ChoicesEditor model={model} field={field} />}
      <ColumnFacts model={model.id} field={field.id} />
      <NoteList diagnostics={problems} />
    </>
  )
}

/** A field class that is not Django's: kept as written, editable as written. */
function CustomClass({ model, field }: { readonly model: Model; readonly field: CustomField }) {
  const { edit, done, disabled } = useEdit()
  const place = { model: model.id, id: field.id }
  return (
    <>
      <div className={input['row']}>
        <span className={input['label']}>{t.inspector.class}</span>
        <DraftInput
          label={t.inspector.class}
          mono
          value={field.className}
          disabled={disabled}
          check={(text) => (text.trim() === '' ? t.inspector.classNeeded : null)}
          onCommit={(className) => edit('field.setClass', { ...place, className, args: field.args })}
          onDone={done}
        />
      </div>
      <div className={input['row']}>
        <span className={input['label']}>{t.inspector.arguments}</span>
        <DraftInput
          label={t.inspector.arguments}
          mono
          multiline
          value={field.args}
          disabled={disabled}
          onCommit={(args) => edit('field.setClass', { ...place, className: field.className, args })}
          onDone={done}
        />
        <p className={input['help']}>{t.inspector.customText}</p>
      </div>
    </>
  )
}
