/** A field record as it becomes when Django adds it to a class: names and flags; its relation in `bind-relation.ts`. */
import type { ModelId } from '../../document/ids.ts'
import { isExpr, isRelation, knownOptions } from '../../document/records.ts'
import type { CustomField, Field, RelationField, Value } from '../../document/records.ts'
import { toValue } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'
import type { Cells } from '../../util/incremental.ts'
import { bindRelation } from '../links/bind-relation.ts'
import type { OwnerClass } from '../links/bind-relation.ts'
import { AUTO_NOW_CLASSES, CLASS_DEFAULTS } from './field-defaults.ts'
import { RELATION_CLASS, classNameOf, fieldNameOf, isForeignObjectRecord } from './field-names.ts'
import { inlineValue } from '../values/inline-names.ts'
import { nameInDatabase } from '../names.ts'
import { flag, isSet } from '../values/option-values.ts'
import type { ResolvedField } from '../types.ts'
import { choicesOf, defaultOf, textOf } from '../values/values.ts'

/**
 * @param declaring the model whose record has the field: `owner` or an abstract base of it
 */
export function bindField(cells: Cells, record: Field, declaring: ModelId, owner: OwnerClass): ResolvedField {
  const field = withKnownOptions(record)
  const { options } = field
  const className = classNameOf(field)
  const known = field.kind === 'custom' ? (field.base ?? className) : className
  const defaults = CLASS_DEFAULTS[isRelation(field) ? RELATION_CLASS[field.kind] : known] ?? {}
  const automatic = AUTO_NOW_CLASSES.has(known) && (isSet(options['auto_now']) || isSet(options['auto_now_add']))
  const primaryKey = defaults.primaryKey === true || isSet(options['primary_key'])
  const { choices, from } = choicesOf(cells, field)
  const name = fieldNameOf(field)
  const attname = isToOne(field) && !isForeignObjectRecord(field) ? `${name}_id` : name
  return {
    id: field.id,
    model: owner.id,
    name,
    attname,
    column: hasColumn(field) ? nameInDatabase(nonEmpty(textOf(options['db_column'])) ?? attname) : null,
    className,
    kind: field.kind,
    null: flag(options['null'], defaults.null === true),
    blank: flag(options['blank'], defaults.blank === true) || automatic,
    unique: flag(options['unique'], false) || defaults.unique === true || primaryKey,
    primaryKey,
    dbIndex: flag(options['db_index'], defaults.dbIndex === true) && !isForeignObjectRecord(field),
    editable: flag(options['editable'], defaults.editable !== false) && !automatic,
    maxLength: maxLengthOf(field, options['max_length'], defaults.maxLength),
    default: defaultOf(cells, owner.id, options['default']),
    dbDefault: jsonLiteral(known, inlineValue(cells, owner.id, options['db_default'])),
    choices,
    enum: from,
    comment: textOf(options['db_comment']),
    verboseName: textOf(options['verbose_name']) ?? name.replaceAll('_', ' '),
    options,
    autoCreated: isSet(options['auto_created']),
    relation: isRelation(field) ? bindRelation(cells, field, declaring, owner) : null,
    source: isRelation(record) ? null : record,
  }
}

/** `db_default=Value({}, models.JSONField())` is what `{}` alone is. */
function jsonLiteral(className: string, value: Value | undefined): Value | undefined {
  if (className !== 'JSONField' || !isExpr(value) || !/^(?:\w+\.)*Value\(/.test(value.expr)) return value
  const { expr, errors } = parseExpression(value.expr)
  if (errors.length > 0 || expr.type !== 'Call') return value
  const [first, second] = expr.args
  const isJson =
    second?.value.type === 'Call' && /JSONField\(/.test(value.expr.slice(second.value.from, second.value.to))
  if (first === undefined || (first.name !== null && first.name !== 'value') || !isJson) return value
  return toValue(first.value, value.expr)
}

/** The field with what its options come to, and with those that its class sets by itself. */
export function withKnownOptions(field: Field): Field {
  const implied = field.kind === 'custom' ? field.implied : undefined
  const options = knownOptions(implied === undefined ? field.options : { ...field.options, ...implied })
  const name = isRelation(field) && field.relatedName === null ? options['related_name'] : undefined
  if (typeof name === 'string') return { ...(field as RelationField), relatedName: name, options }
  return options === field.options ? field : { ...field, options }
}

function isToOne(field: Field): boolean {
  return field.kind === 'foreignKey' || field.kind === 'oneToOne'
}

function hasColumn(field: Field): boolean {
  if (isForeignObjectRecord(field)) return false
  if (field.kind === 'custom') return (field as CustomField).column
  return field.kind !== 'manyToMany' && !(field.kind === 'scalar' && field.type === 'CompositePrimaryKey')
}

function numberOf(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null
}

/** `max_length=None` takes the place of a default length, except where the class sets its own. */
function maxLengthOf(field: Field, written: Value | undefined, standard: number | undefined): number | null {
  const className = classNameOf(field)
  if (className === 'UUIDField' || className === 'GenericIPAddressField') return standard ?? null
  if (written === null && className === 'SlugField') return null
  return numberOf(written) ?? standard ?? null
}

function nonEmpty(text: string | null): string | null {
  return text === '' ? null : text
}
