/** Functions whose arguments mean something of their own: conditions, units, types, raw SQL. */
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { literalValue, stringOf } from '../../python/literal.ts'
import { fieldCall } from '../../relations/values/field-call.ts'
import { columnType } from '../column-type.ts'
import { Unsayable, argument, asReference, isCondition, isTrue, kindOfField, listItems, text } from './arguments.ts'
import type { TruncUnit } from './dates.ts'
import { TRUNC_UNITS } from './functions.ts'
import { plainTerm } from './terms.ts'
import type { Term, Writer } from './terms.ts'
import { dateKind, dateTransform } from './transforms.ts'
import { calledName, valueOf } from './values.ts'

/** Functions that are more than a name and arguments. */
export const SPECIAL_FUNCTIONS: {
  readonly [name: string]: ((args: readonly PyArg[], writer: Writer) => Term) | undefined
} = {
  F: (args, writer) => writer.field(text(args[0])),
  RangeBoundary: (args, writer) => {
    const [lower = true, upper = false] = ['inclusive_lower', 'inclusive_upper'].map((name, i) => {
      const arg = args.find((one) => one.name === name) ?? args.filter((one) => one.name === null)[i]
      return arg === undefined ? undefined : isTrue(arg.value)
    })
    return plainTerm(writer.dialect.literal(`${lower ? '[' : '('}${upper ? ']' : ')'}`))
  },
  Trunc: (args, writer) => {
    const unit = TRUNC_UNITS.get(text(args[1]))
    if (unit === undefined) throw new Unsayable()
    return truncate(writer, [...args.slice(0, 1), ...args.slice(2)], unit)
  },
  Extract: (args, writer) => extract(writer, args.slice(0, 1), text(args[1])),
  Value: (args, writer) => {
    const value = valueOf(argument(args[0]))
    if (value === undefined) throw new Unsayable()
    return writer.value(value)
  },
  ExpressionWrapper: (args, writer) => {
    const [inner] = args
    const expr = argument(inner ?? args.find((arg) => arg.name === 'expression'))
    if (isCondition(expr)) return plainTerm(writer.condition(expr))
    return { ...writer.term(asReference(expr)), column: null }
  },
  JSONObject: (args, writer) => {
    const isPostgres = writer.dialect.id === 'postgresql'
    const pairs = args.map(({ name, value }) => {
      if (name === null || name.startsWith('*')) throw new Unsayable()
      const key = writer.dialect.literal(name)
      return `${isPostgres ? `(${key})::text` : key}, ${writer.term(asReference(value)).sql}`
    })
    return plainTerm(`${isPostgres ? 'JSONB_BUILD_OBJECT' : 'JSON_OBJECT'}(${pairs.join(', ')})`)
  },
  Chr: (args, writer) => plainTerm(writer.dialect.character(writer.term(asReference(argument(args[0]))).sql)),
  Concat: (args, writer) => {
    const parts = args.filter((a) => a.name === null).map((a) => writer.term(asReference(a.value)).sql)
    return plainTerm(concat(writer, parts))
  },
  Left: (args, writer) => cut(writer, args, (sql, count) => `${sql}, 1, ${count}`),
  Right: (args, writer) => cut(writer, args, (sql, count) => `${sql}, ${count} * -1`),
  Now: (_, writer) => plainTerm(writer.dialect.now),
  /** SQL as it stands, or that of an imported database; parameters are written in. */
  RawSQL: (args, writer) => {
    const template = stringOf(argument(args.find((arg) => arg.name === 'sql') ?? args[0]))
    const given = args.find((arg) => arg.name === 'params') ?? args.filter((arg) => arg.name === null)[1]
    if (template === null) throw new Unsayable()
    const sql = given === undefined ? template : withParams(writer, template, listItems(given.value))
    const said = writer.dialect.raw === undefined ? sql : writer.dialect.raw(sql)
    if (said === null) throw new Unsayable()
    return plainTerm(`(${said})`)
  },
  Cast: (args, writer) => {
    const field = args.find((arg) => arg.name === 'output_field') ?? args[1]
    const typed = field === undefined ? null : fieldCall(field.value)
    if (typed === null) throw new Unsayable()
    const type = columnType(typed)
    const inner = writer.term(asReference(argument(args[0])))
    return { ...plainTerm(`CAST(${inner.sql} AS ${writer.dialect.castType(type)})`), type }
  },
  Collate: (args, writer) =>
    plainTerm(`${writer.term(asReference(argument(args[0]))).sql} COLLATE ${writer.dialect.quote(text(args[1]))}`),
  Case: (args, writer) => caseOf(writer, args),
  Q: (args, writer) => plainTerm(writer.filters(args)),
}

