/** How many rows each model gets: as many as asked, unless what it depends on allows fewer. */
import type { ErDocument } from '../../document/records.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../../relations/types.ts'
import type { Schema, SchemaTable } from '../../schema/types.ts'
import { isComposite } from '../keys/composite-keys.ts'
import type { CompositeRows } from '../keys/composite-keys.ts'
import type { SampleRequest } from './table-plan.ts'

export class RowCounts {
  readonly #doc: ErDocument
  readonly #resolution: Resolution
  readonly #schema: Schema
  readonly #request: SampleRequest
  readonly #composite: (model: ModelKey) => CompositeRows | null
  readonly #counts = new Map<ModelKey, number>()

  /** @param composite the rows of a model's keys over several columns; null: it has none */
  constructor(
    doc: ErDocument,
    resolution: Resolution,
    schema: Schema,
    request: SampleRequest,
    composite: (model: ModelKey) => CompositeRows | null,
  ) {
    this.#doc = doc
    this.#resolution = resolution
    this.#schema = schema
    this.#request = request
    this.#composite = composite
  }

  /** Rows of a model: as asked, or as many as what it depends on allows. */
  of(key: ModelKey, seen: ReadonlySet<ModelKey> = new Set()): number {
    const known = this.#counts.get(key)
    if (known !== undefined) return known
    const model = this.#resolution.models.get(key)
    const table = this.#schema.byModel.get(key)
    if (model === undefined || table === undefined || seen.has(key)) return 0
    const drawn = model.id !== null && this.#doc.models[model.id] !== undefined
    const needed = drawn || this.#isNeeded(key)
    const asked = this.#request.counts?.get(key) ?? (needed ? this.#request.rows : 0)
    // Asked for only where rows are: the table need not be there.
    if (asked > 0 && isDjangos(model) && this.before(key).rows > 0) return 0
    const caps = model.localFields.map((f) => this.#cap(f, new Set([...seen, key])))
    const count = Math.min(asked, ...caps, this.#compositeCap(table, new Set([...seen, key])))
    this.#counts.set(key, count)
    return count
  }

  /** As many as the targets of its keys over several columns allow. */
  #compositeCap(table: SchemaTable, seen: ReadonlySet<ModelKey>): number {
    const needed = table.foreignKeys.some(isComposite) ? this.#composite(table.model) : null
    if (needed === null) return Number.POSITIVE_INFINITY
    const isOpen = table.foreignKeys.every(
      (key) => !isComposite(key) || !seen.has(key.targetModel) || key.table === table.name,
    )
    return isOpen ? needed.most : Number.POSITIVE_INFINITY
  }

  /** A model nobody drew is filled only where a required key of a drawn one points at it. */
  #isNeeded(key: ModelKey): boolean {
    return (this.#resolution.reverse.get(key) ?? []).some((reverse) => {
      const from = this.#resolution.models.get(reverse.model)
      const field = from?.localFields.find((f) => f.name === reverse.field)
      return from?.id != null && this.#doc.models[from.id] !== undefined && field !== undefined && !field.null
    })
  }

  /** How many rows a unique column allows. */
  #cap(field: ResolvedField, seen: ReadonlySet<ModelKey>): number {
    const isUnique = field.unique || field.primaryKey
    if (field.relation !== null && field.relation.kind !== 'manyToMany') {
      const target = this.target(field)
      if (target === null || target.key === field.model) return Number.POSITIVE_INFINITY
      const rows = this.of(target.key, seen) + this.before(target.key).rows
      if (isUnique && !field.null) return Math.max(0, rows - this.before(field.model).rows)
      return field.null || rows > 0 || seen.has(target.key) ? Number.POSITIVE_INFINITY : 0
    }
    if (!isUnique) return Number.POSITIVE_INFINITY
    if (field.className === 'BooleanField') return 2
    return field.choices !== null && field.choices.length > 0 ? field.choices.length : Number.POSITIVE_INFINITY
  }

  readonly #before = new Map<ModelKey, { readonly rows: number; readonly maxKey: number }>()

  /** Rows that a model's table has already; asked for once, while planning: later the new ones are among them. */
  before(key: ModelKey): { readonly rows: number; readonly maxKey: number } {
    const known = this.#before.get(key)
    if (known !== undefined) return known
    const table = this.#schema.byModel.get(key)
    const found = table === undefined ? NO_ROWS : (this.#request.existing?.(table) ?? NO_ROWS)
    this.#before.set(key, found)
    return found
  }

  /** The model with the table that a key leads to. */
  target(field: ResolvedField): ResolvedModel | null {
    const key = field.relation?.to
    const target = key == null ? undefined : this.#resolution.models.get(key)
    return target === undefined ? null : (this.#resolution.models.get(target.concrete) ?? target)
  }
}

/** Tables that Django fills itself: its rows say something of the models, made-up ones would not. */
export function isDjangos({ label }: ResolvedModel): boolean {
  return label === 'contenttypes.ContentType' || label === 'auth.Permission'
}

const NO_ROWS = { rows: 0, maxKey: 0 }
