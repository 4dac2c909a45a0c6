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
  return errors.length > 0 ? source : layOutExpr(expr, indent, before, after)
}

/** The expression on one line with double quotes; as given if it does not parse. */
export function normalised(source: string): string {
  const { expr, errors } = parseExpression(source)
  return errors.length > 0 ? source : printExpr(expr)
}

export function layOutExpr(expr: PyExpr, indent: number, before: number, after: number): string {
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
    case 'BinOp': {
      // Black opens the last bracket of the line.
      const left = line.slice(0, line.length - rightText(expr, line).length)
      return left + layOutExpr(expr.right, indent, before + left.length, after)
    }
    case 'UnaryOp':
      return line.startsWith('~') && expr.operand.type === 'Call'
        ? `~${layOutExpr(expr.operand, indent, before + 1, after)}`
        : line
    default:
      return line
  }
}

function rightText(expr: PyExpr & { readonly type: 'BinOp' }, line: string): string {
  const right = printExpr(expr.right)
  // A right side in parentheses has no bracket of its own to open.
  return line.endsWith(` ${right}`) ? right : ''
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
