/** Python's method resolution order (C3) over the models that we know; classes from elsewhere are left out. */
import type { ModelId } from '../../document/ids.ts'
import type { Base, Model } from '../../document/records.ts'
import { isSame } from '../../util/same.ts'
import type { Cells, Query } from '../../util/incremental.ts'
import { BUILTIN_BY_CLASS } from '../builtin/catalogue.ts'
import { lastName } from '../values/source-names.ts'
import { LABEL, POSITION, RECORD } from '../world/world.ts'

export interface Lineage {
  /** Direct bases that are models here, in order. */
  readonly bases: readonly ModelId[]
  /** The model itself first. */
  readonly mro: readonly ModelId[]
  /** In the order of definition: bases come before what is built on them, the model itself last. */
  readonly defined: readonly ModelId[]
  readonly error: string | null
}

const NO_BASES: readonly ModelId[] = []

/** Most models are built on nothing but `models.Model`; their lineage is no cell of its own. */
export function lineageOf(cells: Cells, id: ModelId): Lineage {
  const record = cells.input<Model>(RECORD, id)
  if (record === undefined || record.bases.length > 0) return cells.get(LINEAGE, id)
  const itself = [id]
  return { bases: NO_BASES, mro: itself, defined: itself, error: null }
}

/** A class's place in the order of definition. */
export function rankOf({ defined }: Lineage, id: ModelId): number {
  return Math.max(0, defined.lastIndexOf(id))
}

const LINEAGE: Query<Lineage> = {
  name: 'lineage',
  equal: isSame,
  onCycle: (id) => ({ bases: [], mro: [id as ModelId], defined: [id as ModelId], error: null }),
  compute(cells, id) {
    const record = cells.input<Model>(RECORD, id)
    const bases =
      record === undefined
        ? []
        : record.bases.flatMap((base) => baseModel(cells, base) ?? []).filter((base) => !leadsTo(cells, base, id))
    const lines = bases.map((base) => cells.get(LINEAGE, base).mro)
    const merged = merge([...lines, bases])
    const mro = [id as ModelId, ...(merged.stuck.length === 0 ? merged.order : unique(lines.flat()))]
    return { bases, mro, defined: inOrder(cells, mro), error: record === undefined ? null : orderError(cells, record) }
  },
}

/** What Python says of the bases as written, those that are no models here included; null: they have an order. */
function orderError(cells: Cells, record: Model): string | null {
  if (record.bases.length < 2) return null
  const direct = classesOf(cells, record)
  const twice = direct.find((one, i) => direct.indexOf(one) !== i)
  if (twice !== undefined) return `duplicate base class ${className(cells, twice)}`
  const { stuck } = merge([...direct.map((one) => cells.get(LINE, one)), direct])
  if (stuck.length === 0) return null
  const names = stuck.map((one) => className(cells, one))
  return `Cannot create a consistent method resolution\norder (MRO) for bases ${names.join(', ')}`
}

/** Classes that are no records: `class:Model`, `class:HelperMixin`. What these are built on we do not know. */
const MODEL_LINE = ['class:Model', 'class:AltersData', 'class:object']

/** Python's order of a class, by model id or `class:Name`. */
export const LINE: Query<readonly string[]> = {
  name: 'line',
  equal: isSame,
  onCycle: (id) => [id],
  compute(cells, id) {
    const record = cells.input<Model>(RECORD, id)
    if (record === undefined) return id === 'class:Model' ? MODEL_LINE : [id, 'class:object']
    const direct = classesOf(cells, record).filter(
      (one) => one.startsWith('class:') || !leadsTo(cells, one as ModelId, id),
    )
    return [id, ...merge([...direct.map((one) => cells.get(LINE, one)), direct]).order]
  },
}

function classesOf(cells: Cells, { bases }: Model): readonly string[] {
  const written = bases.filter((base) => 'model' in base || /^[\w.]+$/.test(base.expr))
  if (written.length === 0) return ['class:Model']
  return written.map((base) => baseModel(cells, base) ?? `class:${'model' in base ? base.model : lastName(base.expr)}`)
}

function className(cells: Cells, id: string): string {
  return cells.input<Model>(RECORD, id)?.name ?? id.slice('class:'.length)
}

/** A drawing can make a model its own ancestor; such bases are left out, whichever model is asked first. */
function leadsTo(cells: Cells, from: ModelId, id: string): boolean {
  const seen = new Set<ModelId>([from])
  for (const next of seen) {
    if (next === id) return true
    for (const base of cells.input<Model>(RECORD, next)?.bases ?? []) {
      const found = baseModel(cells, base)
      if (found !== null) seen.add(found)
    }
  }
  return false
}

function baseModel(cells: Cells, base: Base): ModelId | null {
  const id = 'model' in base ? base.model : BUILTIN_BY_CLASS.get(lastName(base.expr))?.id
  if (id === undefined) return null
  if (cells.input<Model>(RECORD, id) !== undefined) return id
  const drawn = id.includes('.') ? cells.input<ModelId>(LABEL, id.slice('model:'.length).toLowerCase()) : undefined
  return drawn ?? null
}

/** `stuck`: the classes that stand first where no order keeps every class before its bases and all bases as written. */
function merge<Id extends string>(
  sequences: readonly (readonly Id[])[],
): { readonly order: readonly Id[]; readonly stuck: readonly Id[] } {
  let rest = sequences.filter((s) => s.length > 0)
  const order: Id[] = []
  while (rest.length > 0) {
    const heads = rest.flatMap((s) => s.slice(0, 1))
    const head = heads.find((c) => rest.every((s) => s.indexOf(c) <= 0))
    if (head === undefined) return { order, stuck: unique(heads) }
    order.push(head)
    rest = rest.map((s) => (s[0] === head ? s.slice(1) : s)).filter((s) => s.length > 0)
  }
  return { order, stuck: [] }
}

/**
 * Fields are ordered by when they were made, so by the order of the class statements. A base that the
 * document lists after its child is ranked before it all the same.
 */
function inOrder(cells: Cells, mro: readonly ModelId[]): readonly ModelId[] {
  const position = new Map(mro.map((id) => [id, cells.input<number>(POSITION, id) ?? 0]))
  const byPosition = mro.toSorted((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0))
  const done = new Set<ModelId>()
  const visit = (id: ModelId): void => {
    if (done.has(id)) return
    done.add(id)
    if (id !== mro[0]) for (const base of cells.get(LINEAGE, id).bases) visit(base)
  }
  for (const id of byPosition) if (id !== mro[0]) visit(id)
  return [...done, ...mro.slice(0, 1)]
}

function unique<Id>(ids: readonly Id[]): readonly Id[] {
  return [...new Set(ids)]
}
