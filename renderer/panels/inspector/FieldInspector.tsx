import { fieldClassOf, optionsOf } from '../../../shared/document/field-options.ts'
import { FIELD_GROUPS, FIELD_TYPES } from '../../../shared/document/field-types.ts'
import { SCALAR_TYPES } from '../../../shared/document/records.ts'
import type { CustomField, Model, ScalarField, ScalarType } from '../../../shared/document/records.ts'
import { Check } from '../../ui/Check.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Picker } from '../../ui/Picker.tsx'
import { inWords, t } from '../../texts/texts.ts'
import { ChoicesEditor } from './choices/ChoicesEditor.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { PythonInput } from './parts/PythonInput.tsx'
import { useRefs } from './parts/use-refs.ts'
import { useEdit } from './use-edit.ts'
import { checkArguments } from './value-text.ts'

export const TYPE_GROUPS = FIELD_GROUPS.map((group) => ({
  value: inWords(group),
  items: SCALAR_TYPES.filter((type) => FIELD_TYPES[type].group === group).map((type) => ({
    value: type as string,
    label: type as string,
    text: `${inWords(FIELD_TYPES[type].label)}. ${inWords(FIELD_TYPES[type].text)}`,
  })),
}))

interface FieldInspectorProps {
  readonly model: Model
  readonly field: ScalarField | CustomField
}

/** A plain field: name, type, the options that matter, then all others. */
export function FieldInspector({ model, field }: FieldInspectorProps) {
  const { edit, disabled } = useEdit()
  const items = useRefs(model)
  const fieldClass = fieldClassOf(field)
  const others = items.filter(({ value }) => value !== field.id)
  return (
    <FieldFrame
      model={model}
      field={field}
      what={t.inspector.field}
      deleteLabel={t.inspector.deleteField}
      basics={
        field.kind === 'scalar' ? (
          <div className={input['row']}>
            <span className={input['label']}>{t.inspector.type}</span>
            <Picker
              mono
              label={t.inspector.type}
              value={field.type}
              groups={TYPE_GROUPS}
              disabled={disabled}
              onChange={(type) => edit('field.setType', { model: model.id, id: field.id, type: type as ScalarType })}
            />
            <p className={input['help']}>{inWords(FIELD_TYPES[field.type].text)}</p>
          </div>
        ) : (
          <CustomClass model={model} field={field} />
        )
      }
      options={fieldClass === null ? [] : optionsOf(fieldClass)}
      fieldsFor={() => others}
      after={field.kind === 'scalar' && <ChoicesEditor model={model} field={field} />}
    />
  )
}

/** A field class that is not Django's: kept as written, editable as written. */
function CustomClass({ model, field }: { readonly model: Model; readonly field: CustomField }) {
  const { edit, done, disabled } = useEdit()
  const set = (part: Partial<Pick<CustomField, 'className' | 'args' | 'column'>>): void => {
    const { className, args, column } = { ...field, ...part }
    edit('field.setClass', { model: model.id, id: field.id, className, args, column })
  }
  return (
    <>
      <div className={input['row']}>
        <span className={input['label']}>{t.inspector.class}</span>
        <DraftInput
          label={t.inspector.class}
          mono
          value={field.className}
          disabled={disabled}
          check={(text) => (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text.trim()) ? null : t.inspector.classNeeded)}
          onCommit={(className) => set({ className: className.trim() })}
          onDone={done}
        />
        <p className={input['help']}>{t.inspector.customText}</p>
      </div>
      <div className={input['stacked']}>
        <span className={input['label']}>{t.inspector.arguments}</span>
        <PythonInput
          label={t.inspector.arguments}
          value={field.args}
          disabled={disabled}
          check={checkArguments}
          onCommit={(args) => set({ args })}
          onDone={done}
        />
      </div>
      <Check
        label={t.inspector.hasColumn}
        text={t.inspector.hasColumnText}
        checked={field.column}
        disabled={disabled}
        onChange={(column) => set({ column })}
      />
    </>
  )
}
