/** A field record → its line in a class body. */
import type {
  Choice,
  Choices,
  ChoicesClass,
  CustomField,
  Field,
  OnDelete,
  Options,
  RelationField,
  ScalarField,
  Value,
} from '../../document/records.ts'
import { isExpr } from '../../document/records.ts'
import type { PyExpr } from '../../python/ast.ts'
import { printValue, toValue } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'
import { printExpr, printString } from '../../python/print.ts'
import { isForeignObjectRecord } from '../../relations/fields/field-names.ts'
import { isSame } from '../../util/same.ts'
import type { Place, Writer } from './writer.ts'

/** One argument of a field: keyword null is positional. */
export interface Argument {
  readonly keyword: string | null
  readonly source: string
}

export const RELATION_CLASSES = {
  foreignKey: 'ForeignKey',
  oneToOne: 'OneToOneField',
  manyToMany: 'ManyToManyField',
} as const

/** The call that makes a field, on one line: `models.CharField(max_length=10)`. */
export function fieldCall(w: Writer, field: Field, place: Place): string {
  const className = fieldClass(field)
  if (field.kind === 'custom') return `${className}(${customArguments(field)})`
  return `${className}(${fieldArguments(w, field, place).map(argumentText).join(', ')})`
}

/** What is assigned to the field's name: its call and what stands around that. */
export function fieldSource(w: Writer, field: Field, place: Place): string {
  const [before = '', after = ''] = field.around ?? []
  return before + fieldCall(w, field, place) + after
}

export function fieldClass(field: Field): string {
  if (field.kind === 'custom') return field.className
  if (field.kind === 'scalar') return `models.${field.type}`
  return field.className ?? `models.${RELATION_CLASSES[field.kind]}`
}

export function argumentText({ keyword, source }: Argument): string {
  return keyword === null ? source : `${keyword}=${source}`
}

export function fieldArguments(w: Writer, field: ScalarField | RelationField, place: Place): readonly Argument[] {
  return field.kind === 'scalar' ? scalarArguments(w, field, place) : relationArguments(w, field, place)
}

function scalarArguments(w: Writer, field: ScalarField, place: Place): readonly Argument[] {
  const options = { ...field.options }
  const first: Argument[] = []
  if (field.type === 'CompositePrimaryKey') {
    first.push(...listOf(options['field_names']).map((name) => ({ keyword: null, source: refText(w, name) })))
    delete options['field_names']
  } else if (options['verbose_name'] !== undefined && field.type !== 'GeneratedField') {
    first.push({ keyword: null, source: w.value(options['verbose_name']) })
    delete options['verbose_name']
  }
  const rest = optionArguments(w, options)
  if (field.choices !== null) {
    const choices = { keyword: 'choices', source: choicesText(w, field.choices, place) }
    const after = rest.findIndex((arg) => arg.keyword === 'max_length') + 1
    rest.splice(after, 0, choices)
  }
  return [...first, ...rest]
}

function relationArguments(w: Writer, field: RelationField, place: Place): readonly Argument[] {
  const args: Argument[] = []
  const isSaid = said(field)
  const { to, toSource, onDelete, relatedName, through, implied } = field
  if ((to !== null || toSource !== null) && isSaid('to', to ?? { expr: toSource ?? '' }))
    // A constructor of the project's own may have other parameters first.
    args.push({ keyword: implied === undefined ? null : 'to', source: w.target(field, place) })
  if (onDelete !== null && isSaid('on_delete', onDelete as Value))
    args.push({ keyword: 'on_delete', source: onDeleteText(w, onDelete, field) })
  if (relatedName !== null && isSaid('related_name', relatedName))
    args.push({ keyword: 'related_name', source: printString(relatedName) })
  if (through !== null && isSaid('through', through))
    args.push({ keyword: 'through', source: w.modelName(through, place) })
  const options = isForeignObjectRecord(field) ? withoutConstraint(field.options) : field.options
  const own = Object.entries(options).filter(([keyword, value]) => value === undefined || isSaid(keyword, value))
  return [...args, ...optionArguments(w, Object.fromEntries(own)), ...takenBack(field)]
}

/** Whether a call has to say something: what the field's class sets by itself stands there already. */
function said({ implied }: RelationField): (keyword: string, value: Value) => boolean {
  return (keyword, value) => implied === undefined || implied[keyword] === undefined || !isSame(implied[keyword], value)
}

/** What the class sets and the design has no longer. */
function takenBack({ implied = {}, options, relatedName }: RelationField): readonly Argument[] {
  return Object.entries(implied).flatMap(([keyword, value]): readonly Argument[] => {
    if (keyword === 'related_name')
      return value === null || relatedName !== null || options[keyword] !== undefined
        ? []
        : [{ keyword, source: 'None' }]
    return value === true && options[keyword] === undefined ? [{ keyword, source: 'False' }] : []
  })
}

