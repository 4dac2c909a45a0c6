/** The walk over an expression; one instance renders one source. */
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import type { ColumnType, SchemaTable } from '../types.ts'
import {
  CONNECTORS,
  Unsayable,
  argument,
  asReference,
  connectorNamed,
  isCondition,
  isTrue,
  listItems,
  text,
} from './arguments.ts'
import { arithmetic, operation } from './arithmetic.ts'
import type { ExpressionDialect, SqlValue } from './dialects.ts'
import {
  BIT_METHODS,
  COMPARISONS,
  COMPARISON_CLASSES,
  EXTRACTS,
  PLAIN_FUNCTIONS,
  RANGE_FUNCTIONS,
  SAME_TYPE,
  TRUNCS,
} from './functions.ts'
import { jsonLookup, textLookup } from './lookups.ts'
import { SPECIAL_FUNCTIONS, extract, truncate } from './special-functions.ts'
import { numeric, plainTerm } from './terms.ts'
import type { Place, Term, Writer } from './terms.ts'
import { dateKind, dateTransform, jsonValue, postgresTransform, yearLookup } from './transforms.ts'
import { calledName, prepared, valueOf } from './values.ts'
import { addTo, whereNode, whereSql } from './where-node.ts'
import type { WhereNode } from './where-node.ts'

const JSON_LOOKUPS: ReadonlySet<string> = new Set([...Object.keys(COMPARISONS), 'isnull', 'has_key'])

export class Renderer implements Writer {
  readonly #table: SchemaTable
  readonly dialect: ExpressionDialect

  constructor(table: SchemaTable, dialect: ExpressionDialect) {
    this.#table = table
    this.dialect = dialect
  }

  /** A condition (`Q(…)`, a boolean expression) or a value. */
  sql(expr: PyExpr): string {
    const sql = isCondition(expr) ? this.condition(expr) : this.term(expr).sql
    // `Q()` asks nothing; Django refuses it here.
    if (sql === '') throw new Unsayable()
    return sql
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
      return `${this.indexTerm(argument(expr.args[0]))} COLLATE ${this.dialect.quote(text(expr.args[1]))}`
    }
    if (expr.type === 'Call' && calledName(expr.func) === 'OpClass' && this.dialect.opclasses === true) {
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
    if (this.dialect.indexNulls !== false) return given === 'nulls_first' ? ' NULLS FIRST' : ' NULLS LAST'
    if ((given === 'nulls_first') === (direction === 'ASC')) return ''
    throw new Unsayable()
  }

  condition(expr: PyExpr): string {
    return whereSql(this.where(expr, false), this.dialect.hasXor)
  }

  filters(args: readonly PyArg[]): string {
    return whereSql(this.#q(args, false), this.dialect.hasXor)
  }

  field(path: string): Term {
    return this.#term(this.#path(path))
  }

  where(expr: PyExpr, negated: boolean): WhereNode {
    if (expr.type === 'UnaryOp' && expr.op === '~') {
      const inner = this.where(expr.operand, !negated)
      return inner.children.length === 0 ? inner : { ...inner, negated: !inner.negated }
    }
    const connector = expr.type === 'BinOp' ? CONNECTORS[expr.op] : undefined
    if (expr.type === 'BinOp' && connector !== undefined) {
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
    const connector = connectorArg === undefined ? 'AND' : connectorNamed(connectorArg.value)
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

  /** `price__gte=0`; a negated comparison of nullable columns says that they are not null, too. */
  #filter(path: string, value: PyExpr, negated: boolean): WhereNode {
    const place = this.#path(path)
    const node = addTo(whereNode('AND'), this.#atPlace(place, value), 'AND')
    const isNull = value.type === 'Constant' && value.value === null
    if (!negated || place.lookup === 'isnull' || isNull) return node
    const { column } = place
    const nullable = [column, this.#referenced(value)].filter((term) => term?.column?.null === true)
    return nullable.reduce((all, term) => addTo(all, `${term?.sql ?? ''} IS NOT NULL`, 'AND'), node)
  }

  /** The column that an `F('name')` is. */
  #referenced(value: PyExpr): Term | null {
    return value.type === 'Call' && calledName(value.func) === 'F' ? this.field(text(value.args[0])) : null
  }

  /** `seen__date__year__gte`: from the column over transforms to the lookup. */
  #path(path: string): Place {
    const [first = '', ...rest] = path.split('__')
    const column = this.#column(first)
    let place: Place = { column, term: column, before: column, part: null, keys: [], lookup: 'exact' }
    for (const [i, name] of rest.entries()) {
      const isLast = i === rest.length - 1
      if (column.type?.kind === 'json') {
        if (isLast && JSON_LOOKUPS.has(name)) return { ...place, lookup: name }
        place = { ...place, keys: [...place.keys, name] }
        continue
      }
      const { sql, type } = place.term
      const made = dateTransform(name, sql, type, this.dialect) ?? postgresTransform(name, sql, type, this.dialect)
      if (made !== null) {
        place = { ...place, before: place.term, term: { ...plainTerm(made.sql), type: made.type }, part: name }
      } else if (isLast) return { ...place, lookup: name }
      else throw new Unsayable()
    }
    return place
  }

  /** A path that ends with what is compared. */
  #term(place: Place): Term {
    if (place.lookup !== 'exact') throw new Unsayable()
    if (place.keys.length === 0) return place.term
    return plainTerm(jsonValue(place.column.sql, place.keys, this.dialect))
  }

  #atPlace(place: Place, value: PyExpr): string {
    const { term, before, part, lookup, column, keys } = place
    if (column.type?.kind === 'json' && (keys.length > 0 || lookup === 'has_key')) return jsonLookup(this, place, value)
    const year = part === 'year' || part === 'iso_year' ? valueOf(value) : undefined
    const kind = dateKind(before.type)
    if (typeof year === 'number' && kind !== null && (part === 'year' || part === 'iso_year')) {
      const said = yearLookup(part, lookup, year, { sql: before.sql, kind }, this.dialect)
      if (said !== null) return said
    }
    return this.#lookup(term, lookup, value)
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
    return textLookup(this, left, lookup, value)
  }

