/**
 * One row as a line of CSV, as an expression of SQL: NULL is nothing, texts stand in quotes, bytes are `\x…`, numbers
 * exact, whatever a column is declared to hold.
 *
 * Asking each value what it is costs as much as writing it. So a row is first asked, in as few words as possible,
 * whether all of it is of the kinds that the first rows have; only others are written value by value.
 */
import { quote } from '../../../../shared/evolve/plan-sqlite.ts'
import type { TableColumn } from '../../../../shared/protocol/methods/rows.ts'
import type { Connection } from '../../database/open-database.ts'
import type { TableFacts } from '../table-facts.ts'

/** The table's name in the expressions. */
const ALIAS = 'relata_t'
/** Rows that say what the others are like. */
const LOOKED_AT = 64

const isBoolean = ({ type }: TableColumn): boolean => /^bool/i.test(type)

/** The expression for a line of the table's columns. */
export function csvLine(db: Connection, facts: Pick<TableFacts, 'name' | 'sql' | 'columns'>): string {
  const quick = quickParts(db, facts)
  const conditions = quick.flatMap(({ when, hasNoQuote }) => [when, hasNoQuote])
  return `CASE WHEN ${allOf(conditions)} THEN ${joined(quick)} ELSE ${carefulLine(facts.columns)} END`
}

export interface CountedLine {
  /** NULL for a row of which some value is of another kind than the first rows'. */
  readonly sql: string
  /** Quotes of each line, as far as they are the same in all. */
  readonly quotes: number
  /** Expression for the number of texts of a row that stand in quotes of their own; null: all lines have the same. */
  readonly texts: string | null
}

/**
 * A line without asking each text for quotes, which is a quarter of its cost: who counts those of many lines sees
 * whether there are others than the lines' own.
 */
export function countedLine(db: Connection, facts: Pick<TableFacts, 'name' | 'sql' | 'columns'>): CountedLine {
  const quick = quickParts(db, facts)
  const always = quick.filter(({ quoted }) => quoted === 'always').length
  const texts = quick.flatMap(({ quoted, column }) =>
    quoted === 'unlessNull' ? [`(${cell(column)} IS NOT NULL)`] : [],
  )
  return {
    sql: `CASE WHEN ${allOf(quick.map(({ when }) => when))} THEN ${joined(quick)} END`,
    quotes: 2 * always,
    texts: texts.length === 0 ? null : sumOf(texts),
  }
}

interface QuickPart extends Quick {
  readonly column: TableColumn
  /** Whether the value stands in quotes. */
  readonly quoted: 'always' | 'unlessNull' | 'never'
}

function quickParts(
  db: Connection,
  { name, sql, columns }: Pick<TableFacts, 'name' | 'sql' | 'columns'>,
): readonly QuickPart[] {
  const rowid = rowidColumn(db, name, columns)
  return looksOf(db, sql, columns).map(({ kind, hasNull }, i): QuickPart => {
    const column = columns[i] as TableColumn
    if (column === rowid) return { column, quoted: 'never', when: '', hasNoQuote: '', parts: [{ sql: cell(column) }] }
    const quick = QUICK[kind](column)
    const quoted = kind !== 'text' ? 'never' : hasNull ? 'unlessNull' : 'always'
    return { column, quoted, ...(hasNull ? orNothing(column, quick) : quick) }
  })
}

function allOf(conditions: readonly string[]): string {
  return balanced(['1', ...conditions.filter((one) => one !== '')], 'AND')
}

function sumOf(terms: readonly string[]): string {
  return balanced(terms, '+')
}

/** The same, with every value looked at. */
export function carefulLine(columns: readonly TableColumn[]): string {
  return glued(columns.flatMap((column, i) => [...(i === 0 ? [] : [',']), { sql: carefulCell(column) }]))
}

/** The column that is the row's own number, and so holds nothing else. */
function rowidColumn(db: Connection, table: string, columns: readonly TableColumn[]): TableColumn | null {
  const [key, second] = columns.filter(({ pk }) => pk > 0)
  if (key === undefined || second !== undefined || key.type.toUpperCase() !== 'INTEGER') return null
  // `INTEGER PRIMARY KEY DESC` is another column, with an index of its own.
  const index = db.prepare("SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk'").raw().get(table)
  return index === undefined ? key : null
}

type Kind = 'text' | 'integer' | 'boolean' | 'real'

interface Look {
  readonly kind: Kind
  readonly hasNull: boolean
}

/** What most of the first rows hold; a column without values there is what it is declared to be. */
function looksOf(db: Connection, sql: string, columns: readonly TableColumn[]): readonly Look[] {
  const types = columns.map((column) => `typeof(${cell(column)})`).join(', ')
  const rows = db.prepare(`SELECT ${types} FROM ${sql} AS ${ALIAS} LIMIT ${LOOKED_AT}`).raw().all() as string[][]
  return columns.map((column, i) => {
    const count = (type: string) => rows.filter((row) => row[i] === type).length
    return { kind: kindOf(column, count('text'), count('integer'), count('real')), hasNull: count('null') > 0 }
  })
}

