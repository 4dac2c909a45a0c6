/**
 * Which lookups and transforms a left-hand side has, and what the right-hand side becomes for it: the
 * part of a filter that Django does when the queryset is made, errors included.
 */
import type { Direct, Expr, Lookup } from '../expr.ts'
import { func, val } from '../expr.ts'
import type { FieldType } from '../field-type.ts'
import { isA, isSubclass, outputField } from '../field-type.ts'
import { outputOf, outputOrNull } from '../output.ts'
import type { PyValue } from '../types.ts'
import { OrmError } from '../types.ts'
import { prepare } from '../values/prepare.ts'
import { isCollection, isDict, pyStr, qualifiedTypeName } from '../values/python.ts'
import { closeMatches } from './close-matches.ts'
import { prepareQuery } from './query-value.ts'
import { hasRegistered, registeredLookup, registeredNames, registeredTransform } from './registered.ts'
import type { RegisteredTransform } from './registered.ts'
import { relatedValue } from './related.ts'

/** A value that is on its way into a lookup: plain, or an expression that is resolved. */
export type Operand = { readonly expr: Expr } | { readonly value: PyValue } | { readonly items: readonly Operand[] }

const COMPARE = ['exact', 'gt', 'gte', 'lt', 'lte'] as const
const PATTERN = ['contains', 'icontains', 'startswith', 'istartswith', 'endswith', 'iendswith'] as const
const PLAIN = [...COMPARE, 'iexact', 'in', ...PATTERN, 'range', 'isnull', 'regex', 'iregex'] as const
const RELATED = [...COMPARE, 'in', 'isnull'] as const
const JSON_LOOKUPS = ['contains', 'contained_by', 'has_key', 'has_keys', 'has_any_keys', 'exact', 'icontains'] as const
const JSON_KEY = [
  ...COMPARE,
  'in',
  'iexact',
  'isnull',
  ...PATTERN.filter((n) => n !== 'contains'),
  'regex',
  'iregex',
] as const

const DATE_TRANSFORMS: Readonly<Record<string, string>> = {
  year: 'ExtractYear',
  month: 'ExtractMonth',
  day: 'ExtractDay',
  week_day: 'ExtractWeekDay',
  iso_week_day: 'ExtractIsoWeekDay',
  week: 'ExtractWeek',
  iso_year: 'ExtractIsoYear',
  quarter: 'ExtractQuarter',
}
const TIME_TRANSFORMS: Readonly<Record<string, string>> = {
  hour: 'ExtractHour',
  minute: 'ExtractMinute',
  second: 'ExtractSecond',
}
const DATETIME_TRANSFORMS = { ...DATE_TRANSFORMS, ...TIME_TRANSFORMS, date: 'TruncDate', time: 'TruncTime' }

function transformsOf(type: FieldType): Readonly<Record<string, string>> {
  if (isA(type, 'DateTimeField')) return DATETIME_TRANSFORMS
  if (isA(type, 'DateField')) return DATE_TRANSFORMS
  return isA(type, 'TimeField') ? TIME_TRANSFORMS : {}
}

/** Names of all lookups and transforms of a type, for suggestions. */
function lookupNames(type: FieldType): readonly string[] {
  if (isRelation(type)) return RELATED
  const json = isA(type, 'JSONField') ? JSON_LOOKUPS : []
  return [...new Set([...PLAIN, ...json, ...Object.keys(transformsOf(type)), ...registeredNames(type)])]
}

function isRelation(type: FieldType): boolean {
  return isSubclass(type.base, 'ForeignObject')
}

/** The implementation of a lookup on a left-hand side; null: it has none of that name. */
export function findLookup(lhs: Expr, name: string): string | null {
  if (lhs.kind === 'func') {
    if ((lhs.name === 'ExtractYear' || lhs.name === 'ExtractIsoYear') && has(COMPARE, name)) return 'year'
    if (isJsonKey(lhs.name) && has(JSON_KEY, name)) return 'jsonKey'
  }
  return typeLookup(outputOf(lhs), name)
}

function typeLookup(type: FieldType, name: string): string | null {
  if (isRelation(type)) return has(RELATED, name) ? 'related' : null
  if (registeredLookup(type, name) !== undefined) return OWN
  if (isA(type, 'JSONField') && has(JSON_LOOKUPS, name)) return 'json'
  if (!has(PLAIN, name)) return null
  if (isA(type, 'IntegerField') && has(COMPARE, name)) return 'integer'
  if (isA(type, 'UUIDField') && (has(PATTERN, name) || name === 'iexact')) return 'uuid'
  return 'plain'
}

