/** Scripts loaded into the engine that they were written for: its catalog and our import say the same. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { splitStatements } from '../../shared/importers/sql/script/split.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'
import { DATA, factsOf, importFixture, importText } from '../support/import-fixture.ts'

/** Statements of the files that make structure; rows, whose other half may be missing, are left out. */
function structure(paths: readonly string[], dialect: 'postgresql' | 'mysql'): string {
  const statements = paths.flatMap((path) => {
    const text = readFileSync(resolve(DATA, path), 'utf8').replaceAll('@cdmDatabaseSchema.', '')
    return [...splitStatements(text, dialect)].map((s) => s.sql)
  })
  return statements.filter((sql) => /^(create(?! database)|alter|comment)\b/i.test(sql)).join(';\n')
}

function facts(
  tables: readonly (string | null)[][],
  keys: readonly (string | null)[][],
  foreign: readonly (string | null)[][],
): readonly string[] {
  const key = new Map(keys.map(([table, columns]) => [table, columns]))
  return [
    ...tables.map(([table, columns]) => `${table} (${columns})`),
    ...tables.map(([table]) => `${table} key ${key.get(table ?? '') ?? ''}`),
    ...foreign.map(([table, columns, target, ends]) => `${table} ${columns} -> ${target} ${ends}`),
  ]
    .map((fact) => fact.toLowerCase())
    .toSorted()
}

const sortedColumns = (rows: readonly (string | null)[][]) =>
  rows.map(([table, columns]) => [table ?? null, (columns ?? '').split(',').toSorted().join(',')])

const PG_NAME = "case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname"
const PG_COLUMNS = (of: string, keys: string) =>
  `(select string_agg(a.attname, ',' order by u.i) from unnest(${keys}) with ordinality u(attnum, i) join pg_attribute a on a.attrelid = ${of} and a.attnum = u.attnum)`

function postgresqlFacts(engine: Engine, database: string): readonly string[] {
  const from =
    "from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')"
  const tables = engine.rows(
    database,
    `select ${PG_NAME}, (select string_agg(attname, ',' order by attname) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) ${from}`,
  )
  const constraint = (type: string) =>
    `from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where k.contype = '${type}'`
  const keys = engine.rows(database, `select ${PG_NAME}, ${PG_COLUMNS('k.conrelid', 'k.conkey')} ${constraint('p')}`)
  const target =
    "(select case when tn.nspname = 'public' then '' else tn.nspname || '.' end || tc.relname from pg_class tc join pg_namespace tn on tn.oid = tc.relnamespace where tc.oid = k.confrelid)"
  const foreign = engine.rows(
    database,
    `select ${PG_NAME}, ${PG_COLUMNS('k.conrelid', 'k.conkey')}, ${target}, ${PG_COLUMNS('k.confrelid', 'k.confkey')} ${constraint('f')} and k.conparentid = 0`,
  )
  return facts(sortedColumns(tables), keys, foreign)
}

function mariadbFacts(engine: Engine, database: string): readonly string[] {
  const where = `where table_schema = '${database}'`
  const tables = engine.rows(
    database,
    `select table_name, group_concat(column_name order by column_name) from information_schema.columns ${where} and table_name in (select table_name from information_schema.tables ${where} and table_type = 'BASE TABLE') group by table_name`,
  )
  const usage = 'group_concat(column_name order by ordinal_position)'
  const keys = engine.rows(
    database,
    `select table_name, ${usage} from information_schema.key_column_usage ${where} and constraint_name = 'PRIMARY' group by table_name`,
  )
  const foreign = engine.rows(
    database,
    `select table_name, ${usage}, max(referenced_table_name), group_concat(referenced_column_name order by ordinal_position) from information_schema.key_column_usage ${where} and referenced_table_name is not null group by table_name, constraint_name`,
  )
  return facts(sortedColumns(tables), keys, foreign)
}

/** Scripts of our own: one object for each oddity of the dialect. */
const ODD = resolve(import.meta.dirname, '../fixtures/import')

const OMOP = ['ddl', 'primary_keys', 'constraints'].map((part) => `omop-cdm-5.4/OMOPCDM_postgresql_5.4_${part}.sql`)

