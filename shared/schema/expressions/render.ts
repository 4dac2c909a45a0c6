/** The walk over an expression; one instance renders one source. */
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { literalValue, stringOf } from '../../python/literal.ts'
import { fieldCall } from '../../relations/field-call.ts'
import { columnType } from '../column-type.ts'
import type { ColumnType, SchemaColumn, SchemaTable } from '../types.ts'
import type { ExpressionDialect, SqlValue } from './dialects.ts'
import {
  ARITHMETIC,
  COMPARISONS,
  COMPARISON_CLASSES,
  PATTERNS,
  PLAIN_FUNCTIONS,
  SAME_TYPE,
  escapeLike,
} from './functions.ts'
import { calledName, prepared, valueOf } from './values.ts'
import { addTo, whereNode, whereSql } from './where-node.ts'
import type { WhereNode } from './where-node.ts'

/** Thrown inside, turned into null at the door: the dialect or we cannot say this. */
export class Unsayable extends Error {
  override readonly name = 'Unsayable'
}

/** SQL with what it yields, where that is known. */
interface Term {
  readonly sql: string
  readonly type: ColumnType | null
  /** A bare column. */
  readonly column: SchemaColumn | null
  /** A `Value(…)` or literal. */
  readonly literal: boolean
}

export class Renderer {
  readonly #table: SchemaTable
  readonly #dialect: ExpressionDialect

  constructor(table: SchemaTable, dialect: ExpressionDialect) {
    this.#table = table
    this.#dialect = dialect
  }

  /** A condition (`Q(…)`, a boolean expression) or a value. */
  sql(expr: PyExpr): string {
    return isCondition(expr) ? whereSql(this.where(expr, false)) : this.term(expr).sql
  }

  /** A term of an index: columns as they are, all else in parentheses, then COLLATE and the direction. */
  indexTerm(expr: PyExpr): string {
    if (expr.type === 'Call' && expr.func.type === 'Attribute' && /^(asc|desc)$/.test(expr.func.attr)) {
      const direction = expr.func.attr === 'asc' ? 'ASC' : 'DESC'
      return `${this.indexTerm(expr.func.value)} ${direction}${this.#nulls(expr.args, direction)}`
    }
    if (expr.type === 'Call' && calledName(expr.func) === 'OrderBy') {
      const [inner, ...options] = expr.args
      const descending = options.some((arg) => arg.name === 'descending' && isTrue(arg.value))
      const direction = descending ? 'DESC' : 'ASC'
      return `${this.indexTerm(argument(inner))} ${direction}${this.#nulls(options, direction)}`
    }
    if (expr.type === 'Call' && calledName(expr.func) === 'Collate') {
      return `${this.indexTerm(argument(expr.args[0]))} COLLATE ${this.#dialect.quote(text(expr.args[1]))}`
    }
    if (expr.type === 'Call' && calledName(expr.func) === 'OpClass' && this.#dialect.opclasses === true) {
      const name = expr.args.find((arg) => arg.name === 'name') ?? expr.args[1]
      return `${this.indexTerm(asReference(argument(expr.args[0])))} ${text(name)}`
    }
    const term = stringOf(expr) === null ? this.term(expr) : this.#column(stringOf(expr) ?? '')
    return term.column === null ? `(${term.sql})` : term.sql
  }

  /** Where the empty rows stand. SQLite has them first, and last going down; its indexes take no word for it. */
  #nulls(args: readonly PyArg[], direction: 'ASC' | 'DESC'): string {
    const given = args.find((arg) => /^nulls_(first|last)$/.test(arg.name ?? '') && isTrue(arg.value))?.name
    if (given === undefined || given === null) return ''
    if (this.#dialect.indexNulls !== false) return given === 'nulls_first' ? ' NULLS FIRST' : ' NULLS LAST'
    if ((given === 'nulls_first') === (direction === 'ASC')) return ''
    throw new Unsayable()
  }