/** The variant of a lookup whose class a script has registered. */
const OWN = 'own'

function has(names: readonly string[], name: string): boolean {
  return names.includes(name)
}

/** `lhs__name` as a transform. @throws OrmError FieldError: there is none */
export function tryTransform(lhs: Expr, name: string, path: readonly string[] | null = null): Expr {
  const type = outputOf(lhs)
  const transforms = transformsOf(type)
  const own = isRelation(type) ? undefined : registeredTransform(type, name)
  if (own !== undefined) return applied(own, lhs)
  const found = Object.hasOwn(transforms, name) ? transforms[name] : undefined
  if (found !== undefined) return func(found, [lhs])
  const isKey = lhs.kind === 'func' && lhs.name === 'KeyTransform'
  if (isA(type, 'JSONField') && !(isKey && has(JSON_KEY, name))) return func('KeyTransform', [lhs], null, { key: name })
  const similar = closeMatches(name, lookupNames(type))
  const unsupported = path === null ? name : path.slice(path.indexOf(name)).join('__')
  throw new OrmError(
    'FieldError',
    `Unsupported lookup '${unsupported}' for ${type.className} or join on the field not permitted` +
      (similar.length > 0 ? `, perhaps you meant ${similar.join(' or ')}?` : '.'),
  )
}

function applied({ name, options, output }: RegisteredTransform, to: Expr): Expr {
  return func(name, [to], output === null ? null : outputField(output), options)
}

/** Transforms that change the value on the right-hand side, too. */
function bilateralOf(start: Expr, path: readonly string[]): readonly RegisteredTransform[] {
  let lhs = start
  const found: RegisteredTransform[] = []
  for (const name of path) {
    const own = registeredTransform(outputOf(lhs), name)
    if (own?.bilateral === true) found.push(own)
    lhs = tryTransform(lhs, name, path)
  }
  return found
}

/** A condition from a left-hand side, the names after it and a value. */
export function buildLookup(names: readonly string[], start: Expr, rhs: Operand): Lookup {
  const path = names.length > 0 ? names : ['exact']
  let name = path.at(-1) ?? 'exact'
  let lhs = start
  for (const transform of path.slice(0, -1)) lhs = tryTransform(lhs, transform, path)
  let variant = findLookup(lhs, name)
  if (variant === null) {
    lhs = tryTransform(lhs, name)
    name = 'exact'
    variant = findLookup(lhs, name)
    if (variant === null) throw new OrmError('FieldError', `Unsupported lookup 'exact' for ${outputOf(lhs).className}`)
  }
  const both = hasRegistered() ? bilateralOf(start, name === path.at(-1) ? path.slice(0, -1) : path) : []
  const lookup = makeLookup(name, variant, lhs, onBoth(both, lhs, rhs))
  if (lookup.rhs.kind !== 'direct' || lookup.rhs.value !== null || takesNone(name, variant)) return lookup
  if (name !== 'exact' && name !== 'iexact') throw new OrmError('ValueError', 'Cannot use None as a query value')
  return isNull(lhs, true)
}

function onBoth(both: readonly RegisteredTransform[], lhs: Expr, rhs: Operand): Operand {
  if (both.length === 0) return rhs
  const onExpression = (to: Expr): Operand => ({ expr: both.reduce<Expr>((expr, by) => applied(by, expr), to) })
  if ('expr' in rhs) {
    if (rhs.expr.kind === 'query')
      throw new OrmError('NotImplementedError', 'Bilateral transformations on nested querysets are not implemented.')
    return onExpression(rhs.expr)
  }
  if ('items' in rhs || isCollection(rhs.value)) return { items: itemsOf(rhs).map((item) => onBoth(both, lhs, item)) }
  if (rhs.value === null) return rhs
  const type = outputOrNull(lhs)
  const value: Expr = val(type === null ? rhs.value : prepare(type, rhs.value), type)
  return onExpression(value)
}

function takesNone(name: string, variant: string): boolean {
  return name === 'exact' && (variant === 'json' || variant === 'jsonKey')
}

const isJsonKey = (name: string): boolean => name === 'KeyTransform' || name === 'KeyTextTransform'

