/** Columns that a query compares while it has to read the whole table: an index there would be looked up instead. */
import type { Schema, SchemaTable } from '../../../shared/schema/types.ts'
import type { PlanStep } from './read-plan.ts'

export interface MissingIndex {
  readonly table: SchemaTable
  readonly column: string
}

/** Each column once, in the order of the plan. */
export function missingIndexes(steps: readonly PlanStep[], sql: string, schema: Schema): readonly MissingIndex[] {
  const found = new Map<string, MissingIndex>()
  const look = (list: readonly PlanStep[]): void => {
    for (const step of list) {
      for (const missing of ofStep(step, sql, schema)) found.set(`${missing.table.name} ${missing.column}`, missing)
      look(step.children)
    }
  }
  look(steps)
  return [...found.values()]
}

function ofStep(step: PlanStep, sql: string, schema: Schema): readonly MissingIndex[] {
  const isWhole = (step.kind === 'scan' && step.index === null) || step.isAutomatic
  if (!isWhole || step.table === null) return []
  const table = tableOf(step.table, sql, schema)
  if (table === undefined) return []
  const compared = step.isAutomatic ? step.columns : comparedColumns(step.table, table, sql)
  return compared.filter((column) => !isIndexed(table, column)).map((column) => ({ table, column }))
}

/** The table itself, or the one that the name stands for in the statement. */
export function tableOf(name: string, sql: string, schema: Schema): SchemaTable | undefined {
  const all = [...schema.tables, ...schema.external]
  const own = all.find((table) => table.name === name)
  if (own !== undefined) return own
  const alias = `["\`\\[]?${escaped(name)}["\`\\]]?`
  const pattern = new RegExp(`["\`\\[]?([\\w$]+)["\`\\]]?\\s+(?:AS\\s+)?${alias}(?![\\w"])`, 'gi')
  const named = [...sql.matchAll(pattern)].map((match) => match[1]?.toLowerCase())
  return all.find((table) => named.includes(table.name.toLowerCase()))
}

/** An index helps equality, ranges and IN; not LIKE as Django writes it, nor a function of the column. */
const COMPARES = String.raw`\s*(?:=|==|<=?|>=?|IN\b|BETWEEN\b|IS\b(?!\s+NOT\b))`

function comparedColumns(name: string, table: SchemaTable, sql: string): readonly string[] {
  return table.columns
    .map((column) => column.name)
    .filter((column) => {
      const bare = `["\`\\[]?${escaped(column)}["\`\\]]?`
      const qualified = `["\`\\[]?(?:${escaped(name)}|${escaped(table.name)})["\`\\]]?\\.${bare}`
      const isBareUnique = new RegExp(`(?:WHERE|AND|OR|ON|\\()\\s*${bare}${COMPARES}`, 'i').test(sql)
      return (
        new RegExp(`${qualified}${COMPARES}`, 'i').test(sql) ||
        new RegExp(`=\\s*\\(?${qualified}(?![\\w"])`, 'i').test(sql) ||
        isBareUnique
      )
    })
}

function isIndexed({ primaryKey, uniques, indexes, columns }: SchemaTable, column: string): boolean {
  if (primaryKey[0] === column || columns.find((c) => c.name === column)?.unique === true) return true
  return (
    uniques.some((unique) => unique.columns[0] === column && unique.condition === null) ||
    indexes.some((index) => index.columns[0]?.name === column && index.condition === null)
  )
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
