/**
 * The shortest ways between two models along relations, in the words of the ORM: `author__profile`.
 * Forward steps are fields, backward ones the names that queries use (`related_query_name`).
 */
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { Resolution, ResolvedField } from '../../shared/relations/types.ts'

interface PathStep {
  readonly from: ModelId
  readonly to: ModelId
  /** What a query writes for this step. */
  readonly lookup: string
  /** The relation's record; null: made by Django (a parent link). */
  readonly field: FieldId | null
  /** One row leads to many. */
  readonly toMany: boolean
}

export interface RelationPath {
  readonly steps: readonly PathStep[]
  /** `author__profile`; empty: both ends are one model. */
  readonly lookup: string
}

type Links = ReadonlyMap<ModelId, readonly PathStep[]>

const known = new WeakMap<Resolution, Links>()

/** Every step that a query can take, by the model it starts from. */
function linksOf(doc: ErDocument, resolution: Resolution): Links {
  const before = known.get(resolution)
  if (before !== undefined) return before
  const links = new Map<ModelId, PathStep[]>()
  const add = (step: PathStep): void => {
    if (doc.models[step.from] === undefined || doc.models[step.to] === undefined) return
    const list = links.get(step.from) ?? []
    list.push(step)
    links.set(step.from, list)
  }
  for (const model of resolution.models.values()) {
    if (model.id === null) continue
    // A child has its parents' relations as well, under the same names.
    for (const field of [...model.fields, ...model.manyToMany]) for (const step of stepsOf(model.id, field)) add(step)
  }
  known.set(resolution, links)
  return links
}

function stepsOf(from: ModelId, field: ResolvedField): readonly PathStep[] {
  const { relation } = field
  if (relation === null || relation.to === null || relation.to.startsWith('join:')) return []
  const to = relation.to as ModelId
  const many = relation.kind === 'manyToMany'
  const forward: PathStep = { from, to, lookup: field.name, field: field.id, toMany: many }
  if (relation.hidden || field.model !== from) return [forward]
  const toMany = many || (relation.kind === 'foreignKey' && !field.unique)
  return [forward, { from: to, to: from, lookup: relation.queryName, field: field.id, toMany }]
}

/** Ways that are equally short, at most; more of them nobody compares. */
const LIMIT = 8

/** The shortest ways from one model to another; [] when no relation leads there. */
export function shortestPaths(
  doc: ErDocument,
  resolution: Resolution,
  from: ModelId,
  to: ModelId,
): readonly RelationPath[] {
  if (from === to) return []
  const links = linksOf(doc, resolution)
  const distance = distancesTo(links, to)
  const length = distance.get(from)
  if (length === undefined) return []
  const found: PathStep[][] = []
  const walk = (at: ModelId, steps: readonly PathStep[]): void => {
    if (found.length >= LIMIT) return
    if (at === to) {
      found.push([...steps])
      return
    }
    for (const step of links.get(at) ?? []) {
      if (distance.get(step.to) === (distance.get(at) ?? 0) - 1) walk(step.to, [...steps, step])
    }
  }
  walk(from, [])
  return found
    .map((steps) => ({ steps, lookup: steps.map(({ lookup }) => lookup).join('__') }))
    .toSorted((a, b) => manyIn(a) - manyIn(b))
}

/** To-one steps give each row once; such ways come first. */
const manyIn = ({ steps }: RelationPath): number => steps.filter(({ toMany }) => toMany).length

function distancesTo(links: Links, to: ModelId): ReadonlyMap<ModelId, number> {
  const into = new Map<ModelId, ModelId[]>()
  for (const steps of links.values()) {
    for (const step of steps) {
      const list = into.get(step.to) ?? []
      list.push(step.from)
      into.set(step.to, list)
    }
  }
  const distance = new Map<ModelId, number>([[to, 0]])
  const queue = [to]
  for (const at of queue) {
    for (const from of into.get(at) ?? []) {
      if (distance.has(from)) continue
      distance.set(from, (distance.get(at) ?? 0) + 1)
      queue.push(from)
    }
  }
  return distance
}
