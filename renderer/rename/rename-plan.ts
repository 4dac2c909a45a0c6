/** What another name for a model or a field means everywhere: worked out before anything is changed. Pure. */
import { applyCommand } from '../../shared/commands/registry.ts'
import type { FieldId, ModelId, QueryId } from '../../shared/document/ids.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import { schemaSteps } from '../history/schema-words.ts'
import { mentionsOf } from './mentions.ts'
import type { Mention } from './mentions.ts'
import { renamedText } from './renamed-text.ts'

export interface RenameTarget {
  readonly model: ModelId
  /** null: the model itself. */
  readonly field: FieldId | null
}

export type NameKind = 'class' | 'field' | 'table' | 'column' | 'accessor' | 'lookup' | 'index'

export interface NameChange {
  readonly kind: NameKind
  /** `Author`, `blog_post`: whose name it is; '' for what stands alone. */
  readonly of: string
  readonly before: string
  readonly after: string
}

interface QueryChange {
  readonly id: QueryId
  readonly name: string
  readonly language: 'orm' | 'sql'
  readonly before: string
  readonly after: string
}

export interface RenamePlan {
  readonly names: readonly NameChange[]
  readonly queries: readonly QueryChange[]
  /** Source that we keep as it is: a person has to look. */
  readonly mentions: readonly Mention[]
}

export function nameOf(doc: ErDocument, { model, field }: RenameTarget): string {
  const record = doc.models[model]
  return field === null ? (record?.name ?? '') : (record?.fields.find(({ id }) => id === field)?.name ?? '')
}

export function renamed(doc: ErDocument, { model, field }: RenameTarget, name: string): ErDocument {
  const patch =
    field === null
      ? applyCommand(doc, 'model.rename', { id: model, name })
      : applyCommand(doc, 'field.rename', { model, id: field, name })
  return applyPatch(doc, patch)
}

export function renamePlan(doc: ErDocument, target: RenameTarget, name: string): RenamePlan {
  const old = nameOf(doc, target)
  if (old === name || name === '') return { names: [], queries: [], mentions: mentionsOf(doc, old) }
  const after = renamed(doc, target, name)
  const own: NameChange = {
    kind: target.field === null ? 'class' : 'field',
    of: target.field === null ? '' : (doc.models[target.model]?.name ?? ''),
    before: old,
    after: name,
  }
  const names = [own, ...ormNames(compileDesign(doc), compileDesign(after)), ...tableNames(doc, after)]
  return { names, queries: queryChanges(doc, names), mentions: mentionsOf(doc, old) }
}

/** Accessors and lookups that follow from the name, at the models that have them. */
function ormNames(before: CompiledDesign, after: CompiledDesign): readonly NameChange[] {
  const found: NameChange[] = []
  for (const [key, model] of after.resolution.models) {
    const was = before.resolution.models.get(key)
    if (was === undefined) continue
    for (const field of [...model.localFields, ...model.localManyToMany]) {
      const old = [...was.localFields, ...was.localManyToMany].find((f) => f.id !== null && f.id === field.id)?.relation
      const { relation } = field
      if (old == null || relation === null) continue
      const of = relation.to === null ? '' : (after.resolution.models.get(relation.to)?.name ?? '')
      if (old.accessor !== null && relation.accessor !== null && old.accessor !== relation.accessor)
        found.push({ kind: 'accessor', of, before: old.accessor, after: relation.accessor })
      if (!relation.hidden && old.queryName !== relation.queryName && old.queryName !== old.accessor)
        found.push({ kind: 'lookup', of, before: old.queryName, after: relation.queryName })
    }
    found.push(...indexNames(was, model))
  }
  return found
}

type Resolved = CompiledDesign['resolution']['models'] extends ReadonlyMap<unknown, infer R> ? R : never

function indexNames(was: Resolved, is: Resolved): readonly NameChange[] {
  const parts = (['indexes', 'constraints'] as const).flatMap((part) => is[part].map((one, i) => [was[part][i], one]))
  return parts.flatMap(([old, now]) =>
    old === undefined || now === undefined || old.name === now.name
      ? []
      : [{ kind: 'index' as const, of: is.name, before: old.name, after: now.name }],
  )
}

function tableNames(before: ErDocument, after: ErDocument): readonly NameChange[] {
  return schemaSteps(before, after).flatMap(({ kind, table, name, was }): NameChange[] => {
    if (kind === 'renameTable') return [{ kind: 'table', of: '', before: was, after: name }]
    if (kind === 'renameColumn') return [{ kind: 'column', of: table, before: was, after: name }]
    return []
  })
}

function queryChanges(doc: ErDocument, names: readonly NameChange[]): readonly QueryChange[] {
  return Object.values(doc.queries).flatMap(({ id, name, language, text }) => {
    const after = renamedText(text, language, names)
    return after === text ? [] : [{ id, name, language, before: text, after }]
  })
}
