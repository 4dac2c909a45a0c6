import { Plus } from 'lucide-react'
import { RELATION_CLASS, optionsOf } from '../../../shared/document/field-options.ts'
import type { Model, RelationField, RelationKind } from '../../../shared/document/records.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { relationWords } from '../../canvas/relation-words.ts'
import { useEditor } from '../../state/use-editor.tsx'
import { Button } from '../../ui/Button.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Picker } from '../../ui/Picker.tsx'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { t } from '../../texts/texts.ts'
import { ColumnFacts } from './ColumnFacts.tsx'
import { fieldNameProblem } from '../../state/name-problems.ts'
import styles from './Inspector.module.css'
import { modelGroups } from './model-groups.ts'
import { NameRow } from './NameRow.tsx'
import { ObjectHead } from './ObjectHead.tsx'
import { OnDeleteChoice } from './OnDeleteChoice.tsx'
import { OptionList } from './OptionList.tsx'
import { fieldProblems } from './problems-of.ts'
import { NoteList, ProblemList } from './ProblemList.tsx'
import { derivedAccessor, relationNames, resolvedField } from './relation-facts.ts'
import { useEdit } from './use-edit.ts'

interface RelationInspectorProps {
  readonly model: Model
  readonly field: RelationField
}

const KINDS: readonly RelationKind[] = ['foreignKey', 'oneToOne', 'manyToMany']

/** A relation: what it joins, what it is called from both ends, and what a delete does. */
export function RelationInspector({ model, field }: RelationInspectorProps) {
  const { editor, canvas } = useApp()
  const { edit, done, disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const problems = useCompiled((s) => fieldProblems(s.checked, model.id, field.id))
  const accessor = useCompiled((s) => resolvedField(s.resolution, model, field)?.relation?.accessor ?? null)
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
  const others = model.fields.filter((other) => other.id !== field.id)
  return (
    <>
      <ObjectHead
        crumb={{ label: model.name, onClick: () => editor.select({ models: new Set([model.id]) }) }}
        what={t.inspector.relation}
        onShow={() => canvas.centerOn(model.id, field.id)}
        {...(disabled ? {} : { onDelete: () => edit('field.delete', { model: model.id, ids: [field.id] }) })}
        deleteLabel={t.inspector.deleteRelation}
      />
      <ProblemList diagnostics={problems} />
      <Section title={t.inspector.basics}>
        <p className={styles['words']}>
          {words[0]}
          <br />
          {words[1]}
        </p>
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
        <NameRow
          value={field.name}
          disabled={disabled}
          check={(name) => fieldNameProblem(model, field.id, name)}
          onCommit={(name) => edit('field.rename', { ...place, name })}
          onDone={done}
        />
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
          <p className={input['help']}>
            {accessor === null ? t.relation.noAccessor(names.to) : t.relation.gets(names.to, accessor)}
          </p>
        </div>
        {many && <Through model={model} field={field} />}
      </Section>
      {!many && (
        <Section title="on_delete">
          <OnDeleteChoice
            value={field.onDelete}
            names={names}
            isNull={field.options['null'] === true}
            hasDefault={field.options['default'] !== undefined}
            disabled={disabled}
            onChange={(onDelete) => edit('relation.set', { ...place, onDelete })}
            onMakeNull={() => edit('field.setOption', { ...place, keyword: 'null', value: true })}
          />
        </Section>
      )}
      <OptionList
        options={optionsOf(RELATION_CLASS[field.kind])}
        values={field.options}
        fields={others}
        disabled={disabled}
        onChange={(keyword, value) =>
          edit('field.setOption', value === undefined ? { ...place, keyword } : { ...place, keyword, value })
        }
        onDone={done}
      />
      <ColumnFacts model={model.id} field={field.id} />
      <NoteList diagnostics={problems} />
    </>
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
      <p className={input['help']}>
        {table !== null && t.relation.joinTable(table)} {field.through === null && t.relation.throughHelp}
      </p>
      {field.through === null && (
        <div className={styles['buttons']}>
          <Button
            small
            icon={<Plus />}
            disabled={disabled}
            onClick={() => edit('relation.promote', { model: model.id, id: field.id })}
          >
            {t.relation.promote}
          </Button>
        </div>
      )}
    </div>
  )
}
