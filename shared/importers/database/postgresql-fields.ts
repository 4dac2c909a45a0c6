/** Columns of types that PostgreSQL alone has, as Django's fields for them: arrays, ranges, hstore, tsvector. */
import { printValue } from '../../python/literal.ts'
import type { RawColumn } from './raw.ts'
import { guessType } from './types.ts'

interface FieldCall {
  readonly className: string
  /** The arguments that make the type, as written. */
  readonly args: string
}

const CLASSES: Readonly<Record<string, string>> = {
  tsvector: 'SearchVectorField',
  hstore: 'HStoreField',
  int4range: 'IntegerRangeField',
  int8range: 'BigIntegerRangeField',
  numrange: 'DecimalRangeField',
  tstzrange: 'DateTimeRangeField',
  daterange: 'DateRangeField',
}

/** null: a type that other databases have too, or one without a field. */
export function postgresqlField(column: RawColumn): FieldCall | null {
  const type = column.type.trim().replace(/^"?(?:public|pg_catalog|extensions)"?\."?(\w+)"?/i, '$1')
  const className = CLASSES[type.toLowerCase()]
  if (className !== undefined) return { className, args: '' }
  return arrayField(column, type.replace(/\s+ARRAY\b(?:\s*\[(\d*)\])?$/i, '[$1]'))
}

/** `text[]`, `numeric(5,2)[3][]`: the last brackets are the innermost array's. */
function arrayField(column: RawColumn, type: string): FieldCall | null {
  const [, element, size] = /^(.*)\[(\d*)\]$/s.exec(type.trim()) ?? []
  if (element === undefined || element.trim() === '') return null
  const sized = size === '' || size === undefined ? '' : `, size=${size}`
  const inner = arrayField(column, element)
  if (inner !== null) return { className: 'ArrayField', args: `${inner.className}(${inner.args})${sized}` }
  // Of an enum's array the texts are known.
  const guess = guessType({ ...column, type: element })
  if (!guess.known) return null
  const options = Object.entries(guess.options).map(([key, value]) => `${key}=${printValue(value ?? null)}`)
  return { className: 'ArrayField', args: `models.${guess.type}(${options.join(', ')})${sized}` }
}
