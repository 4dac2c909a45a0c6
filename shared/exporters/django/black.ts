/** Lays out Python as black does: 88 columns, double quotes, brackets opened where a line is too long. */
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { parseExpression } from '../../python/parse.ts'
import { printExpr } from '../../python/print.ts'

export const LINE_LENGTH = 88
const STEP = 4

/**
 * An expression in its final layout.
 *
 * @param source one that does not parse is given back as it is
 * @param indent columns of the statement's indentation
 * @param before columns in use on the first line before it, indentation included
 * @param after columns that follow on the last line
 */
export function layOut(source: string, indent: number, before: number, after = 0): string {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0) return source
  const line = printExpr(expr)
  if (before + line.length + after <= LINE_LENGTH) return line
  // Where the first line is too long even with its bracket opened, the whole goes into parentheses.
  const opened = layOutExpr(expr, indent, before, after)
  const inner = indent + STEP
  const isTooWide = before + (opened.split('\n')[0] ?? '').length > LINE_LENGTH
  const isBroken = OPERATORS.has(expr.type)
  if (!isTooWide && !isBroken) return opened
  const wrapped = layOutExpr(expr, inner, inner, 0)
  if (!wrapped.includes('\n') && inner + wrapped.length > LINE_LENGTH) return opened
  return `(\n${' '.repeat(inner)}${wrapped}\n${' '.repeat(indent)})`
}

const OPERATORS: ReadonlySet<string> = new Set(['BinOp', 'BoolOp', 'Compare', 'Conditional'])

/** The expression on one line with double quotes; as given if it does not parse. */
export function normalised(source: string): string {
  const { expr, errors } = parseExpression(source)
  return errors.length > 0 ? source : printExpr(expr)
}

function layOutExpr(expr: PyExpr, indent: number, before: number, after: number): string {
  const line = printExpr(expr)
  if (before + line.length + after <= LINE_LENGTH) return line
  switch (expr.type) {
    case 'Call': {
      if (expr.args.length === 0) return line
      const head = printExpr({ ...expr, args: [] }).slice(0, -1)
      return head + body(expr.args.map(argItem), ')', indent, false)
    }
    case 'List':
      return expr.items.length === 0 ? line : `[${body(expr.items.map(exprItem), ']', indent, false)}`
    case 'Set':
      return `{${body(expr.items.map(exprItem), '}', indent, false)}`
    case 'Tuple':
      return expr.items.length === 0 ? line : `(${body(expr.items.map(exprItem), ')', indent, expr.items.length === 1)}`
    case 'Dict':
      return expr.entries.length === 0 ? line : `{${body(expr.entries.map(entryItem), '}', indent, false)}`
    case 'BinOp':
    case 'BoolOp':
      return chain(expr)
        .map((part) => part.lead + layOutExpr(part.value, indent, indent + part.lead.length, 1))
        .join(`\n${' '.repeat(indent)}`)
    case 'UnaryOp':
      return line.startsWith('~') && expr.operand.type === 'Call'
        ? `~${layOutExpr(expr.operand, indent, before + 1, after)}`
        : line
    default:
      return line
  }
}

/** The operands of a chain of operators that bind alike, each after the first with its operator in front. */
function chain(expr: PyExpr): readonly Item[] {
  if (expr.type !== 'BinOp' && expr.type !== 'BoolOp') return [exprItem(expr)]
  const level = LEVELS[expr.op]
  const { left } = expr
  const isSame = (left.type === 'BinOp' || left.type === 'BoolOp') && LEVELS[left.op] === level && expr.op !== '**'
  const right: Item = { lead: `${expr.op} `, value: bracketed(expr.right, (level ?? 0) + 1) }
  return [...(isSame ? chain(left) : [exprItem(bracketed(left, level))]), right]
}

const LEVELS: { readonly [op: string]: number } = Object.fromEntries(
  [['or'], ['and'], ['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '//', '%', '@'], ['**']].flatMap(
    (ops, i) => ops.map((op) => [op, i]),
  ),
)

/** An operand that binds looser keeps its parentheses: it is printed as one piece. */
function bracketed(operand: PyExpr, level: number | undefined): PyExpr {
  const own =
    operand.type === 'BinOp' || operand.type === 'BoolOp'
      ? (LEVELS[operand.op] ?? 0)
      : operand.type === 'Call'
        ? 99
        : 50
  const isNot = operand.type === 'UnaryOp' && operand.op === 'not'
  const isLooser = own < (level ?? 0) || isNot || ['Conditional', 'Lambda', 'Compare'].includes(operand.type)
  return isLooser
    ? { type: 'Unknown', what: 'an operand', source: `(${printExpr(operand)})`, from: operand.from, to: operand.to }
    : operand
}

/** An item of a bracket: `name=` or `key: ` in front, and the value. */
interface Item {
  readonly lead: string
  readonly value: PyExpr
}

function argItem({ name, value }: PyArg): Item {
  return { lead: name === null ? '' : name.startsWith('*') ? name : `${name}=`, value }
}

function exprItem(value: PyExpr): Item {
  return { lead: '', value }
}

function entryItem({ key, value }: { readonly key: PyExpr | null; readonly value: PyExpr }): Item {
  return { lead: key === null ? '**' : `${printExpr(key)}: `, value }
}

/** The inside of an opened bracket: on one line if it fits, else an item a line, each with a comma. */
function body(items: readonly Item[], close: string, indent: number, single: boolean): string {
  const inner = indent + STEP
  const pad = ' '.repeat(inner)
  const end = `\n${' '.repeat(indent)}${close}`
  const line = items.map(({ lead, value }) => lead + printExpr(value)).join(', ') + (single ? ',' : '')
  if (inner + line.length <= LINE_LENGTH && !single) return `\n${pad}${line}${end}`
  const lines = items.map(({ lead, value }) => `${pad}${lead}${layOutExpr(value, inner, inner + lead.length, 1)},`)
  return `\n${lines.join('\n')}${end}`
}