  where(expr: PyExpr, negated: boolean): WhereNode {
    if (expr.type === 'UnaryOp' && expr.op === '~') {
      const inner = this.where(expr.operand, !negated)
      return inner.children.length === 0 ? inner : { ...inner, negated: !inner.negated }
    }
    if (expr.type === 'BinOp' && (expr.op === '&' || expr.op === '|')) {
      const connector = expr.op === '&' ? 'AND' : 'OR'
      const empty = whereNode(connector)
      const left = addTo(empty, this.where(expr.left, negated), connector)
      return addTo(left, this.where(expr.right, negated), connector)
    }
    if (expr.type !== 'Call') throw new Unsayable()
    const name = calledName(expr.func)
    if (name === 'Q') return this.#q(expr.args, negated)
    const lookup = COMPARISON_CLASSES[name]
    if (lookup === undefined) return { ...whereNode('AND'), children: [this.term(expr).sql] }
    const left = this.term(asReference(argument(expr.args[0])))
    return { ...whereNode('AND'), children: [this.#lookup(left, lookup, argument(expr.args[1]))] }
  }

  /** Positional parts first, then keywords by name, as `Q.__init__` orders them. */
  #q(args: readonly PyArg[], negated: boolean): WhereNode {
    const keywords = args.filter((arg) => arg.name !== null && !/^_(connector|negated)$/.test(arg.name))
    const connectorArg = args.find((arg) => arg.name === '_connector')
    const connector = connectorArg !== undefined && text(connectorArg).endsWith('OR') ? 'OR' : 'AND'
    let node = whereNode(connector)
    for (const arg of args) {
      if (arg.name !== null) continue
      const pair = arg.value.type === 'Tuple' ? arg.value.items : null
      const part =
        pair === null
          ? this.where(arg.value, negated)
          : this.#filter(stringOf(pair[0]) ?? '', pair[1] ?? arg.value, negated)
      node = addTo(node, part, connector)
    }
    const sorted = keywords.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
    for (const arg of sorted) node = addTo(node, this.#filter(arg.name ?? '', arg.value, negated), connector)
    return node
  }

  /** `price__gte=0`; a negated comparison of a nullable column says that it is not null, too. */
  #filter(path: string, value: PyExpr, negated: boolean): WhereNode {
    const { term, lookup } = this.#path(path)
    const node = addTo(whereNode('AND'), this.#lookup(term, lookup, value), 'AND')
    const isNull = value.type === 'Constant' && value.value === null
    if (!negated || lookup === 'isnull' || isNull || term.column === null) return node
    return term.column.null ? addTo(node, `${term.sql} IS NOT NULL`, 'AND') : node
  }

  #path(path: string): { readonly term: Term; readonly lookup: string } {
    const [first = '', ...rest] = path.split('__')
    if (rest.length > 1) throw new Unsayable()
    return { term: this.#column(first), lookup: rest[0] ?? 'exact' }
  }

  #lookup(left: Term, lookup: string, value: PyExpr): string {
    const literal = value.type === 'Constant' ? value.value : undefined
    if (lookup === 'isnull') return `${left.sql} IS ${isTrue(value) ? '' : 'NOT '}NULL`
    if (lookup === 'exact' && literal === null) return `${left.sql} IS NULL`
    if (lookup === 'exact' && typeof literal === 'boolean' && left.type?.kind === 'boolean') {
      return literal ? left.sql : `NOT ${left.sql}`
    }
    const operator = COMPARISONS[lookup]
    if (operator !== undefined) return `${left.sql} ${operator} ${this.#right(value, left.type)}`
    if (lookup === 'in') return this.#in(left, value)
    if (lookup === 'range') {
      const [low, high] = listItems(value)
      if (low === undefined || high === undefined) throw new Unsayable()
      return `${left.sql} BETWEEN ${this.#right(low, left.type)} AND ${this.#right(high, left.type)}`
    }
    return this.#textLookup(left, lookup, value)
  }

  #in(left: Term, value: PyExpr): string {
    const items = listItems(value).filter((item) => !(item.type === 'Constant' && item.value === null))
    if (items.length === 0) throw new Unsayable()
    return `${left.sql} IN (${[...new Set(items.map((item) => this.#right(item, left.type)))].join(', ')})`
  }

