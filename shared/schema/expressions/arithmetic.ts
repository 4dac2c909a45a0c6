/** Sums, products, differences of dates, bits. */
import type { PyExpr } from '../../python/ast.ts'
import { Unsayable, intervalOf } from './arguments.ts'
import type { DateKind } from './dates.ts'
import type { BitOperator } from './dialects.ts'
import { ARITHMETIC } from './functions.ts'
import { numeric, plainTerm } from './terms.ts'
import type { Term, Writer } from './terms.ts'
import { dateKind, plainType } from './transforms.ts'

export function arithmetic(writer: Writer, expr: Extract<PyExpr, { type: 'BinOp' }>): Term {
  const { op } = expr
  if (op === '**') return operation(writer, op, writer.term(expr.left), writer.term(expr.right))
  const operator = ARITHMETIC[op]
  if (operator === undefined) throw new Unsayable()
  const moved = op === '+' || op === '-' ? movedDate(writer, expr, op) : null
  if (moved !== null) return moved
  const [left, right] = [writer.term(expr.left), writer.term(expr.right)]
  const kind = dateKind(left.type) ?? dateKind(right.type)
  if (kind !== null) return difference(writer, op, left, right, kind)
  const decimal = [left.type, right.type].find((type) => type?.kind === 'decimal')
  return numeric(writer, `(${left.sql} ${operator} ${right.sql})`, decimal ?? left.type)
}

/** A date and a `timedelta(…)`; null: it is another sum. */
function movedDate(writer: Writer, { left, right }: Extract<PyExpr, { type: 'BinOp' }>, op: '+' | '-'): Term | null {
  const [date, by] = intervalOf(right) === null && op === '+' ? [right, left] : [left, right]
  const microseconds = intervalOf(by)
  if (microseconds === null) return null
  const term = writer.term(date)
  const kind = dateKind(term.type)
  if (kind === null) return null
  const sql = writer.dialect.dates.moved(term.sql, op === '-' ? -microseconds : microseconds, kind)
  if (sql === null) throw new Unsayable()
  return { ...plainTerm(sql), type: term.type }
}

function difference(writer: Writer, op: string, to: Term, from: Term, kind: DateKind): Term {
  const isSame = dateKind(to.type) === dateKind(from.type)
  const sql = op === '-' && isSame ? writer.dialect.dates.between(from.sql, to.sql, kind) : null
  if (sql === null) throw new Unsayable()
  return { ...plainTerm(sql), type: plainType('duration') }
}

export function operation(writer: Writer, operator: BitOperator | '**', left: Term, right: Term): Term {
  const sql = writer.dialect.operation(operator, left.sql, right.sql)
  if (sql === null) throw new Unsayable()
  return plainTerm(sql)
}
