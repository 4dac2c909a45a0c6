/**
 * Errors that Django raises while a class statement runs, before any check: constructors that refuse
 * their arguments, a Meta with unknown options. Rules R70 to R75.
 * Source: constructors in django/db/models/{fields,constraints,indexes,options}.py (5.2).
 */
import type { FieldId } from '../../document/ids.ts'
import { isExpr, isRelation } from '../../document/records.ts'
import type { Constraint, Field, Index, Model, RelationField, ScalarField, Value } from '../../document/records.ts'
import { printValue } from '../../python/literal.ts'
import { withKnownOptions } from '../fields/bind-field.ts'
import { flag } from '../values/option-values.ts'
import {
  callOfConstraint,
  callOfIndex,
  callOfSource,
  checkRefusal,
  indexRefusal,
  uniqueRefusal,
} from './constructors.ts'

export interface ImportProblem {
  readonly type: string
  readonly message: string
  /** The field whose constructor refuses. */
  readonly field?: FieldId
}

/** The first error of the class body, in the order in which Python runs it. */
export function bodyProblem(record: Model): ImportProblem | null {
  for (const written of record.fields) {
    const field = withKnownOptions(written)
    const problem = fieldProblem(field) ?? (record.kind === 'abstract' ? null : namePatternProblem(field))
    if (problem !== null) return { ...problem, field: field.id }
  }
  for (const index of record.indexes) {
    const problem = indexProblem(index)
    if (problem !== null) return problem
  }
  for (const constraint of record.constraints) {
    const problem = constraintProblem(constraint)
    if (problem !== null) return problem
  }
  return null
}

function typeError(message: string): ImportProblem {
  return { type: 'TypeError', message }
}
function valueError(message: string): ImportProblem {
  return { type: 'ValueError', message }
}

/** `%(klass)s` in a name that Django fills in. */
function namePatternProblem(field: Field): ImportProblem | null {
  if (!isRelation(field)) return null
  const queryName = field.options['related_query_name']
  if (queryName === undefined && field.relatedName?.includes('%') !== true) return null
  const names = [field.relatedName, queryName]
  const patterns = names.flatMap((name) => (typeof name === 'string' ? [...name.matchAll(/%\((\w*)\)s/g)] : []))
  const odd = patterns.find(([, key = '']) => !['class', 'model_name', 'app_label'].includes(key))?.[1]
  return odd === undefined ? null : { type: 'KeyError', message: `'${odd}'` }
}

function fieldProblem(field: Field): ImportProblem | null {
  if (field.kind === 'custom') return null
  if (isRelation(field)) return field.className === null ? relationProblem(field) : null
  return CLASS_PROBLEMS[field.type]?.(field) ?? unexpected(field.type, field)
}

const FIELD_KEYWORDS: ReadonlySet<string> = new Set(
  (
    'verbose_name name primary_key max_length unique blank null db_index rel default editable serialize ' +
    'unique_for_date unique_for_month unique_for_year choices help_text db_column db_tablespace auto_created ' +
    'validators error_messages db_comment db_default'
  ).split(' '),
)

const DATE = ['auto_now', 'auto_now_add']
const FILE = ['upload_to', 'storage']
const RELATION = ['related_name', 'related_query_name', 'limit_choices_to', 'to', 'swappable', 'db_constraint']
const KEY = [...RELATION, 'on_delete', 'parent_link', 'to_field']
const OWN_KEYWORDS: { readonly [className: string]: readonly string[] | undefined } = {
  CharField: ['db_collation'],
  CompositePrimaryKey: ['field_names'],
  DateField: DATE,
  DateTimeField: DATE,
  DecimalField: ['max_digits', 'decimal_places'],
  EmailField: ['db_collation'],
  FileField: FILE,
  FilePathField: ['path', 'match', 'recursive', 'allow_files', 'allow_folders'],
  ForeignKey: KEY,
  GeneratedField: ['expression', 'output_field', 'db_persist'],
  GenericIPAddressField: ['protocol', 'unpack_ipv4'],
  ImageField: [...FILE, 'width_field', 'height_field'],
  JSONField: ['encoder', 'decoder'],
  ManyToManyField: [...RELATION, 'symmetrical', 'through', 'through_fields', 'db_table'],
  OneToOneField: KEY,
  SlugField: ['allow_unicode', 'db_collation'],
  TextField: ['db_collation'],
  TimeField: DATE,
  URLField: ['db_collation'],
}

function unexpected(className: string, field: Field): ImportProblem | null {
  const odd = firstUnexpected(OWN_KEYWORDS[className], field.options)
  return odd === null || !/^[A-Za-z_]\w*$/.test(odd)
    ? null
    : typeError(`Field.__init__() got an unexpected keyword argument '${odd}'`)
}

function firstUnexpected(own: readonly string[] | undefined, options: Field['options']): string | null {
  for (const keyword in options) if (!FIELD_KEYWORDS.has(keyword) && own?.includes(keyword) !== true) return keyword
  return null
}

