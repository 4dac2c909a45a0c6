/**
 * What a field's column holds, in words that every dialect translates. Rule S2.
 * Source: `get_internal_type` and `rel_db_type` of django/db/models/fields/__init__.py (5.2).
 */
import { isExpr } from '../document/records.ts'
import type { Value } from '../document/records.ts'
import { fieldCallOf } from '../relations/values/field-call.ts'
import type { ResolvedField } from '../relations/types.ts'
import { postgresqlType } from './postgresql-types.ts'
import type { ColumnKind, ColumnType } from './types.ts'

const KINDS: { readonly [className: string]: ColumnKind | undefined } = {
  AutoField: 'integer',
  BigAutoField: 'bigInteger',
  SmallAutoField: 'smallInteger',
  BigIntegerField: 'bigInteger',
  BinaryField: 'binary',
  BooleanField: 'boolean',
  CharField: 'char',
  CommaSeparatedIntegerField: 'char',
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

type Typed = Pick<ResolvedField, 'className' | 'maxLength' | 'options'> & Partial<Pick<ResolvedField, 'source'>>

/**
 * Of a field that is no relation. A class we do not know is `other`, with what we know of its type in `raw`.
 *
 * @param args of such a class: its argument list as written
 */
export function columnType(field: Typed, args = argumentsOf(field)): ColumnType {
  if (field.className === 'GeneratedField') {
    const given = field.options['output_field']
    const output = fieldCallOf(given)
    if (output !== null) return columnType(output, isExpr(given) ? argumentText(given.expr) : '')
  }
  const kind = kindOf(field)
  const plain = PLAIN[kind]
  if (plain !== undefined)
    return kind === 'binary' && field.maxLength !== null ? bounded(plain, field.maxLength) : plain
  const isDecimal = kind === 'decimal'
  return {
    kind,
    maxLength: kind === 'char' ? field.maxLength : null,
    digits: isDecimal ? numberOf(field.options['max_digits']) : null,
    decimals: isDecimal ? numberOf(field.options['decimal_places']) : null,
    raw: kind === 'other' ? rawType(field, args) : null,
  }
}

/** Bytes, so many at most: no database of Django's hears of it, but a key over them may need it. */
function bounded(type: ColumnType, maxLength: number): ColumnType {
  return { ...type, maxLength }
}

/** Types that have nothing to say beyond their kind: one object for all of their columns. */
const PLAIN: { readonly [kind in ColumnKind]?: ColumnType } = Object.fromEntries(
  [...new Set(Object.values(KINDS))].flatMap((kind) =>
    kind === undefined || kind === 'char' || kind === 'decimal'
      ? []
      : [[kind, { kind, maxLength: null, digits: null, decimals: null, raw: null }]],
  ),
)

/**
 * Of a class of the project by what it is built on, unless it names a type of its own: it may be called as one of
 * Django's (`class JSONField(models.TextField)`).
 */
function kindOf({ className, options, source }: Typed): ColumnKind {
  const own = source?.kind === 'custom' ? source : null
  if (own !== null && options['db_type'] !== undefined) return 'other'
  return KINDS[own?.base ?? ''] ?? KINDS[className] ?? (source === null ? autoKind(className) : 'other')
}

/** Of the key that DEFAULT_AUTO_FIELD adds: a class that is not at hand is told by its name. */
function autoKind(className: string): ColumnKind {
  if (!className.endsWith('AutoField')) return 'other'
  return /Big/.test(className) ? 'bigInteger' : /Small/.test(className) ? 'smallInteger' : 'integer'
}

/** A class of the project whose `db_type` is None: no database makes a column of it. */
export function hasNoType({ options, source }: Typed): boolean {
  return options['db_type'] === null && source?.kind === 'custom'
}

/** An imported database's own type name stands in `db_type`; else only the class is known. */
function rawType(field: Typed, args: string): string | null {
  const given = field.options['db_type']
  if (field.className === 'IPAddressField') return 'char(15)'
  return typeof given === 'string' ? given : postgresqlType(field.className, args, columnType)
}

/** `ArrayField(models.TextField())` → `models.TextField()`. */
function argumentText(call: string): string {
  return /\((.*)\)\s*$/s.exec(call)?.[1] ?? ''
}

function argumentsOf({ source }: Typed): string {
  return source?.kind === 'custom' ? source.args : ''
}

const UNSIGNED_TO_PLAIN: { readonly [kind in ColumnKind]?: ColumnKind } = {
  positiveSmallInteger: 'smallInteger',
  positiveInteger: 'integer',
  positiveBigInteger: 'bigInteger',
}

/** Of a column that refers to a column of the given type. */
export function referringType(target: ColumnType): ColumnType {
  const kind = UNSIGNED_TO_PLAIN[target.kind]
  return kind === undefined ? target : { ...target, kind }
}

function numberOf(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null
}
