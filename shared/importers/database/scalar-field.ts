/** A column without a foreign key as a field. */
import { nameForDjango } from '../../relations/names.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { EnumId, FieldId } from '../../document/ids.ts'
import type { Choices, CustomField, Options, ScalarField, ScalarType, Value } from '../../document/records.ts'
import { fieldIndex } from './django-indexes.ts'
import { fieldName, wordsOf } from './names.ts'
import { isOnlyKey, isOptional, isUnique } from './plan.ts'
import type { Planned } from './plan.ts'
import type { RawColumn, RawDatabase } from './raw.ts'
import { pythonOfJson } from './json-value.ts'
import { rawValue } from './raw-sql.ts'
import { postgresqlField } from './postgresql-fields.ts'
import { guessType, plainDefault } from './types.ts'
import type { GuessedType } from './types.ts'

interface ScalarContext {
  readonly dialect: RawDatabase['dialect']
  /** Columns that a check keeps from being negative. */
  readonly positive: ReadonlySet<string>
  /** Columns that a check keeps to JSON. */
  readonly json: ReadonlySet<string>
  readonly enumOf: (column: RawColumn) => EnumId | null
  readonly note: (code: string, severity: Diagnostic['severity'], message: string) => void
}

/** The key that Django would make by itself: then it need not be said. */
export function isImplicitKey(
  { dialect, tellsSizes }: Pick<RawDatabase, 'dialect' | 'tellsSizes'>,
  column: RawColumn,
): boolean {
  if (!column.autoIncrement || column.name !== 'id' || column.comment !== null) return false
  return (
    (dialect === 'sqlite' && tellsSizes !== true) ||
    guessType(column).type === 'BigIntegerField' ||
    /^big(serial|int$)/i.test(column.type)
  )
}

const POSITIVE: Partial<Record<ScalarType, ScalarType>> = {
  SmallIntegerField: 'PositiveSmallIntegerField',
  IntegerField: 'PositiveIntegerField',
  BigIntegerField: 'PositiveBigIntegerField',
}

const AUTO: Partial<Record<ScalarType, ScalarType>> = {
  SmallIntegerField: 'SmallAutoField',
  PositiveSmallIntegerField: 'SmallAutoField',
  BigIntegerField: 'BigAutoField',
  PositiveBigIntegerField: 'BigAutoField',
}

export function scalarField(
  planned: Planned,
  column: RawColumn,
  taken: ReadonlySet<string>,
  context: ScalarContext,
): ScalarField | CustomField {
  const { table } = planned
  const isKey = isOnlyKey(table, column.name)
  const guess = context.json.has(column.name) ? guessType({ ...column, type: 'json' }) : guessType(column)
  const own = context.dialect === 'postgresql' ? postgresqlField(column) : null
  if (!guess.known && own === null)
    context.note('relata.6020', 'info', `The type ${column.type} of ${column.name} is read as text.`)
  const name = fieldName(column.fieldName ?? wordsOf(column), taken)
  const id = planned.fieldIds.get(column.name) as FieldId
  const shared: Options = {
    ...(fieldIndex(table, column.name) === undefined ? {} : { db_index: true }),
    ...(name === column.name ? {} : { db_column: nameForDjango(column.name) }),
    ...(column.comment === null ? {} : { db_comment: column.comment }),
  }
  if (isKey && column.autoIncrement) {
    const type = AUTO[guess.type] ?? 'AutoField'
    return { id, kind: 'scalar', name, type, choices: null, options: { primary_key: true, ...shared } }
  }
  if (column.generated !== null) {
    const unique = !isKey && isUnique(table, column.name) ? { unique: true } : {}
    const output = own === null ? guessedCall(guess) : `${own.className}(${own.args})`
    return generatedField(id, name, column, output, { ...unique, ...shared })
  }
  if (column.autoIncrement) context.note(...ownNumbers(column))
  if (own !== null) {
    const options = {
      ...(isKey ? { primary_key: true } : {}),
      ...(isOptional(table, column) ? { null: true, blank: true } : {}),
      ...(!isKey && isUnique(table, column.name) ? { unique: true } : {}),
      ...sqlDefault(column),
      ...shared,
    }
    return { id, kind: 'custom', name, ...own, column: true, options }
  }
  const enumId = context.enumOf(column)
  const type = (context.positive.has(column.name) ? POSITIVE[guess.type] : undefined) ?? guess.type
  if (isLostDefault(column, type, context.dialect)) context.note(...lostDefault(column))
  const options: Options = {
    ...guess.options,
    ...(isKey ? { primary_key: true } : {}),
    ...(isOptional(table, column) ? { null: true, blank: true } : {}),
    ...(!isKey && isUnique(table, column.name) ? { unique: true } : {}),
    ...defaultOption(column, type, context.dialect),
    ...collationOption(column, type),
    ...column.python,
    ...shared,
  }
  return { id, kind: 'scalar', name, type, choices: choicesOf(column, enumId), options }
}

function choicesOf(column: RawColumn, enumId: EnumId | null): Choices | null {
  if (enumId !== null) return { kind: 'enum', enum: enumId }
  return column.values === null
    ? null
    : { kind: 'pairs', pairs: column.values.map((value) => ({ value, label: value })) }
}

function guessedCall({ type, options }: GuessedType): string {
  const inner = Object.entries(options).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return `models.${type}(${inner.join(', ')})`
}

/** @param output the call of the field for its type */
function generatedField(id: FieldId, name: string, column: RawColumn, output: string, shared: Options): ScalarField {
  const options: Options = {
    expression: rawValue(column.generated?.sql ?? 'NULL'),
    output_field: { expr: output },
    db_persist: column.generated?.stored ?? true,
    ...(column.null ? { null: true } : {}),
    ...shared,
  }
  return { id, kind: 'scalar', name, type: 'GeneratedField', choices: null, options }
}