export function isNull(lhs: Expr, value: boolean): Lookup {
  const variant = lhs.kind === 'func' && isJsonKey(lhs.name) ? 'jsonKey' : 'plain'
  return { kind: 'lookup', name: 'isnull', variant, lhs, rhs: direct(value) }
}

export function direct(value: PyValue): Direct {
  return { kind: 'direct', value }
}

const UNPREPARED: ReadonlySet<string> = new Set([...PATTERN, 'iexact', 'isnull', 'regex', 'iregex'])

export function makeLookup(name: string, variant: string, lhs: Expr, rhs: Operand): Lookup {
  const own = variant === OWN ? registeredLookup(outputOf(lhs), name) : undefined
  const made = (to: Expr | Direct): Lookup => ({
    kind: 'lookup',
    name,
    variant,
    lhs,
    rhs: to,
    ...(own === undefined ? {} : { own }),
  })
  if (own !== undefined && 'value' in rhs) return made(direct(own.prepares ? preparedOwn(lhs, rhs.value) : rhs.value))
  if (variant === 'json' && (name === 'has_keys' || name === 'has_any_keys'))
    return made(direct({ type: 'list', items: itemsOf(rhs).map(keyText) }))
  if ('expr' in rhs) return made(prepareExpression(name, variant, lhs, rhs.expr))
  if (name === 'in' || name === 'range') return made(prepareItems(name, variant, lhs, itemsOf(rhs)))
  return made(direct(prepareValue(name, variant, lhs, valueOf(rhs))))
}

function preparedOwn(lhs: Expr, value: PyValue): PyValue {
  const type = outputOrNull(lhs)
  return type === null ? value : prepare(type, value)
}

function prepareExpression(name: string, variant: string, lhs: Expr, rhs: Expr): Expr {
  if (rhs.kind !== 'query' || (name !== 'exact' && name !== 'in')) return rhs
  return prepareQuery(name, variant === 'related', lhs, rhs)
}

function valueOf(rhs: Operand): PyValue {
  if ('value' in rhs) return rhs.value
  if ('items' in rhs) return { type: 'list', items: rhs.items.map(valueOf) }
  throw new OrmError('TypeError', 'an expression cannot be part of this value')
}

function prepareValue(name: string, variant: string, lhs: Expr, given: PyValue): PyValue {
  const type = outputOrNull(lhs)
  let value = variant === 'related' && type !== null ? relatedValue(type, given) : given
  if (UNPREPARED.has(name) || name === 'has_key' || type === null) return value
  if (
    variant === 'integer' &&
    (name === 'gte' || name === 'lt') &&
    typeof value === 'number' &&
    Number.isFinite(value)
  ) {
    value = BigInt(Math.ceil(value))
  }
  return prepare(type, value)
}

/** Keys are what `str()` makes of them; that of an expression is no key of any value. */
function keyText(item: Operand): string {
  return 'expr' in item ? '<expression>' : pyStr(valueOf(item))
}

function itemsOf(rhs: Operand): readonly Operand[] {
  if ('items' in rhs) return rhs.items
  if ('expr' in rhs) return [rhs]
  const { value } = rhs
  if (isCollection(value)) return value.items.map((item) => ({ value: item }))
  if (typeof value === 'string') return [...value].map((char) => ({ value: char }))
  if (isDict(value)) return value.entries.map(([key]) => ({ value: key }))
  if (value instanceof Uint8Array) return [...value].map((byte) => ({ value: BigInt(byte) }))
  throw new OrmError('TypeError', `'${qualifiedTypeName(value)}' object is not iterable`)
}

function prepareItems(_name: string, variant: string, lhs: Expr, items: readonly Operand[]): Expr | Direct {
  const type = outputOrNull(lhs)
  const ready = items.map((item): Operand => {
    if ('expr' in item) return item
    const value = variant === 'related' && type !== null ? relatedValue(type, valueOf(item)) : valueOf(item)
    return { value: type === null ? value : prepare(type, value) }
  })
  if (!ready.some((item) => 'expr' in item)) return direct({ type: 'list', items: ready.map(valueOf) })
  return {
    kind: 'list',
    items: ready.map((item) => {
      if ('expr' in item) return item.expr
      const value = valueOf(item)
      return val(value, typeof value === 'string' ? type : null)
    }),
  }
}
