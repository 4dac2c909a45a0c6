/** The SQLite exporter's CREATE statements, taken apart for the planner of changes. */
import type { CompiledDesign } from '../schema/compile-design.ts'
import type { TableDdl } from '../evolve/plan-sqlite.ts'
import { quote } from '../evolve/plan-sqlite.ts'
import { sqlite } from '../exporters/sqlite.ts'
import type { SchemaTable } from '../schema/types.ts'
import { splitStatements } from '../util/sqlite-tokens.ts'
import type { Statement } from '../util/sqlite-tokens.ts'

/** As Django writes it: no SQL actions, the ORM's collector does what on_delete says. */
const OPTIONS = { onDelete: 'orm', extra: {} } as const

/** CREATE TABLE and CREATE INDEX statements of one table. */
export function tableDdl(table: SchemaTable, { doc, resolution }: CompiledDesign): TableDdl {
  const schema = { tables: [table], byModel: new Map([[table.model, table]]), external: [] }
  const { pieces } = sqlite.export({ doc, resolution, schema, options: OPTIONS })
  const statements = pieces.filter((piece) => piece.model !== null).flatMap((piece) => splitStatements(piece.text))
  const [create, ...indexes] = statements
  if (create === undefined) throw new Error(`No CREATE TABLE for ${table.name}`)
  const { head, lines, tail } = takeApart(create)
  const columnNames = new Map(table.columns.map((c) => [quote(c.name), c.name]))
  const columns = new Map<string, string>()
  const rest: string[] = []
  for (const line of lines) {
    const name = columnNames.get(line.first)
    if (name === undefined) rest.push(line.text)
    else columns.set(name, line.text)
  }
  return {
    columns,
    rest: [...rest, tail],
    create: (name) => `${head} ${quote(name)} (\n${lines.map((l) => `  ${l.text}`).join(',\n')}\n)${tail}`,
    indexes: new Map(indexes.map((statement) => [indexName(statement), statement.sql])),
  }
}

interface Line {
  readonly text: string
  /** Its first token: a quoted column name, or CONSTRAINT and the like. */
  readonly first: string
}

function takeApart({ sql, start, tokens }: Statement): { head: string; lines: Line[]; tail: string } {
  const open = tokens.findIndex((t) => t.text === '(')
  const lines: Line[] = []
  let depth = 0
  let from = open + 1
  for (let i = open; i < tokens.length; i++) {
    const { text } = tokens[i] ?? { text: '' }
    if (text === '(') depth++
    if (text === ')') depth--
    const ends = (text === ',' && depth === 1) || depth === 0
    if (!ends) continue
    const first = tokens[from]
    const last = tokens[i - 1]
    if (first !== undefined && last !== undefined) {
      lines.push({ text: sql.slice(first.start - start, last.end - start), first: first.text })
    }
    from = i + 1
    if (depth === 0) return { head: 'CREATE TABLE', lines, tail: sql.slice((tokens[i]?.end ?? 0) - start) }
  }
  throw new Error(`Unreadable CREATE TABLE: ${sql}`)
}

function indexName({ tokens }: Statement): string {
  const at = tokens.findIndex((t) => t.text.toUpperCase() === 'INDEX')
  return (tokens[at + 1]?.text ?? '').replace(/^"|"$/g, '').replaceAll('""', '"')
}
