/** Test data imports with the counts that its README states; formats of one schema agree with each other. */
import { resolve } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { importTools } from '../../electron/sqlite/design/import-tools.ts'
import { hasErrors } from '../../shared/diagnostics/diagnostic.ts'
import { readDocument } from '../../shared/document/file/read.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { HANGS_MS } from '../support/hang.ts'
import { DATA, countsOf, factsOf, importFixture, importText } from '../support/import-fixture.ts'

const OMOP = ['ddl', 'primary_keys', 'constraints'].map((part) => `omop-cdm-5.4/OMOPCDM_postgresql_5.4_${part}.sql`)
const SYNTHETIC = 'synthetic-60/schema'

/** Tables, columns, foreign keys, tables with a key, composite keys. */
const COUNTS: readonly (readonly [readonly string[], readonly number[]])[] = [
  [['chinook/Chinook_Sqlite.sqlite'], [11, 64, 11, 11, 1]],
  [['chinook/Chinook_PostgreSql.sql'], [11, 64, 11, 11, 1]],
  [['chinook/Chinook_MySql.sql'], [11, 64, 11, 11, 1]],
  // The script has 90; in a database one of them fails for want of rows that are not here.
  [['adventureworks-pg/install.sql'], [68, 456, 90, 68, 23]],
  [OMOP, [39, 432, 176, 28, 0]],
  [['geopackage/styled.gpkg'], [12, 68, 4, 8, 1]],
  [[`${SYNTHETIC}.sqlite`], [60, 463, 108, 60, 4]],
  [[`${SYNTHETIC}.sqlite.sql`], [60, 463, 108, 60, 4]],
  [[`${SYNTHETIC}.postgres.sql`], [60, 463, 108, 60, 4]],
  [[`${SYNTHETIC}.dbml`], [60, 463, 108, 60, 4]],
  [[`${SYNTHETIC}.json`], [60, 463, 108, 60, 4]],
  // Four join tables get the id that Django gives each.
  [[`${SYNTHETIC}.prisma`], [60, 467, 108, 60, 0]],
]

describe('imports have the counts of their source', () => {
  it.each(COUNTS)('%s', async (paths, counts) => {
    const { tables, diagnostics, doc } = await importFixture(...paths)
    expect(countsOf(tables)).toEqual(counts)
    expect(hasErrors(diagnostics)).toBe(false)
    expect(readDocument(writeDocument(doc)).doc).toEqual(doc)
  })

  it('one schema is the same in SQLite, PostgreSQL, DBML and JSON', async () => {
    const [sqlite, ...others] = await Promise.all(
      ['.sqlite', '.sqlite.sql', '.postgres.sql', '.dbml', '.json'].map((ending) => importFixture(SYNTHETIC + ending)),
    )
    for (const other of others) expect(factsOf(other.tables)).toEqual(factsOf(sqlite?.tables ?? []))
  })

  it('an odd SQLite file is what its PRAGMAs say, as is its script', async () => {
    const db = new BetterSqlite(resolve(DATA, 'odd/odd.sqlite'), { readonly: true })
    const listed = db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all() as string[]
    for (const path of ['odd/odd.sqlite', 'odd/oddities.sql']) {
      const { tables } = await importFixture(path)
      expect(tables.map((t) => t.name).toSorted()).toEqual(listed.toSorted())
      for (const table of tables) {
        const info = db.prepare('SELECT name, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1').all(table.name) as {
          name: string
          pk: number
        }[]
        const key = info.filter((c) => c.pk > 0).toSorted((a, b) => a.pk - b.pk)
        // Django cannot name a column with nothing.
        expect(table.columns.map((c) => c.name)).toEqual(info.map((c) => (c.name === '' ? 'field' : c.name)))
        expect(table.primaryKey).toEqual(key.map((c) => c.name))
        const foreign = db.prepare('SELECT count(DISTINCT id) FROM pragma_foreign_key_list(?)').pluck().get(table.name)
        expect(table.foreignKeys).toHaveLength(foreign as number)
      }
    }
    db.close()
  })
})

