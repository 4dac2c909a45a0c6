/** SQL within a Drizzle schema: values, and `sql` templates with the columns that they name. */
import type { Bound, Program } from '../typescript/program.ts'
import { callArguments, importedName } from './chain.ts'
import { conditionSql } from './conditions.ts'
import type { DrizzleTable } from './tables.ts'

/** null: nothing that can be told without running the program. */
export function valueSql(program: Program, given: Bound, decl: DrizzleTable): string | null {
  const bound = program.resolve(given)
  const { expr } = bound
  if (expr.kind === 'string') return quoted(expr.value)
  if (expr.kind === 'number') return expr.value.replace(/n$/, '').replaceAll('_', '')
  if (expr.kind === 'word') return expr.value === 'undefined' ? null : expr.value
  if (expr.kind === 'template' && expr.tag === null) {
    const said = program.text(bound)
    return said === null ? null : quoted(said)
  }
  if (expr.kind === 'array' || expr.kind === 'object') {
    const json = jsonOf(program, bound)
    if (json === undefined) return null
    const isArray = Array.isArray(json) && decl.table.columns.at(-1)?.type.endsWith('[]') === true
    return quoted(isArray ? arrayText(json) : JSON.stringify(json))
  }
  return sqlText(program, bound, decl)
}

/** `{a,"b c"}`, as PostgreSQL writes an array. */
function arrayText(json: Json): string {
  if (Array.isArray(json)) return `{${json.map((item: Json) => arrayText(item)).join(',')}}`
  if (json === null) return 'NULL'
  return typeof json === 'object' || typeof json === 'string'
    ? `"${(typeof json === 'string' ? json : JSON.stringify(json)).replace(/["\\]/g, '\\$&')}"`
    : String(json)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** undefined: not plain data. */
function jsonOf(program: Program, given: Bound, depth = 0): Json | undefined {
  const bound = program.resolve(given)
  const { expr } = bound
  if (depth > 20) return undefined
  if (expr.kind === 'string') return expr.value
  if (expr.kind === 'number') return Number(expr.value)
  if (expr.kind === 'word') return expr.value === 'true' ? true : expr.value === 'false' ? false : null
  if (expr.kind === 'array') {
    const items = program.items(bound).map((item) => jsonOf(program, item, depth + 1))
    return items.includes(undefined) ? undefined : (items as readonly Json[])
  }
  if (expr.kind !== 'object') return undefined
  const entries = program.entries(bound).map(({ key, value }) => [key, jsonOf(program, value, depth + 1)] as const)
  return entries.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(entries) as Json)
}

/** `sql\`lower(${t.email})\``, also `sql<string>` and `sql.raw('…')`. */
export function sqlText(program: Program, given: Bound, decl: DrizzleTable): string | null {
  const bound = program.resolve(given)
  const { expr, scope } = bound
  if (expr.kind === 'call' && expr.callee.kind === 'member') {
    const object = expr.callee
    // `sql\`…\`.as('x')` and its like
    if (object.name === 'raw') {
      const [text] = expr.args
      return text === undefined ? null : program.text({ expr: text.value, scope })
    }
    return object.object.kind === 'template' ? sqlText(program, { expr: object.object, scope }, decl) : null
  }
  if (expr.kind === 'call' && expr.callee.kind === 'name')
    return conditionSql(program, importedName(expr.callee.name, scope), callArguments(program, bound), (term) =>
      holeText(program, term, decl),
    )
  if (expr.kind !== 'template' || expr.tag === null) return null
  const parts = expr.values.map((value) => holeText(program, { expr: value, scope }, decl))
  if (parts.includes(null)) return null
  return expr.texts
    .map((text, i) => text + (parts[i] ?? ''))
    .join('')
    .trim()
}

function holeText(program: Program, given: Bound, decl: DrizzleTable): string | null {
  const column = columnOf(program, given, decl)
  if (column !== null)
    return decl.flavour === 'mysql' ? `\`${column.replaceAll('`', '``')}\`` : `"${column.replaceAll('"', '""')}"`
  return valueSql(program, given, decl)
}

/** The column's name for `t.email` and `users.email`; null: another value. */
export function columnOf(program: Program, given: Bound, decl: DrizzleTable): string | null {
  const { expr, scope } = given
  if (expr.kind === 'name') {
    const next = scope.names.get(expr.name)
    return next === undefined ? null : columnOf(program, next, decl)
  }
  if (expr.kind !== 'member') return null
  const object = program.resolve({ expr: expr.object, scope })
  const isSelf = object.expr === decl.expr || (object.expr.kind === 'given' && object.expr.value === decl)
  return isSelf ? (decl.columnNames.get(expr.name) ?? null) : null
}