const POSTGRESQL: readonly (readonly [string, readonly string[]])[] = [
  ['chinook', ['chinook/Chinook_PostgreSql.sql']],
  ['adventureworks', ['adventureworks-pg/install.sql']],
  ['omop', OMOP],
  ['synthetic', ['synthetic-60/schema.postgres.sql']],
]

const bin = postgresqlFolder()
const program = mariadbProgram()

describe.runIf(bin !== null)('PostgreSQL reads a script as we do', async () => {
  const engine = bin === null ? null : await startPostgresql(bin)
  afterAll(() => engine?.stop())
  it.each(POSTGRESQL)('%s', { timeout: 120_000 }, async (name, paths) => {
    if (engine === null) return
    engine.createDatabase(name)
    engine.run(name, `${structure(paths, 'postgresql')};`)
    const { tables } = await importFixture(...paths)
    expect(factsOf(tables)).toEqual(postgresqlFacts(engine, name))
    const dumped = await importText(`${name}.sql`, engine.dump(name))
    expect(factsOf(dumped.tables)).toEqual(postgresqlFacts(engine, name))
  })

  it('oddities, by way of pg_dump', { timeout: 120_000 }, async () => {
    if (engine === null) return
    engine.createDatabase('odd')
    engine.run('odd', readFileSync(resolve(ODD, 'postgresql.sql'), 'utf8'))
    const dump = engine.dump('odd')
    for (const text of [dump, readFileSync(resolve(ODD, 'postgresql.sql'), 'utf8')]) {
      const { tables, diagnostics } = await importText('odd.sql', text)
      expect(factsOf(tables)).toEqual(postgresqlFacts(engine, 'odd'))
      // A point is read as text, which has not its operators.
      const skipped = diagnostics.filter((d) => d.code === 'relata.6030')
      expect(skipped.map((d) => /the constraint .*?EXCLUDE/.test(d.message))).toEqual([true])
    }
  })

  it(
    'what was imported loads again: keys that are there twice, texts in two lines, bits',
    { timeout: 120_000 },
    async () => {
      if (engine === null) return
      const script = `CREATE TABLE a (id int PRIMARY KEY, b text DEFAULT 'x'
  'y', r bit(3) DEFAULT B'101', c circle, EXCLUDE USING gist (c WITH &&));
CREATE TABLE k (a int REFERENCES a, b int, UNIQUE (a, b));
ALTER TABLE k ADD FOREIGN KEY (a) REFERENCES a (id), ADD FOREIGN KEY (a) REFERENCES a;
CREATE TABLE p (a int, b int, FOREIGN KEY (a, b) REFERENCES k (a, b), FOREIGN KEY (a, b) REFERENCES k (a, b));
`
      const { doc } = await importText('again.sql', script)
      engine.createDatabase('given')
      engine.run('given', script)
      engine.createDatabase('again')
      const options = { onDelete: 'orm', extra: {} } as const
      engine.run('again', exportedText(postgresql.export({ ...compileDesign(doc), options })))
      expect(postgresqlFacts(engine, 'again')).toEqual(postgresqlFacts(engine, 'given'))
    },
  )
})

describe.runIf(program !== null)('MariaDB reads a script as we do', async () => {
  const engine = program === null ? null : await startMariadb(program)
  afterAll(() => engine?.stop())
  it('chinook', { timeout: 120_000 }, async () => {
    if (engine === null) return
    engine.createDatabase('chinook')
    engine.run('chinook', `${structure(['chinook/Chinook_MySql.sql'], 'mysql')};`)
    const { tables } = await importFixture('chinook/Chinook_MySql.sql')
    expect(factsOf(tables)).toEqual(mariadbFacts(engine, 'chinook'))
    const dumped = await importText('chinook.sql', engine.dump('chinook'))
    expect(factsOf(dumped.tables)).toEqual(mariadbFacts(engine, 'chinook'))
  })

  it('oddities, by way of mysqldump', { timeout: 120_000 }, async () => {
    if (engine === null) return
    engine.createDatabase('odd')
    const script = readFileSync(resolve(ODD, 'mysql.sql'), 'utf8')
    engine.run('odd', script)
    for (const text of [engine.dump('odd'), script]) {
      const { tables, diagnostics } = await importText('odd.sql', text)
      expect(factsOf(tables)).toEqual(mariadbFacts(engine, 'odd'))
      expect(diagnostics.filter((d) => d.code === 'relata.6030')).toEqual([])
    }
  })
})
