/** only() and defer(): which fields of which models are loaded. An empty mask means all. */
import type { ModelKey, ResolvedField } from '../../../relations/types.ts'
import type { ModelMeta } from '../models.ts'
import { forwardOf, getField, metaOf, pkFields } from '../models.ts'
import type { Draft, RelatedTree } from '../state.ts'
import { OrmError } from '../types.ts'

/** By `fieldKey` or `reverseKey`. */
export type Mask = ReadonlyMap<string, Mask>
type Growing = Map<string, Growing>
type Wanted = Map<string, Wanted>

export function fieldKey(field: ResolvedField): string {
  return `${field.model}.${field.name}`
}

export function reverseKey(field: ResolvedField): string {
  return `<${field.model}.${field.name}`
}

export function selectMask(q: Draft): Mask {
  const { names, defer } = q.deferred
  if (names.size === 0) return new Map()
  const wanted: Wanted = new Map()
  for (const name of names) {
    let level = wanted
    for (const part of name.split('__')) level = child(level, part)
  }
  const meta = metaOf(q.models, q.model)
  return defer ? deferMask(q, meta, wanted, new Map()) : onlyMask(q, meta, wanted, new Map())
}

function child<T extends Map<string, T>>(level: T, key: string): T {
  let next = level.get(key)
  if (next === undefined) {
    next = new Map() as T
    level.set(key, next)
  }
  return next
}

function concreteMeta(q: Draft, key: ModelKey): ModelMeta {
  return metaOf(q.models, metaOf(q.models, key).concrete)
}

function onlyMask(q: Draft, meta: ModelMeta, wanted: Wanted, mask: Growing): Growing {
  for (const field of pkFields(q.models, meta.key)) child(mask, fieldKey(field))
  for (const [name, inner] of wanted) {
    const entry = getField(q.models, meta.key, name === 'pk' ? meta.pk.name : name)
    const own = child(mask, entry.reverse === null ? fieldKey(entry.field) : reverseKey(entry.field))
    if (inner.size === 0) continue
    if (entry.related === null) throw new OrmError('FieldError', [...inner.keys()][0] ?? '')
    onlyMask(q, concreteMeta(q, entry.related), inner, own)
  }
  return mask
}

function deferMask(q: Draft, meta: ModelMeta, wanted: Wanted, mask: Growing): Growing {
  for (const field of pkFields(q.models, meta.key)) child(mask, fieldKey(field))
  const left = new Map(wanted)
  const take = (name: string): Wanted | undefined => {
    const found = left.get(name)
    left.delete(name)
    return found
  }
  const visit = (key: string, name: string, attname: string | null, related: ModelKey | null): void => {
    const byName = take(name)
    const byAttname = attname === null ? undefined : take(attname)
    if (byName === undefined && byAttname === undefined) child(mask, key)
    else if (byName !== undefined && byName.size > 0) {
      if (related === null) throw new OrmError('FieldError', [...byName.keys()][0] ?? '')
      deferMask(q, concreteMeta(q, related), byName, child(mask, key))
    }
  }
  for (const field of meta.concreteFields) visit(fieldKey(field), field.name, field.attname, field.relation?.to ?? null)
  for (const relation of meta.reverse) {
    if (relation.hidden) continue
    const field = forwardOf(q.models, relation)
    visit(reverseKey(field), relation.queryName, null, field.model)
  }
  for (const name of left.keys()) if (!q.filteredRelations.has(name)) getField(q.models, meta.key, name)
  return mask
}

/** `select_related("a__b", "c")` as a tree. */
export function relatedTree(start: RelatedTree | boolean, paths: readonly string[]): RelatedTree {
  return paths.reduce<RelatedTree>(
    (tree, path) => withPath(tree, path.split('__')),
    typeof start === 'boolean' ? {} : start,
  )
}

/** A field may be called `constructor`: what an object has by birth is no branch. */
export function branch(tree: RelatedTree, name: string): RelatedTree | undefined {
  return Object.hasOwn(tree, name) ? tree[name] : undefined
}

function withPath(tree: RelatedTree, [first, ...rest]: readonly string[]): RelatedTree {
  if (first === undefined) return tree
  return { ...tree, [first]: withPath(branch(tree, first) ?? {}, rest) }
}
