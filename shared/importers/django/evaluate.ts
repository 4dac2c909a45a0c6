/** What an expression comes to as far as literals tell: constants by name, arithmetic, items of lists. Nothing is run. */
import { isExpr } from '../../document/records.ts'
import type { Value } from '../../document/records.ts'
import type { PyExpr } from '../../python/ast.ts'
import { literalValue, stringOf } from '../../python/literal.ts'
import { isSame } from '../../util/same.ts'
import type { Classes } from './classes.ts'
import { boundTo, followed, itemsOf } from './constants.ts'
import type { Placed } from './constants.ts'
import { FUNCTIONS, TEXT_METHODS } from './known-calls.ts'
import type { Literal } from './known-calls.ts'

const MAX_STEPS = 12

/** undefined: not to be told. Members of choices classes are not: they stay under their name. */
export function evaluated(placed: Placed, classes: Classes, steps = MAX_STEPS): Literal | undefined {
  if (steps <= 0) return undefined
  const { expr } = placed
  const inner = (e: PyExpr): Literal | undefined => evaluated({ ...placed, expr: e }, classes, steps - 1)
  const literal = literalValue(expr)
  if (literal !== undefined && !Array.isArray(literal)) return literal
  if (expr.type === 'Name' || expr.type === 'Attribute') {
    const at = followed(placed, classes)
    // `Colour.RED.value` of an enumeration that is no choices class.
    if (at.expr === expr && expr.type === 'Attribute' && expr.attr === 'value') {
      return expr.value.type === 'Attribute' ? inner(expr.value) : undefined
    }
    if (at.expr === expr || (at.cls !== null && classes.choicesBase(at.cls) !== null)) return undefined
    return evaluated(at, classes, steps - 1)
  }
  if (expr.type === 'List' || expr.type === 'Tuple') {
    const items = expr.items.map(inner)
    return items.every((item) => item !== undefined) ? items : undefined
  }
  if (expr.type === 'UnaryOp') {
    const value = inner(expr.operand)
    if (expr.op === 'not') return value === undefined ? undefined : !isTrue(value)
    return typeof value === 'number' && expr.op === '-' ? -value : undefined
  }
  if (expr.type === 'BoolOp') {
    const left = inner(expr.left)
    if (left === undefined) return undefined
    return isTrue(left) === (expr.op === 'or') ? left : inner(expr.right)
  }
  if (expr.type === 'Conditional') {
    const test = inner(expr.test)
    return test === undefined ? undefined : inner(isTrue(test) ? expr.body : expr.orelse)
  }
  if (expr.type === 'JoinedString') return joined(expr.parts, inner)
  if (expr.type === 'Compare') return isInstalled(expr, classes) ?? compared(expr, inner)
  if (expr.type === 'BinOp' && expr.op === '%') {
    const left = inner(expr.left)
    return typeof left === 'string' ? formatted(left, expr.right, inner) : operated('%', left, inner(expr.right))
  }
  if (expr.type === 'BinOp') return operated(expr.op, inner(expr.left), inner(expr.right))
  if (expr.type === 'Subscript') {
    const item = itemOf(placed, classes, steps - 1)
    if (item !== null) return evaluated(item, classes, steps - 1)
    // Of a list that is worked out: `KINDS[0][0]` of a comprehension.
    const [list, index] = [inner(expr.value), inner(expr.index)]
    return Array.isArray(list) && typeof index === 'number' ? (list as readonly Literal[]).at(index) : undefined
  }
  if (expr.type === 'Comprehension') return comprehended({ ...placed, expr }, classes, steps - 1)
  if (expr.type !== 'Call') return undefined
  const unset = settingDefault(expr, inner)
  return unset === undefined ? called(expr, inner) : unset
}

/** `max(3, 9)`, `len(CODES)`, `'a'.upper()`. */
function called(
  { func, args }: PyExpr & { readonly type: 'Call' },
  inner: (expr: PyExpr) => Literal | undefined,
): Literal | undefined {
  const known = func.type === 'Name' ? FUNCTIONS[func.id] : undefined
  const method = func.type === 'Attribute' ? TEXT_METHODS[func.attr] : undefined
  if ((known === undefined && method === undefined) || args.some(({ name }) => name !== null)) return undefined
  const values = args.map(({ value }) => inner(value))
  if (!values.every((value) => value !== undefined)) return undefined
  if (known !== undefined) return known(values)
  const text = func.type === 'Attribute' ? inner(func.value) : undefined
  return typeof text === 'string' ? method?.(text, values) : undefined
}

