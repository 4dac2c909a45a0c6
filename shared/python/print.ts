/** Expressions → Python text, on one line, with double quotes and no bracket that is not needed. */
import type { PyArg, PyClause, PyConstant, PyExpr, PyFormatted } from './ast.ts'

/** How tight a node binds; an operand that binds looser than its place asks for gets parentheses. */
const TUPLE = 0
const TEST = 1
const OR = 2
const AND = 3
const NOT = 4
const COMPARE = 5
const BINARY: { readonly [op: string]: number } = {
  '|': 6,
  '^': 7,
  '&': 8,
  '<<': 9,
  '>>': 9,
  '+': 10,
  '-': 10,
  '*': 11,
  '/': 11,
  '//': 11,
  '%': 11,
  '@': 11,
  '**': 13,
}
const UNARY = 12
const PRIMARY = 14

/**
 * Prints so that `parseExpression(printExpr(e))` is `e` again, spans aside.
 * @param quote for strings, unless the other one saves escapes
 */
export function printExpr(expr: PyExpr, quote: '"' | "'" = '"'): string {
  return at(expr, TUPLE, quote)
}

/** A string literal: in double quotes unless single ones save escapes. */
export function printString(value: string, prefer: '"' | "'" = '"'): string {
  const other = prefer === '"' ? "'" : '"'
  const quote = value.includes(prefer) && !value.includes(other) ? other : prefer
  return quote + escaped(value, quote) + quote
}

const ESCAPES: { readonly [c: string]: string } = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(value: string, quote: string): string {
  // eslint-disable-next-line no-control-regex
  return value.replaceAll(/[\\\n\r\t"'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[\ud800-\udfff]/gu, (c) => {
    if (c === '"' || c === "'") return c === quote ? `\\${c}` : c
    const code = c.charCodeAt(0)
    return (
      ESCAPES[c] ??
      (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
    )
  })
}

function at(expr: PyExpr, place: number, quote: '"' | "'"): string {
  const [text, level] = print(expr, quote)
  return level < place ? `(${text})` : text
}

type Printed = readonly [text: string, level: number]

function print(expr: PyExpr, q: '"' | "'"): Printed {
  switch (expr.type) {
    case 'Constant':
      return [printConstant(expr.value, q), PRIMARY]
    case 'Name':
      return [expr.id, PRIMARY]
    case 'Attribute':
      return [`${ofNumber(expr.value, at(expr.value, PRIMARY, q))}.${expr.attr}`, PRIMARY]
    case 'Call':
      return [`${at(expr.func, PRIMARY, q)}(${printArgs(expr.args, q)})`, PRIMARY]
    case 'Subscript':
      return [`${at(expr.value, PRIMARY, q)}[${printIndex(expr.index, q)}]`, PRIMARY]
    case 'Slice': {
      const [lower, upper, step] = [expr.lower, expr.upper, expr.step].map((e) => (e === null ? '' : at(e, TEST, q)))
      return [`${lower}:${upper}${expr.step === null ? '' : `:${step}`}`, TEST]
    }
    case 'List':
      return [`[${printItems(expr.items, q)}]`, PRIMARY]
    case 'Tuple':
      return [`(${printItems(expr.items, q)}${expr.items.length === 1 ? ',' : ''})`, PRIMARY]
    case 'Set':
      return [`{${printItems(expr.items, q)}}`, PRIMARY]
    case 'Dict':
      return [`{${expr.entries.map(({ key, value }) => printEntry(key, value, q)).join(', ')}}`, PRIMARY]
    case 'BinOp': {
      const level = BINARY[expr.op] ?? PRIMARY
      const [left, right] = expr.op === '**' ? [PRIMARY, UNARY] : [level, level + 1]
      return [`${at(expr.left, left, q)} ${expr.op} ${at(expr.right, right, q)}`, level]
    }
    case 'UnaryOp':
      if (expr.op === 'not') return [`not ${at(expr.operand, NOT, q)}`, NOT]
      return [expr.op + at(expr.operand, UNARY, q), UNARY]
    case 'BoolOp': {
      const level = expr.op === 'or' ? OR : AND
      return [`${at(expr.left, level, q)} ${expr.op} ${at(expr.right, level + 1, q)}`, level]
    }
    case 'Compare': {
      const rest = expr.rest.map(({ op, right }) => ` ${op} ${at(right, COMPARE + 1, q)}`)
      return [at(expr.left, COMPARE + 1, q) + rest.join(''), COMPARE]
    }
    case 'Conditional':
      return [`${at(expr.body, OR, q)} if ${at(expr.test, OR, q)} else ${at(expr.orelse, TEST, q)}`, TEST]
    case 'Lambda':
      return [`lambda${expr.params.length === 0 ? '' : ' '}${expr.params.join(', ')}: ${at(expr.body, TEST, q)}`, TEST]
    case 'JoinedString':
      return [printJoined(expr.parts, q), PRIMARY]
    case 'Comprehension':
      return [printComprehension(expr, q), PRIMARY]
    case 'Starred':
      return [`*${at(expr.value, BINARY['|'] ?? 0, q)}`, TEST]
    case 'Unknown':
      // Only its text is known: parentheses are right around any of them.
      return [expr.source ?? '', TUPLE]
  }
}

function printConstant(value: PyConstant, q: '"' | "'"): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return printString(value, q)
  if ('int' in value) return value.int
  if ('float' in value) return printFloat(value.float)
  if ('bytes' in value) return printBytes(value.bytes)
  return '...'
}