const RELATION_CLASS = {
  foreignKey: 'ForeignKey',
  oneToOne: 'OneToOneField',
  manyToMany: 'ManyToManyField',
} as const

/** Functions that are given, not called. */
const ON_DELETE_FUNCTIONS: ReadonlySet<string> = new Set([
  'CASCADE',
  'PROTECT',
  'RESTRICT',
  'SET_NULL',
  'SET_DEFAULT',
  'DO_NOTHING',
])

function relationProblem(field: RelationField): ImportProblem | null {
  const className = RELATION_CLASS[field.kind]
  if (field.to === null && field.toSource === null) {
    const [more, names] =
      field.kind === 'manyToMany' || field.onDelete !== null
        ? ['1 required positional argument', "'to'"]
        : ['2 required positional arguments', "'to' and 'on_delete'"]
    return typeError(`${className}.__init__() missing ${more}: ${names}`)
  }
  if (field.kind === 'manyToMany') {
    return targetProblem(className, field) ?? manyToManyProblem(field) ?? unexpected(className, field)
  }
  if (field.onDelete === null) {
    return typeError(`${className}.__init__() missing 1 required positional argument: 'on_delete'`)
  }
  const called = isExpr(field.onDelete) ? /^(?:\w+\.)*(\w+)\(\s*\)$/.exec(field.onDelete.expr.trim())?.[1] : undefined
  if (called === 'SET') return typeError("SET() missing 1 required positional argument: 'value'")
  if (called !== undefined && ON_DELETE_FUNCTIONS.has(called)) {
    const missing = "'collector', 'field', 'sub_objs', and 'using'"
    return typeError(`${called}() missing 4 required positional arguments: ${missing}`)
  }
  if (isExpr(field.onDelete) && /^\s*(?:['"\d[{(]|None\b|True\b|False\b)/.test(field.onDelete.expr)) {
    return targetProblem(className, field) ?? typeError('on_delete must be callable.')
  }
  return targetProblem(className, field) ?? unexpected(className, field)
}

/** Something that is plainly neither a class nor a text as target. */
function targetProblem(className: string, field: RelationField): ImportProblem | null {
  const dotted = field.to === null ? /^\s*(['"])(\w*(?:\.\w*){2,})\1\s*$/.exec(field.toSource ?? '')?.[2] : undefined
  if (dotted !== undefined) {
    return valueError(
      `Invalid model reference '${dotted}'. String model references must be of the form 'app_label.ModelName'.`,
    )
  }
  const literal = field.to === null ? /^\s*(None|True|False|-?\d+)\s*$/.exec(field.toSource ?? '')?.[1] : undefined
  if (literal === undefined) return null
  // OneToOneField leaves it to ForeignKey to complain.
  const asks = field.kind === 'manyToMany' ? className : 'ForeignKey'
  const wanted = "either a model, a model name, or the string 'self'"
  return typeError(`${className}(${literal}) is invalid. First parameter to ${asks} must be ${wanted}`)
}

function manyToManyProblem(field: RelationField): ImportProblem | null {
  const { options } = field
  const through = field.through !== null || isGiven(options['through'])
  if (through && isGiven(options['db_table'])) {
    return valueError('Cannot specify a db_table if an intermediary model is used.')
  }
  if (through && !flag(options['db_constraint'], true)) {
    return valueError("Can't supply a through model and db_constraint=False")
  }
  if (!through && isGiven(options['through_fields']) && !isEmpty(options['through_fields'])) {
    return valueError('Cannot specify through_fields without a through model')
  }
  return null
}

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null
}

function isEmpty(value: Value | undefined): boolean {
  return Array.isArray(value) && value.length === 0
}

/** Anything but a callable, as far as the text tells. */
function isPlain(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== false && !isExpr(value)
}

const CLASS_PROBLEMS: {
  readonly [className: string]: ((field: ScalarField) => ImportProblem | null) | undefined
} = {
  GeneratedField: ({ options }) => {
    const missing = ['expression', 'output_field'].filter((keyword) => options[keyword] === undefined)
    if (missing.length > 0) return missingKeywords('GeneratedField.__init__()', missing)
    if (flag(options['editable'], false)) return valueError('GeneratedField cannot be editable.')
    if (!flag(options['blank'], true)) return valueError('GeneratedField must be blank.')
    if (options['default'] !== undefined) return valueError('GeneratedField cannot have a default.')
    if (options['db_default'] !== undefined) return valueError('GeneratedField cannot have a database default.')
    const persist = options['db_persist']
    const isBoolean = typeof persist === 'boolean' || persist === 0 || persist === 1 || isExpr(persist)
    return isBoolean ? null : valueError('GeneratedField.db_persist must be True or False.')
  },
  GenericIPAddressField: ({ options }) => {
    const protocol = options['protocol']
    if (typeof protocol !== 'string') return null
    const known = ['both', 'ipv4', 'ipv6']
    if (!known.includes(protocol.toLowerCase())) {
      return valueError(`The protocol '${protocol}' is unknown. Supported: ['both', 'ipv4', 'ipv6']`)
    }
    if (protocol.toLowerCase() === 'both' || !flag(options['unpack_ipv4'], false)) return null
    return valueError("You can only use `unpack_ipv4` if `protocol` is set to 'both'")
  },
  JSONField: ({ options }) => {
    const odd = ['encoder', 'decoder'].find((keyword) => isPlain(options[keyword]))
    return odd === undefined ? null : valueError(`The ${odd} parameter must be a callable object.`)
  },
  CompositePrimaryKey: ({ options }) => {
    const names = options['field_names']
    const list: readonly Value[] = Array.isArray(names) ? names : []
    const areTexts = list.every((name) => typeof name === 'string')
    if (list.length === 0 || !areTexts || new Set(list).size !== list.length) {
      return valueError('CompositePrimaryKey args must be unique strings.')
    }
    if (list.length === 1) return valueError('CompositePrimaryKey must include at least two fields.')
    if (options['default'] !== undefined) return valueError('CompositePrimaryKey cannot have a default.')
    if (options['db_default'] !== undefined) return valueError('CompositePrimaryKey cannot have a database default.')
    if (isGiven(options['db_column'])) return valueError('CompositePrimaryKey cannot have a db_column.')
    if (flag(options['editable'], false)) return valueError('CompositePrimaryKey cannot be editable.')
    if (!flag(options['primary_key'], true)) return valueError('CompositePrimaryKey must be a primary key.')
    return flag(options['blank'], true) ? null : valueError('CompositePrimaryKey must be blank.')
  },
}

/** Python's words for keyword-only arguments that are not there. */
function missingKeywords(callable: string, names: readonly string[]): ImportProblem {
  const quoted = names.map((name) => `'${name}'`)
  const list = quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
  const plural = names.length === 1 ? 'argument' : 'arguments'
  return typeError(`${callable} missing ${names.length} required keyword-only ${plural}: ${list}`)
}

function indexProblem(index: Index): ImportProblem | null {
  return index.type === 'Index' ? indexRefusal(callOfIndex(index)) : null
}

function constraintProblem(constraint: Constraint): ImportProblem | null {
  if (constraint.kind === 'check') return checkRefusal(callOfConstraint(constraint))
  if (constraint.kind === 'unique') return uniqueRefusal(callOfConstraint(constraint))
  const source = callOfSource(constraint.source)
  if (source?.className === 'UniqueConstraint') return uniqueRefusal(source.call)
  return source?.className === 'CheckConstraint' ? checkRefusal(source.call) : null
}

/** Options that `Options.contribute_to_class` takes; `index_together` went with Django 5.1. */
export const META_OPTIONS: ReadonlySet<string> = new Set(
  (
    'verbose_name verbose_name_plural db_table db_table_comment ordering unique_together permissions get_latest_by ' +
    'order_with_respect_to app_label db_tablespace abstract managed proxy swappable auto_created apps ' +
    'default_permissions select_on_save default_related_name required_db_features required_db_vendor ' +
    'base_manager_name default_manager_name indexes constraints'
  ).split(' '),
)

function hasNoOptions(meta: Model['meta']): boolean {
  for (const _ in meta) return false
  return true
}

/** Options that packages make Django take, told by the package's name in the value. */
const ADDED_OPTIONS: { readonly [keyword: string]: RegExp | undefined } = {
  triggers: /\bpgtrigger\b|\bTrigger\(/,
  rules_permissions: /\brules\b|\bis_\w+/,
}

function isAddedByPackage({ meta, members }: Model, keyword: string): boolean {
  const pattern = ADDED_OPTIONS[keyword]
  if (pattern === undefined) return false
  const written = [
    printed(meta.other?.[keyword]),
    ...members.map(({ name, source }) => (name === `Meta.${keyword}` ? source : '')),
  ]
  return written.some((source) => pattern.test(source))
}

function printed(value: Value | undefined): string {
  return value === undefined ? '' : printValue(value)
}

/** What `class Meta` says that Django does not know. */
export function metaProblem(record: Model): ImportProblem | null {
  if (record.members.length === 0 && hasNoOptions(record.meta)) return null
  const keys = [...Object.keys(record.meta), ...Object.keys(record.meta.other ?? {})]
  const members = record.members.flatMap(({ name }) => /^Meta\.(\w+)$/.exec(name)?.[1] ?? [])
  const odd = [...keys.filter((key) => key !== 'other'), ...members].filter(
    (key) => !META_OPTIONS.has(key) && !key.startsWith('_') && !isAddedByPackage(record, key),
  )
  return odd.length === 0 ? null : typeError(`'class Meta' got invalid attribute(s): ${odd.join(',')}`)
}