  #textLookup(left: Term, lookup: string, value: PyExpr): string {
    const given = stringOf(value)
    if (given === null) throw new Unsayable()
    if (lookup === 'regex' || lookup === 'iregex') {
      const sql = this.#dialect.regex(left.sql, this.#dialect.literal(given), lookup === 'iregex')
      if (sql === null) throw new Unsayable()
      return sql
    }
    const pattern = PATTERNS[lookup]
    if (pattern === undefined) throw new Unsayable()
    const like = this.#dialect.literal(`${pattern.before}${escapeLike(given)}${pattern.after}`)
    return this.#dialect.like(left.sql, like, pattern.fold)
  }

  /** The right side of a comparison: a literal of the column's type, or an expression in parentheses. */
  #right(value: PyExpr, type: ColumnType | null): string {
    const plain = valueOf(value)
    if (plain !== undefined) return this.#dialect.literal(type === null ? plain : prepared(plain, type))
    const { sql, literal } = this.term(value)
    return literal || sql.startsWith('(') ? sql : `(${sql})`
  }

  term(expr: PyExpr): Term {
    const plain = valueOf(expr)
    if (plain !== undefined) return this.#value(plain)
    if (expr.type === 'BinOp') return this.#arithmetic(expr)
    if (expr.type === 'UnaryOp' && expr.op === '-') {
      const inner = this.term(expr.operand)
      return this.#numeric(`(${inner.sql} * -1)`, inner.type)
    }
    if (expr.type !== 'Call') throw new Unsayable()
    const name = calledName(expr.func)
    const special = this.#special[name]
    if (special !== undefined) return special(expr.args)
    if (!PLAIN_FUNCTIONS.has(name)) throw new Unsayable()
    const terms = expr.args.filter((arg) => arg.name !== 'output_field').map((arg) => this.term(asReference(arg.value)))
    if (name === 'Round' && terms.length === 1) terms.push(this.#value(0))
    const type = SAME_TYPE.has(name) ? (terms.find((t) => t.type !== null)?.type ?? null) : null
    const exact = name === 'Round' ? this.#dialect.exactFloat : undefined
    const given = terms.map((t) => (exact !== undefined && t.type?.kind === 'float' ? exact(t.sql) : t.sql))
    const called = `${this.#dialect.functions[name] ?? name.toUpperCase()}(${given.join(', ')})`
    return this.#numeric(called, type)
  }

  readonly #special: { readonly [name: string]: ((args: readonly PyArg[]) => Term) | undefined } = {
    F: (args) => this.#column(text(args[0])),
    Value: (args) => {
      const value = valueOf(argument(args[0]))
      if (value === undefined) throw new Unsayable()
      return this.#value(value)
    },
    ExpressionWrapper: (args) => {
      const [inner] = args
      const expr = argument(inner ?? args.find((arg) => arg.name === 'expression'))
      if (isCondition(expr)) return plainTerm(whereSql(this.where(expr, false)))
      return { ...this.term(asReference(expr)), column: null }
    },
    JSONObject: (args) => {
      const isPostgres = this.#dialect.id === 'postgresql'
      const pairs = args.map(({ name, value }) => {
        if (name === null || name.startsWith('*')) throw new Unsayable()
        const key = this.#dialect.literal(name)
        return `${isPostgres ? `(${key})::text` : key}, ${this.term(asReference(value)).sql}`
      })
      return plainTerm(`${isPostgres ? 'JSONB_BUILD_OBJECT' : 'JSON_OBJECT'}(${pairs.join(', ')})`)
    },
    Concat: (args) => {
      const parts = args.filter((a) => a.name === null).map((a) => this.term(asReference(a.value)).sql)
      return plainTerm(this.#concat(parts))
    },
    Left: (args) => this.#cut(args, (sql, count) => `${sql}, 1, ${count}`),
    Right: (args) => this.#cut(args, (sql, count) => `${sql}, ${count} * -1`),
    Now: () => plainTerm(this.#dialect.now),
    /** SQL of an imported database, as it stood there. */
    RawSQL: (args) => {
      const sql = stringOf(argument(args[0]))
      const params = args[1]?.value
      if (sql === null || (params !== undefined && listItems(params).length > 0)) throw new Unsayable()
      const said = this.#dialect.raw === undefined ? sql : this.#dialect.raw(sql)
      if (said === null) throw new Unsayable()
      return plainTerm(`(${said})`)
    },
    Cast: (args) => {
      const field = args.find((arg) => arg.name === 'output_field') ?? args[1]
      const typed = field === undefined ? null : fieldCall(field.value)
      if (typed === null) throw new Unsayable()
      const type = columnType(typed)
      const inner = this.term(asReference(argument(args[0])))
      return { ...plainTerm(`CAST(${inner.sql} AS ${this.#dialect.castType(type)})`), type }
    },
    Collate: (args) =>
      plainTerm(`${this.term(asReference(argument(args[0]))).sql} COLLATE ${this.#dialect.quote(text(args[1]))}`),
    Case: (args) => this.#case(args),
    Q: (args) => plainTerm(whereSql(this.#q(args, false))),
  }

  #case(args: readonly PyArg[]): Term {
    const whens = args.filter((arg) => arg.name === null).map((arg) => this.#when(arg.value))
    const otherwise = args.find((arg) => arg.name === 'default')
    const end = otherwise === undefined ? 'NULL' : this.term(otherwise.value).sql
    return plainTerm(`CASE ${whens.join(' ')} ELSE ${end} END`)
  }

  #when(expr: PyExpr): string {
    if (expr.type !== 'Call' || calledName(expr.func) !== 'When') throw new Unsayable()
    const then = expr.args.find((arg) => arg.name === 'then') ?? expr.args.filter((arg) => arg.name === null)[1]
    const conditions = expr.args.filter((arg) => arg !== then && arg.name !== 'then')
    const renamed = conditions.map((arg) => (arg.name === 'condition' ? { ...arg, name: null } : arg))
    return `WHEN ${whereSql(this.#q(renamed, false))} THEN ${this.term(argument(then)).sql}`
  }

  #concat(parts: readonly string[]): string {
    const [first = "''", ...rest] = parts
    if (rest.length === 0) return first
    const pair = this.#dialect.concat([first, rest.length === 1 ? (rest[0] ?? "''") : this.#concat(rest)])
    return this.#dialect.id === 'mysql' ? pair : `(${pair})`
  }

  #cut(args: readonly PyArg[], build: (sql: string, count: string) => string): Term {
    const inner = this.term(asReference(argument(args[0])))
    const count = this.term(argument(args[1]))
    return plainTerm(`${this.#dialect.functions['Substr'] ?? 'SUBSTR'}(${build(inner.sql, count.sql)})`)
  }

  #arithmetic(expr: Extract<PyExpr, { type: 'BinOp' }>): Term {
    const operator = ARITHMETIC[expr.op]
    if (operator === undefined) throw new Unsayable()
    const [left, right] = [this.term(expr.left), this.term(expr.right)]
    const decimal = [left.type, right.type].find((type) => type?.kind === 'decimal')
    return this.#numeric(`(${left.sql} ${operator} ${right.sql})`, decimal ?? left.type)
  }

  #numeric(sql: string, type: ColumnType | null): Term {
    const cast = type?.kind === 'decimal' ? this.#dialect.numericCast : null
    return { sql: cast === null ? sql : cast(sql), type, column: null, literal: false }
  }

  #value(value: SqlValue): Term {
    const sql = this.#dialect.literal(value)
    const isDecimal = typeof value === 'object' && value !== null && 'decimal' in value
    const cast = isDecimal ? this.#dialect.numericCast : null
    const type = isDecimal ? DECIMAL : null
    return { sql: cast === null ? sql : cast(sql), type, column: null, literal: true }
  }

  #column(name: string): Term {
    const wanted = name === 'pk' ? this.#table.primaryKey[0] : name
    const { columns } = this.#table
    const column = columns.find((c) => c.fieldName === wanted) ?? columns.find((c) => c.name === wanted)
    if (column === undefined) throw new Unsayable()
    return { sql: this.#dialect.quote(column.name), type: column.type, column, literal: false }
  }
}

