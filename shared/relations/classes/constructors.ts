/**
 * What the constructors of indexes and constraints refuse. Rule R70.
 * Source: `__init__` in django/db/models/indexes.py and constraints.py (5.2).
 */
import type { CheckConstraint, Expr, Index, Options, UniqueConstraint, Value } from '../../document/records.ts'
import { isExpr } from '../../document/records.ts'
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { literalValue } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'

/** An argument as far as its text tells: `other` is a literal of a kind that none of the arguments takes. */
interface Argument {
  readonly kind: 'none' | 'list' | 'text' | 'other' | 'unknown'
  readonly isTrue: boolean
  readonly length: number
  /** Only texts in the list, as far as we can see. */
  readonly texts: boolean
}

export interface ConstructorCall {
  /** Positional arguments. */
  readonly expressions: number
  readonly keywords: ReadonlyMap<string, Argument>
}

interface Refusal {
  readonly type: 'ValueError' | 'TypeError'
  readonly message: string
}

const NOT_GIVEN: Argument = { kind: 'none', isTrue: false, length: 0, texts: true }

export function callOfIndex(index: Index): ConstructorCall {
  const keywords = keywordsOf(index.options)
  if (index.name !== null) keywords.set('name', textArgument(index.name))
  if (index.fields.length > 0) {
    keywords.set(
      'fields',
      listArgument(
        index.fields.length,
        index.fields.every(({ by }) => !isExpr(by) || isNamed(by)),
      ),
    )
  }
  if (index.condition !== null) keywords.set('condition', argumentOf(index.condition))
  if (index.include.length > 0) keywords.set('include', listArgument(index.include.length, true))
  return { expressions: index.expressions.length, keywords }
}

export function callOfConstraint(constraint: UniqueConstraint | CheckConstraint): ConstructorCall {
  const keywords = keywordsOf(constraint.options)
  // A record without a name comes from a call without one.
  if (constraint.options['name'] === undefined && constraint.name !== '') {
    keywords.set('name', textArgument(constraint.name))
  }
  if (constraint.condition !== null) keywords.set('condition', argumentOf(constraint.condition))
  if (constraint.kind === 'check') return { expressions: 0, keywords }
  if (constraint.fields.length > 0) keywords.set('fields', listArgument(constraint.fields.length, true))
  if (constraint.include.length > 0) keywords.set('include', listArgument(constraint.include.length, true))
  if (constraint.deferrable !== null) keywords.set('deferrable', UNKNOWN)
  return { expressions: constraint.expressions.length, keywords }
}

/** A call kept as source, with the class that it calls; null: no plain call. */
export function callOfSource(source: string): { readonly className: string; readonly call: ConstructorCall } | null {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0 || expr.type !== 'Call' || expr.args.some((arg) => arg.name?.startsWith('*'))) return null
  const { func } = expr
  const className = func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : ''
  const named = expr.args.filter((arg): arg is PyArg & { name: string } => arg.name !== null)
  const keywords = new Map(named.map(({ name, value }) => [name, argument(value)] as const))
  return { className, call: { expressions: expr.args.length - named.length, keywords } }
}

const INDEX_KEYWORDS = ['fields', 'name', 'db_tablespace', 'opclasses', 'condition', 'include']
const VIOLATION = ['violation_error_code', 'violation_error_message']
const UNIQUE_KEYWORDS = [
  'fields',
  'name',
  'condition',
  'deferrable',
  'include',
  'opclasses',
  'nulls_distinct',
  ...VIOLATION,
]
const CHECK_KEYWORDS = ['name', 'condition', 'check', ...VIOLATION]

