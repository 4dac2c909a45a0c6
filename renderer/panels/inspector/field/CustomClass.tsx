import type { CustomField, Model } from '../../../../shared/document/records.ts'
import { Check } from '../../../ui/Check.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { t } from '../../../texts/texts.ts'
import { PythonInput } from '../parts/PythonInput.tsx'
import { useEdit } from '../use-edit.ts'
import { checkArguments } from '../value-text.ts'

/** A field class that is not Django's: kept as written, editable as written. */
export function CustomClass({ model, field }: { readonly model: Model; readonly field: CustomField }) {
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
