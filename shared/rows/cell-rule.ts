/** What a column may hold, for whoever types into it or reads it from a file. Plain data: it crosses the wire. */
import type { Value } from '../document/records.ts'
import type { CallResult, HandlerParams } from '../protocol/methods.ts'
import type { WireScalar } from '../protocol/scalars.ts'
import type { ResolvedField } from '../relations/types.ts'
import type { ColumnKind, SchemaColumn } from '../schema/types.ts'

export type CellRule = HandlerParams<'rows.import'>['columns'][number]['rule']
export type CellKind = CellRule['kind']
type TableColumn = CallResult<'rows.page'>['columns'][number]

const KINDS: Record<ColumnKind, CellKind> = {
  smallInteger: 'integer',
  integer: 'integer',
  bigInteger: 'integer',
  positiveSmallInteger: 'integer',
  positiveInteger: 'integer',
  positiveBigInteger: 'integer',
  boolean: 'boolean',
  float: 'real',
  decimal: 'decimal',
  char: 'text',
  text: 'text',
  date: 'date',
  dateTime: 'datetime',
  time: 'time',
  duration: 'duration',
  uuid: 'uuid',
  json: 'json',
  binary: 'blob',
  ipAddress: 'text',
  other: 'any',
}

const RANGES: Partial<Record<ColumnKind, CellRule['range']>> = {
  smallInteger: 'small',
  positiveSmallInteger: 'small',
  integer: 'normal',
  positiveInteger: 'normal',
  bigInteger: 'big',
  positiveBigInteger: 'big',
}

/** The rule of a model's column. `field` says whether an empty text is one of its values. */
export function ruleOfColumn(column: SchemaColumn, field: ResolvedField | undefined): CellRule {
  const { kind, maxLength, digits, decimals } = column.type
  return {
    kind: KINDS[kind],
    null: column.null,
    emptyText: field?.blank !== false,
    maxLength,
    digits,
    decimals,
    range: RANGES[kind] ?? null,
    positive: kind.startsWith('positive'),
    choices: choicesOf(column),
  }
}

function choicesOf({ choices }: SchemaColumn): CellRule['choices'] {
  if (choices === null) return null
  const known = choices.flatMap(({ value, label }) => {
    const stored = storedChoice(value)
    return stored === undefined ? [] : [{ value: stored, label }]
  })
  // A choice written as an expression is not known here: then any value may be right.
  return known.length === choices.length ? known : null
}

function storedChoice(value: Value): WireScalar | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0
  return value === null || typeof value !== 'object' ? value : undefined
}

/** Words in a declared type, as SQLite's affinity and Django's backend read them; the first that fits. */
const DECLARED: readonly (readonly [RegExp, Partial<CellRule>])[] = [
  [/^bool/i, { kind: 'boolean' }],
  [/^date$/i, { kind: 'date' }],
  [/^(datetime|timestamp)/i, { kind: 'datetime' }],
  [/^time$/i, { kind: 'time' }],
  [/int/i, { kind: 'integer', range: 'big' }],
  [/^json/i, { kind: 'json' }],
  [/char|clob|text/i, { kind: 'text' }],
  [/^$|blob/i, { kind: 'any' }],
  [/real|floa|doub/i, { kind: 'real' }],
]

/** The rule of a column that no model describes: by its declared type, which SQLite does not enforce. */
export function ruleOfDeclared({ type, notNull, pk }: TableColumn): CellRule {
  const known = DECLARED.find(([pattern]) => pattern.test(type))?.[1] ?? { kind: 'any' as const }
  return {
    kind: 'any',
    null: !notNull && pk === 0,
    emptyText: true,
    maxLength: null,
    digits: null,
    decimals: null,
    range: null,
    positive: false,
    choices: null,
    ...known,
  }
}
