import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isExpr } from '../document/records.ts'
import { plainValue } from '../relations/values/plain-value.ts'
import { renderIndexTerm } from '../schema/expressions.ts'
import { pythonJson } from '../schema/python-json.ts'
import type {
  ColumnKind,
  SchemaColumn,
  SchemaForeignKey,
  SchemaIndex,
  SchemaTable,
  SchemaUnique,
} from '../schema/types.ts'
import { dbmlEnums } from './dbml/enums.ts'
import type { DbmlEnum } from './dbml/enums.ts'
import { colours, groupsText, notesText, projectText } from './dbml/frame.ts'
import { block, code, name, tableName, text } from './dbml/words.ts'
import { diagramTables, isSingle } from './documents/edges.ts'
import { typeWord } from './documents/type-words.ts'
import { isSayable, leftOut, plainOnly } from './left-out.ts'
import { POSTGRESQL_DIALECT } from './postgresql.ts'
import { checkCondition, expression, expressionsOf } from './sql/context.ts'
import { storedObjectName } from './sql/names.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'

/** DBML, the text form of dbdiagram: tables, columns, indexes, references with their delete action. */
export const dbml: Exporter<'dbml'> = {
  id: 'dbml',
  label: 'DBML',
  group: 'Documents',
  language: 'text',
  fileName: 'schema.dbml',
  options: [{ name: 'enums', label: 'Choices of text as enums', default: false }],
  export: exportDbml,
}

/** Conditions of indexes it has not. Expressions and checks are code in PostgreSQL's words. */
const SAYS = { expressions: true, checks: true }

function exportDbml(input: ExportInput): Exported {
  const { doc, schema } = input
  const tables = diagramTables(schema)
  const shown = new Set(tables.map((t) => t.name))
  const enums = input.options.extra['enums'] === true ? dbmlEnums(tables) : new Map<SchemaColumn, DbmlEnum>()
  const colourOf = colours(doc)
  const pieces = tables.map((table): ExportPiece => ({
    model: table.model,
    text: tableText(table, colourOf.get(table.model) ?? null, enums),
  }))
  const refs = schema.tables.map((table): ExportPiece => {
    const lines = table.foreignKeys.filter((fk) => shown.has(fk.table)).map((fk) => reference(table, fk))
    return { model: table.model, text: lines.join('') }
  })
  const frame = (text: string): readonly ExportPiece[] => (text === '' ? [] : [{ model: null, text }])
  const lists = [...new Set(enums.values())].map((one) => one.text).join('')
  const written = [
    ...frame(projectText(doc) + lists),
    ...pieces,
    ...frame(groupsText(input, tables) + notesText(doc)),
    ...refs.filter((r) => r.text !== ''),
  ]
  const diagnostics = tables.flatMap((table) => [...plainOnly('DBML', table, SAYS), ...unsaid(table)])
  return { pieces: written, diagnostics }
}