/** `[code for code, label in STATES]`: one loop without conditions over a list that is known. */
function comprehended(
  placed: Placed & { readonly expr: PyExpr & { readonly type: 'Comprehension' } },
  classes: Classes,
  steps: number,
): Literal | undefined {
  const { kind, element, clauses } = placed.expr
  const [loop, ...more] = clauses
  if (loop === undefined || more.length > 0 || loop.ifs.length > 0 || (kind !== 'list' && kind !== 'generator')) {
    return undefined
  }
  const items = itemsOf({ ...placed, expr: loop.iter }, classes)?.map((item) => {
    const locals = boundTo(loop.target, item, classes)
    return locals === null ? undefined : evaluated({ ...placed, expr: element, locals }, classes, steps)
  })
  return items?.every((item) => item !== undefined) === true ? items : undefined
}

/** `STATES[0]`, also of an item: `STATES[0][1]`. */
function itemOf(placed: Placed, classes: Classes, steps: number): Placed | null {
  const { expr } = placed
  if (expr.type !== 'Subscript' || steps <= 0) return placed
  const index = evaluated({ ...placed, expr: expr.index }, classes, steps)
  if (typeof index === 'string') return entryOf({ ...placed, expr: expr.value }, index, classes)
  const list = itemOf({ ...placed, expr: expr.value }, classes, steps - 1)
  const items = typeof index === 'number' && list !== null ? itemsOf(list, classes) : null
  return (typeof index === 'number' ? items?.at(index) : undefined) ?? null
}

/** `LIMITS['name']`. */
function entryOf(placed: Placed, key: string, classes: Classes): Placed | null {
  const at = followed(placed, classes)
  const entries = dictEntries(at.expr)
  const found = entries.findLast(([name]) => name === key)
  return found === undefined || entries.some(([name]) => name === null) ? null : { ...at, expr: found[1] }
}

/** Of a dict's literal or of `dict(a=1)`; a key that is no text is null. */
function dictEntries(expr: PyExpr): readonly (readonly [string | null, PyExpr])[] {
  if (expr.type === 'Dict') {
    return expr.entries.map(({ key, value }) => [key === null ? null : stringOf(key), value] as const)
  }
  const isDict = expr.type === 'Call' && expr.func.type === 'Name' && expr.func.id === 'dict'
  return isDict
    ? expr.args.map(({ name, value }) => [name?.startsWith('*') === true ? null : name, value] as const)
    : []
}

function operated(op: string, left: Literal | undefined, right: Literal | undefined): Literal | undefined {
  if (typeof left === 'string' && typeof right === 'string') return op === '+' ? left + right : undefined
  if (op === '*' && typeof left === 'string' && typeof right === 'number') return repeated(left, right)
  if (op === '*' && typeof left === 'number' && typeof right === 'string') return repeated(right, left)
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  if (op === '+') return left + right
  if (op === '-') return left - right
  if (op === '*') return left * right
  if (op === '**') return finite(left ** right)
  if (op === '/') return right === 0 || Number.isInteger(left / right) ? undefined : left / right
  if (op === '<<' && right >= 0 && right < 53) return finite(left * 2 ** right)
  const isSmall = [left, right].every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 31)
  if (isSmall && op === '|') return left | right
  if (isSmall && op === '&') return left & right
  if (op === '%') return right > 0 && left >= 0 ? left % right : undefined
  return op === '//' && right !== 0 ? Math.floor(left / right) : undefined
}

/** An f-string whose values are texts and whole numbers without a format. */
function joined(
  parts: (PyExpr & { readonly type: 'JoinedString' })['parts'],
  inner: (expr: PyExpr) => Literal | undefined,
): string | undefined {
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part
    const isPlain = part.conversion === null && (part.format === null || part.format === '')
    return isPlain ? shown(inner(part.value)) : undefined
  })
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined
}

function shown(value: Literal | undefined): string | undefined {
  return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : undefined
}

/** `'%s_posts' % name`. A name of Django's own such as `%(class)s` stays. */
function formatted(text: string, right: PyExpr, inner: (expr: PyExpr) => Literal | undefined): Literal | undefined {
  const values = (right.type === 'Tuple' ? right.items : [right]).map((item) => shown(inner(item)))
  const places = text.match(/%./g) ?? []
  if (values.length !== places.length || !places.every((place) => place === '%s' || place === '%d')) return undefined
  let at = 0
  const whole = values.every((value) => value !== undefined)
  return whole ? text.replace(/%./g, () => values[at++] ?? '') : undefined
}

