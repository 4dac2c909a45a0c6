/** What a field object tells beside its plain options: the relation's ends, values cleaned, messages. */
import { isDjangoReturned } from '../saving/returning.ts'
import type { ResolvedField, ReverseRelation } from '../../../../relations/types.ts'
import { isSubclass } from '../../../query/field-type.ts'
import type { ColumnPair } from '../../../../relations/links/column-pairs.ts'
import { metaOf, pairsOf } from '../../../query/models.ts'
import { typeOf } from '../../../query/type-of.ts'
import { prepare } from '../../../query/values/prepare.ts'
import { bind } from '../../arguments.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import { fromPy, toPy } from '../../convert.ts'
import { unsupported } from '../../errors.ts'
import { toArray, truthy } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import { base64, durationText } from '../../../query/values/field-text.ts'
import { Builtin, isTimedelta } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { valueOf } from './defaults.ts'
import { fieldChoices, groupedChoices } from './field-choices.ts'
import { cleanValue, runValidators, toPython } from '../validation/field-clean.ts'
import { choicesLimit, limitOf } from './limit-choices.ts'
import { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'
import * as ops from '../querysets/query-ops.ts'

/** How field objects are made: by those who know their classes. */
export interface Makers {
  readonly field: (owner: ModelClass, field: ResolvedField, rt: Runtime) => Value
  readonly relation: (owner: ModelClass, relation: ReverseRelation) => Value
}

interface Of {
  readonly owner: ModelClass
  readonly field: ResolvedField
  readonly make: Makers
}
type Read = (of: Of, rt: Runtime) => Value | undefined
type Method = (of: Of, call: CallArgs, rt: Runtime) => Value

/** The relation as the other end has it: `field.remote_field`. */
function remoteOf({ owner, field, make }: Of, rt: Runtime): Value {
  const { relation } = field
  if (relation?.to == null) return null
  const target = rt.modelClass(relation.to)
  const found = metaOf(owner.models, relation.to).reverse.find(
    (r) => r.field === field.name && (r.model === owner.key || r.model === field.model),
  )
  return found === undefined ? null : make.relation(target, found)
}

const targetOf = ({ field, make }: Of, rt: Runtime): Value | undefined => {
  const { relation } = field
  if (relation?.to == null || relation.kind === 'manyToMany') return undefined
  const target = rt.modelClass(relation.to)
  const held = target.field(relation.toField)
  return held === undefined ? undefined : make.field(target, held, rt)
}

/** The columns of a key, where there is one. */
const columnsIn = ({ owner, field }: Of): readonly ColumnPair[] | undefined =>
  field.relation?.to == null || field.relation.kind === 'manyToMany' ? undefined : pairsOf(owner.models, field)

const namesOf = (of: Of, name: (pair: ColumnPair) => string): Value | undefined => {
  const pairs = columnsIn(of)
  return pairs === undefined ? undefined : new ListObject(pairs.map(name))
}

const pairFields = (of: Of, rt: Runtime, pick: (own: Value, far: Value) => Value): Value | undefined => {
  const { owner, field, make } = of
  const to = field.relation?.to
  const pairs = to == null ? undefined : columnsIn(of)
  if (to == null || pairs === undefined) return undefined
  const target = rt.modelClass(to)
  return tuple(...pairs.map(([own, far]) => pick(make.field(owner, own, rt), make.field(target, far, rt))))
}

const textOr = (value: unknown): Value => (typeof value === 'string' ? value : null)
const countOr = (value: unknown): Value => (typeof value === 'number' ? BigInt(value) : null)
const tuple = (...items: readonly Value[]): TupleObject => new TupleObject([...items])

const EMPTY_TEXT = ['CharField', 'TextField', 'FileField', 'FilePathField', 'SlugField', 'GenericIPAddressField']

const ATTRIBUTES: Readonly<Record<string, Read>> = {
  hidden: () => false,
  generated: ({ field }) => field.className === 'GeneratedField',
  db_returning: ({ field }) => isDjangoReturned(field),
  remote_field: (of, rt) => remoteOf(of, rt),
  target_field: (of, rt) => targetOf(of, rt),
  to_fields: (of) => namesOf(of, ([, far]) => far.name),
  from_fields: (of) => namesOf(of, ([own]) => (own === of.field ? 'self' : own.name)),
  related_fields: (of, rt) => pairFields(of, rt, (own, far) => tuple(own, far)),
  foreign_related_fields: (of, rt) => pairFields(of, rt, (_, far) => far),
  local_related_fields: (of, rt) => pairFields(of, rt, (own) => own),
  db_column: ({ field }) => textOr(field.options['db_column']),
  db_comment: ({ field }) => field.comment,
  db_tablespace: () => null,
  empty_strings_allowed: ({ field }) => EMPTY_TEXT.some((name) => isSubclass(field.className, name)),
  serialize: ({ field }) => !field.autoCreated || !field.primaryKey,
  unique_for_date: (of) => uniqueFor(of, 'date'),
  unique_for_month: (of) => uniqueFor(of, 'month'),
  unique_for_year: (of) => uniqueFor(of, 'year'),
  max_digits: ({ field }) => decimalOption(field, 'max_digits'),
  decimal_places: ({ field }) => decimalOption(field, 'decimal_places'),
  auto_now: ({ field }) => dateOption(field, 'auto_now'),
  auto_now_add: ({ field }) => dateOption(field, 'auto_now_add'),
  encoder: (of, rt) => codecOption(of, 'encoder', rt),
  decoder: (of, rt) => codecOption(of, 'decoder', rt),
  error_messages: (of, rt) => errorMessages(of.field, rt),
  cache_name: ({ field }) => (field.relation === null ? undefined : field.name),
}

function uniqueFor({ owner, field }: Of, kind: string): Value {
  const ref = field.options[`unique_for_${kind}`]
  return owner.model.fields.find((f) => f.id === ref)?.name ?? textOr(ref)
}

function decimalOption(field: ResolvedField, name: string): Value | undefined {
  return isSubclass(field.className, 'DecimalField') ? countOr(field.options[name]) : undefined
}

function codecOption({ field }: Of, name: string, rt: Runtime): Value | undefined {
  const given = field.options[name]
  return isSubclass(field.className, 'JSONField') ? (given === undefined ? null : valueOf(given, null, rt)) : undefined
}

function dateOption(field: ResolvedField, name: string): Value | undefined {
  const isDate = isSubclass(field.className, 'DateField') || isSubclass(field.className, 'TimeField')
  return isDate ? field.options[name] === true : undefined
}

const MESSAGES: readonly (readonly [string, string])[] = [
  ['invalid_choice', 'Value %(value)r is not a valid choice.'],
  ['null', 'This field cannot be null.'],
  ['blank', 'This field cannot be blank.'],
  ['unique', '%(model_name)s with this %(field_label)s already exists.'],
  ['unique_for_date', '%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s.'],
]

/** Of classes that add nothing more than what is wrong with a value. */
const INVALID: Readonly<Record<string, string>> = {
  IntegerField: '“%(value)s” value must be an integer.',
  FloatField: '“%(value)s” value must be a float.',
  DecimalField: '“%(value)s” value must be a decimal number.',
  UUIDField: '“%(value)s” is not a valid UUID.',
}

function errorMessages(field: ResolvedField, rt: Runtime): Value {
  const entries: (readonly [string, Value])[] = [...MESSAGES]
  const known = Object.keys(INVALID).find((name) => isSubclass(field.className, name))
  const isText = isSubclass(field.className, 'CharField') || isSubclass(field.className, 'TextField')
  if (known !== undefined) entries.push(['invalid', INVALID[known] ?? ''])
  else if (!isText) throw unsupported(`error_messages of ${field.className}`)
  const own = field.options['error_messages']
  const given = own === undefined ? null : valueOf(own, null, rt)
  const dict = DictObject.of(entries, rt)
  if (given instanceof DictObject) for (const [code, text] of given.entries.values()) dict.set(code, text, rt)
  return dict
}

const instanceOf = (value: Value | undefined): Instance | null => (value instanceof Instance ? value : null)

const METHODS: Readonly<Record<string, Method>> = {
  get_attname: ({ field }) => field.attname,
  get_attname_column: ({ field }) => tuple(field.attname, field.column),
  get_cache_name: ({ field }) => field.name,
  value_from_object: ({ field }, call, rt) => {
    const instance = instanceOf(call.args[0])
    if (instance === null || field.kind !== 'manyToMany') return instance?.read(field.attname, rt) ?? null
    return instance.pk === null
      ? new ListObject([])
      : new ListObject([...rt.manyManager(instance, field, false).queryset(rt).rows(rt)])
  },
  value_to_string: ({ field }, call, rt) => {
    const value = instanceOf(call.args[0])?.read(field.attname, rt) ?? null
    if (isTimedelta(value)) return durationText(value.microseconds)
    if (value === null && field.className === 'DurationField') return ''
    return value instanceof Uint8Array ? base64(value) : str(value, rt)
  },
  to_python: ({ field }, call, rt) => toPython(field, bind('to_python', ['value'], call).value, rt),
  get_prep_value: ({ owner, field }, call, rt) =>
    fromPy(prepare(typeOf(owner.models, field), toPy(bind('get_prep_value', ['value'], call).value, rt)), rt),
  clean: ({ field }, call, rt) => {
    const { value, model_instance: instance } = bind('clean', ['value', 'model_instance'], call)
    return cleanValue(field, value, instance, rt)
  },
  run_validators: ({ field }, call, rt) => {
    runValidators(field, bind('run_validators', ['value'], call).value, rt)
    return null
  },
  get_limit_choices_to: ({ field }, _call, rt) => {
    const given = field.relation?.limitChoicesTo
    return given === undefined || given === null ? new DictObject() : valueOf(given, null, rt)
  },
  get_choices: (of, call, rt) => choicesFor(of, call, rt),
  is_cached: ({ field }, call) => instanceOf(call.args[0])?.related.has(field.name) === true,
}

/** What a form would offer. */
function choicesFor({ field, owner }: Of, call: CallArgs, rt: Runtime): Value {
  const given = bind('get_choices', ['include_blank?', 'blank_choice?', 'limit_choices_to?', 'ordering?'], call)
  const blank = truthy(given.include_blank ?? true, rt)
    ? toArray(given.blank_choice ?? new ListObject([tuple('', '---------')]), rt)
    : []
  const choices = fieldChoices(field, rt)
  if (choices !== null) {
    const hasBlank = choices.some(({ value }) => value === '' || value === null)
    return new ListObject([...(hasBlank ? [] : blank), ...groupedChoices(choices).items])
  }
  const { relation } = field
  if (relation?.to == null) throw unsupported(`get_choices() of ${owner.name}.${field.name}`)
  const rows = rt.modelClass(relation.to).defaultManager(rt).queryset(rt)
  const own = given.limit_choices_to ?? null
  const limit = truthy(own, rt) ? limitOf(own, rt) : choicesLimit(field, rt)
  const shown = limit === null ? rows : rows.with(ops.filter(rows.query, limit, false))
  const order = given.ordering === undefined ? [] : toArray(given.ordering, rt).map((name) => str(name, rt))
  const ordered = order.length === 0 ? shown : shown.with(ops.orderBy(shown.query, order))
  const key = field.kind === 'manyToMany' ? manyKey(field, rt) : relation.toField
  const pairs = ordered.instances(rt).map((row) => tuple(row.read(key, rt), str(row, rt)))
  return new ListObject([...blank, ...pairs])
}

/** What Django takes a row of the other side for: `through_fields[0]`'s target, else the foreign key's to it. */
function manyKey(field: ResolvedField, rt: Runtime): string {
  const { sourceField, targetField } = field.relation ?? {}
  const isChosen = field.relation?.throughFields != null
  return throughOf(field, rt)?.field((isChosen ? sourceField : targetField) ?? '')?.relation?.toField ?? 'pk'
}

/** Of a many-to-many: names and columns of its join table. */
const MANY: Readonly<Record<string, (of: Of, rt: Runtime) => Value>> = {
  m2m_db_table: ({ field }, rt) => throughOf(field, rt)?.meta.table ?? null,
  m2m_field_name: ({ field }) => field.relation?.sourceField ?? null,
  m2m_reverse_field_name: ({ field }) => field.relation?.targetField ?? null,
  m2m_column_name: ({ field }, rt) => throughOf(field, rt)?.field(field.relation?.sourceField ?? '')?.column ?? null,
  m2m_reverse_name: ({ field }, rt) => throughOf(field, rt)?.field(field.relation?.targetField ?? '')?.column ?? null,
  m2m_target_field_name: ({ field }, rt) =>
    throughOf(field, rt)?.field(field.relation?.sourceField ?? '')?.relation?.toField ?? null,
  m2m_reverse_target_field_name: ({ field }, rt) =>
    throughOf(field, rt)?.field(field.relation?.targetField ?? '')?.relation?.toField ?? null,
}

function throughOf({ relation }: ResolvedField, rt: Runtime): ModelClass | null {
  return relation?.through == null ? null : rt.modelClass(relation.through)
}

/** Parts of Django's field API that have no meaning without its forms, migrations or connections. */
const REFUSED: ReadonlySet<string> = new Set(
  'formfield deconstruct db_type db_parameters cached_col creation_counter validators description contribute_to_class'.split(
    ' ',
  ),
)

/** undefined: there is no such attribute. */
export function fieldAttribute(of: Of, name: string, rt: Runtime): Value | undefined {
  if (REFUSED.has(name)) throw unsupported(`${of.field.className}.${name}`)
  if (Object.hasOwn(ATTRIBUTES, name)) return ATTRIBUTES[name]?.(of, rt)
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  if (method !== undefined) return new Builtin(name, (call, r) => method(of, call, r))
  const many = of.field.kind === 'manyToMany' && Object.hasOwn(MANY, name) ? MANY[name] : undefined
  return many === undefined ? undefined : new Builtin(name, (_call, r) => many(of, r))
}

/** `rel.multiple`, `rel.through` … of the relation that a field makes. */
export function relationAttribute(
  { owner, field, make }: Of,
  target: ModelClass,
  name: string,
  rt: Runtime,
): Value | undefined {
  const { relation } = field
  if (relation === null) return undefined
  switch (name) {
    case 'multiple':
      return relation.kind !== 'oneToOne'
    case 'symmetrical':
      return relation.kind === 'manyToMany' ? relation.symmetrical : false
    case 'through':
      return relation.kind === 'manyToMany' ? throughOf(field, rt) : undefined
    case 'through_fields':
      if (relation.kind !== 'manyToMany') return undefined
      if (relation.throughFields === null) return null
      return Array.isArray(field.options['through_fields'])
        ? new ListObject([...relation.throughFields])
        : tuple(...relation.throughFields)
    case 'parent_link':
      return relation.parentLink
    case 'field_name':
      return relation.kind === 'manyToMany' ? undefined : relation.toField
    case 'related_query_name':
      return relation.relatedQueryName
    case 'limit_choices_to':
      return relation.limitChoicesTo === undefined ? new DictObject() : valueOf(relation.limitChoicesTo, null, rt)
    case 'null':
      return true
    case 'target_field':
    case 'identity':
      return undefined
    case 'is_hidden':
      return new Builtin(name, () => relation.hidden)
    case 'get_related_field':
      return new Builtin(name, () => {
        const held = target.field(relation.kind === 'manyToMany' ? target.meta.pk.name : relation.toField)
        return held === undefined ? null : make.field(target, held, rt)
      })
    case 'get_internal_type':
      return new Builtin(name, () => field.className)
    case 'get_cache_name':
      return new Builtin(name, () => relation.accessor)
    case 'on_delete':
      return onDelete({ owner, field, make }, rt)
    default:
      return undefined
  }
}

function onDelete({ field }: Of, rt: Runtime): Value {
  const given = field.relation?.onDelete ?? null
  if (typeof given === 'string') return rt.evaluateSource(`models.${given}`)
  if (given === null) return null
  throw unsupported('on_delete of SET()')
}
