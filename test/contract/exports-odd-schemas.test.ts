/**
 * What schemas of real programs hold and another database refuses, and with it the whole script: each export runs on its
 * engine, and what it leaves out or changes is said.
 */
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

const LONG = 'long '.repeat(300)

const MYSQL = `CREATE TABLE \`log\` (
  id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  checksum varbinary(20) NOT NULL DEFAULT 0x00,
  code char(36) DEFAULT (uuid()),
  level tinyint(1) unsigned NOT NULL DEFAULT '2',
  moved datetime DEFAULT 0,
  stamp timestamp NOT NULL DEFAULT '00000000000000',
  note text,
  KEY \`checksum\` (checksum),
  KEY note (note(40)),
  CONSTRAINT digits CHECK (level LIKE '2%')
) ENGINE=InnoDB;
CREATE TABLE deployed (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  checksum varbinary(20),
  name varchar(50) NOT NULL,
  UNIQUE KEY login (name),
  UNIQUE KEY name (name),
  KEY Login_ (id, name),
  CONSTRAINT of_log FOREIGN KEY (checksum) REFERENCES log (checksum)
) ENGINE=InnoDB;
CREATE TABLE Tag (id int PRIMARY KEY, name varchar(9), KEY TAG (name)) ENGINE=InnoDB;`

const POSTGRESQL = `CREATE EXTENSION ltree;
CREATE TABLE parts (a integer NOT NULL, b text NOT NULL, c text NOT NULL, d text NOT NULL, e numeric(9, 2) UNIQUE,
  PRIMARY KEY (a, b, c, d), UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED);
COMMENT ON COLUMN parts.d IS '${LONG}';
CREATE TABLE users (
  id serial PRIMARY KEY,
  wait interval DEFAULT '7 days',
  send boolean NOT NULL DEFAULT 'no',
  place ltree,
  words character varying(64000),
  a integer, b text, c text, d text, e integer REFERENCES parts (e),
  parent integer REFERENCES users ON DELETE SET NULL CHECK (parent > 0),
  CONSTRAINT named CHECK (words ~ '[a-z]'),
  FOREIGN KEY (a, b, c, d) REFERENCES parts
);
CREATE INDEX places ON users USING gist (place);
CREATE INDEX words_first ON users (words);`

const SQLITE = `CREATE TABLE message (id INTEGER, version INTEGER, made DATETIME DEFAULT 0, at INTEGER DEFAULT CURRENT_TIMESTAMP,
  CHECK (made >= 0), CHECK (id LIKE '1%'));
CREATE TABLE vote (id INTEGER PRIMARY KEY, message INTEGER REFERENCES message (id), body VARCHAR(20000));
CREATE TABLE wide (a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, PRIMARY KEY (a, b, c, d, e));`

const SOURCES = { MySQL: MYSQL, PostgreSQL: POSTGRESQL, SQLite: SQLITE }
const NAMES = ['MySQL', 'PostgreSQL', 'SQLite'] as const

function exported(exporter: Exporter, doc: ErDocument) {
  const out = exporter.export({ ...compileDesign(doc), options: { ...DEFAULT_EXPORT_OPTIONS, onDelete: 'database' } })
  const said = out.diagnostics.map(({ message }) => message.replace(/^.*? cannot say /, '').replace(/\.$/, ''))
  return { sql: exportedText(out), said }
}

type Said = Readonly<Record<(typeof NAMES)[number], readonly string[]>>

const LOOSE = (from: string, to: string) =>
  `the foreign key (${from}) to ${to}, whose columns are not unique there; it is left out`
const keyed = (column: string, type: string) => `text of any length in the key ${column}; it is ${type} there`

const ON_SQLITE: Said = {
  MySQL: ['the default RawSQL("uuid()", []) of code; it is left out'],
  PostgreSQL: ['the constraint parts_uniq_0; it is left out', 'the condition of named; it is left out'],
  SQLite: [],
}

describe('SQLite', () => {
  it.each(NAMES)('%s', async (name) => {
    const { sql, said } = exported(sqlite, (await importText('x.sql', SOURCES[name])).doc)
    const db = new BetterSqlite(':memory:')
    db.exec(sql)
    db.close()
    expect(said).toEqual(ON_SQLITE[name])
  })
})

const ON_POSTGRESQL: Said = {
  MySQL: [
    `the default RawSQL("x'00'", []) of checksum; it is left out`,
    'the default RawSQL("uuid()", []) of code; it is left out',
    'the default "0000-00-00 00:00:00" of moved; it is left out',
    'the default "0000-00-00 00:00:00" of stamp; it is left out',
    'the condition of digits; it is left out',
    LOOSE('checksum', 'log'),
  ],
  PostgreSQL: ['the index places; it is left out'],
  SQLite: [
    'the default 0 of made; it is left out',
    'the default RawSQL("CURRENT_TIMESTAMP", []) of at; it is left out',
    'the condition of message_check_0; it is left out',
    'the condition of message_check_1; it is left out',
    LOOSE('message', 'message'),
  ],
}

const bin = postgresqlFolder()

describe.runIf(bin !== null)('PostgreSQL', async () => {
  const engine = bin === null ? null : await startPostgresql(bin)
  afterAll(() => engine?.stop())
  it.each(NAMES)('%s', { timeout: 60_000 }, async (name) => {
    if (engine === null) return
    const { sql, said } = exported(postgresql, (await importText('x.sql', SOURCES[name])).doc)
    const database = `of_${name.toLowerCase()}`
    engine.createDatabase(database)
    engine.run(database, sql)
    expect(said).toEqual(ON_POSTGRESQL[name])
  })
})

const ON_MARIADB: Said = {
  MySQL: ['the index note over the long note; it is over the first 255 characters there'],
  PostgreSQL: [
    'the constraint parts_uniq_0; it is left out',
    keyed('b', 'varchar(192)'),
    keyed('c', 'varchar(192)'),
    'the long comment on d; it is cut after 1024 characters there',
    keyed('d', 'varchar(192)'),
    'the default "7 days" of wait; it is left out',
    'the condition of users_check_0; it is left out',
    'the condition of named; it is left out',
    'the index places; it is left out',
    'the index words_first over the long words; it is over the first 255 characters there',
    'varchar(64000) of words; it is longtext there',
    keyed('b', 'varchar(192)'),
    keyed('c', 'varchar(192)'),
    keyed('d', 'varchar(192)'),
  ],
  SQLite: [
    'the default 0 of made; it is left out',
    'the default RawSQL("CURRENT_TIMESTAMP", []) of at; it is left out',
    LOOSE('message', 'message'),
    ...['a', 'b', 'c', 'd', 'e'].map((column) => keyed(column, 'varchar(153)')),
  ],
}

const program = mariadbProgram()

describe.runIf(program !== null)('MariaDB', async () => {
  const engine = program === null ? null : await startMariadb(program)
  afterAll(() => engine?.stop())
  it.each(NAMES)('%s', { timeout: 60_000 }, async (name) => {
    if (engine === null) return
    const { sql, said } = exported(mysql, (await importText('x.sql', SOURCES[name])).doc)
    const database = `of_${name}`
    engine.createDatabase(database)
    engine.run(database, sql)
    expect(said).toEqual(ON_MARIADB[name])
    if (name !== 'MySQL') return
    engine.run(database, 'INSERT INTO log () VALUES ()')
    const row = 'SELECT hex(checksum), length(code), level, moved FROM log'
    expect(engine.rows(database, row)).toEqual([['00', '36', '2', '0000-00-00 00:00:00.000000']])
  })
})
