/** The design in the names that a SQLite database has: where `Name` and `name` are one to it, the later one has another. */
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../relations/types.ts'
import type { CompiledDesign } from '../schema/compile-design.ts'
import { tablesToMake } from '../schema/tables-to-make.ts'
import type { Schema, SchemaTable } from '../schema/types.ts'
import { distinctNames } from './sql/fit-names.ts'
import { SQLITE_DIALECT } from './sqlite.ts'

/** Of tables that were compiled before; an edit leaves most of them as they are. */
const distinct = new WeakSet<SchemaTable>()

/** Itself where no names clash, which is nearly always. */
export function inSqliteNames<D extends Pick<CompiledDesign, 'resolution' | 'schema'>>(design: D): D {
  const wanted = tablesToMake(design.schema)
  const { tables } = distinctNames(wanted, SQLITE_DIALECT, (table) => distinct.has(table))
  if (tables === wanted) {
    for (const table of wanted) distinct.add(table)
    return design
  }
  const named = new Map(wanted.map((table, i) => [table, tables[i] ?? table]))
  return {
    ...design,
    schema: renamedSchema(design.schema, named),
    resolution: renamedResolution(design.resolution, design.schema, named),
  }
}

type Renamed = ReadonlyMap<SchemaTable, SchemaTable>

function renamedSchema({ tables, byModel, external }: Schema, named: Renamed): Schema {
  const of = (table: SchemaTable): SchemaTable => named.get(table) ?? table
  return {
    tables: tables.map(of),
    external: external.map(of),
    byModel: new Map([...byModel].map(([key, table]) => [key, of(table)])),
  }
}

function renamedResolution(resolution: Resolution, { byModel }: Schema, named: Renamed): Resolution {
  const known = new Map<ResolvedField, ResolvedField>()
  const tableOf = (key: ModelKey): SchemaTable | undefined => named.get(byModel.get(key) as SchemaTable)
  const field = (given: ResolvedField): ResolvedField => {
    const made = known.get(given) ?? renamedField(given, tableOf(given.model))
    known.set(given, made)
    return made
  }
  const model = (given: ResolvedModel): ResolvedModel => ({
    ...given,
    table: tableOf(given.concrete)?.name ?? given.table,
    localFields: given.localFields.map(field),
    fields: given.fields.map(field),
  })
  return { ...resolution, models: new Map([...resolution.models].map(([key, given]) => [key, model(given)])) }
}

function renamedField(field: ResolvedField, table: SchemaTable | undefined): ResolvedField {
  if (field.column === null) return field
  const column = table?.columns.find(({ fieldName }) => fieldName === field.name)?.name ?? field.column
  return column === field.column ? field : { ...field, column }
}
