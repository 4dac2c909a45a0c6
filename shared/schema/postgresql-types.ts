/**
 * Columns of Django's own PostgreSQL fields, in that database's words; others have no such types.
 * Source: `db_type` in django/contrib/postgres/fields and django/contrib/gis/db/models/fields.py (5.2).
 */
import type { PyExpr } from '../python/ast.ts'
import { literalValue } from '../python/literal.ts'
import { parseExpression } from '../python/parse.ts'
import { fieldCall } from '../relations/values/field-call.ts'
import type { CalledField } from '../relations/values/field-call.ts'
import type { ColumnKind, ColumnType } from './types.ts'

const NAMES: { readonly [className: string]: string | undefined } = {
  SearchVectorField: 'tsvector',
  HStoreField: 'hstore',
  CICharField: 'citext',
  CIEmailField: 'citext',
  CITextField: 'citext',
  IntegerRangeField: 'int4range',
  BigIntegerRangeField: 'int8range',
  DecimalRangeField: 'numrange',
  DateTimeRangeField: 'tstzrange',
  DateRangeField: 'daterange',
}

/** Of what an array holds. */
const ELEMENTS: Readonly<Record<Exclude<ColumnKind, 'other' | 'char' | 'decimal'>, string>> = {
  smallInteger: 'smallint',
  integer: 'integer',
  bigInteger: 'bigint',
  positiveSmallInteger: 'smallint',
  positiveInteger: 'integer',
  positiveBigInteger: 'bigint',
  boolean: 'boolean',
  float: 'double precision',
  text: 'text',
  date: 'date',
  dateTime: 'timestamp with time zone',
  time: 'time',
  duration: 'interval',
  uuid: 'uuid',
  json: 'jsonb',
  binary: 'bytea',
  ipAddress: 'inet',
}

/**
 * @param args the argument list as written, without the parentheses
 * @param typeOf the type of an array's `base_field`
 */
export function postgresqlType(
  className: string,
  args: string,
  typeOf: (field: CalledField, args: string) => ColumnType,
): string | null {
  if (className !== 'ArrayField') return NAMES[className] ?? null
  const text = `f(${args})`
  const { expr } = parseExpression(text)
  if (expr.type !== 'Call') return null
  const base = expr.args.find((arg) => arg.name === 'base_field') ?? expr.args.find((arg) => arg.name === null)
  const called = base === undefined ? null : fieldCall(base.value)
  if (base === undefined || called === null) return null
  const size = literalValue(expr.args.find((arg) => arg.name === 'size')?.value ?? expr)
  const element = words(typeOf(called, argumentsOf(base.value, text)))
  return element === null ? null : `${element}[${typeof size === 'number' ? size : ''}]`
}

/** As written. */
function argumentsOf(call: PyExpr, text: string): string {
  const [first] = call.type === 'Call' ? call.args : []
  const last = call.type === 'Call' ? call.args.at(-1) : undefined
  return first === undefined || last === undefined ? '' : text.slice(first.from, last.to)
}

function words(type: ColumnType): string | null {
  if (type.kind === 'other') return type.raw
  if (type.kind === 'char') return type.maxLength === null ? 'varchar' : `varchar(${type.maxLength})`
  if (type.kind === 'decimal')
    return type.digits === null ? 'numeric' : `numeric(${type.digits}, ${type.decimals ?? 0})`
  return ELEMENTS[type.kind]
}
