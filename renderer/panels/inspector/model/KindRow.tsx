import { isRelation } from '../../../../shared/document/records.ts'
import type { ErDocument, ModelKind } from '../../../../shared/document/records.ts'
import { useApp } from '../../../app/app-context.tsx'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import input from '../../../ui/Field.module.css'
import { Select } from '../../../ui/Select.tsx'
import { shownKind } from '../../model-kind.tsx'
import type { Unnamed } from '../unnamed.ts'
import { useEdit } from '../use-edit.ts'

export type KindChoice = ModelKind | 'external'
export const KINDS: readonly KindChoice[] = ['concrete', 'abstract', 'proxy', 'external']
export const KIND_ITEMS = KINDS.map((kind) => ({
  value: kind,
  label: t.inspector.modelKinds[kind],
  text: t.inspector.modelKindTexts[kind],
}))

export function kindOf(model: Unnamed): KindChoice {
  return model.external ? 'external' : model.kind
}

/** The commands that make a model what was chosen. */
export function kindCalls(model: Unnamed, next: KindChoice) {
  const kind: ModelKind = next === 'external' ? 'concrete' : next
  return [
    { type: 'model.setExternal', params: { id: model.id, external: next === 'external' } },
    { type: 'model.setKind', params: { id: model.id, kind } },
  ] as const
}

/** Whether it has a table, and whose. */
export function KindRow({ model }: { readonly model: Unnamed }) {
  const { editor } = useApp()
  const { disabled } = useEdit()
  const shown = useEditor((s) => shownKind(model, s.doc))
  return (
    <div className={input['row']}>
      <span className={input['label']}>{t.inspector.kind}</span>
      <Select
        label={t.inspector.kind}
        value={kindOf(model)}
        items={KIND_ITEMS}
        disabled={disabled}
        onChange={(next) => editor.dispatchAll(t.inspector.changeKind, kindCalls(model, next))}
      />
      {shown === 'through' ? (
        <Through model={model} />
      ) : (
        shown !== 'child' && <p className={input['help']}>{t.inspector.modelKindTexts[kindOf(model)]}</p>
      )}
    </div>
  )
}

function Through({ model }: { readonly model: Unnamed }) {
  const doc = useEditor((s) => s.doc)
  return <p className={input['help']}>{t.inspector.throughOf(relationsThrough(doc, model))}</p>
}

/** `Order.products`: the many-to-many relations whose join table the model is. */
function relationsThrough(doc: ErDocument, { id }: Unnamed): readonly string[] {
  return Object.values(doc.models).flatMap((owner) =>
    owner.fields.filter((f) => isRelation(f) && f.through === id).map((f) => `${owner.name}.${f.name}`),
  )
}
