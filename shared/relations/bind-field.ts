/**
 * A field record as it becomes when Django adds it to a class: names, flags and the parts of a relation
 * that the class alone decides. What its target decides is filled in by `link-relation.ts`.
 */
import type { FieldId, ModelId } from '../document/ids.ts'
import { isExpr, isRelation, knownOptions } from '../document/records.ts'
import type { CustomField, Expr, Field, Model, Options, RelationField, Value } from '../document/records.ts'
import { stringOf } from '../python/literal.ts'
import { parseExpression } from '../python/parse.ts'
import { isSame } from '../util/same.ts'
import type { Cells, Query } from '../util/incremental.ts'
import { AUTO_NOW_CLASSES, CLASS_DEFAULTS } from './field-defaults.ts'
import { inlineValue } from './inline-names.ts'
import type { ModelKey, ResolvedField, ResolvedRelation } from './types.ts'
import { NO_DEFAULT, choicesOf, defaultOf, textOf } from './values.ts'
import { APP, LABEL, RECORD, SETTING, builtinOfSource, lastName, unquoted } from './world.ts'

/** The class that a field is added to. */
export interface OwnerClass {
  readonly id: ModelId
  readonly app: string
  readonly name: string
  readonly abstract: boolean
  readonly swapped: boolean
  readonly defaultRelatedName: string | null
}

