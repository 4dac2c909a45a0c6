/**
 * The parts of a relation that its target and its join model decide: the field that a column holds,
 * reverse names, and which foreign keys of the join model lead where.
 * Source: django/db/models/fields/related.py, reverse_related.py (5.2).
 */
import type { ModelId } from '../../document/ids.ts'
import type { Model } from '../../document/records.ts'
import type { Cells, Query } from '../../util/incremental.ts'
import { isSame } from '../../util/same.ts'
import { fieldName } from '../fields/field-refs.ts'
import { joinKey, joinLinks } from './join-models.ts'
import { lineageOf } from '../classes/mro.ts'
import { countPair } from '../values/option-values.ts'
import { SHAPE, TARGET } from '../classes/shape.ts'
import type { ModelKey, ResolvedField, ResolvedRelation } from '../types.ts'
import { RECORD } from '../world/world.ts'

/** A foreign key of a model as a many-to-many looks at it. */
export interface LinkField {
  readonly name: string
  readonly to: ModelKey | null
}

/** Foreign keys among all fields of a model, parents' first: where a many-to-many finds its two ends. */
export const LINKS: Query<readonly LinkField[]> = {
  name: 'links',
  equal: isSame,
  onCycle: () => [],
  compute(cells, key) {
    if (key.startsWith('join:')) return joinLinks(cells, key as `join:${string}`)
    const shape = cells.get(SHAPE, key)
    if (shape === null) return []
    const own = linksIn(shape.fields)
    return shape.parents.length === 0 ? own : [...shape.parents.flatMap(({ model }) => cells.get(LINKS, model)), ...own]
  },
}

function linksIn(fields: readonly ResolvedField[]): readonly LinkField[] {
  return fields.flatMap((f) => (f.relation === null ? [] : [{ name: f.name, to: f.relation.to }]))
}

export function linkField(cells: Cells, field: ResolvedField, ownerName: string): ResolvedField {
  const { relation } = field
  if (relation === null) return field
  const linked =
    relation.kind === 'manyToMany'
      ? withReverse(field.model, ownerName, linkManyToMany(cells, field, relation))
      : linkForeignKey(cells, field.model, ownerName, relation)
  return { ...field, relation: linked }
}

function linkForeignKey(
  cells: Cells,
  owner: ModelKey,
  ownerName: string,
  relation: ResolvedRelation,
): ResolvedRelation {
  const target = relation.to === null ? null : cells.get(TARGET, relation.to)
  if (target === null) return withReverse(owner, ownerName, { ...relation, to: null })
  const toField = relation.toField === '' ? target.pk : nameIn(cells, target.key, relation.toField)
  const { accessor, queryName } = reverseNames(owner, ownerName, relation)
  return { ...relation, toLabel: target.label, toField, accessor, queryName }
}

function linkManyToMany(cells: Cells, field: ResolvedField, relation: ResolvedRelation): ResolvedRelation {
  const target = relation.to === null ? null : cells.get(TARGET, relation.to)
  const through = throughKey(cells, field, relation)
  const base = {
    ...relation,
    to: target?.key ?? null,
    toLabel: target?.label ?? relation.toLabel,
    through,
  }
  if (through === null) return base
  const links = cells.get(LINKS, through)
  const asked = relation.throughFields?.map((ref) => nameIn(cells, through, ref)) as [string, string] | undefined
  const sources = links.filter((link) => link.to === field.model)
  // None where a name belongs leaves it to Django, a name too few does not.
  const given = countPair(field.options)
  const fits = (link: LinkField, i: 0 | 1): boolean => link.name === asked?.[i] || (asked?.[i] === '' && given > i)
  const source = sources.find((link) => asked === undefined || fits(link, 0))
  const targets = links.filter((link) => link.to !== null && link.to === base.to)
  const toItself = base.to === field.model
  const end = asked === undefined ? targets[toItself ? 1 : 0] : targets.find((link) => fits(link, 1))
  return {
    ...base,
    throughFields: asked ?? null,
    sourceField: source?.name ?? null,
    targetField: end?.name ?? null,
  }
}

function throughKey(cells: Cells, field: ResolvedField, relation: ResolvedRelation): ModelKey | null {
  if (relation.throughAuto) {
    const shape = cells.get(SHAPE, field.model)
    const made = shape !== null && shape.kind !== 'abstract' && shape.swappedFor === null
    return made ? joinKey(field.model as ModelId, field.name) : null
  }
  if (relation.through === null) return null
  const known = cells.get(TARGET, relation.through)
  return known === null || known.kind === 'abstract' ? null : known.key
}

/** Rules R20 to R24: accessor and query name. */
function reverseNames(
  owner: ModelKey,
  ownerName: string,
  { remoteName, symmetrical, kind, hidden, to, relatedQueryName }: ResolvedRelation,
): Pick<ResolvedRelation, 'accessor' | 'queryName'> {
  const name = remoteName || ownerName.toLowerCase()
  const isNameless = hidden || (symmetrical && to === owner)
  const accessor = isNameless ? null : remoteName || (kind === 'oneToOne' ? name : `${name}_set`)
  return { accessor, queryName: relatedQueryName || name }
}

function withReverse(owner: ModelKey, ownerName: string, relation: ResolvedRelation): ResolvedRelation {
  return { ...relation, ...reverseNames(owner, ownerName, relation) }
}

/** A field reference of another model, as a name. */
function nameIn(cells: Cells, model: ModelKey, ref: string): string {
  if (!ref.startsWith('field:')) return ref
  if (cells.input<Model>(RECORD, model) === undefined) return ref
  return fieldName(cells, ref, lineageOf(cells, model as ModelId))
}
