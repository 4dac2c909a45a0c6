import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { distinctNames } from '../../shared/exporters/sql/fit-names.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { SQLITE_DIALECT, sqlite } from '../../shared/exporters/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { uniqueOnSqlite } from '../../shared/schema/describe.ts'
import type { SchemaTable } from '../../shared/schema/types.ts'
import { allDesigns } from '../support/designs.ts'

interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly pk: number
  readonly hidden: number
}
interface ForeignKey {
  readonly id: number
  readonly from: string
  readonly table: string
  readonly to: string
  readonly on_delete: string
}

/** Executes the export and asks SQLite itself what came of it. */
function executed(sql: string): Database.Database {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  db.exec(sql)
  return db
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

function readTable(db: Database.Database, table: SchemaTable) {
  const columns = db.pragma(`table_xinfo(${quoted(table.name)})`) as Column[]
  const keys = db.pragma(`foreign_key_list(${quoted(table.name)})`) as ForeignKey[]
  const indexes = db.pragma(`index_list(${quoted(table.name)})`) as { name: string; unique: number; origin: string }[]
  const uniques = indexes.filter((index) => index.unique === 1 && index.origin !== 'pk')
  return {
    columns: columns.map((c) => ({ name: c.name, null: c.notnull === 0 })),
    primaryKey: columns
      .filter((c) => c.pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map((c) => c.name),
    uniques: uniques.map(({ name }) => indexColumns(db, name)).sort(),
    foreignKeys: keys.map((k) => `${k.from} → ${k.table}.${k.to}`).sort(),
  }
}

/** Names with commas between; `()` for an expression. */
function indexColumns(db: Database.Database, name: string): string {
  const columns = db.pragma(`index_info(${quoted(name)})`) as { name: string | null }[]
  return columns.map((c) => c.name ?? '()').join(',')
}

function wantedUniques(table: SchemaTable): readonly string[] {
  const isKey = (name: string) => table.primaryKey.length === 1 && table.primaryKey[0] === name
  const inColumns = table.columns.filter((c) => c.unique && !isKey(c.name)).map((c) => c.name)
  const own = table.uniques
    .filter((u) => u.form !== 'column' && uniqueOnSqlite(u))
    .map((u) => [...u.columns, ...u.expressions.map(() => '()')].join(','))
  return [...inColumns, ...own].sort()
}

function wantedTable(table: SchemaTable) {
  return {
    // Django says of no generated column that it is never empty.
    columns: table.columns.map((c) => ({ name: c.name, null: c.null || c.generated !== null })),
    primaryKey: table.primaryKey,
    uniques: wantedUniques(table),
    foreignKeys: table.foreignKeys
      .filter((fk) => fk.enforced)
      .flatMap((fk) => fk.columns.map((c, i) => `${c} → ${fk.table}.${fk.targetColumns[i]}`))
      .sort(),
  }
}

describe.each(allDesigns())('SQLite export of %s', (_name, doc) => {
  const compiled = compileDesign(doc)

  it.each(['orm', 'database'] as const)('executes and reads back as the schema, on_delete %s', (onDelete) => {
    const text = exportedText(sqlite.export({ ...compiled, options: { onDelete, extra: { external: true } } }))
    const db = executed(text)
    for (const table of distinctNames([...compiled.schema.external, ...compiled.schema.tables], SQLITE_DIALECT)
      .tables) {
      expect(readTable(db, table), table.name).toEqual(wantedTable(table))
    }
    db.close()
  })

  it('fills the tables with the sample rows, no key broken', () => {
    const options = { onDelete: 'orm', extra: { external: true, rows: true } } as const
    const db = executed(exportedText(sqlite.export({ ...compiled, options })))
    expect(db.pragma('foreign_key_check')).toEqual([])
    const wanted = Object.values(doc.rows).reduce((sum, set) => sum + set.rows.length, 0)
    const counts = [...compiled.schema.external, ...compiled.schema.tables]
      .filter((t) => t.joins === null)
      .map(
        (t) =>
          db
            .prepare(`SELECT count(*) FROM ${quoted(t.name)}`)
            .pluck()
            .get() as number,
      )
    expect(counts.reduce((a, b) => a + b, 0)).toBe(wanted)
    db.close()
  })

  it('can be run again with DROP and IF NOT EXISTS', () => {
    const options = { onDelete: 'orm', extra: { external: true, drop: true, ifNotExists: true } } as const
    const text = exportedText(sqlite.export({ ...compiled, options }))
    const db = executed(text)
    db.pragma('foreign_keys = OFF')
    expect(() => db.exec(text)).not.toThrow()
    db.close()
  })
})
