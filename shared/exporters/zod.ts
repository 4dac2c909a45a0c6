import type { ColumnKind, SchemaColumn, SchemaTable } from '../schema/types.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { isFilledIn } from './typescript/defaults.ts'
import { commentText, propertyName, textLiteral, typeNames } from './typescript/names.ts'

/** Zod 4 schemas: what a row holds, what an insert and an update may carry, with the model's limits. */
export const zodSchemas: Exporter<'zod'> = {
  id: 'zod',
  label: 'Zod schemas',
  group: 'TypeScript',
  language: 'typescript',
  fileName: 'schemas.ts',
  options: [],
  export: exportZod,
}

const TYPES: Readonly<Record<ColumnKind, (column: SchemaColumn) => string>> = {
  smallInteger: () => 'z.int().min(-32768).max(32767)',
  integer: () => 'z.int32()',
  bigInteger: () => 'z.int()',
  positiveSmallInteger: () => 'z.int().min(0).max(32767)',
  positiveInteger: () => 'z.int().min(0).max(2147483647)',
  positiveBigInteger: () => 'z.int().min(0)',
  boolean: () => 'z.boolean()',
  float: () => 'z.number()',
  decimal: decimalSchema,
  char: ({ type }) => (type.maxLength === null ? 'z.string()' : `z.string().max(${type.maxLength})`),
  text: () => 'z.string()',
  date: () => 'z.iso.date()',
  dateTime: () => 'z.iso.datetime({ local: true, offset: true })',
  time: () => 'z.iso.time()',
  duration: () => 'z.int()',
  uuid: () => 'z.guid()',
  json: () => 'z.json()',
  binary: () => 'z.instanceof(Uint8Array)',
  ipAddress: () => 'z.union([z.ipv4(), z.ipv6()])',
  other: () => 'z.unknown()',
}

/** Decimals travel as text, so that no digit is lost. */
function decimalSchema({ type }: SchemaColumn): string {
  if (type.digits === null) return 'z.string().regex(/^-?\\d+(\\.\\d+)?$/)'
  const decimals = type.decimals ?? 0
  const fraction = decimals === 0 ? '' : `(\\.\\d{1,${decimals}})?`
  return `z.string().regex(/^-?\\d{1,${Math.max(1, type.digits - decimals)}}${fraction}$/)`
}

function exportZod({ schema, resolution }: ExportInput): Exported {
  const names = typeNames(resolution)
  const pieces = schema.tables.map((table): ExportPiece => ({
    model: table.model,
    text: tableText(table, names.get(table.model) ?? 'Model'),
  }))
  return { pieces: [{ model: null, text: "import { z } from 'zod'\n\n" }, ...pieces], diagnostics: [] }
}

function tableText(table: SchemaTable, name: string): string {
  const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  const row = table.columns.map((c) => `  ${propertyName(c.name)}: ${columnSchema(c)},`)
  const insert = table.columns
    .filter((c) => c.generated === null)
    .map((c) => `  ${propertyName(c.name)}: ${columnSchema(c)}${isFilledIn(c) ? '.optional()' : ''},`)
  return [
    `/** ${commentText(table.label)}, table ${commentText(table.name)} */`,
    `export const ${constant}Schema = z.object({\n${row.join('\n')}\n})`,
    `export const ${constant}InsertSchema = z.object({\n${insert.join('\n')}\n})`,
    `export const ${constant}UpdateSchema = ${constant}InsertSchema.partial()`,
    `export type ${name} = z.infer<typeof ${constant}Schema>`,
    '',
    '',
  ].join('\n')
}

function columnSchema(column: SchemaColumn): string {
  const plain = choiceSchema(column) ?? TYPES[column.type.kind](column)
  return column.null ? `${plain}.nullable()` : plain
}

function choiceSchema(column: SchemaColumn): string | null {
  const values = [...new Set((column.choices ?? []).map((c) => c.value))]
  const literals = values.map((v) =>
    typeof v === 'string' ? textLiteral(v) : typeof v === 'number' ? String(v) : null,
  )
  return literals.length === 0 || literals.includes(null) ? null : `z.literal([${literals.join(', ')}])`
}
