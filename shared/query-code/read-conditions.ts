/** Resolved expressions of a query as operands and conditions. */
import { compile } from '../orm/query/compile/expression.ts'
import type { Compiler } from '../orm/query/compile/context.ts'
import type { Direct, Expr, Lookup, Where } from '../orm/query/expr.ts'
import { existsDraft } from '../orm/query/exists.ts'
import { internalType } from '../orm/query/field-type.ts'
import { outputOrNull } from '../orm/query/output.ts'
import type { QueryState } from '../orm/query/state.ts'
import { AGGREGATES, NotExpressible, SQL_FUNCTIONS } from './parts.ts'
import type {
  AggregateName,
  Comparison,
  Condition,
  Operand,
  SelectParts,
  SqlFunctionName,
  TemplateOperand,
} from './parts.ts'
import { templateOf } from './template.ts'

/** Reads a query inside the query. */
type ReadSelect = (state: QueryState) => SelectParts

const FUNCTIONS: ReadonlySet<string> = new Set(SQL_FUNCTIONS)
const AGGREGATE_NAMES: ReadonlySet<string> = new Set(AGGREGATES)

export function readOperand(c: Compiler, expr: Expr, read: ReadSelect): Operand {
  switch (expr.kind) {
    case 'col': {
      if (expr.alias === null || expr.target.column === null) throw new NotExpressible(expr.target.name)
      return { kind: 'column', alias: expr.alias, column: expr.target.column, isBoolean: isBoolean(expr) }
    }
    case 'ref':
    case 'wrapper':
      return readOperand(c, expr.kind === 'ref' ? expr.source : expr.expression, read)
    case 'value': {
      const { sql, params } = compile(c, expr)
      if (sql === 'NULL') return { kind: 'value', value: null }
      if (sql !== '?' || params.length !== 1) throw new NotExpressible('Value()')
      return { kind: 'value', value: params[0] ?? null }
    }
    case 'combined': {
      const { operator, left, right, variant } = expr
      if (variant !== 'plain' || (operator !== '+' && operator !== '-' && operator !== '*'))
        throw new NotExpressible(`the operator ${operator}`)
      return { kind: 'arithmetic', operator, left: readOperand(c, left, read), right: readOperand(c, right, read) }
    }
    case 'func':
      return readFunction(c, expr, read)
    case 'case':
      return {
        kind: 'case',
        cases: expr.cases.flatMap((one) =>
          one.kind === 'when'
            ? [{ when: readCondition(c, one.condition, read), result: readOperand(c, one.result, read) }]
            : [],
        ),
        otherwise: readOperand(c, expr.default, read),
      }
    case 'subquery':
      return { kind: 'subquery', query: read(expr.state) }
    case 'raw':
    case 'query':
    case 'outerRef':
    case 'list':
      throw new NotExpressible(NAMES[expr.kind] ?? expr.kind)
    default:
      return template(c, expr)
  }
}

/** What the SQL says, where it is only SQLite's own. */
function template(c: Compiler, expr: Expr): TemplateOperand {
  const what = expr.kind === 'func' ? `${expr.name}()` : expr.kind === 'lookup' ? `__${expr.name}` : NAMES[expr.kind]
  return templateOf(compile(c, expr), (alias) => c.q.aliases.has(alias), what ?? expr.kind)
}

const NAMES: Readonly<Record<string, string>> = {
  exists: 'Exists() as a value',
  where: 'Q() as a value',
  window: 'Window()',
  raw: 'RawSQL()',
  query: 'a queryset as a value',
  outerRef: 'OuterRef()',
  list: 'a tuple of fields',
}

function readFunction(c: Compiler, expr: Extract<Expr, { kind: 'func' }>, read: ReadSelect): Operand {
  const name = expr.name.toLowerCase()
  const arg = (index: number): Operand | null => {
    const given = expr.args[index]
    return given === undefined || given.kind === 'star' ? null : readOperand(c, given, read)
  }
  if (AGGREGATE_NAMES.has(name)) {
    const filter = expr.filter === null ? null : readCondition(c, expr.filter, read)
    const of = arg(0)
    if (of?.kind === 'column' && of.isBoolean) throw new NotExpressible(`${expr.name}() of a boolean`)
    return { kind: 'aggregate', name: name as AggregateName, of, distinct: expr.distinct, filter }
  }
  // Decimals are rounded by a function of Django's own.
  const isPlain = FUNCTIONS.has(name) && typeOf(expr) !== 'DecimalField'
  if (!isPlain) return template(c, expr)
  return { kind: 'call', name: name as SqlFunctionName, args: expr.args.map((a) => readOperand(c, a, read)) }
}

function isBoolean(expr: Expr): boolean {
  return typeOf(expr) === 'BooleanField'
}

function typeOf(expr: Expr): string | null {
  const output = outputOrNull(expr)
  return output === null ? null : internalType(output)
}

