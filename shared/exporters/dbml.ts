import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Expr, Value } from '../document/records.ts'
import { renderIndexTerm } from '../schema/expressions.ts'
import type { SchemaColumn, SchemaForeignKey, SchemaTable } from '../schema/types.ts'
import { diagramTables, isSingle } from './documents/edges.ts'
import { typeWord } from './documents/type-words.ts'
import { isSayable, leftOut, plainOnly } from './left-out.ts'
import { POSTGRESQL_DIALECT } from './postgresql.ts'
import { checkCondition, expressionsOf } from './sql/context.ts'
import { namespaceOf } from './sql/names.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'

/** DBML, the text form of dbdiagram: tables, columns, indexes, references with their delete action. */
export const dbml: Exporter<'dbml'> = {
  id: 'dbml',
  label: 'DBML',
  group: 'Documents',
  language: 'text',
  fileName: 'schema.dbml',
  options: [],
  export: exportDbml,
}

/** Conditions of indexes it has not. Expressions and checks are code in PostgreSQL's words. */
const SAYS = { expressions: true, checks: true }

function exportDbml({ schema }: ExportInput): Exported {
  const tables = diagramTables(schema)
  const shown = new Set(tables.map((t) => t.name))
  const pieces = tables.map((table): ExportPiece => ({ model: table.model, text: tableText(table) }))
  const refs = schema.tables.map((table): ExportPiece => {
    const lines = table.foreignKeys.filter((fk) => shown.has(fk.table)).map((fk) => reference(table, fk))
    return { model: table.model, text: lines.join('') }
  })
  const diagnostics = tables.flatMap((table) => [...plainOnly('DBML', table, SAYS), ...unsaid(table)])
  return { pieces: [...pieces, ...refs.filter((r) => r.text !== '')], diagnostics }
}

function tableText(table: SchemaTable): string {
  const columns = table.columns.map((c) => `  ${columnText(table, c)}`)
  const indexes = indexLines(table)
  const block = (word: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `\n  ${word} {\n${lines.map((l) => `    ${l}`).join('\n')}\n  }\n`
  const note = table.comment === null ? '' : `\n  Note: ${text(table.comment)}\n`
  return `Table ${tableName(table.name)} {\n${columns.join('\n')}\n${block('indexes', indexes)}${block('checks', checkLines(table))}${note}}\n\n`
}

function columnText(table: SchemaTable, column: SchemaColumn): string {
  const single = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
  const settings = [
    single ? 'pk' : '',
    column.autoIncrement ? 'increment' : '',
    column.null ? 'null' : 'not null',
    column.unique && !single ? 'unique' : '',
    defaultSetting(column.dbDefault),
    column.comment === null ? '' : `note: ${text(column.comment)}`,
  ].filter((s) => s !== '')
  return `${name(column.name)} ${typeText(column)} [${settings.join(', ')}]`
}

/** Types beyond a word with numbers stand in quotes. */
function typeText(column: SchemaColumn): string {
  const word = typeWord(column)
  return /^[a-z]\w*(\(\d+(,\d+)?\))?$/i.test(word) ? word : name(word)
}

function defaultSetting(value: Value | undefined): string {
  if (value === undefined) return ''
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return `default: ${String(value)}`
  if (typeof value === 'string') return `default: ${text(value)}`
  return 'expr' in value ? `default: \`${value.expr.replaceAll('`', "'")}\`` : ''
}

function indexLines(table: SchemaTable): readonly string[] {
  const list = (columns: readonly string[]) => `(${columns.map(name).join(', ')})`
  const key = table.primaryKey.length > 1 ? [`${list(table.primaryKey)} [pk]`] : []
  const uniques = table.uniques
    .filter((u) => isSayable(u, SAYS) && u.form !== 'column')
    .flatMap((u) => termList(u.columns, u.expressions, table, (terms) => `${terms} [unique, name: ${text(u.name)}]`))
  const indexes = table.indexes
    .filter((i) => isSayable(i, SAYS))
    .flatMap((i) => {
      const columns = i.columns.map((c) => c.name)
      return termList(columns, i.expressions, table, (terms) => `${terms} [name: ${text(i.name)}]`)
    })
  return [...key, ...uniques, ...indexes]
}

/** Columns by name, expressions as code; [] where one cannot be said. */
function termList(
  columns: readonly string[],
  expressions: readonly Expr[],
  table: SchemaTable,
  line: (terms: string) => string,
): readonly string[] {
  const terms = expressions.map(({ expr }) => renderIndexTerm(expr, table, expressionsOf(POSTGRESQL_DIALECT, table)))
  if (terms.includes(null)) return []
  return [line(`(${[...columns.map(name), ...terms.map((term) => code(term ?? ''))].join(', ')})`)]
}

function checkLines(table: SchemaTable): readonly string[] {
  return table.checks.flatMap((check) => {
    const sql = checkCondition(check, table, POSTGRESQL_DIALECT)
    return sql === null ? [] : [`${code(sql)} [name: ${text(check.name)}]`]
  })
}

/** Of the forms that DBML has, those whose SQL we cannot write. */
function unsaid(table: SchemaTable): readonly Diagnostic[] {
  const isOdd = ({ expressions }: { readonly expressions: readonly Expr[] }): boolean =>
    termList([], expressions, table, () => '').length === 0
  return [
    ...[...table.uniques, ...table.indexes]
      .filter((one) => isSayable(one, SAYS) && isOdd(one))
      .map((one) => leftOut('DBML', table, 'relata.4002', `the index ${one.name}`)),
    ...table.checks
      .filter((check) => checkCondition(check, table, POSTGRESQL_DIALECT) === null)
      .map((check) => leftOut('DBML', table, 'relata.4002', `the condition of ${check.name}`)),
  ]
}

/** SQL between backticks; PostgreSQL's has none of its own. */
function code(sql: string): string {
  return `\`${sql.replaceAll('`', "'").replace(/\s+/g, ' ')}\``
}

const ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'cascade',
  PROTECT: 'restrict',
  RESTRICT: 'restrict',
  SET_NULL: 'set null',
  SET_DEFAULT: 'set default',
  SET: null,
  DO_NOTHING: 'no action',
}

/** The delete action is said in both modes: DBML describes a design, it does not run it. */
function reference(table: SchemaTable, key: SchemaForeignKey): string {
  const side = (of: string, columns: readonly string[]) => {
    const list = columns.map(name)
    return `${tableName(of)}.${list.length === 1 ? list[0] : `(${list.join(', ')})`}`
  }
  const action = ACTIONS[key.onDelete]
  const setting = action === null ? '' : ` [delete: ${action}]`
  const arrow = isSingle(table, key) ? '-' : '>'
  return `Ref: ${side(table.name, key.columns)} ${arrow} ${side(key.table, key.targetColumns)}${setting}\n`
}

/** DBML takes any name in double quotes; a quote inside cannot be said and becomes a single one. */
function name(plain: string): string {
  return /^[A-Za-z_]\w*$/.test(plain)
    ? plain
    : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', ' ')}"`
}

/** A schema in front, where `db_table` names one. */
function tableName(plain: string): string {
  return namespaceOf(plain) === null ? name(plain) : plain.split('"."').map(name).join('.')
}

function text(plain: string): string {
  return `'${plain
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replace(/[\r\n]+/g, ' ')}'`
}
