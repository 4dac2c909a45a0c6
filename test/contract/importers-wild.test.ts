/** SQLite files as other programs leave them: with a log, other encodings, modules and collations that nobody has here. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { importTools } from '../../electron/sqlite/design/import-tools.ts'
import { recogniseImporter } from '../../shared/importers/registry.ts'
import { sqliteFile } from '../../shared/importers/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'

const folder = mkdtempSync(join(tmpdir(), 'relata-wild-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TABLES = `CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id));
CREATE INDEX by_a ON b (a_id);`

/** What the file says of itself, as an edit of its schema that no SQL statement would let through. */
const edited = (sql: string) => ['PRAGMA writable_schema = ON', sql, 'PRAGMA writable_schema = RESET']

const FILES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['a write-ahead log', ['PRAGMA journal_mode = WAL', TABLES], []],
  ['UTF-16', ["PRAGMA encoding = 'UTF-16'", TABLES], []],
  ['pages of 64 KiB', ['PRAGMA page_size = 65536', TABLES], []],
  ['auto_vacuum', ['PRAGMA auto_vacuum = FULL', TABLES], []],
  [
    'full text and R-Tree',
    [
      TABLES,
      "CREATE VIRTUAL TABLE f4 USING fts4(content='a', n); CREATE VIRTUAL TABLE f5 USING fts5(x); CREATE VIRTUAL TABLE r USING rtree(id, x, y)",
    ],
    ['f4 is a virtual table', 'f5 is a virtual table', 'r is a virtual table'],
  ],
  [
    'a module that nobody has',
    [
      TABLES,
      ...edited("INSERT INTO sqlite_master VALUES ('table', 'vt', 'vt', 0, 'CREATE VIRTUAL TABLE vt USING nosuch(a)')"),
    ],
    ['vt is a virtual table'],
  ],
  [
    'a collation that nobody has',
    [
      TABLES,
      ...edited(
        "UPDATE sqlite_master SET sql = 'CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT COLLATE LOCALIZED)' WHERE name = 'a'",
      ),
    ],
    [],
  ],
  [
    'views and triggers that cannot work',
    [TABLES, 'CREATE VIEW v AS SELECT * FROM nope; CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT nosuch(1); END'],
    ['v is a view', 't is a trigger'],
  ],
]

describe('an SQLite file with', () => {
  it.each(FILES)('%s', async (name, statements, listed) => {
    const path = join(folder, `${name.replace(/\W+/g, '-')}.db`)
    const db = new BetterSqlite(path)
    db.unsafeMode(true)
    for (const statement of statements) db.exec(statement)
    db.close()
    const { doc, diagnostics } = await sqliteFile.import(
      [{ path: 'x.db', bytes: readFileSync(path) }],
      { app: 'app' },
      importTools(),
    )
    const { tables } = compileDesign(doc).schema
    expect(tables.map((t) => [t.name, t.columns.length, t.indexes.length, t.foreignKeys.length])).toEqual([
      ['a', 2, 0, 0],
      ['b', 2, 1, 1],
    ])
    const said = diagnostics.map((d) => d.message)
    for (const text of listed) expect(said.some((message) => message.startsWith(text))).toBe(true)
    expect(said.some((message) => message.includes('-wal'))).toBe(name.includes('log'))
  })
})

describe('defaults of an SQLite file', () => {
  it('a text in double quotes, or in none, is a text; the rest stays SQL', async () => {
    const db = new BetterSqlite(':memory:')
    db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT "", b TEXT DEFAULT "it's ""so""", c TEXT DEFAULT bare, d TEXT DEFAULT [x y],
      e TEXT DEFAULT \`z\`, f INT DEFAULT "7", g BOOL DEFAULT true, h TEXT DEFAULT (lower('A')), i TIMESTAMP DEFAULT CURRENT_TIMESTAMP)`)
    const bytes = db.serialize()
    db.close()
    const { doc } = await sqliteFile.import([{ path: 'x.db', bytes }], { app: 'app' }, importTools())
    const fields = Object.values(doc.models).flatMap((m) => m.fields)
    expect(fields.map((f) => f.options['db_default'])).toEqual([
      '',
      `it's "so"`,
      'bare',
      'x y',
      'z',
      7,
      true,
      { expr: `RawSQL("lower('A')", [])` },
      { expr: 'Now()' },
    ])
  })
})

describe('what a design has no place for', () => {
  it('is listed, one remark a table; expressions come without their comments', async () => {
    const db = new BetterSqlite(':memory:')
    db.exec(`CREATE TABLE a (id INTEGER PRIMARY KEY CHECK (id > 0 -- not none
    ), n TEXT, m TEXT COLLATE NOCASE, at TEXT DEFAULT (datetime('now') /* UTC */));
CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a ON UPDATE CASCADE ON DELETE SET NULL, c INT REFERENCES a ON UPDATE NO ACTION);
CREATE UNIQUE INDEX i ON a (n COLLATE NOCASE, m);
CREATE INDEX j ON a (m COLLATE NOCASE) WHERE n = 'x' -- some
;`)
    const bytes = db.serialize()
    db.close()
    const { doc, diagnostics } = await sqliteFile.import([{ path: 'x.db', bytes }], { app: 'app' }, importTools())
    expect(diagnostics.filter((d) => d.code === 'relata.6034').map((d) => d.message)).toEqual([
      'a was read without COLLATE NOCASE of n in an index.',
      'b was read without ON UPDATE CASCADE of (a).',
    ])
    expect(JSON.stringify(doc)).not.toMatch(/not none|UTC|some/)
  })
})

describe('a file that is named like one of SQLite', () => {
  it.each([
    ['empty', new Uint8Array(), 'Choose a file with '],
    ['encrypted', Uint8Array.from({ length: 8192 }, (_, i) => (i * 7919 + (i >> 3)) % 256), 'It may be encrypted'],
    ['cut off', new TextEncoder().encode('SQLite format 3\0'), 'It may be encrypted'],
  ])('and is %s', async (_name, bytes, hint) => {
    const file = { path: 'x.sqlite', bytes }
    expect(recogniseImporter([file])).toBe(sqliteFile)
    const { doc, diagnostics } = await sqliteFile.import([file], { app: 'app' }, importTools())
    expect(Object.keys(doc.models)).toEqual([])
    expect(diagnostics.map((d) => d.hint?.slice(0, 19) ?? null)).toEqual([hint])
  })
})
