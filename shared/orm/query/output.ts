/** The field type that an expression gives (`output_field`), with Django's errors where it cannot tell. */
import type { Combined, Expr, Func } from './expr.ts'
import type { FieldType } from './field-type.ts'
import { fieldOf, internalType, isA, isSubclass } from './field-type.ts'
import type { OutputRule } from './functions/table.ts'
import { FUNCTIONS } from './functions/table.ts'
import { typeOf } from './type-of.ts'
import { annotationSelect } from './state.ts'
import type { QueryState } from './state.ts'
import type { PyValue } from './types.ts'
import { OrmError } from './types.ts'
import { isTagged } from './values/python.ts'

class NoOutputField extends OrmError {
  constructor() {
    super('OutputFieldIsNoneError', 'Cannot resolve expression type, unknown output_field')
  }
}

const BOOLEAN = fieldOf('BooleanField')

/** @throws OrmError FieldError: unknown, or the sources do not agree */
export function outputOf(expr: Expr): FieldType {
  const output = infer(expr)
  if (output === null) throw new NoOutputField()
  return output
}

/** As `outputOf`, null where the type is unknown; sources that do not agree are an error all the same. */
export function outputOrNull(expr: Expr): FieldType | null {
  try {
    return outputOf(expr)
  } catch (error) {
    if (error instanceof NoOutputField) return null
    throw error
  }
}

/** The internal type, null wherever Django would raise. */
export function kindOf(expr: Expr): string | null {
  try {
    const output = infer(expr)
    return output === null ? null : internalType(output)
  } catch (error) {
    if (error instanceof OrmError) return null
    throw error
  }
}

function infer(expr: Expr): FieldType | null {
  switch (expr.kind) {
    case 'col':
      return expr.output
    case 'ref':
      return infer(expr.source)
    case 'value':
      return expr.output ?? valueType(expr.value)
    case 'func':
      return expr.output ?? functionType(expr)
    case 'combined':
      return combinedType(expr)
    case 'case':
      return expr.output ?? agree([...expr.cases.map(caseResult), expr.default].map(outputOrNull))
    case 'when':
      return outputOf(expr.result)
    case 'subquery':
      return expr.output ?? queryOutput(expr.state)
    case 'query':
      return queryOutput(expr.state)
    case 'not':
    case 'exists':
    case 'lookup':
    case 'where':
    case 'nothing':
      return BOOLEAN
    case 'orderBy':
      return agree([outputOrNull(expr.expression)])
    case 'wrapper':
      return expr.output ?? agree([outputOrNull(expr.expression)])
    case 'raw':
      return expr.output
    case 'list':
      return agree(expr.items.map(outputOrNull))
    case 'window':
      return expr.output ?? outputOf(expr.expression)
    case 'star':
    case 'outerRef':
      return null
  }
}

function caseResult(expr: Expr): Expr {
  return expr.kind === 'when' ? expr.result : expr
}

/** A single selected column's or annotation's type. */
export function queryOutput(state: QueryState): FieldType | null {
  const [only, more] = state.select
  if (only !== undefined && more === undefined) {
    // `select.target`: a foreign key's own field, not what it holds.
    return only.kind === 'col' ? typeOf(state.models, only.target) : outputOf(only)
  }
  const annotations = [...annotationSelect(state).values()]
  const [annotation] = annotations
  return annotation !== undefined && annotations.length === 1 ? outputOf(annotation) : null
}

function agree(types: readonly (FieldType | null)[]): FieldType | null {
  const [first, ...rest] = types.filter((type) => type !== null)
  if (first === undefined) return null
  for (const type of rest) {
    if (
      isSubclass(first.base, type.base) &&
      (type.base !== 'Field' || first.className === type.className || type.className === 'Field')
    )
      continue
    throw new OrmError(
      'FieldError',
      `Expression contains mixed types: ${first.className}, ${type.className}. You must set output_field.`,
    )
  }
  return first
}

function functionType(expr: Func): FieldType | null {
  const rule: OutputRule = FUNCTIONS[expr.name]?.output ?? 'infer'
  switch (rule) {
    case 'infer':
      return agree(expr.args.map(outputOrNull))
    case 'numeric':
      return numericType(expr.args.map(outputOrNull))
    case 'first':
      return expr.args[0] === undefined ? null : outputOf(expr.args[0])
    case 'explicit':
      return null
    default:
      return fieldOf(rule)
  }
}

function numericType(types: readonly (FieldType | null)[]): FieldType | null {
  if (types.some((type) => isA(type, 'DecimalField'))) return fieldOf('DecimalField')
  if (types.some((type) => isA(type, 'IntegerField'))) return fieldOf('FloatField')
  return types.length === 0 ? fieldOf('FloatField') : agree(types)
}

