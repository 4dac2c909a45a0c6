import { RELATION_CLASS } from '../../../../shared/document/fields/field-options.ts'
import type { Model, RelationField } from '../../../../shared/document/records.ts'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import { useEdit } from '../use-edit.ts'
import { checkOptionalValue } from '../value-text.ts'

interface RelationPartProps {
  readonly model: Model
  readonly field: RelationField
}

/** How class and target stand in Python, where that is more than their names. */
export function WrittenRelation({ model, field }: RelationPartProps) {
  const { edit, done, disabled } = useEdit()
  const place = { model: model.id, id: field.id }
  return (
    <Section title={t.relation.written} open={false}>
      <div className={input['row']}>
        <span className={input['label']}>{t.inspector.class}</span>
        <DraftInput
          label={t.inspector.class}
          mono
          value={field.className ?? ''}
          placeholder={RELATION_CLASS[field.kind]}
          disabled={disabled}
          check={(text) => (text === '' || /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) ? null : t.inspector.classNeeded)}
          onCommit={(text) => edit('relation.set', { ...place, className: text === '' ? null : text })}
          onDone={done}
        />
        <p className={input['help']}>{t.relation.classText}</p>
      </div>
      <div className={input['row']}>
        <span className={input['label']}>{t.inspector.target}</span>
        <DraftInput
          label={t.relation.toSource}
          mono
          value={field.toSource ?? ''}
          placeholder={t.relation.byName}
          disabled={disabled}
          check={checkOptionalValue}
          onCommit={(text) => edit('relation.set', { ...place, toSource: text.trim() === '' ? null : text.trim() })}
          onDone={done}
        />
        <p className={input['help']}>{t.relation.toSourceText}</p>
      </div>
    </Section>
  )
}
