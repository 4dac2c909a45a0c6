/**
 * The builder that goal C3 is measured against: it validates and orders ready tables and writes PostgreSQL and
 * TypeScript of them straight into two flat buffers. Its texts say less than half of ours: no names of constraints,
 * no types for inserts and updates, no relations both ways.
 */
import type { ErDocument, Field, Model } from '../../shared/document/records.ts'

type Kind = 'bigint' | 'varchar' | 'decimal' | 'bool' | 'ts' | 'text'

interface FloorField {
  readonly name: string
  readonly kind: Kind
  readonly isKey: boolean
  /** Place of the table that it references. */
  readonly to: number | undefined
}

interface FloorTable {
  readonly name: string
  readonly className: string
  readonly fields: readonly FloorField[]
}

interface FloorKey {
  readonly from: number
  readonly to: number
}

interface FloorGraph {
  readonly tables: readonly FloorTable[]
  readonly keys: readonly FloorKey[]
}

const KINDS: { readonly [type: string]: Kind | undefined } = {
  CharField: 'varchar',
  DecimalField: 'decimal',
  BooleanField: 'bool',
  DateTimeField: 'ts',
}
const SQL = { bigint: 'bigint', bool: 'boolean', ts: 'timestamptz', text: 'text' } as const
const TYPES: Readonly<Record<Kind, string>> = {
  bigint: 'bigint',
  varchar: 'string',
  decimal: 'string',
  bool: 'boolean',
  ts: 'Date',
  text: 'string',
}

/** The same graph as the design's: a many-to-many is a table with two keys. */
export function floorGraph(doc: ErDocument): FloorGraph {
  const models = Object.values(doc.models)
  const places = new Map<string, number>(models.map((model, i) => [model.id, i]))
  const placeOf = (id: string | null): number => places.get(id ?? '') ?? 0
  const own = models.map((model): FloorTable => ({
    name: `shop_${model.name.toLowerCase()}`,
    className: model.name,
    fields: [ID, ...model.fields.flatMap((field) => fieldOf(field, placeOf))],
  }))
  const tables = [...own, ...models.flatMap((model) => joinsOf(model, placeOf))]
  const keys = tables.flatMap(({ fields }, from) => fields.flatMap(({ to }) => (to === undefined ? [] : { from, to })))
  return { tables, keys }
}

const ID: FloorField = { name: 'id', kind: 'bigint', isKey: true, to: undefined }

function keyTo(name: string, to: number): FloorField {
  return { name: `${name}_id`, kind: 'bigint', isKey: false, to }
}

function fieldOf(field: Field, placeOf: (id: string | null) => number): readonly FloorField[] {
  if (field.kind === 'manyToMany') return []
  if ('to' in field) return [keyTo(field.name, placeOf(field.to))]
  const kind = field.kind === 'scalar' ? KINDS[field.type] : undefined
  return [{ name: field.name, kind: kind ?? 'text', isKey: false, to: undefined }]
}

function joinsOf(model: Model, placeOf: (id: string | null) => number): readonly FloorTable[] {
  return model.fields.flatMap((field) => {
    if (field.kind !== 'manyToMany') return []
    const className = `${model.name}_${field.name}`
    const fields = [ID, keyTo('from', placeOf(model.id)), keyTo('to', placeOf(field.to))]
    return [{ name: `shop_${className.toLowerCase()}`, className, fields }]
  })
}

/** @returns bytes of both texts */
export function buildFloor(graph: FloorGraph): number {
  const sql: string[] = []
  for (const place of validatedOrder(graph)) {
    const table = graph.tables[place]
    if (table !== undefined) sql.push(tableSql(graph, table))
  }
  const written = flat(sql)
  const types: string[] = []
  for (const table of graph.tables) types.push(tableType(graph, table))
  return written + flat(types)
}

/** Forces the text to be one run of characters, as writing it to a file would. */
function flat(texts: readonly string[]): number {
  return Buffer.from(texts.join('\n'), 'latin1').length
}

function validatedOrder({ tables, keys }: FloorGraph): Int32Array {
  const seen = new Set<string>()
  for (const { name, fields } of tables) {
    if (seen.has(name)) throw new Error(`Two tables are called ${name}`)
    seen.add(name)
    const columns = new Set<string>()
    for (const field of fields) {
      if (columns.has(field.name)) throw new Error(`Two columns are called ${field.name}`)
      columns.add(field.name)
    }
  }
  const waiting = new Int32Array(tables.length)
  const firstReader = new Int32Array(tables.length).fill(-1)
  const nextReader = new Int32Array(keys.length)
  keys.forEach(({ from, to }, i) => {
    if (from === to) return
    waiting[from] = (waiting[from] ?? 0) + 1
    nextReader[i] = firstReader[to] ?? -1
    firstReader[to] = i
  })
  const order = new Int32Array(tables.length)
  let end = 0
  for (let i = 0; i < tables.length; i++) if (waiting[i] === 0) order[end++] = i
  for (let i = 0; i < end; i++) {
    for (let key = firstReader[order[i] ?? 0] ?? -1; key >= 0; key = nextReader[key] ?? -1) {
      const reader = keys[key]?.from ?? 0
      waiting[reader] = (waiting[reader] ?? 0) - 1
      if (waiting[reader] === 0) order[end++] = reader
    }
  }
  if (end < tables.length) throw new Error('Tables reference each other in a circle')
  return order
}

function sqlType(kind: Kind): string {
  if (kind === 'varchar') return `varchar(${100})`
  return kind === 'decimal' ? `numeric(${10},${2})` : SQL[kind]
}

function tableSql({ tables }: FloorGraph, { name, fields }: FloorTable): string {
  let text = `CREATE TABLE "${name}" (\n`
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]
    if (field === undefined) continue
    const key = field.to === undefined ? '' : ` REFERENCES "${tables[field.to]?.name}" ("id")`
    text += `  "${field.name}" ${sqlType(field.kind)} NOT NULL${field.isKey ? ' PRIMARY KEY' : ''}${key}${i < fields.length - 1 ? ',\n' : '\n'}`
  }
  text += ');\n'
  for (const field of fields) {
    if (field.to !== undefined) text += `CREATE INDEX "${name}_${field.name}" ON "${name}" ("${field.name}");\n`
  }
  return text
}

function tableType({ tables }: FloorGraph, { className, fields }: FloorTable): string {
  let text = `export interface ${className} {\n`
  for (const field of fields) {
    text += `  ${field.name}: ${TYPES[field.kind]};\n`
    if (field.to !== undefined) text += `  ${field.name.slice(0, -3)}?: ${tables[field.to]?.className};\n`
  }
  return `${text}}\n`
}
