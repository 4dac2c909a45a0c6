/**
 * Lowers resolved models to tables; each many-to-many edge is a join table here. Give the previous
 * result and only tables that the edit touches are compiled; the others are the same objects.
 */
import type { ErDocument } from '../document/records.ts'
import type { ModelKey, Resolution, ResolvedModel } from '../relations/types.ts'
import { Cells } from '../util/incremental.ts'
import { MODEL_INPUT } from './column-facts.ts'
import { TABLE } from './compile-table.ts'
import { orderTables } from './order-tables.ts'
import type { Schema, SchemaTable } from './types.ts'

export interface CompiledSchema {
  readonly resolution: Resolution
  readonly schema: Schema
}

interface Engine {
  readonly cells: Cells
  /** What the input cells hold. */
  models: ReadonlyMap<ModelKey, ResolvedModel>
}

const engines = new WeakMap<Schema, Engine>()

/**
 * @param previous an earlier result for an earlier state of the same document
 * @returns tables, referenced ones first, ties by name (stable diffs)
 * Source: django/db/backends/base/schema.py.
 */
export function compileSchema(_doc: ErDocument, resolution: Resolution, previous?: CompiledSchema): Schema {
  const engine = (previous && engines.get(previous.schema)) ?? { cells: new Cells(), models: new Map() }
  enter(engine, resolution.models)
  const tables: SchemaTable[] = []
  const external: SchemaTable[] = []
  const byModel = new Map<ModelKey, SchemaTable>()
  for (const [key, model] of resolution.models) {
    const table = engine.cells.get(TABLE, key)
    if (table === null) continue
    byModel.set(key, table)
    if (model.managed && !model.external) tables.push(table)
    else external.push(table)
  }
  for (const [key, model] of resolution.models) {
    const own = model.kind === 'proxy' ? byModel.get(model.concrete) : undefined
    if (own !== undefined) byModel.set(key, own)
  }
  const schema = { tables: orderTables(tables), byModel, external: orderTables(external) }
  engines.set(schema, engine)
  return schema
}

function enter(engine: Engine, models: ReadonlyMap<ModelKey, ResolvedModel>): void {
  for (const [key, model] of models) engine.cells.set(MODEL_INPUT, key, model)
  for (const key of engine.models.keys()) if (!models.has(key)) engine.cells.set(MODEL_INPUT, key, undefined)
  engine.models = models
}