export function valueType(value: PyValue): FieldType | null {
  if (typeof value === 'string') return fieldOf('CharField')
  if (typeof value === 'boolean') return BOOLEAN
  if (typeof value === 'bigint') return fieldOf('IntegerField')
  if (typeof value === 'number') return fieldOf('FloatField')
  if (value instanceof Uint8Array) return fieldOf('BinaryField')
  const name = isTagged(value) ? TAGGED_TYPES[value.type] : undefined
  return name === undefined ? null : fieldOf(name)
}

const TAGGED_TYPES: Readonly<Record<string, string>> = {
  datetime: 'DateTimeField',
  date: 'DateField',
  time: 'TimeField',
  timedelta: 'DurationField',
  decimal: 'DecimalField',
  uuid: 'UUIDField',
}

type Combination = readonly [left: string | null, right: string | null, result: string]

const SAME = ['IntegerField', 'FloatField', 'DecimalField'].map((name): Combination => [name, name, name])
const POSITIVE: readonly Combination[] = [['PositiveIntegerField', 'PositiveIntegerField', 'PositiveIntegerField']]
const MIXED: readonly Combination[] = [
  ['IntegerField', 'DecimalField', 'DecimalField'],
  ['DecimalField', 'IntegerField', 'DecimalField'],
  ['IntegerField', 'FloatField', 'FloatField'],
  ['FloatField', 'IntegerField', 'FloatField'],
]
const WITH_NULL = ['IntegerField', 'DecimalField', 'FloatField'].flatMap((name): Combination[] => [
  [name, null, name],
  [null, name, name],
])
const BITS: readonly Combination[] = [['IntegerField', 'IntegerField', 'IntegerField']]
const TIME_SUM: readonly Combination[] = [
  ['DateField', 'DurationField', 'DateTimeField'],
  ['DurationField', 'DateField', 'DateTimeField'],
  ['DurationField', 'DurationField', 'DurationField'],
  ['TimeField', 'DurationField', 'TimeField'],
  ['DurationField', 'TimeField', 'TimeField'],
]
const TIME_DIFFERENCE: readonly Combination[] = [
  ['DateField', 'DurationField', 'DateTimeField'],
  ['DateField', 'DateField', 'DurationField'],
  ['DurationField', 'DurationField', 'DurationField'],
  ['TimeField', 'DurationField', 'TimeField'],
  ['TimeField', 'TimeField', 'DurationField'],
]

/** Django's type inference for `a <operator> b`; the first that fits wins. */
const COMBINATIONS: Readonly<Record<string, readonly Combination[]>> = {
  '+': [...POSITIVE, ...SAME, ...MIXED, ...WITH_NULL, ...TIME_SUM],
  '-': [...SAME, ...MIXED, ...WITH_NULL, ...TIME_DIFFERENCE],
  '*': [...POSITIVE, ...SAME, ...MIXED, ...WITH_NULL],
  '/': [...POSITIVE, ...SAME, ...MIXED, ...WITH_NULL],
  '%%': [...POSITIVE, ...SAME, ...MIXED, ...WITH_NULL],
  '^': [...POSITIVE, ...SAME, ...WITH_NULL],
  '&': BITS,
  '|': BITS,
  '#': BITS,
  '<<': BITS,
  '>>': BITS,
}

function combinedType(expr: Combined): FieldType | null {
  if (expr.variant === 'temporal') return fieldOf('DurationField')
  const left = outputOrNull(expr.left)
  const right = outputOrNull(expr.right)
  const fits = (type: FieldType | null, wanted: string | null): boolean =>
    wanted === null ? type === null : isA(type, wanted)
  const found = COMBINATIONS[expr.operator]?.find(([l, r]) => fits(left, l) && fits(right, r))
  if (found !== undefined) return fieldOf(found[2])
  const names = [outputOf(expr.left), outputOf(expr.right)].map((type) => type.className)
  throw new OrmError(
    'FieldError',
    `Cannot infer type of '${expr.operator}' expression involving these types: ${names.join(', ')}. You must set output_field.`,
  )
}

/** What stands for an expression whose query can give no rows; undefined: nothing does. */
export function emptyValue(expr: Expr): PyValue | undefined {
  switch (expr.kind) {
    case 'value':
      return expr.value
    case 'subquery':
    case 'query':
      return null
    case 'exists':
      return false
    case 'func':
      return emptyFunction(expr)
    default:
      return undefined
  }
}

const AGGREGATE_EMPTY: Readonly<Record<string, PyValue>> = {
  Avg: null,
  Count: 0n,
  Max: null,
  Min: null,
  StdDev: null,
  Sum: null,
  Variance: null,
}

function emptyFunction(expr: Func): PyValue | undefined {
  if (expr.name in AGGREGATE_EMPTY) return AGGREGATE_EMPTY[expr.name]
  if (expr.name !== 'Coalesce') return undefined
  for (const arg of expr.args) {
    const value = emptyValue(arg)
    if (value !== null) return value
  }
  return null
}
