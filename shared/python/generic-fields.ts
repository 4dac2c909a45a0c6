/**
 * Arguments of GenericForeignKey and GenericRelation as they are written, and with other names in them.
 * Source of names and defaults: django/contrib/contenttypes/fields.py (5.2).
 */
import type { PyExpr } from './ast.ts'
import { literalValue, stringOf } from './literal.ts'
import { parseExpression } from './parse.ts'
import { printString } from './print.ts'

/** `GenericForeignKey("content_type", "object_id")`: the fields it looks at. */
export interface GenericKeyArgs {
  readonly contentType: string
  readonly objectId: string
  /** false: a proxy has a content type of its own. */
  readonly forConcrete: boolean
}

export interface GenericRelationArgs extends GenericKeyArgs {
  /** `Tag`, `blog.Tag`, `self`. */
  readonly to: string
  /** Given as a text, not as a class. */
  readonly isText: boolean
  readonly queryName: string | null
}

const KEY = ['ct_field', 'fk_field', 'for_concrete_model']
const RELATION = ['to', 'object_id_field', 'content_type_field', 'for_concrete_model', 'related_query_name']

/** Class names of a project's own often end so: `RestrictedGenericForeignKey`. */
export function isGenericKeyClass(className: string): boolean {
  return className.endsWith('GenericForeignKey')
}

export function isGenericRelationClass(className: string): boolean {
  return className.endsWith('GenericRelation')
}

export function genericKeyArgs(args: string): GenericKeyArgs {
  const given = argumentsOf(args, KEY)
  return {
    contentType: stringOf(given.get('ct_field')) ?? 'content_type',
    objectId: stringOf(given.get('fk_field')) ?? 'object_id',
    forConcrete: isTrue(given.get('for_concrete_model')),
  }
}

export function genericRelationArgs(args: string): GenericRelationArgs {
  const given = argumentsOf(args, RELATION)
  const to = given.get('to')
  const text = stringOf(to)
  return {
    to: text ?? classNameOf(to),
    isText: text !== null,
    objectId: stringOf(given.get('object_id_field')) ?? 'object_id',
    contentType: stringOf(given.get('content_type_field')) ?? 'content_type',
    forConcrete: isTrue(given.get('for_concrete_model')),
    queryName: stringOf(given.get('related_query_name')),
  }
}

/** The arguments with the fields' new names: replaced where they are written, added where they were left to Django. */
export function withGenericFields(
  className: string,
  args: string,
  names: { readonly contentType?: string; readonly objectId?: string },
): string {
  const isKey = isGenericKeyClass(className)
  const type = names.contentType === undefined ? [] : [[isKey ? 'ct_field' : 'content_type_field', names.contentType]]
  const object = names.objectId === undefined ? [] : [[isKey ? 'fk_field' : 'object_id_field', names.objectId]]
  return [...type, ...object].reduce(
    (text, [name = '', value = '']) => withArgument(text, isKey ? KEY : RELATION, name, printString(value)),
    args,
  )
}

/** The arguments of a GenericRelation whose model has a new name. */
export function withGenericTarget(args: string, name: string): string {
  const to = argumentsOf(args, RELATION).get('to')
  if (to === undefined) return args
  const written = textAt(args, to)
  const text = stringOf(to)
  const made =
    text === null
      ? written.replace(/[\p{L}\p{N}_]+$/u, name)
      : printString(text.includes('.') ? `${text.split('.')[0] ?? ''}.${name}` : name)
  return replaced(args, to, made)
}

export type GenericKeyword =
  | 'ct_field'
  | 'fk_field'
  | 'to'
  | 'object_id_field'
  | 'content_type_field'
  | 'for_concrete_model'
  | 'related_query_name'

/** The arguments with one of them set; null: left to Django again. What else is written stays as it is. */
export function withGenericArgument(
  className: string,
  args: string,
  keyword: GenericKeyword,
  value: string | boolean | null,
): string {
  const names = isGenericKeyClass(className) ? KEY : RELATION
  if (value === null) return withoutArgument(args, names, keyword)
  const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : printString(value)
  // The target comes first, unnamed, as everybody writes it.
  if (keyword === 'to' && !argumentsOf(args, names).has('to'))
    return args.trim() === '' ? text : `${text}, ${args.trim()}`
  return withArgument(args, names, keyword, text)
}

/** Those before it that are unnamed stay so; those behind it get their names. */
function withoutArgument(args: string, names: readonly string[], name: string): string {
  const given = argumentsOf(args, names)
  const at = given.get(name)?.from
  const { expr } = parseExpression(`${START}${args})`)
  if (expr.type !== 'Call' || at === undefined) return args
  const nameAt = new Map([...given].map(([known, { from }]) => [from, known]))
  const left = expr.args.filter(({ value }) => value.from !== at)
  return left
    .map(({ name: written, value }) => {
      const text = textAt(args, value)
      if (written === '*' || written === '**') return `${written}${text}`
      const label = written ?? (value.from > at ? nameAt.get(value.from) : undefined)
      return label === undefined ? text : `${label}=${text}`
    })
    .join(', ')
}

function withArgument(args: string, names: readonly string[], name: string, value: string): string {
  const present = argumentsOf(args, names).get(name)
  if (present !== undefined) return replaced(args, present, value)
  const before = args.trim().replace(/,$/, '')
  return before === '' ? `${name}=${value}` : `${before}, ${name}=${value}`
}

const START = 'f('

function textAt(args: string, { from, to }: PyExpr): string {
  return args.slice(from - START.length, to - START.length)
}

/** A text keeps the quotes that it had. */
function replaced(args: string, { from, to }: PyExpr, text: string): string {
  const isSingle = args[from - START.length] === "'" && /^"[^'"\\]*"$/.test(text)
  const made = isSingle ? text.replaceAll('"', "'") : text
  return args.slice(0, from - START.length) + made + args.slice(to - START.length)
}

/** Arguments by name; positional ones take the names in turn. */
function argumentsOf(args: string, names: readonly string[]): ReadonlyMap<string, PyExpr> {
  const { expr } = parseExpression(`${START}${args})`)
  if (expr.type !== 'Call') return new Map()
  const positional = expr.args.filter((arg) => arg.name === null)
  return new Map(
    names.flatMap((name, i) => {
      const found = expr.args.find((arg) => arg.name === name) ?? positional[i]
      return found === undefined ? [] : [[name, found.value] as const]
    }),
  )
}

function isTrue(expr: PyExpr | undefined): boolean {
  return expr === undefined || literalValue(expr) !== false
}

/** `models.Tag` and `Tag` both name the class. */
function classNameOf(expr: PyExpr | undefined): string {
  if (expr?.type === 'Attribute') return expr.attr
  return expr?.type === 'Name' ? expr.id : ''
}
