/** The schema that we describe is the schema that SQLite has after our own DDL was run, table by table. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { OracleCase } from '../../cli/oracle/oracle-case.ts'
import { readDesign } from '../../cli/oracle/oracle-design.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { byCodePoint } from '../../shared/relations/describe.ts'
import { describeSchema } from '../../shared/schema/describe.ts'
import type { DescribedTable } from '../../shared/schema/describe.ts'

const CASES = join(dirname(fileURLToPath(import.meta.url)), 'cases')

interface Recorded extends OracleCase {
  readonly expected: { readonly schema?: unknown }
}

function recordedCases(): readonly Recorded[] {
  const files = ['public', 'own'].flatMap((folder) =>
    readdirSync(join(CASES, folder)).map((name) => join(folder, name)),
  )
  const cases = files.toSorted().map((path) => JSON.parse(readFileSync(join(CASES, path), 'utf8')) as Recorded)
  return cases.filter((recorded) => recorded.expected.schema !== undefined)
}

type Row = Record<string, unknown>

/** What PRAGMAs say of a table, in the recorded form. */
function inspect(db: DatabaseSync, table: string): DescribedTable {
  const quoted = `"${table.replaceAll('"', '""')}"`
  const rows = (sql: string): Row[] => db.prepare(sql).all() as Row[]
  const indexes = rows(`PRAGMA index_list(${quoted})`).map((row) => ({
    name: row['origin'] === 'c' ? String(row['name']) : null,
    unique: row['unique'] === 1,
    origin: row['origin'] as 'c' | 'u' | 'pk',
    partial: row['partial'] === 1,
    columns: rows(`PRAGMA index_info("${String(row['name']).replaceAll('"', '""')}")`).map(
      (c) => c['name'] as string | null,
    ),
  }))
  return {
    columns: rows(`PRAGMA table_info(${quoted})`).map((row) => ({
      name: String(row['name']),
      type: String(row['type']).toLowerCase(),
      notnull: row['notnull'] === 1,
      default: row['dflt_value'] as string | null,
      pk: Number(row['pk']),
    })),
    foreign_keys: rows(`PRAGMA foreign_key_list(${quoted})`).map((row) => ({
      column: String(row['from']),
      table: String(row['table']),
      to: String(row['to']),
      on_update: String(row['on_update']),
      on_delete: String(row['on_delete']),
    })),
    indexes,
  }
}

/** Orders that mean nothing are sorted; the text of a default may be written in more than one way. */
function comparable(table: DescribedTable): unknown {
  const key = (value: unknown): string => JSON.stringify(value)
  return {
    columns: table.columns
      .map((c) => ({ ...c, default: c.default !== null && c.default !== 'NULL' }))
      .toSorted((a, b) => byCodePoint(a.name, b.name)),
    foreign_keys: table.foreign_keys.toSorted((a, b) => byCodePoint(key(a), key(b))),
    indexes: table.indexes.toSorted((a, b) => byCodePoint(key(a), key(b))),
  }
}

describe('[S1] executed on SQLite', () => {
  for (const recorded of recordedCases()) {
    it(recorded.id, async () => {
      const { doc, resolution, schema } = await readDesign(recorded)
      const options = { ...DEFAULT_EXPORT_OPTIONS, extra: { external: true } }
      const exported = sqlite.export({ doc, resolution, schema, options })
      const db = new DatabaseSync(':memory:')
      db.exec(exportedText(exported))
      for (const [name, described] of Object.entries(describeSchema(schema))) {
        expect(comparable(inspect(db, name)), name).toEqual(comparable(described))
      }
      db.close()
    })
  }
})
