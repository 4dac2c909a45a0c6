/** Tables that foreign keys lead to but that are not there, with the columns that the keys end at. */
import { columnOf, sameName, tableKey } from './plan.ts'
import type { Plan } from './plan.ts'
import type { RawColumn, RawForeignKey, RawTable } from './raw.ts'

export interface Missing {
  readonly tables: readonly RawTable[]
  /** The keys that lead to them. */
  readonly dangling: readonly { readonly table: RawTable; readonly fk: RawForeignKey }[]
}

export function missingTables(plan: Plan): Missing {
  const missing = new Map<string, { readonly fk: RawForeignKey; readonly columns: RawColumn[] }>()
  const dangling: { table: RawTable; fk: RawForeignKey }[] = []
  for (const { table } of plan.all) {
    for (const fk of table.foreignKeys) {
      if (plan.target(fk) !== undefined) continue
      dangling.push({ table, fk })
      const key = tableKey({ schema: fk.schema, name: fk.table }).toLowerCase()
      const entry = missing.get(key) ?? { fk, columns: [] }
      missing.set(key, entry)
      for (const [i, end] of endsOf(fk).entries()) {
        if (entry.columns.some((c) => sameName(c.name, end))) continue
        const own = columnOf(table, fk.columns[i] ?? '')
        entry.columns.push({ ...NO_COLUMN, name: end, type: own?.type ?? 'bigint' })
      }
    }
  }
  return { tables: [...missing.values()].map(({ fk, columns }) => tableOf(fk, columns)), dangling }
}

function endsOf({ columns, targetColumns }: RawForeignKey): readonly string[] {
  return targetColumns.length > 0 ? targetColumns : columns.map((_, i) => (i === 0 ? 'id' : `id_${i + 1}`))
}

const NO_COLUMN: RawColumn = {
  name: '',
  type: '',
  null: false,
  default: null,
  autoIncrement: false,
  generated: null,
  comment: null,
  values: null,
}

function tableOf({ schema, table }: RawForeignKey, columns: readonly RawColumn[]): RawTable {
  return {
    schema,
    name: table,
    comment: null,
    columns,
    primaryKey: columns.slice(0, 1).map((c) => c.name),
    foreignKeys: [],
    uniques: [],
    indexes: [],
    checks: [],
  }
}
