/** A field call → its record. */
import type { FieldId, ModelId } from '../../document/ids.ts'
import type {
  Choices,
  CustomField,
  Field,
  OnDelete,
  OnDeleteName,
  Options,
  RelationField,
  RelationKind,
  ScalarField,
  ScalarType,
  Value,
} from '../../document/records.ts'
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { positionalNames } from '../../document/fields/field-positional.ts'
import { sourceOf, stringOf, toValue } from '../../python/literal.ts'
import { printExpr } from '../../python/print.ts'
import type { Classes, FieldClass, MadeField } from './classes.ts'
import { choicePairs, followed, isLiteral } from './constants.ts'
import type { Placed } from './constants.ts'
import { constructed } from './constructor.ts'
import { fieldRef, placed } from './context.ts'
import { evaluated, knownEntries, withKnown } from './evaluate.ts'
import { fieldClassFacts, lineOf, madeFieldFacts } from './field-class.ts'
import type { Context } from './context.ts'
import { findTarget, namedTarget } from './targets.ts'

type Call = PyExpr & { readonly type: 'Call' }

const RELATION_KINDS: { readonly [className: string]: RelationKind | undefined } = {
  ForeignKey: 'foreignKey',
  ForeignObject: 'foreignKey',
  OneToOneField: 'oneToOne',
  ManyToManyField: 'manyToMany',
}

const ON_DELETE: ReadonlySet<string> = new Set([
  'CASCADE',
  'PROTECT',
  'RESTRICT',
  'SET_NULL',
  'SET_DEFAULT',
  'DO_NOTHING',
])

/** Classes of other packages that make no column of their own name. */
const NO_COLUMN =
  /^Generic(?:Relation|ForeignKey)$|Generic\w*ForeignKey$|TaggableManager$|ManyToManyField$|RelationField$|^PlaceholderRelation|^TranslatedField$/

export function readField(c: Context, id: FieldId, name: string, call: Call, type: FieldClass): Field {
  const kind = RELATION_KINDS[type.base]
  const own = kind === undefined || type.django ? null : ownRelation(c, id, name, kind, call, type)
  if (own !== null) return own
  const args = argumentsOf(call, type.base)
  if (args === null) return customField(c, id, name, call, type)
  if (kind !== undefined) {
    const to = args.get('to')
    // A class of the project may fill in its target itself; of one over other fields' columns we know too little.
    if (!type.django && (to === undefined || type.base === 'ForeignObject')) return customField(c, id, name, call, type)
    const field = relationField(c, id, name, kind, placedAll(c, args), type.django ? null : dottedSource(c, call.func))
    return type.base === 'ForeignObject' && type.django ? overFields(field) : field
  }
  if (!type.django) return customField(c, id, name, call, type)
  return scalarField(c, id, name, type.name as ScalarType, args)
}

/** A relation as the constructor of its class makes it; null: there is none, or it cannot be followed. */
function ownRelation(
  c: Context,
  id: FieldId,
  name: string,
  kind: RelationKind,
  call: Call,
  type: FieldClass,
): RelationField | null {
  const { classes } = c.project
  const found = classes.names.of(call.func, c.model.decl.module, c.model.decl)
  if (found?.kind !== 'class' || type.base === 'ForeignObject') return null
  const made = constructed(lineOf(found.decl, classes), call, placed(c, call), type.base, classes)
  if (made === 'lost') {
    const message = `${c.model.name}.${name}: what ${type.name}.__init__ sets was not followed; only its call was read.`
    c.report.add('verbatim', { module: c.model.decl.module, from: call.from }, message, null, { model: c.model.id })
  }
  if (made === null || made === 'lost' || !made.passed.has('to')) return null
  const field = relationField(c, id, name, kind, made.passed, dottedSource(c, call.func))
  const facts: Options = {
    ...field.options,
    to: field.to ?? (field.toSource === null ? null : { expr: field.toSource }),
    on_delete: field.onDelete as Value,
    related_name: field.relatedName ?? field.options['related_name'] ?? null,
    through: field.through ?? field.options['through'] ?? null,
  }
  const implied = [...made.passed].flatMap(([keyword, value]) =>
    made.given.get(keyword)?.expr === value.expr ? [] : [[keyword, facts[keyword] ?? null] as const],
  )
  const others = [...made.given].filter(([keyword]) => !made.passed.has(keyword) && !isDjangos(keyword, type.base))
  const kept = others.map(([keyword, { expr, module }]) => [keyword, toValue(expr, module.text)] as const)
  return {
    ...field,
    options: { ...field.options, ...Object.fromEntries(kept) },
    ...(implied.length === 0 ? {} : { implied: Object.fromEntries(implied) }),
  }
}

