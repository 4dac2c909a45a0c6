/** A queryset in Drizzle's words, on the schema that the Drizzle export writes. */
import { constants } from '../exporters/drizzle/names.ts'
import { propertyName, textLiteral } from '../exporters/typescript/names.ts'
import type { Resolution } from '../relations/types.ts'
import type { Schema } from '../schema/types.ts'
import { indented, literal } from './literals.ts'
import { NotExpressible, REGEXP_NOTE } from './parts.ts'
import type { ColumnOperand, Condition, Operand, SelectParts, TableUse, TemplateOperand } from './parts.ts'
import { templateText } from './template.ts'

/** A module's text: imports, aliases, and `rows`, from a `db` of drizzle-orm/better-sqlite3. */
export function drizzleCode(parts: SelectParts, resolution: Resolution, schema: Schema): string {
  const writer = new Writer(constantsByTable(resolution, schema))
  const query = writer.select(parts, null, 'db')
  return `${writer.head()}${query.includes(' regexp ') ? REGEXP_NOTE : ''}const rows = await ${query}\n`
}

function constantsByTable(resolution: Resolution, schema: Schema): ReadonlyMap<string, string> {
  const names = constants(resolution)
  return new Map([...schema.external, ...schema.tables].map((table) => [table.name, names.get(table.model) ?? '']))
}

interface Scope {
  /** Constants by the alias in the SQL. */
  readonly tables: ReadonlyMap<string, string>
  readonly outer: Scope | null
}

const OPERATORS = { '=': 'eq', '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte' } as const

class Writer {
  readonly #constants: ReadonlyMap<string, string>
  readonly #imports = new Set<string>()
  readonly #tables = new Set<string>()
  readonly #aliases = new Map<string, string>()
  readonly #names: Set<string>

  constructor(tables: ReadonlyMap<string, string>) {
    this.#constants = tables
    this.#names = new Set(['db', 'rows', ...tables.values()])
  }

