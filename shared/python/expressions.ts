/** Tokens → expressions, by precedence. */
import type { PyArg, PyBinaryOperator, PyClause, PyCompareOperator, PyExpr } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { strings } from './string-expressions.ts'

/** Binds tighter from level to level; `**` is apart, since it binds to the right. */
const BINARY: readonly (readonly PyBinaryOperator[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
]
const LEVEL = new Map<string, number>(BINARY.flatMap((operators, level) => operators.map((op) => [op, level] as const)))

const COMPARE = new Set<string>(['==', '!=', '<', '<=', '>', '>=', 'in', 'is', 'not'])

/** What can follow the last item of a list of expressions. */
const LIST_ENDS = new Set([')', ']', '}', '=', ':', 'in', ';'])

type Meaning = Extract<PyExpr, { readonly type: 'Unknown' }>['meaning']

export function unknown(c: Cursor, from: number, what: string, meaning?: Meaning): PyExpr {
  const to = c.previousTo
  const source = c.text.slice(from, to)
  return { type: 'Unknown', what, source, from, to, ...(meaning === undefined ? {} : { meaning }) }
}

/** An expression as it may stand in brackets: with `:=`. */
export function parseNamed(c: Cursor): PyExpr {
  if (c.isKind('name') && c.peek()?.text === ':=') {
    const { from, text: name } = c.next()
    c.next()
    const value = parseTest(c)
    return unknown(c, from, 'an assignment expression', { kind: 'named', name, value })
  }
  return parseTest(c)
}

/** `a if b else c`, lambda, and all that binds tighter. */
export function parseTest(c: Cursor): PyExpr {
  return c.deeper(() => {
    if (c.is('lambda')) return parseLambda(c)
    if (c.is('yield')) return parseYield(c)
    const { from } = c.token
    const body = parseOr(c)
    if (!c.take('if')) return body
    const test = parseOr(c)
    c.expect('else')
    const orelse = parseTest(c)
    return { type: 'Conditional', test, body, orelse, from, to: c.previousTo }
  })
}

export function parseYield(c: Cursor): PyExpr {
  const { from } = c.expect('yield')
  const isFrom = c.take('from')
  const value = isFrom ? parseTest(c) : endsList(c) ? null : parseList(c, parseTest)
  return unknown(c, from, 'a yield', { kind: 'yield', value, from: isFrom })
}

function parseLambda(c: Cursor): PyExpr {
  const { from } = c.next()
  const { names, defaults, values } = parseParams(c, ':', false)
  c.expect(':')
  const body = parseTest(c)
  if (defaults)
    return unknown(c, from, 'a lambda with default arguments', {
      kind: 'lambda',
      params: names,
      defaults: values,
      body,
    })
  return { type: 'Lambda', params: names, body, from, to: c.previousTo }
}

export interface Params {
  readonly names: string[]
  readonly defaults: boolean
  /** Defaults by parameter name. */
  readonly values: { readonly [name: string]: PyExpr }
}

/** Parameter names, with their stars; types are stepped over. `/` and a bare `*` are kept. */
export function parseParams(c: Cursor, close: string, typed: boolean): Params {
  const names: string[] = []
  const values: Record<string, PyExpr> = {}
  let defaults = false
  while (!c.is(close)) {
    const stars = c.is('*') || c.is('**') || c.is('/') ? c.next().text : ''
    names.push(stars === '/' || (stars === '*' && !c.isKind('name')) ? stars : stars + c.name().text)
    if (typed && c.take(':')) {
      c.take('*')
      parseTest(c)
    }
    if (c.take('=')) {
      values[names.at(-1) ?? ''] = parseTest(c)
      defaults = true
    }
    if (!c.take(',')) break
  }
  return { names, defaults, values }
}

function parseOr(c: Cursor): PyExpr {
  return parseBool(c, 'or', () => parseBool(c, 'and', () => parseNot(c)))
}

function parseBool(c: Cursor, op: 'and' | 'or', operand: () => PyExpr): PyExpr {
  const { from } = c.token
  let left = operand()
  while (c.take(op)) {
    const right = operand()
    left = { type: 'BoolOp', op, left, right, from, to: c.previousTo }
  }
  return left
}

function parseNot(c: Cursor): PyExpr {
  const { from } = c.token
  if (!c.take('not')) return parseComparison(c)
  const operand = c.deeper(() => parseNot(c))
  return { type: 'UnaryOp', op: 'not', operand, from, to: c.previousTo }
}

function parseComparison(c: Cursor): PyExpr {
  const { from } = c.token
  const left = parseBinary(c, 0)
  const rest: { op: PyCompareOperator; right: PyExpr }[] = []
  for (let op = compareOperator(c); op !== null; op = compareOperator(c)) rest.push({ op, right: parseBinary(c, 0) })
  return rest.length === 0 ? left : { type: 'Compare', left, rest, from, to: c.previousTo }
}

function compareOperator(c: Cursor): PyCompareOperator | null {
  if (!COMPARE.has(c.token.text) || c.isKind('string')) return null
  if (c.is('not')) {
    if (c.peek()?.text !== 'in') return null
    c.next()
    c.next()
    return 'not in'
  }
  const op = c.next().text
  if (op === 'is' && c.take('not')) return 'is not'
  return op as PyCompareOperator
}

/** `|` and what binds tighter; `level` indexes BINARY. */
export function parseBinary(c: Cursor, level: number): PyExpr {
  const { from } = c.token
  let left = parseUnary(c)
  for (;;) {
    const op = c.token
    const found = op.kind === 'op' ? LEVEL.get(op.text) : undefined
    if (found === undefined || found < level) return left
    c.next()
    const right = parseBinary(c, found + 1)
    left = { type: 'BinOp', op: op.text as PyBinaryOperator, left, right, from, to: c.previousTo }
  }
}

function parseUnary(c: Cursor): PyExpr {
  const { from, text } = c.token
  if (c.is('-') || c.is('+') || c.is('~')) {
    c.next()
    const operand = c.deeper(() => parseUnary(c))
    return { type: 'UnaryOp', op: text as '-' | '+' | '~', operand, from, to: c.previousTo }
  }
  const base = c.is('await') ? parseAwait(c) : parsePrimary(c)
  if (!c.take('**')) return base
  const right = c.deeper(() => parseUnary(c))
  return { type: 'BinOp', op: '**', left: base, right, from, to: c.previousTo }
}

function parseAwait(c: Cursor): PyExpr {
  const { from } = c.next()
  const value = parsePrimary(c)
  return unknown(c, from, 'an await', { kind: 'await', value })
}

/** A name, literal or bracket with its calls, subscripts and attributes. */
function parsePrimary(c: Cursor): PyExpr {
  const { from } = c.token
  let value = parseAtom(c)
  for (;;) {
    if (c.take('.')) {
      if (c.isKind('keyword')) c.fail(`'${c.token.text}' is a word of Python and cannot be an attribute`)
      const attr = c.name()
      const attrSpan = { from: attr.from, to: attr.to }
      value = { type: 'Attribute', value, attr: attr.text, attrSpan, from, to: attr.to }
    } else if (c.take('(')) {
      const args = parseArgs(c)
      c.expect(')')
      value = { type: 'Call', func: value, args, from, to: c.previousTo }
    } else if (c.take('[')) {
      const index = parseIndex(c)
      c.expect(']')
      value = { type: 'Subscript', value, index, from, to: c.previousTo }
    } else return value
  }
}

export function parseArgs(c: Cursor): PyArg[] {
  const args: PyArg[] = []
  while (!c.is(')')) {
    const { from } = c.token
    const stars = c.is('*') || c.is('**') ? c.next().text : null
    if (stars !== null) {
      const value = parseTest(c)
      args.push({ name: stars, value, from, to: c.previousTo })
    } else if (c.isKind('name') && c.peek()?.text === '=' && c.peek()?.kind === 'op') {
      const name = c.next().text
      c.next()
      const value = parseTest(c)
      args.push({ name, value, from, to: c.previousTo })
    } else {
      const last = args.findLast((arg) => arg.name !== null && arg.name !== '*')
      if (last !== undefined) {
        const unpacking = last.name === '**' ? ' unpacking' : ''
        c.fail(`positional argument follows keyword argument${unpacking}`)
      }
      let value = parseNamed(c)
      if (isClause(c)) value = comprehension(c, 'generator', from, value, null)
      args.push({ name: null, value, from, to: c.previousTo })
    }
    if (!c.take(',')) break
  }
  return args
}

function parseIndex(c: Cursor): PyExpr {
  const { from } = c.token
  const items: PyExpr[] = []
  let comma = false
  do {
    if (c.is(']')) break
    items.push(c.is('*') ? parseStarred(c) : parseSlice(c))
    comma = c.is(',')
  } while (c.take(','))
  const [first] = items
  if (first === undefined) c.fail('expected an index')
  return items.length === 1 && !comma ? first : { type: 'Tuple', items, from, to: c.previousTo }
}

function parseSlice(c: Cursor): PyExpr {
  const { from } = c.token
  const part = (): PyExpr | null => (c.is(':') || c.is(']') || c.is(',') ? null : parseNamed(c))
  const lower = part()
  if (!c.take(':')) return lower ?? c.fail('expected an index')
  const upper = part()
  const step = c.take(':') ? part() : null
  return { type: 'Slice', lower, upper, step, from, to: c.previousTo }
}

function parseAtom(c: Cursor): PyExpr {
  const { kind, text, from, to } = c.token
  if (kind === 'name') {
    c.next()
    return { type: 'Name', id: text, from, to }
  }
  if (kind === 'string') return strings(c)
  if (kind === 'number') return number(c)
  const constant = CONSTANTS.get(text)
  if (constant !== undefined) {
    c.next()
    return { type: 'Constant', value: constant.value, from, to }
  }
  if (text === '(') return c.deeper(() => parseParenthesised(c))
  if (text === '[') return c.deeper(() => parseBracketed(c))
  if (text === '{') return c.deeper(() => parseBraced(c))
  return c.fail(expectation(c))
}

const CONSTANTS = new Map([
  ['None', { value: null }],
  ['True', { value: true }],
  ['False', { value: false }],
  ['...', { value: { ellipsis: true } as const }],
])

function expectation(c: Cursor): string {
  const { kind, text } = c.token
  if (kind === 'keyword') return `'${text}' is a word of Python and cannot stand here`
  if (kind === 'op') return `expected a value before '${text}'`
  return kind === 'bad' ? 'this cannot stand here' : 'expected a value'
}

function number(c: Cursor): PyExpr {
  const { text, from, to } = c.next()
  if (c.isKind('name') && c.token.from === to)
    c.fail('a number cannot be followed by letters', { from, to: c.token.to })
  const plain = text.replaceAll('_', '')
  if (/[jJ]$/.test(plain)) return unknown(c, from, 'a complex number')
  if (/^0[xob]/i.test(plain)) return { type: 'Constant', value: { int: BigInt(plain).toString() }, from, to }
  if (/[.eE]/.test(plain)) return { type: 'Constant', value: { float: Number(plain) }, from, to }
  if (/^0+[1-9]/.test(plain)) c.fail('a number cannot begin with 0; write 0o for octal', { from, to })
  return { type: 'Constant', value: { int: plain.replace(/^0+(?=\d)/, '') }, from, to }
}

function parseParenthesised(c: Cursor): PyExpr {
  const { from } = c.next()
  if (c.take(')')) return { type: 'Tuple', items: [], from, to: c.previousTo }
  const innerFrom = c.token.from
  const first = c.is('*') ? parseStarred(c) : parseNamed(c)
  if (isClause(c)) {
    return enclosed(c, ')', from, comprehension(c, 'generator', from, first, null))
  }
  if (c.is(')')) {
    if (first.type === 'Starred')
      c.fail('a starred value needs a list or a tuple around it', { from: innerFrom, to: c.token.to })
    c.next()
    return first
  }
  const items = restOfList(c, first, ')')
  return { type: 'Tuple', items, from, to: c.previousTo }
}

/** Takes the bracket that ends a comprehension, and lets its span end there. */
function enclosed(c: Cursor, close: string, from: number, made: PyExpr): PyExpr {
  c.expect(close)
  return made.type === 'Unknown' ? unknown(c, from, made.what) : { ...made, to: c.previousTo }
}

/** The items after the first one, and the closing bracket. */
function restOfList(c: Cursor, first: PyExpr, close: string): PyExpr[] {
  const items = [first]
  while (c.take(',')) {
    if (c.is(close)) break
    items.push(c.is('*') ? parseStarred(c) : parseNamed(c))
  }
  if (!c.is(close)) c.fail(`expected ',' or '${close}'`)
  c.next()
  return items
}

function parseBracketed(c: Cursor): PyExpr {
  const { from } = c.next()
  if (c.take(']')) return { type: 'List', items: [], from, to: c.previousTo }
  const first = c.is('*') ? parseStarred(c) : parseNamed(c)
  if (isClause(c)) {
    return enclosed(c, ']', from, comprehension(c, 'list', from, first, null))
  }
  const items = restOfList(c, first, ']')
  return { type: 'List', items, from, to: c.previousTo }
}

function parseBraced(c: Cursor): PyExpr {
  const { from } = c.next()
  if (c.take('}')) return { type: 'Dict', entries: [], from, to: c.previousTo }
  if (c.is('**')) return parseDict(c, from, [])
  const first = c.is('*') ? parseStarred(c) : parseNamed(c)
  if (c.take(':')) {
    const value = parseTest(c)
    if (!isClause(c)) return parseDict(c, from, [{ key: first, value }])
    return enclosed(c, '}', from, comprehension(c, 'dict', from, first, value))
  }
  if (isClause(c)) {
    return enclosed(c, '}', from, comprehension(c, 'set', from, first, null))
  }
  const items = restOfList(c, first, '}')
  return { type: 'Set', items, from, to: c.previousTo }
}

function parseDict(c: Cursor, from: number, entries: { key: PyExpr | null; value: PyExpr }[]): PyExpr {
  if (entries.length > 0 && !c.take(',') && !c.is('}')) c.fail("expected ',' or '}'")
  while (!c.is('}')) {
    if (c.take('**')) entries.push({ key: null, value: parseBinary(c, 0) })
    else {
      const key = parseTest(c)
      c.expect(':')
      entries.push({ key, value: parseTest(c) })
    }
    if (!c.take(',') && !c.is('}')) c.fail("expected ',' or '}'")
  }
  c.next()
  return { type: 'Dict', entries, from, to: c.previousTo }
}

function isClause(c: Cursor): boolean {
  return c.is('for') || (c.is('async') && c.peek()?.text === 'for')
}

function comprehension(
  c: Cursor,
  kind: 'list' | 'set' | 'dict' | 'generator',
  from: number,
  element: PyExpr,
  value: PyExpr | null,
): PyExpr {
  const clauses: PyClause[] = []
  while (isClause(c)) {
    const isAsync = c.take('async')
    c.expect('for')
    const target = parseTargets(c)
    c.expect('in')
    const iter = parseOr(c)
    const ifs: PyExpr[] = []
    while (c.take('if')) ifs.push(parseCondition(c))
    clauses.push({ target, iter, ifs, ...(isAsync ? { isAsync } : {}) })
  }
  return { type: 'Comprehension', kind, element, value, clauses, from, to: c.previousTo }
}

/** The condition of a comprehension: no `a if b else c` without parentheses. */
function parseCondition(c: Cursor): PyExpr {
  if (c.isKind('name') && c.peek()?.text === ':=') return parseNamed(c)
  return c.is('lambda') ? parseTest(c) : parseOr(c)
}

function parseStarred(c: Cursor): PyExpr {
  const { from } = c.expect('*')
  const value = parseBinary(c, 0)
  return { type: 'Starred', value, from, to: c.previousTo }
}

/** What `for` binds: names, attributes, tuples of them; ends before `in`. */
export function parseTargets(c: Cursor): PyExpr {
  return parseList(c, (cursor) => parseBinary(cursor, 0))
}

/** One expression, or a tuple without brackets. */
export function parseList(c: Cursor, item: (c: Cursor) => PyExpr = parseNamed): PyExpr {
  const { from } = c.token
  const one = (): PyExpr => (c.is('*') ? parseStarred(c) : item(c))
  const first = one()
  if (!c.is(',')) return first
  const items = [first]
  while (c.take(',')) {
    if (endsList(c)) break
    items.push(one())
  }
  return { type: 'Tuple', items, from, to: c.previousTo }
}

function endsList(c: Cursor): boolean {
  const { kind, text } = c.token
  return kind === 'newline' || kind === 'end' || (kind !== 'string' && (LIST_ENDS.has(text) || isAugmented(text)))
}

export function isAugmented(text: string): boolean {
  return /^(?:\*\*|\/\/|>>|<<|[-+*/%@&|^])=$/.test(text)
}
