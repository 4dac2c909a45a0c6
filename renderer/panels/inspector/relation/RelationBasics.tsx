import { snakeCase } from '../../../../shared/document/names.ts'
import type { Model, RelationField, RelationKind } from '../../../../shared/document/records.ts'
import type { ModelId } from '../../../../shared/document/ids.ts'
import type { ResolvedField } from '../../../../shared/relations/types.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Picker } from '../../../ui/Picker.tsx'
import { Select } from '../../../ui/Select.tsx'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'
import { modelGroups } from '../field/model-groups.ts'
import { derivedAccessor } from './relation-facts.ts'
import type { RelationNames } from './relation-facts.ts'
import { useEdit } from '../use-edit.ts'
import { Through } from './Through.tsx'

const KINDS: readonly RelationKind[] = ['foreignKey', 'oneToOne', 'manyToMany']

interface RelationBasicsProps {
  readonly model: Model
  readonly field: RelationField
  readonly names: RelationNames
  /** As Django resolves it; null: the relation leads nowhere. */
  readonly relation: ResolvedField['relation']
}

/** Kind, target and the name of the way back, with what Django makes of it. */
export function RelationBasics({ model, field, names, relation }: RelationBasicsProps) {
  const { edit, done, disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const place = { model: model.id, id: field.id }
  const accessor = relation?.accessor ?? null
  return (
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
      {field.kind === 'manyToMany' && <Through model={model} field={field} />}
    </>
  )
}

function relatedNameProblem(text: string): string | null {
  if (text === '') return null
  // `%(class)s` and `%(app_label)s` are filled in by Django; `+` at the end means no accessor.
  const plain = text.replaceAll(/%\((class|app_label|model_name)\)s/g, 'x').replace(/\+$/, '')
  return plain === '' || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(plain) ? null : t.inspector.badRelatedName
}