  #in(left: Term, value: PyExpr): string {
    const items = listItems(value).filter((item) => !(item.type === 'Constant' && item.value === null))
    if (items.length === 0) throw new Unsayable()
    return `${left.sql} IN (${[...new Set(items.map((item) => this.#right(item, left.type)))].join(', ')})`
  }

  /** The right side of a comparison: a literal of the column's type, or an expression in parentheses. */
  #right(value: PyExpr, type: ColumnType | null): string {
    const plain = valueOf(value)
    if (plain !== undefined) return this.dialect.literal(type === null ? plain : prepared(plain, type))
    const { sql, literal } = this.term(value)
    return literal || sql.startsWith('(') ? sql : `(${sql})`
  }

  term(expr: PyExpr): Term {
    const plain = valueOf(expr)
    if (plain !== undefined) return this.value(plain)
    if (expr.type === 'BinOp') return arithmetic(this, expr)
    if (expr.type === 'UnaryOp' && expr.op === '-') {
      const inner = this.term(expr.operand)
      return numeric(this, `(${inner.sql} * -1)`, inner.type)
    }
    if (expr.type !== 'Call') throw new Unsayable()
    const name = calledName(expr.func)
    const bits = expr.func.type === 'Attribute' ? BIT_METHODS[name] : undefined
    if (expr.func.type === 'Attribute' && bits !== undefined) {
      return operation(this, bits, this.term(expr.func.value), this.term(argument(expr.args[0])))
    }
    const transform = EXTRACTS[name]
    if (transform !== undefined) return extract(this, expr.args, transform)
    const unit = TRUNCS[name]
    if (unit !== undefined) return truncate(this, expr.args, unit)
    const special = SPECIAL_FUNCTIONS[name]
    if (special !== undefined) return special(expr.args, this)
    const isRange = this.dialect.id === 'postgresql' && RANGE_FUNCTIONS.has(name)
    if (!isRange && !PLAIN_FUNCTIONS.has(name)) throw new Unsayable()
    const terms = expr.args.filter((arg) => arg.name !== 'output_field').map((arg) => this.term(asReference(arg.value)))
    if (name === 'Round' && terms.length === 1) terms.push(this.value(0))
    const type = SAME_TYPE.has(name) ? (terms.find((t) => t.type !== null)?.type ?? null) : null
    const exact = name === 'Round' ? this.dialect.exactFloat : undefined
    const given = terms.map((t) => (exact !== undefined && t.type?.kind === 'float' ? exact(t.sql) : t.sql))
    const called = `${this.dialect.functions[name] ?? name.toUpperCase()}(${given.join(', ')})`
    return numeric(this, called, type)
  }

  value(value: SqlValue): Term {
    const sql = this.dialect.literal(value)
    const isDecimal = typeof value === 'object' && value !== null && 'decimal' in value
    const cast = isDecimal ? this.dialect.numericCast : null
    const type = isDecimal ? DECIMAL : null
    return { sql: cast === null ? sql : cast(sql), type, column: null, literal: true }
  }

  #column(name: string): Term {
    const wanted = name === 'pk' ? this.#table.primaryKey[0] : name
    const { columns } = this.#table
    const column = columns.find((c) => c.fieldName === wanted) ?? columns.find((c) => c.name === wanted)
    if (column === undefined) throw new Unsayable()
    return { sql: this.dialect.quote(column.name), type: column.type, column, literal: false }
  }
}

const DECIMAL: ColumnType = { kind: 'decimal', maxLength: null, digits: null, decimals: null, raw: null }
