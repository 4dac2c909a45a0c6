/**
 * What nothing that writes SQL and types can undercut: texts put together from ready tables, with the names
 * checked and the tables in order, and nothing else worked out. No rules, no relations, no constraint names.
 */
import type { ErDocument, Model } from '../../shared/document/records.ts'

interface BareColumn {
  readonly name: string
  readonly sql: string
  readonly type: string
  readonly isKey: boolean
  /** Place of the table that it references. */
  readonly to: number | null
}

interface BareTable {
  readonly name: string
  readonly className: string
  readonly columns: readonly BareColumn[]
}

const KINDS: { readonly [type: string]: readonly [string, string] | undefined } = {
  CharField: ['varchar(100)', 'string'],
  DecimalField: ['numeric(10, 2)', 'string'],
  BooleanField: ['boolean', 'boolean'],
  DateTimeField: ['timestamp with time zone', 'string'],
  TextField: ['text', 'string'],
}

/** The document as the plain tables that the builder begins with; many-to-many edges are tables of their own. */
export function bareTables(doc: ErDocument): readonly BareTable[] {
  const models = Object.values(doc.models)
  const places = new Map<string, number>(models.map((model, i) => [model.id, i]))
  const joins: BareTable[] = []
  const own = models.map((model): BareTable => {
    joins.push(...joinsOf(model, places))
    const fields = model.fields.flatMap((field): readonly BareColumn[] => {
      if (field.kind === 'manyToMany') return []
      if ('to' in field) return [keyTo(field.name, places.get(field.to ?? '') ?? 0)]
      const [sql, type] = KINDS[field.kind === 'scalar' ? field.type : ''] ?? ['text', 'unknown']
      return [{ name: field.name, sql, type, isKey: false, to: null }]
    })
    return { name: `shop_${model.name.toLowerCase()}`, className: model.name, columns: [ID, ...fields] }
  })
  return [...own, ...joins]
}

const ID: BareColumn = { name: 'id', sql: 'bigint', type: 'number', isKey: true, to: null }

function keyTo(name: string, to: number): BareColumn {
  return { name: `${name}_id`, sql: 'bigint', type: 'number', isKey: false, to }
}

function joinsOf(model: Model, places: ReadonlyMap<string, number>): readonly BareTable[] {
  const from = places.get(model.id) ?? 0
  return model.fields.flatMap((field) => {
    if (field.kind !== 'manyToMany') return []
    const columns = [ID, keyTo('from', from), keyTo('to', places.get(field.to ?? '') ?? 0)]
    const className = `${model.name}_${field.name}`
    return [{ name: `shop_${className.toLowerCase()}`, className, columns }]
  })
}

/** PostgreSQL and TypeScript, as two texts that are flat as a file would be. */
export function buildBare(tables: readonly BareTable[]): string {
  const sql: string[] = []
  for (const i of inOrder(tables)) {
    const table = tables[i]
    if (table !== undefined) sql.push(tableSql(table, tables))
  }
  const types: string[] = []
  for (const table of tables) types.push(tableType(table, tables))
  return sql.join('\n') + types.join('\n')
}

/** Names are unique, and what is referenced stands first. */
function inOrder(tables: readonly BareTable[]): readonly number[] {
  const names = new Set<string>()
  const waiting = new Int32Array(tables.length)
  const readers: number[][] = tables.map(() => [])
  tables.forEach(({ name, columns }, i) => {
    if (names.has(name)) throw new Error(`Two tables are called ${name}`)
    names.add(name)
    const own = new Set<string>()
    for (const column of columns) {
      if (own.has(column.name)) throw new Error(`Two columns are called ${column.name}`)
      own.add(column.name)
      if (column.to === null || column.to === i) continue
      waiting[i] = (waiting[i] ?? 0) + 1
      readers[column.to]?.push(i)
    }
  })
  const order: number[] = []
  for (let i = 0; i < tables.length; i++) if (waiting[i] === 0) order.push(i)
  for (const done of order) {
    for (const reader of readers[done] ?? []) {
      waiting[reader] = (waiting[reader] ?? 0) - 1
      if (waiting[reader] === 0) order.push(reader)
    }
  }
  if (order.length < tables.length) throw new Error('Tables reference each other in a circle')
  return order
}

function tableSql(table: BareTable, tables: readonly BareTable[]): string {
  let text = `CREATE TABLE "${table.name}" (\n`
  let indexes = ''
  table.columns.forEach(({ name, sql, isKey, to }, i) => {
    text += `  "${name}" ${sql} NOT NULL${isKey ? ' PRIMARY KEY' : ''}`
    if (to !== null) {
      text += ` REFERENCES "${tables[to]?.name}" ("id")`
      indexes += `CREATE INDEX "${table.name}_${name}" ON "${table.name}" ("${name}");\n`
    }
    text += i === table.columns.length - 1 ? '\n' : ',\n'
  })
  return `${text});\n${indexes}`
}

function tableType(table: BareTable, tables: readonly BareTable[]): string {
  let text = `export interface ${table.className} {\n`
  for (const { name, type, to } of table.columns) {
    text += `  ${name}: ${type}\n`
    if (to !== null) text += `  ${name.slice(0, -3)}?: ${tables[to]?.className}\n`
  }
  return `${text}}\n`
}
