import type { ColumnKind, SchemaColumn, SchemaTable } from '../schema/types.ts'
import { diagramTables } from './documents/edges.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { choiceLiterals } from './typescript/choices.ts'
import { commentText, propertyName, typeNames } from './typescript/names.ts'

/** Table types for Kysely: a `Database` interface with what selecting, inserting and updating take. */
export const kysely: Exporter<'kysely'> = {
  id: 'kysely',
  label: 'Kysely tables',
  group: 'TypeScript',
  language: 'typescript',
  fileName: 'database.ts',
  options: [],
  export: exportKysely,
}

/** As better-sqlite3 gives them; other drivers differ in dates and decimals. */
const TYPES: Readonly<Record<ColumnKind, string>> = {
  smallInteger: 'number',
  integer: 'number',
  bigInteger: 'number',
  positiveSmallInteger: 'number',
  positiveInteger: 'number',
  positiveBigInteger: 'number',
  boolean: 'number',
  float: 'number',
  decimal: 'number | string',
  char: 'string',
  text: 'string',
  date: 'string',
  dateTime: 'string',
  time: 'string',
  duration: 'number',
  uuid: 'string',
  json: 'string',
  binary: 'Uint8Array',
  ipAddress: 'string',
  other: 'unknown',
}

function exportKysely({ schema, resolution }: ExportInput): Exported {
  const names = typeNames(resolution)
  const tables = diagramTables(schema)
  const rowOf = (table: SchemaTable) => names.get(table.model) ?? 'Model'
  const taken = new Set(names.values())
  const nameOf = (table: SchemaTable) => tableName(rowOf(table), taken)
  const texts = tables.map((table): ExportPiece => ({
    model: table.model,
    text: tableText(table, nameOf(table), rowOf(table)),
  }))
  const optional = ['Generated', 'GeneratedAlways'].filter((word) => texts.some((t) => t.text.includes(`: ${word}<`)))
  const imported = [...optional, 'Insertable', 'Selectable', 'Updateable'].join(', ')
  const pieces: ExportPiece[] = [{ model: null, text: `import type { ${imported} } from 'kysely'\n\n` }, ...texts]
  const members = tables.map((table) => `  ${propertyName(table.name)}: ${nameOf(table)}`)
  pieces.push({ model: null, text: `export interface Database {\n${members.join('\n')}\n}\n` })
  return { pieces, diagnostics: [] }
}

/** `PostTable`, unless a model is called so: `Price` beside `PriceTable`. */
function tableName(row: string, models: ReadonlySet<string>): string {
  const name = `${row}Table`
  return models.has(name) ? `${row}_Table` : name
}

/** @param plain the name of its rows' type */
function tableText(table: SchemaTable, name: string, plain: string): string {
  const columns = table.columns.map((c) => `  ${propertyName(c.name)}: ${columnType(c)}`)
  return [
    `/** ${commentText(table.label)}, table ${commentText(table.name)} */`,
    `export interface ${name} {\n${columns.join('\n')}\n}`,
    `export type ${plain} = Selectable<${name}>`,
    `export type ${plain}Insert = Insertable<${name}>`,
    `export type ${plain}Update = Updateable<${name}>`,
    '',
    '',
  ].join('\n')
}

function columnType(column: SchemaColumn): string {
  const plain = choiceLiterals(column) ?? TYPES[column.type.kind]
  const type = column.null ? `${plain} | null` : plain
  if (column.generated !== null) return `GeneratedAlways<${type}>`
  return column.autoIncrement || column.dbDefault !== undefined ? `Generated<${type}>` : type
}