export function indexRefusal(call: ConstructorCall): Refusal | null {
  const odd = unexpected('Index', call, INDEX_KEYWORDS)
  if (odd !== null) return odd
  const get = (keyword: string): Argument => call.keywords.get(keyword) ?? NOT_GIVEN
  const [fields, name, opclasses, include] = [get('fields'), get('name'), get('opclasses'), get('include')]
  const condition = get('condition')
  const expressions = call.expressions > 0
  if (opclasses.isTrue && !name.isTrue) return value('An index must be named to use opclasses.')
  if (isLiteral(condition)) return value('Index.condition must be a Q instance.')
  if (condition.isTrue && !name.isTrue) return value('An index must be named to use condition.')
  if (isNoList(fields) || isNone(call, 'fields')) return value('Index.fields must be a list or tuple.')
  if (isNoList(opclasses) || isNone(call, 'opclasses')) return value('Index.opclasses must be a list or tuple.')
  if (!expressions && !fields.isTrue) return value('At least one field or expression is required to define an index.')
  if (expressions && fields.isTrue) return value('Index.fields and expressions are mutually exclusive.')
  if (expressions && !name.isTrue) return value('An index must be named to use expressions.')
  if (expressions && opclasses.isTrue) {
    return value(
      'Index.opclasses cannot be used with expressions. Use django.contrib.postgres.indexes.OpClass() instead.',
    )
  }
  if (opclasses.isTrue && fields.kind === 'list' && opclasses.kind === 'list' && fields.length !== opclasses.length) {
    return value('Index.fields and Index.opclasses must have the same number of elements.')
  }
  if (fields.isTrue && !fields.texts) return value('Index.fields must contain only strings with field names.')
  if (include.isTrue && !name.isTrue) return value('A covering index must be named.')
  return isNoList(include) ? value('Index.include must be a list or tuple.') : null
}

export function uniqueRefusal(call: ConstructorCall): Refusal | null {
  const odd = unexpected('UniqueConstraint', call, UNIQUE_KEYWORDS)
  if (odd !== null) return odd
  const get = (keyword: string): Argument => call.keywords.get(keyword) ?? NOT_GIVEN
  const [fields, opclasses, include] = [get('fields'), get('opclasses'), get('include')]
  const [condition, deferrable, nulls] = [get('condition'), get('deferrable'), get('nulls_distinct')]
  const expressions = call.expressions > 0
  if (!get('name').isTrue) return value('A unique constraint must be named.')
  if (!expressions && !fields.isTrue) {
    return value('At least one field or expression is required to define a unique constraint.')
  }
  if (expressions && fields.isTrue) return value('UniqueConstraint.fields and expressions are mutually exclusive.')
  if (isLiteral(condition)) return value('UniqueConstraint.condition must be a Q instance.')
  if (condition.isTrue && deferrable.isTrue) return value('UniqueConstraint with conditions cannot be deferred.')
  if (include.isTrue && deferrable.isTrue) return value('UniqueConstraint with include fields cannot be deferred.')
  if (opclasses.isTrue && deferrable.isTrue) return value('UniqueConstraint with opclasses cannot be deferred.')
  if (expressions && deferrable.isTrue) return value('UniqueConstraint with expressions cannot be deferred.')
  if (expressions && opclasses.isTrue) {
    return value(
      'UniqueConstraint.opclasses cannot be used with expressions. Use django.contrib.postgres.indexes.OpClass() ' +
        'instead.',
    )
  }
  if (isLiteral(deferrable))
    return { type: 'TypeError', message: 'UniqueConstraint.deferrable must be a Deferrable instance.' }
  if (isNoList(include)) return { type: 'TypeError', message: 'UniqueConstraint.include must be a list or tuple.' }
  if (isNoList(opclasses) || isNone(call, 'opclasses')) {
    return { type: 'TypeError', message: 'UniqueConstraint.opclasses must be a list or tuple.' }
  }
  if (nulls.kind === 'text' || nulls.kind === 'list') {
    return { type: 'TypeError', message: 'UniqueConstraint.nulls_distinct must be a bool.' }
  }
  return opclasses.isTrue && fields.kind === 'list' && opclasses.kind === 'list' && fields.length !== opclasses.length
    ? value('UniqueConstraint.fields and UniqueConstraint.opclasses must have the same number of elements.')
    : null
}

