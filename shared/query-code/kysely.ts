/** A queryset in Kysely's words, on the `Database` that the Kysely export writes. */
import { textLiteral } from '../exporters/typescript/names.ts'
import { limits } from './drizzle.ts'
import { indented, literal } from './literals.ts'
import { NotExpressible, REGEXP_NOTE } from './parts.ts'
import type { ColumnOperand, Condition, Operand, OrderPart, SelectParts, TableUse, TemplateOperand } from './parts.ts'
import { templateText } from './template.ts'

/** A module's text: `rows`, from a `db: Kysely<Database>`. */
export function kyselyCode(parts: SelectParts): string {
  const query = select(parts, 'db')
  const head = /sql[<`]/.test(query) ? "import { sql } from 'kysely'\n\n" : ''
  return `${head}${query.includes(' regexp ') ? REGEXP_NOTE : ''}const rows = await ${query}\n  .execute()\n`
}

function select(parts: SelectParts, db: string): string {
  const lines = [
    `${db}`,
    `.selectFrom(${tableName(parts.from)})`,
    ...parts.joins.map((join) => `.${join.kind}Join(${tableName(join)}, ${onText(join.on)})`),
    ...whereLines(parts.where),
    ...(parts.groups.length === 0 ? [] : [`.groupBy(${listOf(parts.groups)})`]),
    ...(parts.having === null ? [] : [`.having((eb) => ${indented(condition(parts.having))})`]),
    ...(parts.distinct ? ['.distinct()'] : []),
    ...columnLines(parts),
    ...parts.combined.map(({ operator, query }) => `.${operator}(${indented(select(query, 'db'))})`),
    ...parts.order.map(orderLine),
    ...limits(parts),
  ]
  return lines.join('\n  ')
}

/** Names that Kysely would take apart. */
function safe(name: string): string {
  if (/[.]| as |->|[`"']/.test(name)) throw new NotExpressible(`the name ${name}`)
  return name
}

function tableName({ table, alias }: TableUse): string {
  return textLiteral(alias === table ? safe(table) : `${safe(table)} as ${safe(alias)}`)
}

function columnName({ alias, column }: ColumnOperand): string {
  return textLiteral(`${safe(alias)}.${safe(column)}`)
}

function onText(on: readonly (readonly [ColumnOperand, ColumnOperand])[]): string {
  const [only] = on
  if (on.length === 1 && only !== undefined) return `${columnName(only[1])}, ${columnName(only[0])}`
  return `(join) => join${on.map(([a, b]) => `.onRef(${columnName(a)}, '=', ${columnName(b)})`).join('')}`
}

function whereLines(where: Condition | null): readonly string[] {
  if (where === null) return []
  const parts = where.kind === 'and' ? where.parts : [where]
  return parts.map((part) => {
    const plain = plainCompare(part)
    return plain === null ? `.where((eb) => ${indented(condition(part))})` : `.where(${plain})`
  })
}

/** A column against a value needs no expression builder. */
function plainCompare(part: Condition): string | null {
  if (part.kind === 'null' && part.value.kind === 'column')
    return `${columnName(part.value)}, ${part.isNull ? "'is'" : "'is not'"}, null`
  if (part.kind === 'in' && part.left.kind === 'column')
    return `${columnName(part.left)}, 'in', [${part.values.map(literal).join(', ')}]`
  if (part.kind === 'like' && part.left.kind === 'column' && !part.pattern.includes('\\'))
    return `${columnName(part.left)}, 'like', ${literal(part.pattern)}`
  const isPlain = part.kind === 'compare' && part.left.kind === 'column' && part.right.kind === 'value'
  if (!isPlain || part.left.kind !== 'column' || part.right.kind !== 'value') return null
  return `${columnName(part.left)}, '${part.operator}', ${literal(part.right.value)}`
}

function columnLines({ columns, extra, from }: SelectParts): readonly string[] {
  const whole = columns === null ? [`.selectAll(${textLiteral(safe(from.alias))})`] : []
  const named = columns ?? extra
  if (named.length === 0) return whole
  const usesBuilder = named.some(({ value }) => value.kind !== 'column')
  const list = named.map(({ name, value }) => {
    if (value.kind !== 'column') return `${expression(value)}.as(${textLiteral(name)})`
    const bare = `${safe(value.alias)}.${safe(value.column)}`
    return textLiteral(name === value.column ? bare : `${bare} as ${safe(name)}`)
  })
  return [...whole, `.select(${usesBuilder ? '(eb) => ' : ''}[${list.join(', ')}])`]
}

function listOf(operands: readonly Operand[]): string {
  const usesBuilder = operands.some(({ kind }) => kind !== 'column')
  return `${usesBuilder ? '(eb) => ' : ''}[${operands.map(reference).join(', ')}]`
}

function orderLine({ value, descending, nulls }: OrderPart): string {
  const by =
    value.kind === 'position'
      ? `sql\`${value.at}\``
      : value.kind === 'column'
        ? columnName(value)
        : `(eb) => ${expression(value)}`
  const way = descending ? 'desc' : 'asc'
  if (nulls === null) return `.orderBy(${by}, '${way}')`
  return `.orderBy(${by}, (ob) => ob.${way}().nulls${nulls === 'first' ? 'First' : 'Last'}())`
}

/** A name where Kysely takes one, else an expression. */
function reference(operand: Operand): string {
  return operand.kind === 'column' ? columnName(operand) : expression(operand)
}

/** An expression everywhere. */
function expression(operand: Operand): string {
  switch (operand.kind) {
    case 'column':
      return `eb.ref(${columnName(operand)})`
    case 'value':
      return `eb.val(${literal(operand.value)})`
    case 'call':
      return `eb.fn<string>('${operand.name}', [${operand.args.map(reference).join(', ')}])`
    case 'arithmetic':
      return `eb(${reference(operand.left)}, '${operand.operator}', ${valueOrExpression(operand.right)})`
    case 'case': {
      const whens = operand.cases.map(
        ({ when, result }) => `.when(${condition(when)}).then(${valueOrExpression(result)})`,
      )
      return `eb.case()${whens.join('')}.else(${valueOrExpression(operand.otherwise)}).end()`
    }
    case 'subquery':
      return indented(select(operand.query, 'eb'))
    case 'position':
      return `sql<number>\`${operand.at}\``
    case 'template':
      return template(operand, 'unknown')
    case 'aggregate': {
      const { name, of, distinct, filter } = operand
      const call = of === null ? 'eb.fn.countAll<number>()' : `eb.fn.${name}<number>(${reference(of)})`
      const filtered = filter === null ? '' : `.filterWhere((eb) => ${condition(filter)})`
      return `${call}${distinct ? '.distinct()' : ''}${filtered}`
    }
  }
}

function template({ chunks }: TemplateOperand, type: string): string {
  const text = chunks.map((one) => (typeof one === 'string' ? templateText(one) : `\${${valueOrExpression(one)}}`))
  return `sql<${type}>\`${text.join('')}\``
}

function valueOrExpression(operand: Operand): string {
  return operand.kind === 'value' ? literal(operand.value) : expression(operand)
}

function condition(part: Condition): string {
  switch (part.kind) {
    case 'and':
    case 'or':
      return `eb.${part.kind}([${part.parts.map(condition).join(', ')}])`
    case 'not':
      return `eb.not(${condition(part.part)})`
    case 'compare':
      return `eb(${reference(part.left)}, '${part.operator}', ${valueOrExpression(part.right)})`
    case 'like':
      if (!part.pattern.includes('\\')) return `eb(${reference(part.left)}, 'like', ${literal(part.pattern)})`
      return `sql<boolean>\`\${${expression(part.left)}} like \${${literal(part.pattern)}} escape '\\\\'\``
    case 'null':
      return `eb(${reference(part.value)}, ${part.isNull ? "'is'" : "'is not'"}, null)`
    case 'in':
      return `eb(${reference(part.left)}, 'in', [${part.values.map(literal).join(', ')}])`
    case 'inQuery':
      return `eb(${reference(part.left)}, 'in', ${indented(select(part.query, 'eb'))})`
    case 'between':
      return `eb.between(${reference(part.left)}, ${literal(part.low)}, ${literal(part.high)})`
    case 'regexp':
      return `sql<boolean>\`\${${expression(part.left)}} regexp \${${literal(part.pattern)}}\``
    case 'holds':
      return template(part.sql, 'boolean')
    case 'exists':
      return `eb.exists(${indented(select(part.query, 'eb'))})`
  }
}