  head(): string {
    const from = (module: string, names: readonly string[]) =>
      names.length === 0 ? '' : `import { ${names.join(', ')} } from ${textLiteral(module)}\n`
    const imports = [...this.#imports].filter((name) => name !== 'alias').sort()
    const aliases = [...this.#aliases].map(([key, name]) => {
      const [alias = '', table = ''] = key.split('\u0000')
      return `const ${name} = ${this.#called('alias')}(${table}, ${textLiteral(alias)})\n`
    })
    return [
      from(
        'drizzle-orm',
        imports.map((name) => this.#imported(name)),
      ),
      from('drizzle-orm/sqlite-core', this.#aliases.size > 0 ? [this.#imported('alias')] : []),
      from('./schema', [...this.#tables].sort()),
      '\n',
      ...aliases,
      aliases.length > 0 ? '\n' : '',
    ].join('')
  }

  /** A model may have the name of one of Drizzle's functions. */
  #called(name: string): string {
    return [...this.#constants.values()].includes(name) ? `${name}_` : name
  }

  #imported(name: string): string {
    const called = this.#called(name)
    return called === name ? name : `${name} as ${called}`
  }

  #use(name: string): string {
    this.#imports.add(name)
    return this.#called(name)
  }

  select(parts: SelectParts, outer: Scope | null, db: string): string {
    const tables = new Map([parts.from, ...parts.joins].map((use) => [use.alias, this.#constant(use)]))
    const scope: Scope = { tables, outer }
    const lines = [
      db,
      this.#columns(parts, scope),
      `.from(${tables.get(parts.from.alias) ?? ''})`,
      ...parts.joins.map((join) => {
        const on = join.on.map(([a, b]): Condition => ({ kind: 'compare', left: a, operator: '=', right: b }))
        const condition = this.condition(
          on.length === 1 && on[0] !== undefined ? on[0] : { kind: 'and', parts: on },
          scope,
        )
        return `.${join.kind}Join(${tables.get(join.alias) ?? ''}, ${condition})`
      }),
      ...(parts.where === null ? [] : [`.where(${indented(this.condition(parts.where, scope))})`]),
      ...(parts.groups.length === 0 ? [] : [`.groupBy(${parts.groups.map((g) => this.operand(g, scope)).join(', ')})`]),
      ...(parts.having === null ? [] : [`.having(${indented(this.condition(parts.having, scope))})`]),
      ...parts.combined.map(({ operator, query }) => `.${operator}(${indented(this.select(query, null, 'db'))})`),
      ...(parts.order.length === 0 ? [] : [`.orderBy(${parts.order.map((o) => this.#order(o, scope)).join(', ')})`]),
      ...limits(parts),
    ]
    return lines.join('\n  ')
  }

  #constant({ table, alias }: TableUse): string {
    const constant = this.#constants.get(table) ?? ''
    if (constant === '') throw new NotExpressible(`the table ${table}, which is not exported,`)
    this.#tables.add(constant)
    if (alias === table) return constant
    const key = `${alias}\u0000${constant}`
    const known = this.#aliases.get(key)
    if (known !== undefined) return known
    const plain = alias.toLowerCase().replace(/\W/g, '_')
    let name = plain
    for (let n = 2; this.#names.has(name); n++) name = `${plain}_${n}`
    this.#names.add(name)
    this.#aliases.set(key, name)
    return name
  }

  #columns({ distinct, columns, extra, from, joins }: SelectParts, scope: Scope): string {
    const word = distinct ? 'selectDistinct' : 'select'
    const table = scope.tables.get(from.alias) ?? ''
    if (columns === null && joins.length === 0 && extra.length === 0) return `.${word}()`
    const whole = columns === null ? [`...${this.#use('getTableColumns')}(${table})`] : []
    const named = (columns ?? extra).map(({ name, value }) => `${propertyName(name)}: ${this.operand(value, scope)}`)
    return `.${word}({ ${[...whole, ...named].join(', ')} })`
  }

  #order({ value, descending, nulls }: SelectParts['order'][number], scope: Scope): string {
    const written = `${this.#use(descending ? 'desc' : 'asc')}(${this.operand(value, scope)})`
    return nulls === null ? written : `${this.#use('sql')}\`\${${written}} nulls ${nulls}\``
  }

  /** An expression; a plain value as a parameter. */
  operand(operand: Operand, scope: Scope): string {
    switch (operand.kind) {
      case 'column':
        return this.#column(operand, scope)
      case 'value':
        return `${this.#use('sql')}\`\${${literal(operand.value)}}\``
      case 'call': {
        const args = operand.args.map((arg) => this.#inside(arg, scope)).join(', ')
        return `${this.#use('sql')}\`${operand.name}(${args})\``
      }
      case 'arithmetic': {
        const { left, operator, right } = operand
        return `${this.#use('sql')}\`(\${${this.operand(left, scope)}} ${operator} ${this.#inside(right, scope)})\``
      }
      case 'case': {
        const { cases, otherwise } = operand
        const whens = cases.map(
          ({ when, result }) => ` when \${${this.condition(when, scope)}} then ${this.#inside(result, scope)}`,
        )
        return `${this.#use('sql')}\`case${whens.join('')} else ${this.#inside(otherwise, scope)} end\``
      }
      case 'subquery':
        return `${this.#use('sql')}\`\${${this.#inner(operand.query, scope)}}\``
      case 'position':
        return `${this.#use('sql')}\`${operand.at}\``
      case 'template':
        return this.#template(operand, scope)
      case 'aggregate': {
        const of = operand.of === null ? '*' : this.#inside(operand.of, scope)
        const filter = operand.filter === null ? '' : ` filter (where \${${this.condition(operand.filter, scope)}})`
        return `${this.#use('sql')}<number>\`${operand.name}(${operand.distinct ? 'distinct ' : ''}${of})${filter}\``
      }
    }
  }

  #template({ chunks }: TemplateOperand, scope: Scope): string {
    const text = chunks.map((one) => (typeof one === 'string' ? templateText(one) : this.#inside(one, scope)))
    return `${this.#use('sql')}\`${text.join('')}\``
  }

  /** In a template: a value is a parameter, an expression stays one. */
  #inside(operand: Operand, scope: Scope): string {
    return `\${${operand.kind === 'value' ? literal(operand.value) : this.operand(operand, scope)}}`
  }

  #column({ alias, column }: ColumnOperand, scope: Scope): string {
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      const constant = at.tables.get(alias)
      if (constant === undefined) continue
      const name = propertyName(column)
      return name === column ? `${constant}.${column}` : `${constant}[${name}]`
    }
    throw new NotExpressible(`a column of ${alias}`)
  }

  condition(condition: Condition, scope: Scope): string {
    const use = (name: string) => this.#use(name)
    switch (condition.kind) {
      case 'and':
      case 'or':
        return `${use(condition.kind)}(${condition.parts.map((part) => this.condition(part, scope)).join(', ')})`
      case 'not':
        return `${use('not')}(${this.#certain(condition.part, scope)})`
      case 'compare': {
        const { left, operator, right } = condition
        return `${use(OPERATORS[operator])}(${this.operand(left, scope)}, ${this.#compared(left, right, scope)})`
      }
      case 'like': {
        const { left, pattern } = condition
        if (!pattern.includes('\\')) return `${use('like')}(${this.operand(left, scope)}, ${literal(pattern)})`
        return `${use('sql')}\`\${${this.operand(left, scope)}} like \${${literal(pattern)}} escape '\\\\'\``
      }
      case 'null':
        return `${use(condition.isNull ? 'isNull' : 'isNotNull')}(${this.operand(condition.value, scope)})`
      case 'in': {
        const { left, values } = condition
        const list = values.map((value) => this.#compared(left, { kind: 'value', value }, scope))
        return `${use('inArray')}(${this.operand(left, scope)}, [${list.join(', ')}])`
      }
      case 'inQuery':
        return `${use('inArray')}(${this.operand(condition.left, scope)}, ${this.#inner(condition.query, scope)})`
      case 'between': {
        const { left, low, high } = condition
        const [from, to] = [low, high].map((value) => this.#compared(left, { kind: 'value', value }, scope))
        return `${use('between')}(${this.operand(left, scope)}, ${from}, ${to})`
      }
      case 'regexp':
        return `${use('sql')}\`\${${this.operand(condition.left, scope)}} regexp \${${literal(condition.pattern)}}\``
      case 'holds':
        return this.#template(condition.sql, scope)
      case 'exists':
        return `${use('exists')}(${this.#inner(condition.query, scope)})`
    }
  }

  /** `and()` and `or()` may be undefined by their types, which `not()` does not take. */
  #certain(condition: Condition, scope: Scope): string {
    const written = this.condition(condition, scope)
    return condition.kind === 'and' || condition.kind === 'or' ? `${written}!` : written
  }

  #inner(parts: SelectParts, scope: Scope): string {
    return indented(this.select(parts, scope, 'db'))
  }

  #compared(left: Operand, right: Operand, scope: Scope): string {
    if (right.kind !== 'value') return this.operand(right, scope)
    const isBoolean = left.kind === 'column' && left.isBoolean && right.value !== null
    return isBoolean ? String(right.value !== 0n && right.value !== 0) : literal(right.value)
  }
}

/** SQLite knows an offset only behind a limit. */
export function limits({ limit, offset }: Pick<SelectParts, 'limit' | 'offset'>): readonly string[] {
  if (limit === null && offset === 0) return []
  return [`.limit(${limit ?? 'Number.MAX_SAFE_INTEGER'})`, ...(offset === 0 ? [] : [`.offset(${offset})`])]
}
