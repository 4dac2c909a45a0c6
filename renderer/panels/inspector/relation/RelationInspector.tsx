import { RELATION_CLASS, optionsOf } from '../../../../shared/document/fields/field-options.ts'
import { isRelation } from '../../../../shared/document/records.ts'
import type { Model, RelationField } from '../../../../shared/document/records.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import { relationWords } from '../../../canvas/floats/relation-words.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import { FieldFrame } from '../field/FieldFrame.tsx'
import styles from '../Inspector.module.css'
import { OnDeleteChoice } from './OnDeleteChoice.tsx'
import { refItems, withColumn } from '../parts/field-refs.ts'
import type { RefItem } from '../parts/field-refs.ts'
import { useRefs } from '../parts/use-refs.ts'
import { relationNames, resolvedField } from './relation-facts.ts'
import { useEdit } from '../use-edit.ts'
import { RelationBasics } from './RelationBasics.tsx'
import { WrittenRelation } from './WrittenRelation.tsx'

interface RelationInspectorProps {
  readonly model: Model
  readonly field: RelationField
}

/** A relation: what it joins, what it is called from both ends, and what a delete does. */
export function RelationInspector({ model, field }: RelationInspectorProps) {
  const { edit, disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const resolution = useCompiled((s) => s.resolution)
  const relation = resolvedField(resolution, model, field)?.relation ?? null
  const accessor = relation?.accessor ?? null
  const own = useRefs(model)
  const names = relationNames(doc, model, field, accessor)
  const words = relationWords({
    kind: field.kind,
    from: names.from,
    to: names.to,
    name: field.name,
    relatedName: accessor ?? '+',
    nullable: field.options['null'] === true,
  })
  const place = { model: model.id, id: field.id }
  const many = field.kind === 'manyToMany'
  const target = field.to === null ? undefined : doc.models[field.to]
  const through = field.through === null ? undefined : doc.models[field.through]
  const others = own.filter(({ value }) => value !== field.id)
  function fieldsFor(keyword: string): readonly RefItem[] {
    if (keyword === 'to_field') return target === undefined ? [] : withColumn(refItems(doc, resolution, target))
    if (keyword !== 'through_fields') return others
    return through === undefined ? [] : refItems(doc, resolution, through).filter((item) => isRelation(item.field))
  }
  return (
    <FieldFrame
      model={model}
      field={field}
      what={t.inspector.relation}
      deleteLabel={t.inspector.deleteRelation}
      words={
        <p className={styles['words']}>
          {words[0]}
          <br />
          {words[1]}
        </p>
      }
      basics={<RelationBasics model={model} field={field} names={names} relation={relation} />}
      before={
        !many && (
          <Section title="on_delete">
            <OnDeleteChoice
              value={field.onDelete}
              names={names}
              isNull={field.options['null'] === true}
              hasDefault={field.options['default'] !== undefined || field.options['db_default'] !== undefined}
              disabled={disabled}
              onChange={(onDelete) => edit('relation.set', { ...place, onDelete })}
              onMakeNull={() => edit('field.setOption', { ...place, keyword: 'null', value: true })}
            />
          </Section>
        )
      }
      options={optionsOf(RELATION_CLASS[field.kind]).filter(({ keyword }) => appliesTo(field, keyword))}
      fieldsFor={fieldsFor}
      after={<WrittenRelation model={model} field={field} />}
    />
  )
}

/** Options that mean something for this relation, and those that are set all the same. */
function appliesTo(field: RelationField, keyword: string): boolean {
  if (keyword === 'through_fields') return field.through !== null || field.options[keyword] !== undefined
  return true
}