function compared(
  { left, rest }: PyExpr & { readonly type: 'Compare' },
  inner: (expr: PyExpr) => Literal | undefined,
): boolean | undefined {
  const [only] = rest
  const a = inner(left)
  const b = only === undefined || rest.length > 1 ? undefined : inner(only.right)
  if (only === undefined || a === undefined || b === undefined) return undefined
  const isNone = a === null || b === null
  if (only.op === '==' || (only.op === 'is' && isNone)) return isSame(a, b)
  if (only.op === '!=' || (only.op === 'is not' && isNone)) return !isSame(a, b)
  const order = ordered(a, b)
  if (order === undefined) return undefined
  if (only.op === '<') return order < 0
  if (only.op === '<=') return order <= 0
  if (only.op === '>') return order > 0
  return only.op === '>=' ? order >= 0 : undefined
}

/** Below zero where the first is smaller; undefined: Python would not compare them, or we do not. */
function ordered(a: Literal, b: Literal): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (!Array.isArray(a) || !Array.isArray(b)) return undefined
  for (const [i, item] of (a as readonly Literal[]).entries()) {
    const other = (b as readonly Literal[])[i]
    if (other === undefined) return 1
    if (!isSame(item, other)) return ordered(item, other)
  }
  return a.length - b.length
}

/** Entries of a dict with texts as keys, `dict(a=1)` included: those whose values literals tell. */
export function knownEntries(placed: Placed, classes: Classes): { readonly [key: string]: Literal } {
  const at = followed(placed, classes)
  const found = dictEntries(at.expr).flatMap(([key, value]) => {
    const known = key === null ? undefined : evaluated({ ...at, expr: value }, classes)
    return key === null || known === undefined ? [] : [[key, known] as const]
  })
  return Object.fromEntries(found)
}

/** Longer ones are nobody's name or choice. */
const LONGEST = 10_000

function repeated(text: string, times: number): string | undefined {
  return text.length * times > LONGEST ? undefined : text.repeat(Math.max(0, Math.trunc(times)))
}

function finite(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined
}

/**
 * What it is where the settings do not say: `getattr(settings, 'NAME', 255)`, and functions of packages that look
 * there, told by their name: `get_setting('NAME', 255)`, `self._setting('NAME', 255)`.
 */
function settingDefault(
  { func, args }: PyExpr & { readonly type: 'Call' },
  inner: (expr: PyExpr) => Literal | undefined,
): Literal | undefined {
  const name = func.type === 'Name' ? func.id : func.type === 'Attribute' ? func.attr : ''
  const plain = args.filter((arg) => arg.name === null).map(({ value }) => value)
  if (plain.length !== args.length) return undefined
  const [first, second, third] = plain
  if (func.type === 'Name' && name === 'getattr' && third !== undefined && plain.length === 3) {
    const isSettings = first?.type === 'Name' && /^(?:django_)?settings$/.test(first.id)
    return isSettings ? inner(third) : undefined
  }
  const asks = /^_?(?:get_)?(?:app_|django_)?settings?$/.test(name) && /^[A-Z][A-Z0-9_]*$/.test(stringOf(first) ?? '')
  return asks && second !== undefined && plain.length === 2 ? inner(second) : undefined
}

/** `'shop' in settings.INSTALLED_APPS`: what is imported here is taken to be installed. */
function isInstalled({ left, rest }: PyExpr & { readonly type: 'Compare' }, classes: Classes): boolean | undefined {
  const [only, ...more] = rest
  const app = stringOf(left)
  const asked = only?.right.type === 'Attribute' && only.right.attr === 'INSTALLED_APPS'
  if (app === null || !asked || more.length > 0 || (only.op !== 'in' && only.op !== 'not in')) return undefined
  return classes.names.isFolder(app) ? only.op === 'in' : undefined
}

/** What Python's `bool()` says of it. */
export function isTrue(value: Literal): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** A value read from source with what that comes to, where it is no literal itself. */
export function withKnown(value: Value, placed: Placed, classes: Classes): Value {
  if (!isExpr(value) || placed.expr.type === 'Tuple' || placed.expr.type === 'List') return value
  const known = evaluated(placed, classes)
  return known === undefined ? value : { ...value, value: known }
}
