/** Marked cells as text: for spreadsheets, documents, programs and databases. */
import { tsvCell } from '../../../shared/rows/tsv.ts'
import { wireText } from '../../../shared/protocol/scalars.ts'
import type { WireCell } from '../../../shared/protocol/scalars.ts'

export interface CopiedTable {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly WireCell[])[]
}

export const COPY_FORMATS = ['tsv', 'markdown', 'json', 'sql'] as const
export type CopyFormat = (typeof COPY_FORMATS)[number]

export const COPIES: Record<CopyFormat, (table: CopiedTable) => string> = {
  tsv: asTsv,
  markdown: asMarkdown,
  json: asJson,
  sql: asInserts,
}

/** Without names for one cell, which is then exact; else what would break the lines stands in quotes, as in spreadsheets. */
export function asTsv({ columns, rows }: CopiedTable, withNames = columns.length > 1 || rows.length > 1): string {
  if (!withNames) {
    const cell = rows[0]?.[0]
    return cell == null ? '' : wireText(cell)
  }
  const line = (cells: readonly WireCell[]): string =>
    cells.map((cell) => (cell === null ? '' : tsvCell(wireText(cell)))).join('\t')
  return [columns.join('\t'), ...rows.map(line)].join('\n')
}

function asMarkdown({ columns, rows }: CopiedTable): string {
  const escape = (text: string): string =>
    text
      .replaceAll('\\', '\\\\')
      .replaceAll('|', '\\|')
      .replaceAll(/\r?\n|\r/g, '<br>')
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const isNumeric = columns.map(
    (_, i) => rows.length > 0 && rows.every((row) => row[i] === null || typeof row[i] === 'number'),
  )
  return [
    line(columns.map(escape)),
    line(isNumeric.map((numeric) => (numeric ? '---:' : '---'))),
    ...rows.map((row) => line(row.map((cell) => (cell === null ? '' : escape(wireText(cell)))))),
  ].join('\n')
}

function asJson({ columns, rows }: CopiedTable): string {
  const objects = rows.map(
    (row) => `  {${columns.map((name, i) => `${JSON.stringify(name)}: ${jsonOf(row[i] ?? null)}`).join(', ')}}`,
  )
  return objects.length === 0 ? '[]' : `[\n${objects.join(',\n')}\n]`
}

/** Integers beyond 2⁵³ keep their digits; what JSON has no word for is a text. */
function jsonOf(cell: WireCell): string {
  if (typeof cell !== 'object' || cell === null) return JSON.stringify(cell)
  if ('$i' in cell) return cell.$i
  if ('$f' in cell) return /^-?\d+$/.test(cell.$f) ? `${cell.$f}.0` : JSON.stringify(cell.$f)
  return JSON.stringify('$b' in cell ? cell.$b : cell.$p)
}

function asInserts({ table, columns, rows }: CopiedTable): string {
  const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
  const head = `INSERT INTO ${quote(table)} (${columns.map(quote).join(', ')}) VALUES`
  return rows.map((row) => `${head} (${row.map(sqlOf).join(', ')});`).join('\n')
}

function sqlOf(cell: WireCell): string {
  if (cell === null) return 'NULL'
  if (typeof cell === 'string') return `'${cell.replaceAll("'", "''")}'`
  if (typeof cell === 'boolean') return cell ? '1' : '0'
  if (typeof cell === 'object' && '$b' in cell) return `X'${hexOf(cell.$b)}'`
  if (typeof cell === 'object' && '$p' in cell) return `'${cell.$p.replaceAll("'", "''")}'`
  return wireText(cell)
}

function hexOf(base64: string): string {
  return Array.from(atob(base64), (sign) => sign.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}