const DECIMAL: ColumnType = { kind: 'decimal', maxLength: null, digits: null, decimals: null, raw: null }

function plainTerm(sql: string): Term {
  return { sql, type: null, column: null, literal: false }
}

/** Functions take a text for the name of a field. */
function asReference(expr: PyExpr): PyExpr {
  if (stringOf(expr) === null) return expr
  const { from, to } = expr
  const func: PyExpr = { type: 'Name', id: 'F', from, to }
  return { type: 'Call', func, args: [{ name: null, value: expr, from, to }], from, to }
}

function isCondition(expr: PyExpr): boolean {
  if (expr.type === 'UnaryOp') return expr.op === '~'
  if (expr.type === 'BinOp') return expr.op === '&' || expr.op === '|'
  return expr.type === 'Call' && (calledName(expr.func) === 'Q' || calledName(expr.func) in COMPARISON_CLASSES)
}

function listItems(expr: PyExpr): readonly PyExpr[] {
  if (expr.type === 'List' || expr.type === 'Tuple' || expr.type === 'Set') return expr.items
  throw new Unsayable()
}

function argument(arg: PyArg | undefined): PyExpr {
  if (arg === undefined) throw new Unsayable()
  return arg.value
}

function text(arg: PyArg | undefined): string {
  return stringOf(argument(arg)) ?? ''
}

function isTrue(expr: PyExpr): boolean {
  return literalValue(expr) === true
}
