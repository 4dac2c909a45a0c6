import { Plus } from 'lucide-react'
import { RELATION_CLASS, optionsOf } from '../../../shared/document/field-options.ts'
import { snakeCase } from '../../../shared/document/names.ts'
import { isRelation } from '../../../shared/document/records.ts'
import type { Model, RelationField, RelationKind } from '../../../shared/document/records.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import type { App } from '../../app/app-context.tsx'
import { relationWords } from '../../canvas/floats/relation-words.ts'
import { makeExplicit, promote } from '../../state/promote.ts'
import { useEditor } from '../../state/use-editor.tsx'
import { Button } from '../../ui/Button.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Picker } from '../../ui/Picker.tsx'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { t } from '../../texts/texts.ts'
import { FieldFrame } from './FieldFrame.tsx'
import styles from './Inspector.module.css'
import { modelGroups } from './model-groups.ts'
import { OnDeleteChoice } from './OnDeleteChoice.tsx'
import { refItems, withColumn } from './parts/field-refs.ts'
import type { RefItem } from './parts/field-refs.ts'
import { useRefs } from './parts/use-refs.ts'
import { derivedAccessor, relationNames, resolvedField } from './relation-facts.ts'
import { useEdit } from './use-edit.ts'
import { checkOptionalValue } from './value-text.ts'

interface RelationInspectorProps {
  readonly model: Model
  readonly field: RelationField
}

const KINDS: readonly RelationKind[] = ['foreignKey', 'oneToOne', 'manyToMany']

/** A relation: what it joins, what it is called from both ends, and what a delete does. */
export function RelationInspector({ model, field }: RelationInspectorProps) {
  const { edit, done, disabled } = useEdit()
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
      basics={
        <>
          <div className={input['row']}>
            <span className={input['label']}>{t.inspector.kind}</span>
            <Select
              label={t.inspector.kind}
              value={field.kind}
              items={KINDS.map((kind) => ({
                value: kind,
                label: t.relation.kinds[kind],
                text: t.relation.kindTexts[kind](names),
              }))}
              disabled={disabled}
              onChange={(kind) => edit('relation.set', { ...place, kind })}
            />
          </div>
          <div className={input['row']}>
            <span className={input['label']}>{t.inspector.target}</span>
            <Picker
              mono
              label={t.inspector.target}
              value={field.to}
              placeholder={field.toSource ?? t.inspector.chooseModel}
              groups={modelGroups(doc, () => true)}
              disabled={disabled}
              onChange={(to) => edit('relation.set', { ...place, to: to as ModelId })}
            />
          </div>
          <div className={input['row']}>
            <span className={input['label']}>
              <code>related_name</code>
            </span>
            <DraftInput
              label="related_name"
              mono
              value={field.relatedName ?? ''}
              placeholder={derivedAccessor(model, field)}
              disabled={disabled}
              check={relatedNameProblem}
              onCommit={(text) => edit('relation.set', { ...place, relatedName: text === '' ? null : text })}
              onDone={done}
            />
          </div>
          <p className={styles['words']}>
            {accessor === null
              ? t.relation.noAccessor(names.to)
              : t.relation.gets(
                  names.to,
                  accessor,
                  `${snakeCase(names.to)}.${accessor}${field.kind === 'oneToOne' ? '' : '.all()'}`,
                )}
            {relation !== null && !relation.hidden && (
              <>
                <br />
                {t.relation.filterName(names.to, relation.queryName)}
              </>
            )}
          </p>
          {many && <Through model={model} field={field} />}
        </>
      }
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
      after={<Written model={model} field={field} />}
    />
  )
}

/** Options that mean something for this relation, and those that are set all the same. */
function appliesTo(field: RelationField, keyword: string): boolean {
  if (keyword === 'through_fields') return field.through !== null || field.options[keyword] !== undefined
  return true
}

/** How class and target stand in Python, where that is more than their names. */
function Written({ model, field }: RelationInspectorProps) {
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

function relatedNameProblem(text: string): string | null {
  if (text === '') return null
  // `%(class)s` and `%(app_label)s` are filled in by Django; `+` at the end means no accessor.
  const plain = text.replaceAll(/%\((class|app_label|model_name)\)s/g, 'x').replace(/\+$/, '')
  return plain === '' || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(plain) ? null : t.inspector.badRelatedName
}

/** The join table of a many-to-many: Django's own, or a model of the design. */
function Through({ model, field }: RelationInspectorProps) {
  const app = useApp()
  const { edit, disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const table = useCompiled((s) => {
    const key = resolvedField(s.resolution, model, field)?.relation?.through ?? null
    return key === null ? null : (s.resolution.models.get(key)?.table ?? null)
  })
  const place = { model: model.id, id: field.id }
  const auto = '+auto'
  return (
    <div className={input['row']}>
      <span className={input['label']}>
        <code>through</code>
      </span>
      <Picker
        mono
        label="through"
        value={field.through ?? auto}
        groups={[
          { value: '', items: [{ value: auto, label: t.relation.autoThrough }] },
          ...modelGroups(doc, (one) => one.kind === 'concrete' && one.id !== model.id),
        ]}
        disabled={disabled}
        onChange={(through) =>
          edit('relation.set', { ...place, through: through === auto ? null : (through as ModelId) })
        }
      />
      {field.through !== null && (
        <div className={styles['buttons']}>
          <Button small look="quiet" onClick={() => goToThrough(app, field)}>
            {t.relation.showThrough(doc.models[field.through]?.name ?? '?')}
          </Button>
        </div>
      )}
      <p className={input['help']}>
        {table !== null && t.relation.joinTable(table)} {field.through === null && t.relation.throughHelp}
      </p>
      {field.through === null && (
        <div className={styles['buttons']}>
          <Button small icon={<Plus />} disabled={disabled} onClick={() => promote(app, model.id, field.id)}>
            {t.relation.promote}
          </Button>
          <Button small disabled={disabled} onClick={() => makeExplicit(app, model.id, field.id)}>
            {t.relation.makeExplicit}
          </Button>
        </div>
      )}
    </div>
  )
}

function goToThrough({ editor, canvas }: App, { through }: RelationField): void {
  if (through === null) return
  editor.select({ models: new Set([through]) })
  canvas.centerOn(through)
}