const RELATION_CLASS = { foreignKey: 'ForeignKey', oneToOne: 'OneToOneField', manyToMany: 'ManyToManyField' } as const

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
  const attname = isToOne(field) && !isForeignObject(field) ? `${name}_id` : name
  return {
    id: field.id,
    model: owner.id,
    name,
    attname,
    column: hasColumn(field) ? (nonEmpty(textOf(options['db_column'])) ?? attname) : null,
    className,
    kind: field.kind,
    null: flag(options['null'], defaults.null === true),
    blank: flag(options['blank'], defaults.blank === true) || automatic,
    unique: flag(options['unique'], false) || defaults.unique === true || primaryKey,
    primaryKey,
    dbIndex: flag(options['db_index'], defaults.dbIndex === true) && !isForeignObject(field),
    editable: flag(options['editable'], defaults.editable !== false) && !automatic,
    maxLength: maxLengthOf(field, options['max_length'], defaults.maxLength),
    default: defaultOf(cells, owner.id, options['default']),
    dbDefault: inlineValue(cells, owner.id, options['db_default']),
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

/** The field with what its options come to, and with those that its class sets by itself. */
export function withKnownOptions(field: Field): Field {
  const implied = field.kind === 'custom' ? field.implied : undefined
  const options = knownOptions(implied === undefined ? field.options : { ...field.options, ...implied })
  const name = isRelation(field) && field.relatedName === null ? options['related_name'] : undefined
  if (typeof name === 'string') return { ...(field as RelationField), relatedName: name, options }
  return options === field.options ? field : { ...field, options }
}

/** A column that Django adds by itself: automatic keys, parent links, `_order`. */
export function madeField(
  owner: ModelId,
  name: string,
  className: string,
  extra: Partial<ResolvedField> = {},
): ResolvedField {
  const defaults = CLASS_DEFAULTS[className] ?? {}
  return {
    id: null as FieldId | null,
    model: owner,
    name,
    attname: name,
    column: name,
    className,
    kind: 'scalar',
    null: false,
    blank: defaults.blank === true,
    unique: defaults.unique === true,
    primaryKey: false,
    dbIndex: defaults.dbIndex === true,
    editable: defaults.editable !== false,
    maxLength: defaults.maxLength ?? null,
    default: NO_DEFAULT,
    dbDefault: undefined,
    choices: null,
    enum: null,
    comment: null,
    verboseName: name.replaceAll('_', ' '),
    options: NO_OPTIONS,
    autoCreated: true,
    relation: null,
    source: null,
    ...extra,
  }
}

const keys = new Map<string, ResolvedField>()

/** The `id` that a model gets which declares no key. There are as many as models, so each is a copy of one. */
export function automaticKey(owner: ModelKey, className: string): ResolvedField {
  let key = keys.get(className)
  if (key === undefined) {
    key = madeField(owner as ModelId, 'id', className, { primaryKey: true, unique: true, verboseName: 'ID' })
    // Class names of a project are few, yet nobody promises it.
    if (keys.size < 100) keys.set(className, key)
  }
  return { ...key, model: owner }
}

const NO_OPTIONS: Options = {}

/** A foreign key that Django adds by itself: to a parent, or from a join table. */
export function madeLink(
  owner: ModelId | `join:${string}`,
  name: string,
  kind: 'foreignKey' | 'oneToOne',
  target: Pick<ResolvedRelation, 'to' | 'toLabel'> & Partial<ResolvedRelation>,
  extra: Partial<ResolvedField> = {},
): ResolvedField {
  const attname = `${name}_id`
  return {
    ...madeField(owner as ModelId, name, RELATION_CLASS[kind]),
    kind,
    attname,
    column: attname,
    relation: { ...EMPTY_RELATION, kind, onDelete: 'CASCADE', ...target },
    ...extra,
  }
}

export const EMPTY_RELATION: ResolvedRelation = {
  kind: 'foreignKey',
  to: null,
  toLabel: '',
  toSelf: false,
  toField: '',
  onDelete: null,
  relatedName: null,
  relatedQueryName: null,
  remoteName: null,
  accessor: null,
  queryName: '',
  hidden: false,
  limitChoicesTo: undefined,
  parentLink: false,
  dbConstraint: true,
  symmetrical: false,
  through: null,
  throughAuto: false,
  throughFields: null,
  sourceField: null,
  targetField: null,
}

/** The names of a relation that says none of its own: Meta.default_related_name, else Django's default. */
export function defaultNames(owner: OwnerClass): Pick<ResolvedRelation, 'remoteName' | 'queryName' | 'hidden'> {
  const { defaultRelatedName } = owner
  const remoteName =
    defaultRelatedName === null || owner.abstract ? defaultRelatedName : interpolate(defaultRelatedName, owner)
  return { remoteName, queryName: remoteName || owner.name.toLowerCase(), hidden: isHiddenName(remoteName) }
}

export function isHiddenName(name: string | null): boolean {
  return name !== null && name.endsWith('+')
}

function bindRelation(cells: Cells, field: RelationField, declaring: ModelId, owner: OwnerClass): ResolvedRelation {
  const { options } = field
  const toSelf = isSelf(field, declaring)
  const symmetrical = field.kind === 'manyToMany' && flag(options['symmetrical'], toSelf)
  const names = relatedNames(field, owner, symmetrical && (toSelf || namesItself(field, owner)))
  const to = toSelf ? owner.id : targetOf(cells, field)
  const queryNameOption = textOf(options['related_query_name'])
  const relatedQueryName = queryNameOption === null ? null : interpolate(queryNameOption, owner)
  const relation: ResolvedRelation = {
    kind: field.kind,
    to,
    toLabel: toSelf ? owner.name : writtenTarget(cells, field, owner),
    toSelf,
    toField: textOf(options['to_field']) ?? '',
    onDelete: field.onDelete,
    ...(field.inDatabase === true ? { inDatabase: true as const } : {}),
    relatedName: names.relatedName,
    relatedQueryName,
    remoteName: names.remoteName,
    accessor: null,
    queryName: nonEmpty(relatedQueryName) ?? nonEmpty(names.remoteName) ?? owner.name.toLowerCase(),
    hidden: names.hidden,
    limitChoicesTo: options['limit_choices_to'],
    parentLink: field.kind !== 'manyToMany' && isSet(options['parent_link']),
    dbConstraint: flag(options['db_constraint'], true),
    symmetrical,
    through: field.through === null ? throughOfSource(cells, options, owner) : field.through,
    throughAuto: field.kind === 'manyToMany' && field.through === null && options['through'] === undefined,
    throughFields: pairOf(options['through_fields']),
    sourceField: null,
    targetField: null,
  }
  return to === null ? withoutTarget(cells, field, relation) : relation
}

/** Whether that says that there is no such model. */
function withoutTarget(cells: Cells, field: RelationField, relation: ResolvedRelation): ResolvedRelation {
  return {
    ...relation,
    ...(isAbstractClass(cells, field) ? { abstractTarget: true as const } : {}),
    ...(isOpenTarget(field.toSource) ? { openTarget: true as const } : {}),
  }
}

/** Rules R20 to R24: how a related_name is completed. */
function relatedNames(field: RelationField, owner: OwnerClass, selfSymmetrical: boolean) {
  let remote = field.relatedName
  let hidden: boolean | null = null
  if (field.kind === 'manyToMany') {
    // Django asks "hidden?" before it fills in default_related_name, and keeps the answer.
    hidden = isHiddenName(remote) || selfSymmetrical
    if (selfSymmetrical) remote = `${fieldNameOf(field)}_rel_+`
    else if (hidden) remote = `_${owner.app}_${owner.name.toLowerCase()}_${fieldNameOf(field)}_+`
  }
  const filled = nonEmpty(remote) ?? owner.defaultRelatedName
  const remoteName = filled === null ? remote : owner.abstract ? filled : interpolate(filled, owner)
  const relatedName = field.relatedName === null ? null : interpolate(field.relatedName, owner)
  return { relatedName, remoteName, hidden: hidden ?? isHiddenName(remoteName) }
}

/** `%(class)s` and its kin, filled in. */
export function interpolate(text: string, owner: Pick<OwnerClass, 'app' | 'name'>): string {
  if (!text.includes('%')) return text
  const values: { readonly [name: string]: string } = {
    class: owner.name.toLowerCase(),
    model_name: owner.name.toLowerCase(),
    app_label: owner.app.toLowerCase(),
  }
  return text.replace(/%\((\w+)\)s/g, (whole, name: string) => values[name] ?? whole).replaceAll('%%', '%')
}

function isSelf(field: RelationField, declaring: ModelId): boolean {
  if (field.toSource !== null) return unquoted(field.toSource) === 'self'
  return field.to === declaring
}

function namesItself(field: RelationField, owner: OwnerClass): boolean {
  return field.toSource !== null && /^['"]/.test(field.toSource) && unquoted(field.toSource) === owner.name
}

/** What a record says of its model's name: nothing else of a target matters to a field that names it. */
const DECLARED: Query<{ readonly kind: Model['kind']; readonly app: string; readonly name: string } | null> = {
  name: 'declared',
  equal: isSame,
  onCycle: () => null,
  compute(cells, id) {
    const record = cells.input<Model>(RECORD, id)
    if (record === undefined) return null
    return { kind: record.kind, app: cells.input<string>(APP, record.app) ?? '', name: record.name }
  },
}

/** The target model, if it is one that Django can point at: there, and not abstract. */
function targetOf(cells: Cells, field: RelationField): ModelId | null {
  const to = field.to === null ? undefined : usableTarget(cells, field, field.to)
  if (to !== undefined) return to
  if (field.toSource === null) return null
  const userModel = cells.input<string>(SETTING, 'AUTH_USER_MODEL') ?? 'auth.User'
  const builtin = builtinOfSource(field.toSource, userModel)
  return builtin === null ? null : (usableTarget(cells, field, builtin) ?? null)
}

/** undefined: there is no such model; null: there is one, which cannot be pointed at. */
function usableTarget(cells: Cells, field: RelationField, id: ModelId): ModelId | null | undefined {
  const declared = cells.get(DECLARED, id)
  if (declared !== null) return declared.kind === 'abstract' || isOtherApp(field, declared.app) ? null : id
  // A built-in model may be drawn under an id of its own.
  return id.includes('.') ? cells.input<ModelId>(LABEL, id.slice('model:'.length).toLowerCase()) : undefined
}

/** Model names are the same in any case, app labels are not: `'Shop.Item'` is not in the app `shop`. */
function isOtherApp(field: RelationField, app: string): boolean {
  if (field.toSource === null) return false
  const written = /^\s*(['"])(\w+)\.\w+\1\s*$/.exec(field.toSource)?.[2]
  return written !== undefined && written !== app && written.toLowerCase() === app.toLowerCase()
}

function isAbstractClass(cells: Cells, field: RelationField): boolean {
  return field.to !== null && field.toSource === null && cells.get(DECLARED, field.to)?.kind === 'abstract'
}

/** `shop_settings.PRODUCT_MODEL`, `get_model()`: not a class, not a text. */
function isOpenTarget(source: string | null): boolean {
  if (source === null || /^\s*['"]/.test(source) || /^\s*(?:None|True|False|-?\d+)\s*$/.test(source)) return false
  if (/AUTH_USER_MODEL$|^get_user_model\(\)$/.test(source)) return false
  return !/^[A-Z]\w*[a-z]\w*$|^[A-Z]$/.test(lastName(source))
}

/** The target as Django names it while it is only a text: `Nowhere`, `other.Thing`. */
function writtenTarget(cells: Cells, field: RelationField, owner: OwnerClass): string {
  if (field.toSource !== null) {
    if (/AUTH_USER_MODEL$|^get_user_model\(\)$/.test(field.toSource)) {
      return cells.input<string>(SETTING, 'AUTH_USER_MODEL') ?? 'auth.User'
    }
    const quoted = /^\s*['"]/.test(field.toSource)
    return quoted ? unquoted(field.toSource) : lastName(field.toSource)
  }
  const declared = field.to === null ? null : cells.get(DECLARED, field.to)
  if (declared === null) return field.to === null ? '' : field.to.slice('model:'.length)
  return declared.app === owner.app ? declared.name : `${declared.app}.${declared.name}`
}

function throughOfSource(cells: Cells, options: Options, owner: OwnerClass): ModelId | null {
  const text = optionSource(options['through'])
  if (text === null) return null
  const name = unquoted(text)
  const label = name.includes('.') ? name : `${owner.app}.${name}`
  return cells.input<ModelId>(LABEL, label.toLowerCase()) ?? null
}

function classNameOf(field: Field): string {
  if (field.kind === 'scalar') return field.type
  if (field.kind === 'custom') return field.makes ?? lastName(field.className)
  return field.className === null ? RELATION_CLASS[field.kind] : lastName(field.className)
}

/** Django's name of a field: `name=` where that is given, else what the class calls it. */
export function fieldNameOf(field: Field): string {
  const given = field.kind === 'custom' ? undefined : field.options['name']
  return typeof given === 'string' && given !== '' ? given : field.name
}

function isToOne(field: Field): boolean {
  return field.kind === 'foreignKey' || field.kind === 'oneToOne'
}

/** Django's relation over columns that other fields have: composite keys, a second key on one column. */
function isForeignObject(field: Field): boolean {
  return isToOne(field) && classNameOf(field) === 'ForeignObject'
}

function hasColumn(field: Field): boolean {
  if (isForeignObject(field)) return false
  if (field.kind === 'custom') return (field as CustomField).column
  return field.kind !== 'manyToMany' && !(field.kind === 'scalar' && field.type === 'CompositePrimaryKey')
}

export function isSet(value: Value | undefined): boolean {
  return flag(value, false)
}

/** Python's truth of an option; an expression that we cannot evaluate counts as the default. */
export function flag(value: Value | undefined, otherwise: boolean): boolean {
  if (value === undefined || isExpr(value)) return otherwise
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
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

/** How many names `through_fields` gives, None included. */
export function countPair(options: Options): number {
  const written = options['through_fields']
  const items = isExpr(written) ? itemsOf(written) : written
  return Array.isArray(items) ? items.length : 0
}

function pairOf(value: Value | undefined): readonly [string, string] | null {
  if (isExpr(value)) return pairOf(itemsOf(value))
  if (!Array.isArray(value)) return null
  const [source, target] = value as readonly Value[]
  return [typeof source === 'string' ? source : '', typeof target === 'string' ? target : '']
}

/** A list or tuple with something else in it than texts: what is no text is None. */
function itemsOf({ expr: source }: Expr): Value | undefined {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0 || (expr.type !== 'Tuple' && expr.type !== 'List')) return undefined
  return expr.items.map((item) => stringOf(item))
}

/** Source of an option that is a text or an expression. */
export function optionSource(value: Value | undefined): string | null {
  if (typeof value === 'string') return value
  return isExpr(value) ? value.expr : null
}
