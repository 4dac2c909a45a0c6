import { Plus } from 'lucide-react'
import type { Model, RelationField } from '../../../../shared/document/records.ts'
import type { ModelId } from '../../../../shared/document/ids.ts'
import { useApp, useCompiled } from '../../../app/app-context.tsx'
import type { App } from '../../../app/app-context.tsx'
import { makeExplicit, promote } from '../../../state/promote.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { Button } from '../../../ui/Button.tsx'
import input from '../../../ui/Field.module.css'
import { Picker } from '../../../ui/Picker.tsx'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'
import { modelGroups } from '../field/model-groups.ts'
import { resolvedField } from './relation-facts.ts'
import { useEdit } from '../use-edit.ts'

interface RelationPartProps {
  readonly model: Model
  readonly field: RelationField
}

/** The join table of a many-to-many: Django's own, or a model of the design. */
export function Through({ model, field }: RelationPartProps) {
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