/** Django makes no constraint for a relation over other fields' columns, and takes no word about it. */
function withoutConstraint(options: Options): Options {
  return { ...options, db_constraint: undefined }
}

const DB_ON_DELETE: { readonly [name: string]: string | undefined } = {
  CASCADE: 'DB_CASCADE',
  SET_NULL: 'DB_SET_NULL',
  SET_DEFAULT: 'DB_SET_DEFAULT',
}

function onDeleteText(w: Writer, onDelete: OnDelete, { id, inDatabase }: RelationField): string {
  if (typeof onDelete === 'string') {
    const isDatabases = inDatabase === true || w.look('isDatabaseKey', id)
    return `models.${(isDatabases ? DB_ON_DELETE[onDelete] : undefined) ?? onDelete}`
  }
  return isExpr(onDelete) ? w.value(onDelete) : `models.SET(${w.value(onDelete.set)})`
}

/** Options whose values refer to fields. */
const REFS: ReadonlySet<string> = new Set([
  'to_field',
  'through_fields',
  'unique_for_date',
  'unique_for_month',
  'unique_for_year',
  'width_field',
  'height_field',
  'field_names',
  'from_fields',
  'to_fields',
])

function optionArguments(w: Writer, options: Options): Argument[] {
  return Object.entries(options).flatMap(([keyword, value]) =>
    value === undefined ? [] : [{ keyword, source: optionText(w, keyword, value) }],
  )
}

export function optionText(w: Writer, keyword: string, value: Value): string {
  if (!REFS.has(keyword)) return w.value(value)
  if (!Array.isArray(value)) return refText(w, value)
  const items = listOf(value).map((item) => refText(w, item))
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : []
}

function refText(w: Writer, value: Value): string {
  return typeof value === 'string' ? printString(w.look('fieldName', value)) : w.value(value)
}

function choicesText(w: Writer, choices: Choices, place: Place): string {
  if (choices.kind === 'source') return w.value({ expr: choices.expr })
  if (choices.kind === 'pairs')
    return choices.source === undefined ? pairsText(choices.pairs) : w.value({ expr: choices.source })
  const known = w.look('choices', choices.enum)
  return known === undefined ? '[]' : `${enumPath(w, known, place)}.choices`
}

/** A choices class as this model's body can name it. */
function enumPath(w: Writer, known: ChoicesClass, place: Place): string {
  if (known.model === null || known.model === place.model.id) return known.name
  const outer = w.look('name', known.model)
  return outer === undefined ? known.name : `${outer}.${known.name}`
}

/** Choices as a list of pairs, those of one group under their heading. */
function pairsText(pairs: readonly Choice[]): string {
  const parts: { readonly group: string | undefined; readonly items: string[] }[] = []
  for (const { value, label, group } of pairs) {
    const text = `(${printValue(value)}, ${printString(label)})`
    const last = parts.at(-1)
    if (group !== undefined && last?.group === group) last.items.push(text)
    else parts.push({ group, items: [text] })
  }
  const items = parts.map(({ group, items: own }) =>
    group === undefined ? (own[0] ?? '') : `(${printString(group)}, [${own.join(', ')}])`,
  )
  return `[${items.join(', ')}]`
}

/**
 * The argument list of a class that is not Django's, as it was written; where an option was changed in
 * the design since, that argument is changed. One that only the arguments have stays.
 *
 * @param gone options that were taken away
 */
export function customArguments({ args, options }: CustomField, gone: readonly string[] = []): string {
  const source = `f(${args})`
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0 || expr.type !== 'Call') return args
  const written = new Map(expr.args.flatMap((arg) => (arg.name === null ? [] : [[arg.name, arg.value] as const])))
  const isSame = (keyword: string, value: Value): boolean => {
    const old = written.get(keyword)
    return old !== undefined && printValue(toValue(old, source)) === printValue(value)
  }
  const changed = Object.entries(options).filter(([keyword, value]) => value !== undefined && !isSame(keyword, value))
  if (changed.length === 0 && gone.length === 0) return printArguments(expr)
  const values = new Map(changed.map(([keyword, value]) => [keyword, printValue(value ?? null)]))
  const kept = expr.args.flatMap(({ name, value }) => {
    if (name === null) return [printExpr(value)]
    if (gone.includes(name)) return []
    const next = values.get(name)
    values.delete(name)
    const text = next ?? printExpr(value)
    return [name.startsWith('*') ? name + text : `${name}=${text}`]
  })
  return [...kept, ...[...values].map(([keyword, text]) => `${keyword}=${text}`)].join(', ')
}

function printArguments(call: PyExpr): string {
  return printExpr(call).slice(2, -1)
}