export function checkRefusal(call: ConstructorCall): Refusal | null {
  if (call.expressions > 0) {
    const [count, were] = [call.expressions + 1, call.expressions === 0 ? 'was' : 'were']
    const message = `CheckConstraint.__init__() takes 1 positional argument but ${count} ${were} given`
    const keywordOnly = call.keywords.size
    return {
      type: 'TypeError',
      message:
        keywordOnly === 0 || !CHECK_KEYWORDS.some((k) => call.keywords.has(k))
          ? message
          : `CheckConstraint.__init__() takes 1 positional argument but ${count} positional ${plural(count)} (and ${keywordOnly} keyword-only ${plural(keywordOnly)}) were given`,
    }
  }
  const odd = unexpected('CheckConstraint', call, CHECK_KEYWORDS)
  if (odd !== null) return odd
  if (!call.keywords.has('name')) {
    return {
      type: 'TypeError',
      message: "CheckConstraint.__init__() missing 1 required keyword-only argument: 'name'",
    }
  }
  const check = call.keywords.get('check') ?? NOT_GIVEN
  const condition = check.kind === 'none' ? (call.keywords.get('condition') ?? NOT_GIVEN) : check
  if (condition.kind !== 'unknown') {
    return { type: 'TypeError', message: 'CheckConstraint.condition must be a Q instance or boolean expression.' }
  }
  return call.keywords.get('name')?.kind === 'none'
    ? { type: 'TypeError', message: "CheckConstraint.__init__() missing 1 required keyword-only argument: 'name'" }
    : null
}

function plural(count: number): string {
  return count === 1 ? 'argument' : 'arguments'
}

function value(message: string): Refusal {
  return { type: 'ValueError', message }
}

function unexpected(className: string, call: ConstructorCall, known: readonly string[]): Refusal | null {
  const odd = [...call.keywords.keys()].find((keyword) => !known.includes(keyword))
  return odd === undefined
    ? null
    : { type: 'TypeError', message: `${className}.__init__() got an unexpected keyword argument '${odd}'` }
}

/** Certainly neither None nor something that only running the code would tell. */
function isLiteral({ kind }: Argument): boolean {
  return kind !== 'none' && kind !== 'unknown'
}

function isNoList({ kind }: Argument): boolean {
  return kind === 'text' || kind === 'other'
}

/** Written as None, where leaving it out is fine. */
function isNone(call: ConstructorCall, keyword: string): boolean {
  return call.keywords.get(keyword)?.kind === 'none'
}

const UNKNOWN: Argument = { kind: 'unknown', isTrue: true, length: 0, texts: true }

function textArgument(text: string): Argument {
  return { kind: 'text', isTrue: text !== '', length: text.length, texts: true }
}

function listArgument(length: number, texts: boolean): Argument {
  return { kind: 'list', isTrue: length > 0, length, texts }
}

function keywordsOf(options: Options): Map<string, Argument> {
  const given = Object.entries(options).flatMap(([keyword, option]) =>
    option === undefined ? [] : [[keyword, argumentOf(option)] as const],
  )
  return new Map(given)
}

function argumentOf(option: Value): Argument {
  if (isExpr(option)) return sourceArgument(option)
  if (option === null) return NOT_GIVEN
  if (typeof option === 'string') return textArgument(option)
  if (Array.isArray(option))
    return listArgument(
      option.length,
      option.every((item) => typeof item === 'string'),
    )
  return { kind: 'other', isTrue: Boolean(option), length: 0, texts: false }
}

function sourceArgument({ expr: source }: Expr): Argument {
  const { expr, errors } = parseExpression(source)
  return errors.length > 0 ? UNKNOWN : argument(expr)
}

function argument(expr: PyExpr): Argument {
  if (expr.type === 'List' || expr.type === 'Tuple') {
    const texts = expr.items.every((item) => item.type !== 'Constant' || typeof item.value === 'string')
    return expr.items.some((item) => item.type === 'Starred') ? UNKNOWN : listArgument(expr.items.length, texts)
  }
  if (expr.type === 'Set' || expr.type === 'Dict') return { kind: 'other', isTrue: true, length: 0, texts: false }
  if (expr.type !== 'Constant') return isEmptyQ(expr) ? { ...UNKNOWN, isTrue: false } : UNKNOWN
  const literal = literalValue(expr)
  return literal === undefined ? { kind: 'other', isTrue: true, length: 0, texts: false } : argumentOf(literal)
}

function isEmptyQ(expr: PyExpr): boolean {
  return expr.type === 'Call' && expr.args.length === 0 && expr.func.type === 'Name' && expr.func.id === 'Q'
}

/** A name that stands for a text, as far as we know. */
function isNamed({ expr }: Expr): boolean {
  return /^[A-Za-z_][\w.]*(?:\(.*\))?$/s.test(expr)
}