const isDjangos = (keyword: string, base: string): boolean =>
  positionalNames(base).includes(keyword) || positionalNames('Field').includes(keyword)

function placedAll(c: Context, args: ReadonlyMap<string, PyExpr>): ReadonlyMap<string, Placed> {
  return new Map([...args].map(([keyword, expr]) => [keyword, placed(c, expr)]))
}

/** Arguments by keyword; null: some cannot be told by keyword (`*args`, `**kwargs`, too many). */
function argumentsOf(call: Call, base: string): ReadonlyMap<string, PyExpr> | null {
  if (base === 'CompositePrimaryKey') return compositeArguments(call)
  const names = positionalNames(base)
  const result = new Map<string, PyExpr>()
  let position = 0
  for (const arg of call.args) {
    if (arg.name?.startsWith('*') === true) return null
    const name = arg.name ?? names[position++]
    if (name === undefined) return null
    result.set(name, arg.value)
  }
  return result
}

function compositeArguments(call: Call): ReadonlyMap<string, PyExpr> | null {
  const items = call.args.filter((arg) => arg.name === null).map((arg) => arg.value)
  if (call.args.some((arg) => arg.name?.startsWith('*'))) return null
  const named = call.args.filter((arg): arg is PyArg & { name: string } => arg.name !== null)
  const list: PyExpr = { type: 'Tuple', items, from: call.from, to: call.to }
  const own = items.length === 0 ? [] : [['field_names', list] as const]
  return new Map([...own, ...named.map((arg) => [arg.name, arg.value] as const)])
}

function dottedSource(c: Context, func: PyExpr): string {
  return sourceOf(func, c.model.decl.module.text)
}

function customField(c: Context, id: FieldId, name: string, call: Call, type: FieldClass): CustomField {
  const className = dottedSource(c, call.func)
  const options: Record<string, Value> = {}
  for (const arg of call.args) {
    if (arg.name === null || arg.name.startsWith('*')) continue
    const value = toValue(arg.value, c.model.decl.module.text)
    options[arg.name] = withKnown(value, placed(c, arg.value), c.project.classes)
  }
  const last = className.slice(className.lastIndexOf('.') + 1)
  const field = {
    id,
    name,
    kind: 'custom',
    className,
    args: argsSource(c, call),
    column: !NO_COLUMN.test(last) && !NO_COLUMN.test(type.base) && type.base !== 'ForeignObject',
    options,
  } as const
  if (type.made !== undefined) return { ...field, ...knownOfFunction(c, call, type.made, type.base, options) }
  const known = knownOfClass(c, call, type, options)
  const spread = spreadOptions(c, call)
  return Object.keys(spread).length === 0
    ? { ...field, ...known }
    : { ...field, ...known, implied: { ...known.implied, ...spread } }
}

/** What the dicts behind `**` say, as far as literals tell. */
function spreadOptions(c: Context, call: Call): Options {
  const { classes } = c.project
  return Object.assign(
    {},
    ...call.args.map(({ name, value }) => (name === '**' ? knownEntries(placed(c, value), classes) : {})),
  ) as Options
}

function knownOfFunction(
  c: Context,
  call: Call,
  made: MadeField,
  base: string,
  given: Options,
): Pick<CustomField, 'base' | 'implied' | 'makes'> {
  const { classes } = c.project
  const positional = call.args.filter((arg) => arg.name === null)
  const passed = new Map(made.node.params.map((name, i) => [name, positional[i]?.value] as const))
  for (const { name, value } of call.args) if (name !== null) passed.set(name, value)
  const { forced, fallback } = madeFieldFacts(made, classes, (name) => {
    const value = passed.get(name)
    return value === undefined ? undefined : evaluated(placed(c, value), classes)
  })
  const free = Object.entries(fallback).filter(([keyword]) => given[keyword] === undefined)
  return { base, makes: base, implied: { ...Object.fromEntries(free), ...forced, ...spreadOptions(c, call) } }
}

