/** Plans of rows in the names that the database has: where `Name` and `name` are one to it, the later one has another. */
import { distinctNames } from '../../../shared/exporters/sql/fit-names.ts'
import { SQLITE_DIALECT } from '../../../shared/exporters/sqlite.ts'
import type { ModelKey } from '../../../shared/relations/types.ts'
import type { TablePlan } from '../../../shared/sample/table-plan.ts'
import { tablesToMake } from '../../../shared/schema/tables-to-make.ts'
import type { Schema, SchemaTable } from '../../../shared/schema/types.ts'

/** By model its table as the script makes it. */
export function storedTables(schema: Schema): ReadonlyMap<ModelKey, SchemaTable> {
  return new Map(distinctNames(tablesToMake(schema), SQLITE_DIALECT).tables.map((table) => [table.model, table]))
}

/** The same plan for the table as the database has it; itself where names agree. */
export function storedPlan(plan: TablePlan, stored: ReadonlyMap<ModelKey, SchemaTable>): TablePlan {
  const table = stored.get(plan.model)
  if (table === undefined || table === plan.table) return plan
  const names = new Map(plan.table.columns.map(({ name }, i) => [name, table.columns[i]?.name ?? name]))
  const columns = plan.columns.map((column) => ({ ...column, name: names.get(column.name) ?? column.name }))
  return { ...plan, table, columns }
}
