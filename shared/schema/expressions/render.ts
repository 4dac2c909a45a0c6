/** The walk over an expression; one instance renders one source. */
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { literalValue, stringOf } from '../../python/literal.ts'
import { fieldCall } from '../../relations/field-call.ts'
import { columnType } from '../column-type.ts'
import type { ColumnType, SchemaColumn, SchemaTable } from '../types.ts'
import type { DateKind, TruncUnit } from './dates.ts'
import type { BitOperator, ExpressionDialect, SqlValue } from './dialects.ts'
import {
  ARITHMETIC,
  BIT_METHODS,
  COMPARISONS,
  COMPARISON_CLASSES,
  EXTRACTS,
  PATTERNS,
  PLAIN_FUNCTIONS,
  RANGE_FUNCTIONS,
  SAME_TYPE,
  TRUNCS,
  TRUNC_UNITS,
  escapeLike,
} from './functions.ts'
import {
  dateKind,
  dateTransform,
  jsonEquals,
  jsonHas,
  jsonOperand,
  jsonType,
  jsonValue,
  plainType,
  postgresTransform,
  yearLookup,
} from './transforms.ts'
import {
  CONNECTORS,
  Unsayable,
  argument,
  asReference,
  connectorNamed,
  intervalOf,
  isCondition,
  isTrue,
  kindOfField,
  listItems,
  text,
} from './arguments.ts'
import { calledName, prepared, valueOf } from './values.ts'
import { addTo, whereNode, whereSql } from './where-node.ts'
import type { WhereNode } from './where-node.ts'

/** SQL with what it yields, where that is known. */
interface Term {
  readonly sql: string
  readonly type: ColumnType | null
  /** A bare column. */
  readonly column: SchemaColumn | null
  /** A `Value(…)` or literal. */
  readonly literal: boolean
}

/** Where a path such as `seen__date__year__gte` leads. */
interface Place {
  readonly column: Term
  /** What is compared, and what it was before its last transform. */
  readonly term: Term
  readonly before: Term
  readonly part: string | null
  /** Into JSON. */
  readonly keys: readonly string[]
  readonly lookup: string
}

const JSON_LOOKUPS: ReadonlySet<string> = new Set([...Object.keys(COMPARISONS), 'isnull', 'has_key'])

export class Renderer {
  readonly #table: SchemaTable
  readonly #dialect: ExpressionDialect

  constructor(table: SchemaTable, dialect: ExpressionDialect) {
    this.#table = table
    this.#dialect = dialect
  }

