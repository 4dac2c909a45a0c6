/** Columns of text with choices as DBML's enums, where the user asks for them. */
import type { SchemaColumn, SchemaTable } from '../../schema/types.ts'
import { enumValues } from '../sql/enums.ts'
import { name, text } from './words.ts'

export interface DbmlEnum {
  readonly name: string
  readonly text: string
}

/** By column; those of one choices class share one, named as the class is. */
export function dbmlEnums(tables: readonly SchemaTable[]): ReadonlyMap<SchemaColumn, DbmlEnum> {
  const taken = new Set<string>()
  const made = new Map<string, DbmlEnum>()
  const byColumn = new Map<SchemaColumn, DbmlEnum>()
  for (const table of tables) {
    for (const column of table.columns) {
      if (enumValues(table, column) === null) continue
      const wanted = column.enumName ?? `${table.name.replace(/^.*"\."/s, '')}_${column.name}`
      const key = JSON.stringify([wanted, column.choices])
      const found = made.get(key) ?? enumOf(free(wanted, taken), column)
      made.set(key, found)
      byColumn.set(column, found)
    }
  }
  return byColumn
}

function free(wanted: string, taken: Set<string>): string {
  let unused = wanted
  for (let i = 2; taken.has(unused); i++) unused = `${wanted}_${i}`
  taken.add(unused)
  return unused
}

function enumOf(plain: string, { choices }: SchemaColumn): DbmlEnum {
  const labels = new Map((choices ?? []).map(({ value, label }) => [String(value), label]))
  const lines = [...labels].map(([value, label]) => {
    const note = label === value || label === '' ? '' : ` [note: ${text(label)}]`
    return `  ${name(value)}${note}`
  })
  return { name: plain, text: `Enum ${name(plain)} {\n${lines.join('\n')}\n}\n\n` }
}