function withParams(writer: Writer, template: string, params: readonly PyExpr[]): string {
  if (params.length === 0) return template
  let at = 0
  return template.replaceAll(/%%|%s/g, (mark) => {
    if (mark === '%%') return '%'
    const value = params[at++]
    const plain = value === undefined ? undefined : literalValue(value)
    if (plain === undefined || Array.isArray(plain) || typeof plain === 'object') throw new Unsayable()
    return writer.dialect.literal(plain)
  })
}

function caseOf(writer: Writer, args: readonly PyArg[]): Term {
  const whens = args.filter((arg) => arg.name === null).map((arg) => when(writer, arg.value))
  const otherwise = args.find((arg) => arg.name === 'default')
  const end = otherwise === undefined ? 'NULL' : writer.term(otherwise.value).sql
  return plainTerm(`CASE ${whens.join(' ')} ELSE ${end} END`)
}

function when(writer: Writer, expr: PyExpr): string {
  if (expr.type !== 'Call' || calledName(expr.func) !== 'When') throw new Unsayable()
  const then = expr.args.find((arg) => arg.name === 'then') ?? expr.args.filter((arg) => arg.name === null)[1]
  const conditions = expr.args.filter((arg) => arg !== then && arg.name !== 'then')
  const renamed = conditions.map((arg) => (arg.name === 'condition' ? { ...arg, name: null } : arg))
  return `WHEN ${writer.filters(renamed)} THEN ${writer.term(argument(then)).sql}`
}

function concat(writer: Writer, parts: readonly string[]): string {
  const [first = "''", ...rest] = parts
  if (rest.length === 0) return first
  const pair = writer.dialect.concat([first, rest.length === 1 ? (rest[0] ?? "''") : concat(writer, rest)])
  return writer.dialect.id === 'mysql' ? pair : `(${pair})`
}

function cut(writer: Writer, args: readonly PyArg[], build: (sql: string, count: string) => string): Term {
  const inner = writer.term(asReference(argument(args[0])))
  const count = writer.term(argument(args[1]))
  return plainTerm(`${writer.dialect.functions['Substr'] ?? 'SUBSTR'}(${build(inner.sql, count.sql)})`)
}

/** Time zones are a matter of Django's settings, which a database does not know. */
export function extract(writer: Writer, args: readonly PyArg[], transform: string): Term {
  if (args.length !== 1) throw new Unsayable()
  const { sql, type } = writer.term(asReference(argument(args[0])))
  const made = dateTransform(transform, sql, type, writer.dialect)
  if (made === null) throw new Unsayable()
  return { ...plainTerm(made.sql), type: made.type }
}

export function truncate(writer: Writer, args: readonly PyArg[], unit: TruncUnit): Term {
  const { sql, type } = writer.term(asReference(argument(args[0])))
  const kind = dateKind(type)
  const isAlike = args.slice(1).every((arg) => arg.name === 'output_field' && kindOfField(arg.value) === type?.kind)
  if (!isAlike) throw new Unsayable()
  const made = kind === null ? null : writer.dialect.dates.truncated(unit, sql, kind)
  if (made === null) throw new Unsayable()
  return { ...plainTerm(made), type }
}