  /** A condition (`Q(…)`, a boolean expression) or a value. */
  sql(expr: PyExpr): string {
    const sql = isCondition(expr) ? this.#condition(this.where(expr, false)) : this.term(expr).sql
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

  #condition(node: WhereNode): string {
    return whereSql(node, this.#dialect.hasXor)
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
    return value.type === 'Call' && calledName(value.func) === 'F' ? this.#term(this.#path(text(value.args[0]))) : null
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
      const made = dateTransform(name, sql, type, this.#dialect) ?? postgresTransform(name, sql, type, this.#dialect)
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
    return plainTerm(jsonValue(place.column.sql, place.keys, this.#dialect))
  }

  #atPlace(place: Place, value: PyExpr): string {
    const { term, before, part, lookup, column, keys } = place
    if (column.type?.kind === 'json' && (keys.length > 0 || lookup === 'has_key')) return this.#jsonLookup(place, value)
    const year = part === 'year' || part === 'iso_year' ? valueOf(value) : undefined
    const kind = dateKind(before.type)
    if (typeof year === 'number' && kind !== null && (part === 'year' || part === 'iso_year')) {
      const said = yearLookup(part, lookup, year, { sql: before.sql, kind }, this.#dialect)
      if (said !== null) return said
    }
    return this.#lookup(term, lookup, value)
  }

  /** Source: django/db/models/fields/json.py (5.2). */
  #jsonLookup({ column, keys, lookup }: Place, value: PyExpr): string {
    const dialect = this.#dialect
    const { sql } = column
    if (lookup === 'has_key') {
      const key = stringOf(value)
      if (key === null) throw new Unsayable()
      return jsonHas(sql, [...keys, key], dialect)
    }
    if (lookup === 'isnull') {
      const found = dialect.id === 'sqlite' ? jsonType(sql, keys, dialect) : jsonValue(sql, keys, dialect)
      return `${found} IS ${isTrue(value) ? '' : 'NOT '}NULL`
    }
    const operator = COMPARISONS[lookup]
    const plain = literalValue(value)
    if (operator === undefined || plain === undefined) throw new Unsayable()
    if (lookup !== 'exact') return `${jsonValue(sql, keys, dialect)} ${operator} ${jsonOperand(plain, true, dialect)}`
    const equals = jsonEquals(sql, keys, plain, dialect)
    if (equals === null) throw new Unsayable()
    return equals
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
    const plain = valueOf(value)
    const given = typeof plain === 'number' ? String(plain) : plain
    if (lookup === 'regex' || lookup === 'iregex') {
      if (typeof given !== 'string') throw new Unsayable()
      const sql = this.#dialect.regex(left.sql, this.#dialect.literal(given), lookup === 'iregex')
      if (sql === null) throw new Unsayable()
      return sql
    }
    const pattern = PATTERNS[lookup]
    if (pattern === undefined || (given !== undefined && typeof given !== 'string')) throw new Unsayable()
    const { literal } = this.#dialect
    const like =
      given === undefined
        ? this.#matching(this.term(value).sql, lookup, pattern)
        : literal(`${pattern.before}${escapeLike(given)}${pattern.after}`)
    return this.#dialect.like(left.sql, like, pattern.fold)
  }

  /** A pattern around what another column holds, whose own signs mean themselves. */
  #matching(
    sql: string,
    lookup: string,
    { before, after }: { readonly before: string; readonly after: string },
  ): string {
    // As Django has it, a pattern of its own where the database compares with LIKE.
    if (lookup === 'iexact' && this.#dialect.id !== 'postgresql') return `(${sql})`
    const { literal, id } = this.#dialect
    const replaced = ['\\', '%', '_'].reduce(
      (text, sign) => `REPLACE(${text}, ${literal(sign)}, ${literal(`\\${sign}`)})`,
      `(${sql})`,
    )
    const parts = [before, null, after].flatMap((sign) =>
      sign === null ? [replaced] : sign === '' ? [] : [literal(sign)],
    )
    return id === 'mysql' && parts.length > 1 ? `CONCAT(${parts.join(', ')})` : `(${parts.join(' || ')})`
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
    const bits = expr.func.type === 'Attribute' ? BIT_METHODS[name] : undefined
    if (expr.func.type === 'Attribute' && bits !== undefined) {
      return this.#operation(bits, this.term(expr.func.value), this.term(argument(expr.args[0])))
    }
    const transform = EXTRACTS[name]
    if (transform !== undefined) return this.#extract(expr.args, transform)
    const unit = TRUNCS[name]
    if (unit !== undefined) return this.#truncate(expr.args, unit)
    const special = this.#special[name]
    if (special !== undefined) return special(expr.args)
    const isRange = this.#dialect.id === 'postgresql' && RANGE_FUNCTIONS.has(name)
    if (!isRange && !PLAIN_FUNCTIONS.has(name)) throw new Unsayable()
    const terms = expr.args.filter((arg) => arg.name !== 'output_field').map((arg) => this.term(asReference(arg.value)))
    if (name === 'Round' && terms.length === 1) terms.push(this.#value(0))
    const type = SAME_TYPE.has(name) ? (terms.find((t) => t.type !== null)?.type ?? null) : null
    const exact = name === 'Round' ? this.#dialect.exactFloat : undefined
    const given = terms.map((t) => (exact !== undefined && t.type?.kind === 'float' ? exact(t.sql) : t.sql))
    const called = `${this.#dialect.functions[name] ?? name.toUpperCase()}(${given.join(', ')})`
    return this.#numeric(called, type)
  }

  readonly #special: { readonly [name: string]: ((args: readonly PyArg[]) => Term) | undefined } = {
    F: (args) => this.#term(this.#path(text(args[0]))),
    RangeBoundary: (args) => {
      const [lower = true, upper = false] = ['inclusive_lower', 'inclusive_upper'].map((name, i) => {
        const arg = args.find((one) => one.name === name) ?? args.filter((one) => one.name === null)[i]
        return arg === undefined ? undefined : isTrue(arg.value)
      })
      return plainTerm(this.#dialect.literal(`${lower ? '[' : '('}${upper ? ']' : ')'}`))
    },
    Trunc: (args) => {
      const unit = TRUNC_UNITS.get(text(args[1]))
      if (unit === undefined) throw new Unsayable()
      return this.#truncate([...args.slice(0, 1), ...args.slice(2)], unit)
    },
    Extract: (args) => this.#extract(args.slice(0, 1), text(args[1])),
    Value: (args) => {
      const value = valueOf(argument(args[0]))
      if (value === undefined) throw new Unsayable()
      return this.#value(value)
    },
    ExpressionWrapper: (args) => {
      const [inner] = args
      const expr = argument(inner ?? args.find((arg) => arg.name === 'expression'))
      if (isCondition(expr)) return plainTerm(this.#condition(this.where(expr, false)))
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
    /** SQL as it stands, or that of an imported database; parameters are written in. */
    RawSQL: (args) => {
      const template = stringOf(argument(args.find((arg) => arg.name === 'sql') ?? args[0]))
      const given = args.find((arg) => arg.name === 'params') ?? args.filter((arg) => arg.name === null)[1]
      if (template === null) throw new Unsayable()
      const sql = given === undefined ? template : this.#withParams(template, listItems(given.value))
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
    Q: (args) => plainTerm(this.#condition(this.#q(args, false))),
  }

  #withParams(template: string, params: readonly PyExpr[]): string {
    if (params.length === 0) return template
    let at = 0
    return template.replaceAll(/%%|%s/g, (mark) => {
      if (mark === '%%') return '%'
      const value = params[at++]
      const plain = value === undefined ? undefined : literalValue(value)
      if (plain === undefined || Array.isArray(plain) || typeof plain === 'object') throw new Unsayable()
      return this.#dialect.literal(plain)
    })
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
    return `WHEN ${this.#condition(this.#q(renamed, false))} THEN ${this.term(argument(then)).sql}`
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
    const { op } = expr
    if (op === '**') return this.#operation(op, this.term(expr.left), this.term(expr.right))
    const operator = ARITHMETIC[op]
    if (operator === undefined) throw new Unsayable()
    const moved = op === '+' || op === '-' ? this.#moved(expr, op) : null
    if (moved !== null) return moved
    const [left, right] = [this.term(expr.left), this.term(expr.right)]
    const kind = dateKind(left.type) ?? dateKind(right.type)
    if (kind !== null) return this.#difference(op, left, right, kind)
    const decimal = [left.type, right.type].find((type) => type?.kind === 'decimal')
    return this.#numeric(`(${left.sql} ${operator} ${right.sql})`, decimal ?? left.type)
  }

  /** A date and a `timedelta(…)`; null: it is another sum. */
  #moved({ left, right }: Extract<PyExpr, { type: 'BinOp' }>, op: '+' | '-'): Term | null {
    const [date, by] = intervalOf(right) === null && op === '+' ? [right, left] : [left, right]
    const microseconds = intervalOf(by)
    if (microseconds === null) return null
    const term = this.term(date)
    const kind = dateKind(term.type)
    if (kind === null) return null
    const sql = this.#dialect.dates.moved(term.sql, op === '-' ? -microseconds : microseconds, kind)
    if (sql === null) throw new Unsayable()
    return { ...plainTerm(sql), type: term.type }
  }

  #difference(op: string, to: Term, from: Term, kind: DateKind): Term {
    const isSame = dateKind(to.type) === dateKind(from.type)
    const sql = op === '-' && isSame ? this.#dialect.dates.between(from.sql, to.sql, kind) : null
    if (sql === null) throw new Unsayable()
    return { ...plainTerm(sql), type: plainType('duration') }
  }

  #operation(operator: BitOperator | '**', left: Term, right: Term): Term {
    const sql = this.#dialect.operation(operator, left.sql, right.sql)
    if (sql === null) throw new Unsayable()
    return plainTerm(sql)
  }

  /** Time zones are a matter of Django's settings, which a database does not know. */
  #extract(args: readonly PyArg[], transform: string): Term {
    if (args.length !== 1) throw new Unsayable()
    const { sql, type } = this.term(asReference(argument(args[0])))
    const made = dateTransform(transform, sql, type, this.#dialect)
    if (made === null) throw new Unsayable()
    return { ...plainTerm(made.sql), type: made.type }
  }

  #truncate(args: readonly PyArg[], unit: TruncUnit): Term {
    const { sql, type } = this.term(asReference(argument(args[0])))
    const kind = dateKind(type)
    const isAlike = args.slice(1).every((arg) => arg.name === 'output_field' && kindOfField(arg.value) === type?.kind)
    if (!isAlike) throw new Unsayable()
    const made = kind === null ? null : this.#dialect.dates.truncated(unit, sql, kind)
    if (made === null) throw new Unsayable()
    return { ...plainTerm(made), type }
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
