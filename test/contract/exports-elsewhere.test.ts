/** What one database has and another refuses, imported from the first: the others' scripts leave it out, say so, and run. */
import BetterSqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import type { ErDocument } from '../../shared/document/records.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import { importText } from '../support/import-fixture.ts'

const MYSQL = `CREATE TABLE \`posts\` (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  made datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  day date DEFAULT '2020-00-00',
  seen datetime(3) DEFAULT NOW(3),
  tag varchar(40) DEFAULT (uuid()),
  size int NOT NULL DEFAULT 1,
  both varchar(99) GENERATED ALWAYS AS (concat(\`tag\`, ' ', \`size\`)) STORED,
  more int DEFAULT (\`size\` + 1),
  fine datetime DEFAULT '2020-02-03 04:05:06'
) ENGINE=InnoDB;`

const SQLITE = `CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  size INTEGER DEFAULT '',
  price DECIMAL(5, 2) DEFAULT '1.50',
  code VARCHAR(3) DEFAULT 'too long',
  made TIMESTAMP NOT NULL DEFAULT "2000-01-01 00:00:00+00:00",
  gone DATETIME DEFAULT 'never'
);`

const POSTGRESQL = `CREATE TABLE ONLY_NAME ();
CREATE TABLE full_one (id serial PRIMARY KEY, at timestamptz DEFAULT 'infinity');`

/** The columns whose default is left out, by target. */
const SOURCES: readonly (readonly [string, string, { readonly [target: string]: readonly string[] }])[] = [
  [
    'MySQL',
    MYSQL,
    {
      sqlite: ['tag', 'column both', 'more'],
      mysql: [],
      postgresql: ['made', 'day', 'tag', 'column both', 'more'],
    },
  ],
  ['PostgreSQL', POSTGRESQL, { sqlite: ['columns'], mysql: ['at', 'columns'], postgresql: [] }],
  ['SQLite', SQLITE, { sqlite: [], mysql: ['size', 'code', 'gone'], postgresql: ['size', 'code', 'gone'] }],
]

function exported(exporter: Exporter, doc: ErDocument) {
  const out = exporter.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS })
  return {
    sql: exportedText(out),
    without: out.diagnostics.map(
      (d) => / (?:of|without|generated) (\w+(?: \w+)?); it is left out/.exec(d.message)?.[1],
    ),
  }
}

describe('SQLite', () => {
  it.each(SOURCES)('%s', async (_name, script, left) => {
    const { sql, without } = exported(sqlite, (await importText('x.sql', script)).doc)
    expect(without).toEqual(left['sqlite'])
    const db = new BetterSqlite(':memory:')
    db.exec(sql)
    db.close()
  })
})

const bin = postgresqlFolder()

describe.runIf(bin !== null)('PostgreSQL', async () => {
  const engine = bin === null ? null : await startPostgresql(bin)
  afterAll(() => engine?.stop())
  it.each(SOURCES)('%s', { timeout: 60_000 }, async (name, script, left) => {
    if (engine === null) return
    const { sql, without } = exported(postgresql, (await importText('x.sql', script)).doc)
    expect(without).toEqual(left['postgresql'])
    engine.createDatabase(`of_${name.toLowerCase()}`)
    engine.run(`of_${name.toLowerCase()}`, sql)
  })
})

const program = mariadbProgram()

describe.runIf(program !== null)('MariaDB', async () => {
  const engine = program === null ? null : await startMariadb(program)
  afterAll(() => engine?.stop())
  it.each(SOURCES)('%s', { timeout: 60_000 }, async (name, script, left) => {
    if (engine === null) return
    const { sql, without } = exported(mysql, (await importText('x.sql', script)).doc)
    expect(without).toEqual(left['mysql'])
    engine.createDatabase(`of_${name}`)
    engine.run(`of_${name}`, sql)
  })
})
