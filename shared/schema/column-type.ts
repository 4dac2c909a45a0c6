/**
 * What a field's column holds, in words that every dialect translates. Rule S2.
 * Source: `get_internal_type` and `rel_db_type` of django/db/models/fields/__init__.py (5.2).
 */
import { parseExpression } from '../python/parse.ts'
import { literalValue } from '../python/literal.ts'
import type { PyExpr } from '../python/ast.ts'
import type { Options, Value } from '../document/records.ts'
import { isExpr } from '../document/records.ts'
import { CLASS_DEFAULTS } from '../relations/field-defaults.ts'
import type { ResolvedField } from '../relations/types.ts'
import type { ColumnKind, ColumnType } from './types.ts'

const KINDS: { readonly [className: string]: ColumnKind | undefined } = {
  AutoField: 'integer',
  BigAutoField: 'bigInteger',
  SmallAutoField: 'smallInteger',
  BigIntegerField: 'bigInteger',
  BinaryField: 'binary',
  BooleanField: 'boolean',
  CharField: 'char',
  DateField: 'date',
  DateTimeField: 'dateTime',
  DecimalField: 'decimal',
  DurationField: 'duration',
  EmailField: 'char',
  FileField: 'char',
  FilePathField: 'char',
  FloatField: 'float',
  GenericIPAddressField: 'ipAddress',
  ImageField: 'char',
  IntegerField: 'integer',
  JSONField: 'json',
  NullBooleanField: 'boolean',
  OrderWrt: 'integer',
  PositiveBigIntegerField: 'positiveBigInteger',
  PositiveIntegerField: 'positiveInteger',
  PositiveSmallIntegerField: 'positiveSmallInteger',
  SlugField: 'char',
  SmallIntegerField: 'smallInteger',
  TextField: 'text',
  TimeField: 'time',
  URLField: 'char',
  UUIDField: 'uuid',
}

/** Keys that the database numbers by itself. */
export const AUTO_CLASSES: ReadonlySet<string> = new Set(['AutoField', 'BigAutoField', 'SmallAutoField'])

type Typed = Pick<ResolvedField, 'className' | 'maxLength' | 'options'>

/** Of a field that is no relation. A class we do not know is `other`, its name in `raw`. */
export function columnType(field: Typed): ColumnType {
  if (field.className === 'GeneratedField') {
    const output = outputField(field.options)
    if (output !== null) return columnType(output)
  }
  const kind = KINDS[field.className] ?? 'other'
  const isDecimal = kind === 'decimal'
  return {
    kind,
    maxLength: kind === 'char' ? field.maxLength : null,
    digits: isDecimal ? numberOf(field.options['max_digits']) : null,
    decimals: isDecimal ? numberOf(field.options['decimal_places']) : null,
    raw: kind === 'other' ? rawType(field) : null,
  }
}

/** An imported database's own type name stands in `db_type`; else only the class is known. */
function rawType(field: Typed): string | null {
  const given = field.options['db_type']
  return typeof given === 'string' ? given : null
}

const UNSIGNED_TO_PLAIN: { readonly [kind in ColumnKind]?: ColumnKind } = {
  positiveSmallInteger: 'smallInteger',
  positiveInteger: 'integer',
  positiveBigInteger: 'bigInteger',
}

/** Of a column that refers to a column of the given type. */
export function referringType(target: ColumnType): ColumnType {
  return { ...target, kind: UNSIGNED_TO_PLAIN[target.kind] ?? target.kind }
}

/** The `output_field=models.CharField(max_length=5)` of a generated field, as a field. */
export function outputField(options: Options): Typed | null {
  const given = options['output_field']
  return isExpr(given) ? fieldCall(parseExpression(given.expr).expr) : null
}

/** A field written as a call: its class and its literal keywords. */
export function fieldCall(expr: PyExpr): Typed | null {
  if (expr.type !== 'Call') return null
  const { func } = expr
  const className = func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : null
  if (className === null) return null
  const options: Record<string, Value> = {}
  for (const arg of expr.args) {
    const value = arg.name === null ? undefined : literalValue(arg.value)
    if (arg.name !== null && value !== undefined) options[arg.name] = value
  }
  const maxLength = numberOf(options['max_length']) ?? CLASS_DEFAULTS[className]?.maxLength ?? null
  return { className, maxLength, options }
}

function numberOf(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null
}
