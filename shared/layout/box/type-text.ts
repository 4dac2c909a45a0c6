/**
 * A field's type in the few words shown in a box and typed into it: `char 200`, `fk User cascade`,
 * `m2m Tag`. `renderer/canvas/quick-type/` reads them back.
 */
import { isExpr, isRelation } from '../../document/records.ts'
import {
  genericKeyArgs,
  genericRelationArgs,
  isGenericKeyClass,
  isGenericRelationClass,
} from '../../relations/links/generic-relations.ts'
import type { CustomField, Field, OnDelete, RelationKind, ScalarType } from '../../document/records.ts'

/** The word for each of Django's classes; the first one is shown, all are understood. */
export const TYPE_WORDS: Record<ScalarType, readonly [string, ...string[]]> = {
  CharField: ['char', 'string', 'str', 'varchar'],
  TextField: ['text'],
  IntegerField: ['int', 'integer', 'number'],
  BigIntegerField: ['bigint', 'biginteger', 'long'],
  SmallIntegerField: ['smallint', 'smallinteger'],
  PositiveIntegerField: ['posint', 'positiveinteger', 'uint'],
  PositiveBigIntegerField: ['posbigint', 'positivebiginteger'],
  PositiveSmallIntegerField: ['possmallint', 'positivesmallinteger'],
  BooleanField: ['bool', 'boolean'],
  DateField: ['date'],
  DateTimeField: ['datetime', 'timestamp'],
  TimeField: ['time'],
  DurationField: ['duration', 'interval'],
  DecimalField: ['decimal', 'numeric', 'money'],
  FloatField: ['float', 'double', 'real'],
  EmailField: ['email'],
  URLField: ['url', 'link'],
  SlugField: ['slug'],
  UUIDField: ['uuid'],
  JSONField: ['json', 'jsonb'],
  FileField: ['file'],
  ImageField: ['image', 'photo'],
  FilePathField: ['filepath'],
  BinaryField: ['binary', 'bytes', 'blob'],
  GenericIPAddressField: ['ip', 'ipaddress', 'inet'],
  AutoField: ['auto', 'serial'],
  BigAutoField: ['bigauto', 'bigserial'],
  SmallAutoField: ['smallauto'],
  CompositePrimaryKey: ['compositepk'],
  GeneratedField: ['generated'],
}

export const RELATION_WORDS: Record<RelationKind, readonly [string, ...string[]]> = {
  foreignKey: ['fk', 'foreignkey', 'belongs'],
  oneToOne: ['1:1', 'o2o', 'onetoone', 'one'],
  manyToMany: ['m2m', 'manytomany', 'many'],
}

/** Name of a target, or how the source writes it when it was not found. */
type TargetName = (field: Extract<Field, { kind: RelationKind }>) => string

/** What the type column of a row says. */
export function typeText(field: Field, targetName: TargetName): string {
  if (isRelation(field)) return `${RELATION_WORDS[field.kind][0]} ${targetName(field)}`
  if (field.kind === 'custom') return customText(field)
  const word = TYPE_WORDS[field.type][0]
  const { max_length: length, max_digits: digits, decimal_places: places } = field.options
  if (field.type === 'DecimalField' && typeof digits === 'number') return `${word} ${digits},${String(places ?? 0)}`
  if (typeof length === 'number' && showsLength(field.type)) return `${word} ${length}`
  return word
}

/** `gfk content_type, object_id` and `generic Tag`: what they look at; other classes by their name. */
function customText({ className, args }: CustomField): string {
  if (isGenericKeyClass(className)) {
    const { contentType, objectId } = genericKeyArgs(args)
    return `${GENERIC_WORDS.key} ${contentType}, ${objectId}`
  }
  if (isGenericRelationClass(className)) return `${GENERIC_WORDS.relation} ${genericRelationArgs(args).to}`
  return className.split('.').at(-1) ?? className
}

/** Words for the field classes of django.contrib.contenttypes. */
export const GENERIC_WORDS = { key: 'gfk', relation: 'generic' } as const

function showsLength(type: ScalarType): boolean {
  return type === 'CharField' || type === 'BinaryField'
}

/** What happens to the row when its target is deleted, in the words of an edge's label. */
export const ON_DELETE_WORDS = {
  CASCADE: 'cascade',
  PROTECT: 'protect',
  RESTRICT: 'restrict',
  SET_NULL: 'set null',
  SET_DEFAULT: 'set default',
  SET: 'set value',
  DO_NOTHING: 'do nothing',
  OTHER: 'custom',
} as const
export type OnDeleteKey = keyof typeof ON_DELETE_WORDS

export function onDeleteKey(onDelete: OnDelete | null): OnDeleteKey | null {
  if (onDelete === null) return null
  if (typeof onDelete === 'string') return onDelete
  return isExpr(onDelete) ? 'OTHER' : 'SET'
}