describe('JSON', () => {
  it('is read in the words that people use, and says where it is wrong', async () => {
    const text = `{
  "enums": [{ "name": "mood", "values": ["ok", "sad"] }],
  "tables": {
    "users": { "columns": { "id": { "type": "bigint", "primaryKey": true, "autoIncrement": true }, "mood": { "type": "mood", "nullable": true } } },
    "posts": {
      "fields": [
        { "name": "id", "type": "int", "pk": true },
        { "name": "user_id", "dataType": "bigint", "notNull": true, "references": { "table": "users", "column": "id" } },
        { "type": "text" }
      ],
      "indexes": [["user_id"], { "columns": ["nope"] }],
      "unique": ["user_id"]
    }
  },
  "foreign_keys": [{ "from": "nobody", "columns": ["x"], "to": "users" }]
}`
    const { tables, diagnostics } = await importText('x.json', text)
    expect(countsOf(tables)).toEqual([2, 4, 1, 2, 0])
    expect(tables.find((t) => t.name === 'users')?.columns[1]?.choices?.map((c) => c.value)).toEqual(['ok', 'sad'])
    const lines = diagnostics.filter((d) => d.code === 'relata.6037').map((d) => d.subject.line)
    expect(lines.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([9, 11, 15])
    const broken = await importText('x.json', text.replace('"type": "text" }', '"type": "text" '), {})
    expect(broken.diagnostics.map((d) => [d.severity, d.subject.line])).toContainEqual(['error', 10])
  })
})

describe('scripts with faults', () => {
  it('skips what it cannot read and says where', async () => {
    const text =
      'CREATE TABLE a (id int PRIMARY KEY);\nFROBNICATE x;\nCREATE TABLE b (id int, a_id int REFERENCES a (id);\nCREATE TABLE c (id serial PRIMARY KEY, x text);\n'
    const { tables, diagnostics } = await importText('x.sql', text, { dialect: 'postgresql' })
    expect(tables.map((t) => t.name).toSorted()).toEqual(['a', 'b', 'c'])
    expect(diagnostics.map((d) => d.subject.line).filter((line) => line !== undefined)).toEqual([2, 3])
  })

  it.each(['sqlite', 'postgresql', 'mysql'] as const)('%s: an open quote costs its statement only', async (dialect) => {
    const text =
      "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id int DEFAULT 'open);\nCREATE TABLE c (id int PRIMARY KEY);\n"
    const { tables, diagnostics } = await importText('x.sql', text, { dialect })
    expect(tables.map((t) => t.name)).toEqual(expect.arrayContaining(['a', 'c']))
    expect(diagnostics.some((d) => d.subject.line === 2)).toBe(true)
  })

  it('reads no file and never hangs on what a script asks SQLite to do', async () => {
    const text = `ATTACH '/etc/passwd' AS x; VACUUM INTO '/tmp/relata-never'; PRAGMA writable_schema = ON;
      CREATE TABLE a AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
      CREATE TABLE b (id INTEGER PRIMARY KEY DEFAULT (load_extension('x')));`
    const { tables } = await importText('x.sql', text, { dialect: 'sqlite' })
    expect(tables.map((t) => t.name)).toEqual(['a', 'b'])
  })

  it('stops when it is cancelled', async () => {
    const { sql } = await import('../../shared/importers/sql.ts')
    const text = Array.from({ length: 3000 }, (_, i) => `CREATE TABLE t${i} (id int);`).join('\n')
    const file = { path: 'x.sql', bytes: new TextEncoder().encode(text) }
    const signal = { aborted: false }
    const phases: number[] = []
    const progress = (done: number) => {
      phases.push(done)
      signal.aborted = true
    }
    const { doc } = await sql.import([file], { app: 'app', dialect: 'mysql' }, { signal, progress })
    expect(phases).toHaveLength(1)
    expect(Object.keys(doc.models).length).toBeLessThan(1000)
  })
})

describe('a long import', () => {
  it('hears of a cancel that comes while it runs', async () => {
    const { sql } = await import('../../shared/importers/sql.ts')
    const text = Array.from({ length: 60_000 }, (_, i) => `INSERT INTO t VALUES (${i});`).join('\n')
    const aborter = new AbortController()
    setImmediate(() => aborter.abort())
    const told: number[] = []
    const tools = { ...importTools(), signal: aborter.signal, progress: (done: number) => void told.push(done) }
    await sql.import([{ path: 'x.sql', bytes: new TextEncoder().encode(text) }], { app: 'a', dialect: 'mysql' }, tools)
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThan(20)
  })
})

describe('dumps of ten megabytes', () => {
  it('import their structure in seconds', async () => {
    const row = `(1,'${"it\\'s; ".repeat(12)}',NULL)`
    const insert = `INSERT INTO \`t\` VALUES ${Array.from({ length: 1000 }, () => row).join(',')};\n`
    const text = `CREATE TABLE \`t\` (\`id\` int NOT NULL, PRIMARY KEY (\`id\`)) ENGINE=InnoDB;\n${insert.repeat(110)}CREATE TABLE \`u\` (\`id\` int);\n`
    expect(text.length).toBeGreaterThan(10_000_000)
    const begun = performance.now()
    const { tables } = await importText('dump.sql', text)
    expect(tables.map((t) => t.name).toSorted()).toEqual(['t', 'u'])
    expect(performance.now() - begun).toBeLessThan(HANGS_MS)
    const copy = `COPY public.t (id) FROM stdin;\n${"1\tit's; $$ -- x\n".repeat(600_000)}\\.\n`
    const pg = await importText(
      'dump.sql',
      `CREATE TABLE public.t (id integer NOT NULL);\n${copy}ALTER TABLE ONLY public.t ADD CONSTRAINT k PRIMARY KEY (id);`,
    )
    expect(countsOf(pg.tables)).toEqual([1, 1, 0, 1, 0])
  })
})