function tableText(table: SchemaTable, colour: string | null, enums: ReadonlyMap<SchemaColumn, DbmlEnum>): string {
  const columns = table.columns.map((c) => `  ${columnText(table, c, enums.get(c) ?? null)}`)
  const indexes = indexLines(table)
  const list = (word: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `\n  ${word} {\n${lines.map((l) => `    ${l}`).join('\n')}\n  }\n`
  const note = table.comment === null ? '' : `\n  Note: ${block(table.comment, '  ')}\n`
  const settings = colour === null ? '' : ` [headercolor: ${colour}]`
  return `Table ${tableName(table.name)}${settings} {\n${columns.join('\n')}\n${list('indexes', indexes)}${list('checks', checkLines(table))}${note}}\n\n`
}

function columnText(table: SchemaTable, column: SchemaColumn, list: DbmlEnum | null): string {
  const single = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
  const settings = [
    single ? 'pk' : '',
    column.autoIncrement ? 'increment' : '',
    // What is not said may be null, but for a key.
    column.null || single ? '' : 'not null',
    column.unique && !single ? 'unique' : '',
    defaultSetting(table, column),
    column.comment === null ? '' : `note: ${text(column.comment)}`,
  ].filter((s) => s !== '')
  const plain = `${name(column.name)} ${list === null ? typeText(column) : name(list.name)}`
  return settings.length === 0 ? plain : `${plain} [${settings.join(', ')}]`
}

/** PostgreSQL's words where the usual one is none of its types. */
const WORDS: Partial<Readonly<Record<ColumnKind, string>>> = {
  binary: 'bytea',
  dateTime: 'timestamptz',
  float: 'double precision',
  json: 'jsonb',
}

/** Types beyond a word with numbers stand in quotes. */
function typeText(column: SchemaColumn): string {
  const word = (WORDS[column.type.kind] ?? typeWord(column)).replace(/(\d), (?=\d)/g, '$1,')
  return /^[a-z]\w*(\(\d+(,\d+)?\))?(\[\d*\])*$/i.test(word) ? word : name(word)
}

function defaultSetting(table: SchemaTable, { dbDefault: value, type, autoIncrement }: SchemaColumn): string {
  if (value === undefined || value === null || autoIncrement) return ''
  if (typeof value === 'object' && 'expr' in value) {
    if (/^(?:\w+\.)*Now\(\)$/.test(value.expr)) return 'default: `now()`'
    if (type.kind !== 'json' || !/^[{[]/.test(value.expr)) {
      const sql = expression(value.expr, table, POSTGRESQL_DIALECT)
      return sql === null ? '' : `default: ${code(sql)}`
    }
  }
  if (type.kind === 'json') return `default: ${text(pythonJson(plainValue(value)))}`
  if (typeof value === 'boolean' || typeof value === 'number') return `default: ${String(value)}`
  return typeof value === 'string' ? `default: ${text(value)}` : ''
}

function indexLines(table: SchemaTable): readonly string[] {
  const list = (columns: readonly string[]) => `(${columns.map(name).join(', ')})`
  const key = table.primaryKey.length > 1 ? [`${list(table.primaryKey)} [pk]`] : []
  const uniques = table.uniques
    .filter((u) => isSayable(u, SAYS) && u.form !== 'column')
    .flatMap((u) => indexLine(u, u.columns, ['unique'], table))
  const indexes = table.indexes
    .filter((i) => isSayable(i, SAYS))
    .flatMap((i) => {
      const columns = i.columns.map((c) => c.name)
      return indexLine(i, columns, [], table)
    })
  return [...key, ...uniques, ...indexes]
}

/** Other than the usual one. */
const METHODS: ReadonlySet<string> = new Set(['hash', 'gin', 'gist', 'brin', 'spgist', 'bloom'])

/** What stands behind a term: its order, its operator class. DBML has words for neither. */
const BEHIND = /(?<=[)"])(?:\s+\w+)+$/

/** Columns by name, expressions as code, what DBML has no word for as a note; [] where a term cannot be said. */
function indexLine(
  index: SchemaIndex | SchemaUnique,
  columns: readonly string[],
  settings: readonly string[],
  table: SchemaTable,
): readonly string[] {
  const dialect = expressionsOf(POSTGRESQL_DIALECT, table)
  const terms = index.expressions.map(({ expr }) => renderIndexTerm(expr, table, dialect))
  if (terms.includes(null)) return []
  const plain = terms.map((term) => (term ?? '').replace(BEHIND, ''))
  const unsaid = [
    ...index.columns.flatMap((c) => (typeof c === 'string' ? [] : (behind(c) ?? []))),
    ...terms.flatMap((term, i) => (term === null || term === plain[i] ? [] : [term])),
  ]
  const method = 'method' in index && METHODS.has(index.method) ? index.method : null
  // Without its operator class the database may refuse the method.
  const isWhole = method === null || unsaid.length === 0
  const notes = isWhole ? unsaid : [`USING ${method}`, ...unsaid]
  const list = [...columns.map(name), ...plain.map(code)].join(', ')
  const all = [
    ...settings,
    ...(isWhole && method !== null ? [`type: ${method}`] : []),
    `name: ${text(storedObjectName(POSTGRESQL_DIALECT, index))}`,
    ...(notes.length === 0 ? [] : [`note: ${text(notes.join(', '))}`]),
  ]
  return [`(${list}) [${all.join(', ')}]`]
}

function behind({ name: column, opclass, descending }: SchemaIndex['columns'][number]): string | null {
  const words = [...(opclass === null ? [] : [opclass]), ...(descending ? ['DESC'] : [])]
  return words.length === 0 ? null : `${column} ${words.join(' ')}`
}

function checkLines(table: SchemaTable): readonly string[] {
  return table.checks.flatMap((check) => {
    const sql = checkCondition(check, table, POSTGRESQL_DIALECT)
    return sql === null ? [] : [`${code(sql)} [name: ${text(storedObjectName(POSTGRESQL_DIALECT, check))}]`]
  })
}

/** Of the forms that DBML has, those whose SQL we cannot write. */
function unsaid(table: SchemaTable): readonly Diagnostic[] {
  const isOdd = (index: SchemaIndex | SchemaUnique): boolean => indexLine(index, [], [], table).length === 0
  return [
    ...[...table.uniques, ...table.indexes]
      .filter((one) => isSayable(one, SAYS) && isOdd(one))
      .map((one) => leftOut('DBML', table, 'relata.4002', `the index ${one.name}`)),
    ...table.columns
      .filter((c) => isExpr(c.dbDefault) && defaultSetting(table, c) === '')
      .map((c) => leftOut('DBML', table, 'relata.4002', `the default of ${c.name}`)),
    ...table.checks
      .filter((check) => checkCondition(check, table, POSTGRESQL_DIALECT) === null)
      .map((check) => leftOut('DBML', table, 'relata.4002', `the condition of ${check.name}`)),
  ]
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