export function readCondition(c: Compiler, expr: Expr, read: ReadSelect): Condition {
  switch (expr.kind) {
    case 'where':
      return readWhere(c, expr, read)
    case 'lookup':
      return readLookup(c, expr, read)
    case 'not':
      return { kind: 'not', part: readCondition(c, expr.expression, read) }
    case 'exists':
      return { kind: 'exists', query: read(existsDraft(expr.state)) }
    case 'col':
      return { kind: 'compare', left: readOperand(c, expr, read), operator: '=', right: { kind: 'value', value: 1n } }
    case 'raw':
    case 'outerRef':
      throw new NotExpressible(NAMES[expr.kind] ?? expr.kind)
    default:
      return { kind: 'holds', sql: template(c, expr) }
  }
}

function readWhere(c: Compiler, { connector, negated, children }: Where, read: ReadSelect): Condition {
  if (connector === 'XOR') throw new NotExpressible('^ between conditions')
  const parts = children.map((child) => readCondition(c, child, read))
  const [only] = parts
  const inner: Condition =
    parts.length === 1 && only !== undefined ? only : { kind: connector === 'AND' ? 'and' : 'or', parts }
  return negated ? { kind: 'not', part: inner } : inner
}

const OPERATOR_OF: Readonly<Record<string, Comparison>> = { exact: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' }

/** Conditions compared with True and False, as filter(Exists(…)) does. */
const CONDITIONS: ReadonlySet<Expr['kind']> = new Set(['exists', 'where', 'lookup', 'not'])

function readLookup(c: Compiler, lookup: Lookup, read: ReadSelect): Condition {
  if (CONDITIONS.has(lookup.lhs.kind)) {
    const wanted = lookup.name === 'exact' && lookup.rhs.kind === 'direct' ? lookup.rhs.value : null
    if (typeof wanted !== 'boolean') throw new NotExpressible(`__${lookup.name} of a condition`)
    const part = readCondition(c, lookup.lhs, read)
    return wanted ? part : { kind: 'not', part }
  }
  const { rhs, name } = lookup
  if (rhs.kind === 'direct') return readDirect(c, lookup, rhs, read)
  const left = readOperand(c, lookup.lhs, read)
  if (rhs.kind === 'query') {
    const query = read(rhs.state)
    if (name === 'in') return { kind: 'inQuery', left, query }
    throw new NotExpressible(`a queryset after __${name}`)
  }
  const operator = OPERATOR_OF[name]
  if (operator === undefined || lookup.variant === 'json') return { kind: 'holds', sql: template(c, lookup) }
  return { kind: 'compare', left, operator, right: readOperand(c, rhs, read) }
}

/** The lookup's own SQL says what becomes of the value: year becomes a range, contains a pattern. */
function readDirect(c: Compiler, lookup: Lookup, rhs: Direct, read: ReadSelect): Condition {
  // `__year` compares the date itself with the ends of years.
  const isYear = lookup.variant === 'year' && lookup.lhs.kind === 'func' && lookup.name !== 'in'
  const compared = isYear && lookup.lhs.kind === 'func' ? (lookup.lhs.args[0] ?? lookup.lhs) : lookup.lhs
  if (lookup.variant.startsWith('json')) return { kind: 'holds', sql: template(c, lookup) }
  const left = readOperand(c, compared, read)
  if (typeof rhs.value === 'boolean' && lookup.name === 'exact') {
    return { kind: 'compare', left, operator: '=', right: { kind: 'value', value: rhs.value ? 1n : 0n } }
  }
  const whole = compile(c, lookup)
  const start = compile(compared.kind === 'col' ? c : { ...c, operand: true }, compared)
  if (!whole.sql.startsWith(`${start.sql} `)) return { kind: 'holds', sql: template(c, lookup) }
  const rest = whole.sql.slice(start.sql.length + 1)
  const params = whole.params.slice(start.params.length)
  const [first = null, second = null] = params
  if (rest === 'IS NULL' || rest === 'IS NOT NULL') return { kind: 'null', value: left, isNull: rest === 'IS NULL' }
  if (rest === "LIKE ? ESCAPE '\\'") return { kind: 'like', left, pattern: String(first) }
  if (rest === 'BETWEEN ? AND ?') return { kind: 'between', left, low: first, high: second }
  if (/^IN \((\?(, )?)+\)$/.test(rest)) return { kind: 'in', left, values: params }
  if (rest === 'REGEXP ?') return { kind: 'regexp', left, pattern: String(first) }
  if (rest === "REGEXP '(?i)' || ?") return { kind: 'regexp', left, pattern: `(?i)${String(first)}` }
  const operator = /^(=|>=?|<=?) \?$/.exec(rest)?.[1] as Comparison | undefined
  if (operator === undefined) return { kind: 'holds', sql: template(c, lookup) }
  return { kind: 'compare', left, operator, right: { kind: 'value', value: first } }
}
