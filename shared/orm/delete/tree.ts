/** A plan as the tree of what follows from what: for the terminal and the page. */
import type { ModelKey, Resolution } from '../../relations/types.ts'
import { actionOf } from './action.ts'
import type { DeletePlan, DeleteStep, PlannedRows } from './plan.ts'

/** The plan as it comes over a wire: keys are what JSON makes of them. */
export type WirePlan = Pick<DeletePlan, 'outcome' | 'message'> & {
  readonly deletes: readonly WireRows[]
  readonly reached?: readonly WireRows[]
  readonly updates: readonly (WireRows & { readonly field: string; readonly value: unknown })[]
  readonly blocked?: readonly (WireRows & { readonly field: string; readonly texts: readonly string[] })[]
}
type WireRows = Omit<PlannedRows, 'pks' | 'model'> & { readonly model: string; readonly pks: readonly unknown[] }

export interface ImpactNode {
  readonly model: ModelKey
  readonly label: string
  /** What happens to the rows; `passes`: nothing of their own, they only lead on. */
  readonly fate: 'deleted' | 'changed' | 'blocks' | 'passes'
  readonly count: number
  /** The first keys. */
  readonly pks: readonly unknown[]
  /** The relation by which they were reached; null for what was asked for. */
  readonly via: ImpactEdge | null
  /** Of changed rows: what the field becomes. */
  readonly value?: unknown
  /** Of rows in the way: what the first print as. */
  readonly texts?: readonly string[]
  readonly children: readonly ImpactNode[]
}

export interface ImpactEdge {
  /** The model that declares the relation, and its field. */
  readonly model: ModelKey
  readonly field: string
  /** `CASCADE` …; `parent` where a row of a multi-table parent goes with its child. */
  readonly rule: string
}

const SHOWN_KEYS = 50

interface Entry extends WireRows {
  readonly fate: ImpactNode['fate']
  readonly value?: unknown
  readonly texts?: readonly string[]
}

/** Roots: the rows that were asked for, by model. A refused plan holds only what leads to the rows in the way. */
export function impactTree(plan: WirePlan, resolution: Resolution): readonly ImpactNode[] {
  const updates = plan.updates.map((rows): Entry => ({ ...rows, fate: 'changed' }))
  const blocked = (plan.blocked ?? []).map((rows): Entry => ({ ...rows, fate: 'blocks' }))
  const gone = plan.outcome === 'deletes' ? plan.deletes : (plan.reached ?? [])
  const entries = [...gone.map((rows): Entry => ({ ...rows, fate: 'deleted' })), ...updates, ...blocked]
  const kept = plan.outcome === 'deletes' ? entries : entries.filter((e) => leads(e, blocked))
  return childrenOf([], kept, resolution)
}

/** Whether the rows are in the way or on the way to such. */
function leads(entry: Entry, blocked: readonly Entry[]): boolean {
  if (entry.fate === 'blocks') return true
  return entry.fate === 'deleted' && blocked.some(({ path }) => startsWith(path, entry.path))
}

function childrenOf(
  prefix: readonly DeleteStep[],
  entries: readonly Entry[],
  resolution: Resolution,
): readonly ImpactNode[] {
  const here = entries.filter(({ path }) => path.length === prefix.length)
  const deeper = entries.filter(({ path }) => path.length > prefix.length)
  const ways = new Map<string, readonly DeleteStep[]>()
  for (const { path } of deeper) {
    const way = path.slice(0, prefix.length + 1)
    ways.set(JSON.stringify(way), way)
  }
  const below = [...ways.values()].flatMap((way) => {
    const inside = deeper.filter(({ path }) => startsWith(path, way))
    const own = inside.filter(({ path }) => path.length === way.length)
    if (own.length > 0) return childrenOf(way, inside, resolution)
    return [passing(way, childrenOf(way, inside, resolution), resolution)]
  })
  if (here.length === 0) return below
  // What lies below belongs to the rows that go; there is one such group for each way.
  const owner = here.findIndex(({ fate }) => fate === 'deleted')
  return here.map((entry, i) => node(entry, i === Math.max(0, owner) ? below : [], resolution))
}

function node(entry: Entry, children: readonly ImpactNode[], resolution: Resolution): ImpactNode {
  const { label, pks, path, fate, value, texts } = entry
  const model = entry.model as ModelKey
  return {
    model,
    label,
    fate,
    count: pks.length,
    pks: pks.slice(0, SHOWN_KEYS),
    via: edgeOf(path.at(-1), resolution),
    ...(fate === 'changed' ? { value } : {}),
    ...(texts === undefined ? {} : { texts }),
    children,
  }
}

function passing(way: readonly DeleteStep[], children: readonly ImpactNode[], resolution: Resolution): ImpactNode {
  const step = way.at(-1)
  const model = (step?.model ?? '') as ModelKey
  const label = resolution.models.get(model)?.label ?? model
  return { model, label, fate: 'passes', count: 0, pks: [], via: edgeOf(step, resolution), children }
}

function edgeOf(step: DeleteStep | undefined, resolution: Resolution): ImpactEdge | null {
  if (step === undefined) return null
  const model = resolution.models.get(step.model)
  const field = model?.fields.find((f) => f.name === step.field)
  const generic = field === undefined && model?.privateFields.some((f) => f.name === step.field) === true
  // A GenericRelation takes along whatever it leads to.
  const rule = field === undefined ? (generic ? 'CASCADE' : '') : step.reverse ? actionOf(field).kind : 'parent'
  return { model: step.model, field: step.field, rule }
}

function startsWith(path: readonly DeleteStep[], start: readonly DeleteStep[]): boolean {
  return start.every((step, i) => {
    const other = path[i]
    return other?.model === step.model && other.field === step.field && other.reverse === step.reverse
  })
}
