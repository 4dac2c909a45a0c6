import { fieldClassOf, optionsOf } from '../../../../shared/document/fields/field-options.ts'
import { FIELD_GROUPS, FIELD_TYPES } from '../../../../shared/document/fields/field-types.ts'
import { SCALAR_TYPES } from '../../../../shared/document/records.ts'
import type { CustomField, Model, ScalarField, ScalarType } from '../../../../shared/document/records.ts'
import input from '../../../ui/Field.module.css'
import { Picker } from '../../../ui/Picker.tsx'
import { inWords, t } from '../../../texts/texts.ts'
import { CustomClass } from './CustomClass.tsx'
import { ChoicesEditor } from '../choices/ChoicesEditor.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { useRefs } from '../parts/use-refs.ts'
import { useEdit } from '../use-edit.ts'

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
