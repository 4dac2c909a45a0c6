/**
 * What a value is: a Django field class with what matters for lookups and values. A column's type
 * is bound to its field; an expression's (`output_field`) is not.
 */
import type { ResolvedField } from '../../relations/types.ts'
import type { OutputField } from './types.ts'
import type { OwnConversions } from './values/own-conversions.ts'

export interface FieldType {
  /** The Python class, as errors print it. */
  readonly className: string
  /** The class of Django's that it behaves as; `Field` where we do not know it. */
  readonly base: string
  readonly name: string | null
  readonly null: boolean
  readonly maxLength: number | null
  readonly maxDigits: number | null
  readonly decimalPlaces: number | null
  readonly bound: ResolvedField | null
  /** Foreign keys: the type of the field they hold. */
  readonly target: FieldType | null
  /** Of a field of the project's own class that stands in no model. */
  readonly own?: OwnConversions | null
}

/** Parent class of each of Django's field classes; what is not here is a plain `Field`. */
const PARENT: Readonly<Record<string, string>> = {
  AutoField: 'IntegerField',
  BigAutoField: 'BigIntegerField',
  SmallAutoField: 'SmallIntegerField',
  BigIntegerField: 'IntegerField',
  SmallIntegerField: 'IntegerField',
  PositiveBigIntegerField: 'BigIntegerField',
  PositiveIntegerField: 'IntegerField',
  PositiveSmallIntegerField: 'SmallIntegerField',
  IntegerField: 'Field',
  OrderWrt: 'IntegerField',
  BinaryField: 'Field',
  BooleanField: 'Field',
  CharField: 'Field',
  EmailField: 'CharField',
  SlugField: 'CharField',
  URLField: 'CharField',
  DateField: 'Field',
  DateTimeField: 'DateField',
  DecimalField: 'Field',
  DurationField: 'Field',
  FileField: 'Field',
  ImageField: 'FileField',
  FilePathField: 'Field',
  FloatField: 'Field',
  GenericIPAddressField: 'Field',
  JSONField: 'Field',
  TextField: 'Field',
  TimeField: 'Field',
  UUIDField: 'Field',
  ForeignObject: 'Field',
  ForeignKey: 'ForeignObject',
  OneToOneField: 'ForeignKey',
  ManyToManyField: 'Field',
}

const INTERNAL: Readonly<Record<string, string>> = {
  EmailField: 'CharField',
  URLField: 'CharField',
  ImageField: 'FileField',
  OrderWrt: 'IntegerField',
}

export function isKnownClass(className: string): boolean {
  return Object.hasOwn(PARENT, className)
}

/** The class that a field class of Django's is built on; undefined: it is `Field`, or not Django's. */
export function parentClass(className: string): string | undefined {
  return PARENT[className]
}

/** Whether class `name` is `ancestor` or derives from it. */
export function isSubclass(name: string, ancestor: string): boolean {
  for (let at: string | undefined = name; at !== undefined; at = PARENT[at]) if (at === ancestor) return true
  return false
}

/** Django's `issubclass()` of field classes: other automatic keys are `AutoField`s, though not built on it. */
export function isFieldClass(name: string, ancestor: string): boolean {
  if (ancestor === 'Field' || isSubclass(name, ancestor)) return true
  return ancestor === 'AutoField' && (isSubclass(name, 'BigAutoField') || isSubclass(name, 'SmallAutoField'))
}

export function isA(type: FieldType | null, ancestor: string): boolean {
  return type !== null && isSubclass(type.base, ancestor)
}

/** `get_internal_type()`: the class whose column type and conversions apply. */
export function internalType(type: FieldType): string {
  return INTERNAL[type.base] ?? type.base
}

const UNBOUND = new Map<string, FieldType>()

/** The type of an expression: `fieldOf('IntegerField')` is `IntegerField()`. */
export function fieldOf(className: string): FieldType {
  let type = UNBOUND.get(className)
  if (type === undefined) {
    type = {
      className,
      base: isKnownClass(className) ? className : 'Field',
      name: null,
      null: false,
      maxLength: null,
      maxDigits: null,
      decimalPlaces: null,
      bound: null,
      target: null,
    }
    UNBOUND.set(className, type)
  }
  return type
}

export function outputField(given: OutputField): FieldType {
  if (given.type !== undefined) return given.type
  return {
    ...fieldOf(given.className),
    maxLength: given.maxLength ?? null,
    maxDigits: given.maxDigits ?? null,
    decimalPlaces: given.decimalPlaces ?? null,
  }
}

/** Two types are one where they are the same column, or unbound and of one class. */
export function typeKey(type: FieldType | null): string {
  if (type === null) return '-'
  return type.bound === null ? type.className : `${type.bound.model}.${type.bound.name}`
}

/** `CAST(… AS …)` on SQLite, and the column type that decides on dates. */
export function castType(type: FieldType): string {
  const column = type.target === null ? type : rootTarget(type)
  const sql = CAST_TYPES[internalType(column)]
  if (sql === undefined) return 'text'
  if (sql === 'varchar') return column.maxLength === null ? 'text' : `varchar(${column.maxLength})`
  return sql
}

function rootTarget(type: FieldType): FieldType {
  let at = type
  while (at.target !== null) at = at.target
  return at
}

/** Column types of Django's SQLite backend. DecimalField has no precision there. */
const CAST_TYPES: Readonly<Record<string, string>> = {
  AutoField: 'integer',
  BigAutoField: 'integer',
  SmallAutoField: 'integer',
  BinaryField: 'BLOB',
  BooleanField: 'bool',
  CharField: 'varchar',
  DateField: 'date',
  DateTimeField: 'datetime',
  DecimalField: 'decimal',
  DurationField: 'bigint',
  FileField: 'varchar',
  FilePathField: 'varchar',
  FloatField: 'real',
  IntegerField: 'integer',
  BigIntegerField: 'bigint',
  GenericIPAddressField: 'char(39)',
  JSONField: 'text',
  PositiveBigIntegerField: 'bigint unsigned',
  PositiveIntegerField: 'integer unsigned',
  PositiveSmallIntegerField: 'smallint unsigned',
  SlugField: 'varchar',
  SmallIntegerField: 'smallint',
  TextField: 'text',
  TimeField: 'time',
  UUIDField: 'char(32)',
}