function kindOf(column: TableColumn, texts: number, integers: number, reals: number): Kind {
  if (texts + integers + reals === 0) return /int/i.test(column.type) ? 'integer' : 'text'
  if (texts >= integers + reals) return 'text'
  if (isBoolean(column)) return 'boolean'
  // Of decimals some are whole.
  return reals > 0 ? 'real' : 'integer'
}

/** Text to be written as it is, or an expression. */
type Part = string | { readonly sql: string }

interface Quick {
  /** Whether the value is of this kind; not so for NULL. */
  readonly when: string
  /** Whether a text has no quotes in it; empty for other kinds. */
  readonly hasNoQuote: string
  readonly parts: readonly Part[]
}

const isInteger = ({ type }: TableColumn): boolean => /int/i.test(type)

/** Columns declared so make texts of numbers. */
const isText = ({ type }: TableColumn): boolean => /char|clob|text/i.test(type) && !/int/i.test(type)

/** Numbers come before texts, and texts before bytes, in SQLite's order of all values. */
const QUICK: Record<Kind, (column: TableColumn) => Quick> = {
  text(column) {
    const c = cell(column)
    const isNoNumber = isText(column) ? '' : `${c} COLLATE BINARY >= '' AND `
    return {
      when: `${isNoNumber}${c} COLLATE BINARY < x''`,
      hasNoQuote: `instr(${c}, '"') = 0`,
      parts: ['"', { sql: c }, '"'],
    }
  },
  integer(column) {
    const c = cell(column)
    // Half as dear as asking for the type, and the same where texts of digits become numbers.
    const when = isInteger(column) ? `${c} = CAST(${c} AS INTEGER)` : `typeof(${c}) = 'integer'`
    return { when, hasNoQuote: '', parts: [{ sql: c }] }
  },
  boolean(column) {
    const c = cell(column)
    const text = `CASE ${c} WHEN 1 THEN 'true' ELSE 'false' END`
    // Declared so, nothing but a whole number equals one.
    const isWhole = isText(column) ? `typeof(${c}) = 'integer' AND ` : ''
    return { when: `${isWhole}${c} IN (0, 1)`, hasNoQuote: '', parts: [{ sql: text }] }
  },
  real(column) {
    const c = cell(column)
    return { when: `${c} COLLATE BINARY < ''`, hasNoQuote: '', parts: [{ sql: `quote(${c})` }] }
  },
}

/** The same for a column in which values are missing. */
function orNothing(column: TableColumn, { when, hasNoQuote, parts }: Quick): Quick {
  const c = cell(column)
  return {
    when: `(${c} IS NULL OR ${when})`,
    hasNoQuote: hasNoQuote === '' ? '' : `(${c} IS NULL OR ${hasNoQuote})`,
    parts: [{ sql: `CASE WHEN ${c} IS NULL THEN '' ELSE ${glued(parts)} END` }],
  }
}

function joined(quick: readonly Quick[]): string {
  return glued(quick.flatMap((one, i) => (i === 0 ? one.parts : [',', ...one.parts])))
}

/** Each joint costs; what is written as it is becomes one text. */
function glued(parts: readonly Part[]): string {
  const out: string[] = []
  let fixed = ''
  for (const part of parts) {
    if (typeof part === 'string') {
      fixed += part
      continue
    }
    if (fixed !== '') out.push(`'${fixed}'`)
    fixed = ''
    out.push(part.sql)
  }
  if (fixed !== '') out.push(`'${fixed}'`)
  return concatenated(out)
}

/** SQLite takes more than a hundred arguments. */
const MOST_ARGUMENTS = 100

/** In one piece, where `||` would copy the text again at each joint. No part is NULL, of which `||` makes NULL. */
function concatenated(parts: readonly string[]): string {
  if (parts.length <= MOST_ARGUMENTS) return parts.length === 1 ? `(${parts[0]} || '')` : `concat(${parts.join(', ')})`
  const groups = Array.from({ length: Math.ceil(parts.length / MOST_ARGUMENTS) }, (_, i) =>
    concatenated(parts.slice(i * MOST_ARGUMENTS, (i + 1) * MOST_ARGUMENTS)),
  )
  return concatenated(groups)
}

/** Side by side instead of one in the other: SQLite takes expressions a thousand deep, and tables of 2,000 columns. */
function balanced(parts: readonly string[], operator: 'AND' | '+'): string {
  if (parts.length < 3) return parts.join(` ${operator} `)
  const half = parts.length >> 1
  return `(${balanced(parts.slice(0, half), operator)}) ${operator} (${balanced(parts.slice(half), operator)})`
}

const cell = ({ name }: TableColumn): string => `${ALIAS}.${quote(name)}`

/** A value's text, whatever it is. */
function carefulCell(column: TableColumn): string {
  const c = cell(column)
  const whole = isBoolean(column) ? `CASE ${c} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE ${c} END` : c
  const text = `'"' || replace(${c}, '"', '""') || '"'`
  return `CASE typeof(${c}) WHEN 'integer' THEN ${whole} WHEN 'text' THEN ${text} WHEN 'null' THEN '' WHEN 'real' THEN quote(${c}) ELSE '\\x' || hex(${c}) END`
}