function printBytes(value: string): string {
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"'
  const body = escaped(value, quote).replaceAll(/[\xa0-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`)
  return `b${quote}${body}${quote}`
}

export function printFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '1e999' : value < 0 ? '-1e999' : 'float("nan")'
  const text = String(value)
  return /[.e]/.test(text) ? text.replace('e+', 'e') : `${text}.0`
}

/** `1 .real`: a dot right after an integer would belong to it. */
function ofNumber(value: PyExpr, text: string): string {
  const isInt =
    value.type === 'Constant' && typeof value.value === 'object' && value.value !== null && 'int' in value.value
  return isInt ? `(${text})` : text
}

function printItems(items: readonly PyExpr[], q: '"' | "'"): string {
  return items.map((item) => at(item, TEST, q)).join(', ')
}

function printEntry(key: PyExpr | null, value: PyExpr, q: '"' | "'"): string {
  return key === null ? `**${at(value, BINARY['|'] ?? 0, q)}` : `${at(key, TEST, q)}: ${at(value, TEST, q)}`
}

function printArgs(args: readonly PyArg[], q: '"' | "'"): string {
  const [only] = args
  if (args.length === 1 && only?.name === null && isGenerator(only.value)) return bare(only.value, q)
  return args.map((arg) => printArg(arg, q)).join(', ')
}

function printArg({ name, value }: PyArg, q: '"' | "'"): string {
  const text = at(value, TEST, q)
  if (name === null) return text
  return name.startsWith('*') ? name + text : `${name}=${text}`
}

function printIndex(index: PyExpr, q: '"' | "'"): string {
  if (index.type !== 'Tuple' || index.items.length === 0) return at(index, TEST, q)
  return printItems(index.items, q) + (index.items.length === 1 ? ',' : '')
}

type Comprehension = PyExpr & { readonly type: 'Comprehension' }

function isGenerator(expr: PyExpr): expr is Comprehension {
  return expr.type === 'Comprehension' && expr.kind === 'generator'
}

const BRACKETS = { list: ['[', ']'], set: ['{', '}'], dict: ['{', '}'], generator: ['(', ')'] } as const

function printComprehension(expr: Comprehension, q: '"' | "'"): string {
  const [open, close] = BRACKETS[expr.kind]
  return open + bare(expr, q) + close
}

function bare(expr: Comprehension, q: '"' | "'"): string {
  const element = expr.value === null ? at(expr.element, TEST, q) : printEntry(expr.element, expr.value, q)
  return element + expr.clauses.map((clause) => printClause(clause, q)).join('')
}

function printClause({ target, iter, ifs }: PyClause, q: '"' | "'"): string {
  const targets =
    target.type === 'Tuple' && target.items.length > 1 ? printItems(target.items, q) : at(target, BINARY['|'] ?? 0, q)
  return ` for ${targets} in ${at(iter, OR, q)}${ifs.map((test) => ` if ${at(test, OR, q)}`).join('')}`
}

function printJoined(parts: readonly (string | PyFormatted)[], q: '"' | "'"): string {
  const inner = q === '"' ? "'" : '"'
  const body = parts.map((part) =>
    typeof part === 'string'
      ? escaped(part, q).replaceAll('{', '{{').replaceAll('}', '}}')
      : printFormatted(part, inner),
  )
  return `f${q}${body.join('')}${q}`
}

function printFormatted({ value, conversion, format }: PyFormatted, q: '"' | "'"): string {
  const text = at(value, OR, q)
  // `{{` would be a brace of its own.
  const first = text.startsWith('{') ? ` ${text}` : text
  return `{${first}${conversion === null ? '' : `!${conversion}`}${format === null ? '' : `:${format}`}}`
}