const NOW = /^\(*(?:current_timestamp(?:\(\d*\))?|now\(\d*\)|localtimestamp(?:\(\d*\))?)\)*$/i

export function defaultOption(
  column: RawColumn,
  type: ScalarType,
  dialect: RawDatabase['dialect'],
): { db_default?: Value } {
  const given = column.default?.trim() ?? ''
  if (given === '' || /^\(*null\)*(::.*)?$/i.test(given)) return {}
  const sql = dialect === 'mysql' ? mysqlDefault(withoutBackslashes(plainText(given)), type) : given
  const plain = type === 'JSONField' ? jsonDefault(sql) : plainDefault(sql, type)
  // No text is bytes to Django: what the database writes so stays its own.
  if (plain !== undefined && type !== 'BinaryField') return { db_default: plain }
  if (type === 'DateTimeField' && NOW.test(sql)) return { db_default: { expr: 'Now()' } }
  // SQL of no dialect in particular cannot be run.
  return dialect === null ? {} : { db_default: rawValue(unwrapped(sql)) }
}

/** Python for what the database keeps; undefined: `null`, which db_default would take for NULL, or no JSON. */
function jsonDefault(sql: string): Value | undefined {
  const text = plainDefault(sql, 'JSONField')
  return text === undefined ? undefined : (pythonOfJson(String(text)) ?? undefined)
}

/** SQL that nobody can run, since nothing says whose it is. */
export function isLostDefault(column: RawColumn, type: ScalarType, dialect: RawDatabase['dialect']): boolean {
  const given = column.default?.trim() ?? ''
  if (dialect !== null || given === '' || /^\(*null\)*(::.*)?$/i.test(given)) return false
  return defaultOption(column, type, dialect).db_default === undefined
}

/** A column beside the key that counts by itself. */
export function ownNumbers({ name }: RawColumn): readonly ['relata.6028', 'info', string] {
  return ['relata.6028', 'info', `${name} numbers itself; Django numbers primary keys of one column only.`]
}

export function lostDefault({ name, default: sql }: RawColumn): readonly ['relata.6042', 'info', string] {
  return ['relata.6042', 'info', `The default ${sql} of ${name} is left out: nothing says whose SQL it is.`]
}

const ZEROS: Partial<Readonly<Record<ScalarType, string>>> = {
  DateTimeField: "'0000-00-00 00:00:00'",
  DateField: "'0000-00-00'",
}

/** MySQL's `0` for no day at all, and `0x41`, which is a number in a column of numbers and bytes elsewhere. */
function mysqlDefault(sql: string, type: ScalarType): string {
  const zeros = ZEROS[type]
  if (zeros !== undefined && /^\(?'?0+'?\)?$/.test(sql)) return zeros
  const hex = /^\(?0x((?:[\da-f]{2})+)\)?$/i.exec(sql)?.[1]
  if (hex === undefined) return sql
  return /Integer/.test(type) && hex.length <= 12 ? String(Number.parseInt(hex, 16)) : `x'${hex}'`
}

/** MySQL's `"x"` and `_utf8mb4'x'` as every database reads them. */
function plainText(sql: string): string {
  const text = sql.replace(/^\(*\s*_(?:utf8(?:mb[34])?|latin1|ascii)\s*('.*')\)*$/is, '$1')
  const inner = /^"((?:[^"\\]|""|\\.)*)"$/s.exec(text)?.[1]
  return inner === undefined ? text : `'${inner.replaceAll('""', '"').replaceAll("'", "''")}'`
}

/** MySQL's `'it\\'s'` as every database reads it. Source: MySQL 8.0, table 9.1. */
function withoutBackslashes(sql: string): string {
  if (!sql.includes('\\')) return sql
  return sql.replace(/'((?:[^'\\]|''|\\.)*)'/gs, (_, text: string) => {
    const read = text.replace(/\\(.)/gs, (_escape, letter: string) => ESCAPES[letter] ?? letter.replace("'", "''"))
    return `'${read}'`
  })
}

const ESCAPES: { readonly [letter: string]: string | undefined } = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  Z: '\x1a',
  '0': '',
}

/** Of a type whose literals are no text of Python. */
function sqlDefault({ default: given }: RawColumn): { db_default?: Value } {
  const sql = given?.trim() ?? ''
  return sql === '' || /^\(*null\)*(::.*)?$/i.test(sql) ? {} : { db_default: rawValue(unwrapped(sql)) }
}

/** Without parentheses around the whole. */
function unwrapped(sql: string): string {
  if (!sql.startsWith('(') || !sql.endsWith(')')) return sql
  let depth = 0
  for (let i = 0; i < sql.length - 1; i++) {
    if (sql[i] === '(') depth++
    if (sql[i] === ')') depth--
    if (depth === 0) return sql
  }
  return sql.slice(1, -1).trim()
}

const COLLATED: ReadonlySet<ScalarType> = new Set(['CharField', 'TextField'])

/** What a server takes by itself; `_bin` and other languages' tell apart what these do not. */
const SERVERS_OWN = /^(?:binary|default|utf8(?:mb[34])?_(?:general|unicode|unicode_520|0900_ai|uca1400_ai)_ci)$/i

function collationOption({ collation }: RawColumn, type: ScalarType): Options {
  const isDefault = collation == null || SERVERS_OWN.test(collation)
  return isDefault || !COLLATED.has(type) ? {} : { db_collation: collation }
}