/** What the project tells of the class. */
function knownOfClass(c: Context, call: Call, type: FieldClass, given: Options): Pick<CustomField, 'base' | 'implied'> {
  const { classes } = c.project
  const found = classes.names.of(call.func, c.model.decl.module, c.model.decl)
  const { base, forced, fallback } = fieldClassFacts(found?.kind === 'class' ? found.decl : null, type.base, classes)
  const free = Object.entries(fallback).filter(([keyword]) => given[keyword] === undefined)
  const implied = { ...Object.fromEntries(free), ...forced }
  return { ...(base === null ? {} : { base }), ...(Object.keys(implied).length === 0 ? {} : { implied }) }
}

/** The argument list as written; one over several lines is put on one. */
function argsSource(c: Context, call: Call): string {
  const { text } = c.model.decl.module
  const inner = text
    .slice(text.indexOf('(', call.func.to) + 1, call.to - 1)
    .trim()
    .replace(/,$/, '')
  if (!/[\r\n#]/.test(inner)) return inner
  const printed = printExpr({ ...call, func: { type: 'Name', id: 'f', from: 0, to: 0 } })
  return printed.slice(2, -1)
}

function scalarField(
  c: Context,
  id: FieldId,
  name: string,
  type: ScalarType,
  args: ReadonlyMap<string, PyExpr>,
): ScalarField {
  const choices = args.get('choices')
  return {
    id,
    name,
    kind: 'scalar',
    type,
    choices: choices === undefined ? null : readChoices(c, choices),
    options: optionsOf(c, placedAll(c, args), OWN_KEYS.scalar, c.model.id, c.model.id),
  }
}

function relationField(
  c: Context,
  id: FieldId,
  name: string,
  kind: RelationKind,
  args: ReadonlyMap<string, Placed>,
  className: string | null,
): RelationField {
  const to = args.get('to')
  const target =
    to === undefined ? { to: null, toSource: null } : findTarget(to, c.model, c.project, c.externals, c.userModel)
  const through = kind === 'manyToMany' ? args.get('through') : undefined
  const throughTarget = through === undefined ? null : throughOf(c, through)
  const relatedName = args.get('related_name')
  const related = relatedName === undefined ? null : stringOf(followed(relatedName, c.project.classes).expr)
  const given = args.get('on_delete')
  // A constant keeps its name; what a constructor hands on has none here.
  const onDelete = given?.locals === undefined ? given : unnamed(given, c.project.classes)
  const options = optionsOf(c, args, OWN_KEYS[kind], target.to, throughTarget?.to ?? null)
  return {
    id,
    name,
    kind,
    ...target,
    onDelete: kind === 'manyToMany' ? null : readOnDelete(onDelete, c.project.classes),
    ...(kind !== 'manyToMany' && databaseForm(onDelete?.expr) !== null ? { inDatabase: true } : {}),
    relatedName: related,
    through: throughTarget?.to ?? null,
    className,
    options: {
      ...options,
      ...(relatedName !== undefined && related === null && !isNone(relatedName.expr)
        ? { related_name: withKnown(placedValue(relatedName), relatedName, c.project.classes) }
        : {}),
      ...(through !== undefined && throughTarget?.to === null && !isNone(through.expr)
        ? { through: placedValue(through) }
        : {}),
    },
  }
}

/** Django's relation over columns that other fields have; it makes no constraint in the database. */
function overFields(field: RelationField): RelationField {
  return { ...field, className: 'models.ForeignObject', options: { ...field.options, db_constraint: false } }
}

function isNone(expr: PyExpr): boolean {
  return expr.type === 'Constant' && expr.value === null
}

/** Only a model of the project or a known one: what is missing stays as written. */
function throughOf(c: Context, at: Placed): { readonly to: ModelId | null } {
  const text = stringOf(at.expr)
  if (text !== null && !text.includes('.')) return namedTarget(text, c.model, c.project, c.externals)
  return findTarget(at, c.model, c.project, c.externals, c.userModel)
}

const placedValue = ({ expr, module }: Placed): Value => toValue(expr, module.text)

const OWN_KEYS = {
  scalar: new Set(['choices']),
  foreignKey: new Set(['to', 'on_delete', 'related_name']),
  oneToOne: new Set(['to', 'on_delete', 'related_name']),
  manyToMany: new Set(['to', 'related_name', 'through']),
}

/** Options whose values are names of fields: of the model, of the target or of the through model. */
const REFS: { readonly [keyword: string]: 'own' | 'target' | 'through' | undefined } = {
  to_field: 'target',
  through_fields: 'through',
  unique_for_date: 'own',
  unique_for_month: 'own',
  unique_for_year: 'own',
  width_field: 'own',
  height_field: 'own',
  field_names: 'own',
  from_fields: 'own',
  to_fields: 'target',
}

function optionsOf(
  c: Context,
  args: ReadonlyMap<string, Placed>,
  without: ReadonlySet<string>,
  target: ModelId | null,
  through: ModelId | null,
): Options {
  const options: Record<string, Value> = {}
  for (const [keyword, at] of args) {
    if (without.has(keyword)) continue
    const refers = REFS[keyword]
    const model = refers === 'own' ? c.model.id : refers === 'target' ? target : through
    const ref = refers === undefined ? null : refValue(c, at, model)
    options[keyword] = ref ?? withKnown(placedValue(at), at, c.project.classes)
  }
  return options
}

function refValue(c: Context, given: Placed, model: ModelId | null): Value | null {
  const at = followed(given, c.project.classes)
  const one = stringOf(at.expr)
  if (one !== null) return fieldRef(c, model, one)
  if (at.expr.type !== 'Tuple' && at.expr.type !== 'List') return null
  const names = at.expr.items.map(stringOf)
  return names.every((name) => name !== null) ? names.map((name) => fieldRef(c, model, name)) : null
}

/** `models.DB_CASCADE` of Django 6.1 → `CASCADE`. */
function databaseForm(expr: PyExpr | undefined): string | null {
  const name = expr === undefined ? null : lastPart(expr)
  return name === null ? null : (/^DB_(CASCADE|SET_NULL|SET_DEFAULT)$/.exec(name)?.[1] ?? null)
}

/** `ON_DELETE = models.CASCADE` by what it stands for. */
function unnamed(given: Placed, classes: Classes): Placed {
  const at = followed(given, classes)
  const found = classes.names.of(at.expr, at.module, at.cls)
  const name =
    found?.kind === 'outside' ? /^django\.db\.models\.(?:deletion\.)?(\w+)$/.exec(found.path)?.[1] : undefined
  return name === undefined ? at : { ...at, expr: { type: 'Name', id: name, from: at.expr.from, to: at.expr.to } }
}

function readOnDelete(at: Placed | undefined, classes: Classes): OnDelete | null {
  if (at === undefined) return null
  const { expr, module } = at
  const name = databaseForm(expr) ?? lastPart(expr)
  if (name !== null && ON_DELETE.has(name)) return name as OnDeleteName
  if (expr.type === 'Call' && lastPart(expr.func) === 'SET') {
    const [only] = expr.args
    if (only !== undefined && expr.args.length === 1) return { set: toValue(only.value, module.text) }
  }
  const rule = lastPart(unnamed(at, classes).expr)
  return { expr: sourceOf(expr, module.text), ...(rule !== null && ON_DELETE.has(rule) ? { value: rule } : {}) }
}

function lastPart(expr: PyExpr): string | null {
  if (expr.type === 'Name') return expr.id
  return expr.type === 'Attribute' ? expr.attr : null
}

function readChoices(c: Context, expr: PyExpr): Choices | null {
  if (isNone(expr)) return null
  const { classes, enums } = c.project
  // `Status.choices`, or the class itself.
  const classExpr = expr.type === 'Attribute' && expr.attr === 'choices' ? expr.value : expr
  const found = classes.names.of(classExpr, c.model.decl.module, c.model.decl)
  const known = found?.kind === 'class' ? enums.get(found.decl) : undefined
  if (known !== undefined) return { kind: 'enum', enum: known.id }
  const source = sourceOf(expr, c.model.decl.module.text)
  const pairs = choicePairs(placed(c, expr), classes)
  if (pairs === null || pairs.length === 0) return { kind: 'source', expr: source }
  return isLiteral(expr) ? { kind: 'pairs', pairs } : { kind: 'pairs', pairs, source }
}
