/**
 * What `migrate` would make on PostgreSQL and MySQL and what our script makes are one and the same: columns, keys,
 * constraints, indexes, and all their names, as the engine's catalog tells them. The same of Django's script when it was
 * imported and written again.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OracleCase } from '../../cli/oracle/oracle-case.ts'
import { readDesign } from '../../cli/oracle/oracle-design.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { importText } from '../support/import-fixture.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'

interface Recorded extends OracleCase {
  readonly id: string
  readonly expected: { readonly sql?: Readonly<Record<string, readonly string[]>> }
}

const CASES = join(import.meta.dirname, '../oracle/cases')

function recordedCases(): readonly Recorded[] {
  const files = ['public', 'own'].flatMap((folder) => readdirSync(join(CASES, folder)).map((n) => join(folder, n)))
  return files.toSorted().map((path) => JSON.parse(readFileSync(join(CASES, path), 'utf8')) as Recorded)
}

/** Tables of Django's own apps, which the cases' keys lead to and whose DDL is not recorded. */
const ELSEWHERE = ['auth_user', 'auth_group', 'auth_permission', 'django_content_type']

interface Side {
  readonly name: string
  readonly exporter: Exporter
  readonly recorded: 'postgresql' | 'mysql'
  readonly start: (() => Promise<Engine>) | null
  /** Statements that leave nothing in the database. */
  readonly empty: (database: string) => string
  /** What an id column of the tables elsewhere says. */
  readonly id: string
  /** One line for each thing that the catalog knows. */
  readonly facts: (database: string) => string
  /** What it says of a script of Django's that does not run there. */
  readonly refusal: RegExp
  /** Lines that differ in words alone, with the reason. */
  readonly sameMeaning: Readonly<Record<string, RegExp>>
  /** Lines that a script does not tell: what else its columns could be. */
  readonly readBack: RegExp
}

const pg = postgresqlFolder()
const maria = mariadbProgram()

const PG_FACTS = `
  SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'NOT NULL' END, a.attidentity::text, a.attgenerated::text,
    pg_get_expr(d.adbin, d.adrelid), (SELECT collname::text FROM pg_collation k WHERE k.oid = a.attcollation),
    col_description(c.oid, a.attnum))
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind IN ('r', 'p')
  UNION ALL
  SELECT concat_ws(' ', 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL
  SELECT concat_ws(' ', 'index', i.indrelid::regclass::text, pg_get_indexdef(indexrelid))
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  UNION ALL
  SELECT concat_ws(' ', 'comment', relname, obj_description(oid, 'pg_class'))
  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`

const MYSQL_FACTS = (database: string): string => `
  SELECT concat_ws(' ', 'column', table_name, column_name, column_type, is_nullable, extra, column_default,
    collation_name, generation_expression, column_comment)
  FROM information_schema.columns WHERE table_schema = '${database}'
  UNION ALL
  SELECT concat_ws(' ', 'key', k.table_name, k.column_name, k.constraint_name, k.referenced_table_name,
    k.referenced_column_name, r.delete_rule)
  FROM information_schema.key_column_usage k
  JOIN information_schema.referential_constraints r ON r.constraint_schema = k.table_schema
    AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
  WHERE k.table_schema = '${database}' AND k.referenced_table_name IS NOT NULL
  UNION ALL
  SELECT concat_ws(' ', 'index', table_name, index_name, non_unique,
    group_concat(concat_ws(' ', column_name, sub_part, collation) ORDER BY seq_in_index))
  FROM information_schema.statistics WHERE table_schema = '${database}' GROUP BY table_name, index_name, non_unique
  UNION ALL
  SELECT concat_ws(' ', 'check', table_name, constraint_name, check_clause)
  FROM information_schema.check_constraints WHERE constraint_schema = '${database}'
  UNION ALL
  SELECT concat_ws(' ', 'comment', table_name, table_comment)
  FROM information_schema.tables WHERE table_schema = '${database}'`

const SIDES: readonly Side[] = [
  {
    name: 'PostgreSQL',
    exporter: postgresql,
    recorded: 'postgresql',
    start: pg === null ? null : () => startPostgresql(pg),
    empty: () => 'DROP SCHEMA public CASCADE; CREATE SCHEMA public;',
    id: 'integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY',
    facts: () => PG_FACTS,
    // An operator class that is not there; a virtual column, which PostgreSQL has since 18; a type of MySQL.
    refusal: /"a_ops" does not exist|"VIRTUAL"|near "unsigned"/,
    sameMeaning: {
      // A table's given name of more than 63 bytes: theirs ends there, ours with a hash.
      sch_long_names: /_longer_than_s|_fk_app_other|_like ON/,
      // The number is exact before it is rounded, too.
      own_db_default_calls: /^column app_a ro /,
    },
    // A unique constraint over one column is a unique field's, one that keeps a column positive is the field's.
    readBack:
      /room_name_|app_room_name_key|_stock_check|product_stock|n_pos|_n_check|rating_pos|_rating_check|child2?_y|app_child2?_y_key|_like ON|INDEX .* varchar_pattern_ops/,
  },
  {
    name: 'MariaDB',
    exporter: mysql,
    recorded: 'mysql',
    start: maria === null ? null : () => startMariadb(maria),
    empty: (name) =>
      `DROP DATABASE ${name}; CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; USE ${name};`,
    id: 'integer AUTO_INCREMENT NOT NULL PRIMARY KEY',
    facts: MYSQL_FACTS,
    // A name of 65 characters, a key of too many bytes, an index over an expression (MySQL 8 has it, MariaDB not).
    refusal: /Incorrect table name|key was too long|near '\(\w+\(/,
    sameMeaning: {
      own_db_default_calls: /^column app_a (ro|cc) /,
      // `a < 1000 = 1`: a condition that is combined with nothing.
      own_fields_frames: /^check app_item [ab] /,
    },
    // The same, and text of 32 characters need not be a UUID; CAST has words of its own; a CHAR is a CharField; the
    // index of an own key class is told from any other key's by its name alone.
    readBack:
      /^index app_(?:b|book) app_(?:b|book)_\w_id_[0-9a-f]{8}(?:_fk_app_\w+)? 1 |room_name_uniq|^index app_room name|^index app_child2? (child2?_)?y |^(check|column) app_post rating|^check app_task big |^column app_task hand |n_pos|^check app_thing n |^column app_thing n | (var)?char\((32|39)\) |cast2/,
  },
]

describe.each(SIDES)('$name', (side) => {
  let engine: Engine
  beforeAll(async () => {
    if (side.start === null) return void console.log(`not run: ${side.name} is not installed on this machine`)
    engine = await side.start()
    for (const name of ['django', 'relata']) engine.createDatabase(name)
  })
  afterAll(() => engine?.stop())

  const fill = (database: string, sql: string): void => {
    const elsewhere = ELSEWHERE.map((table) => `CREATE TABLE ${table} (id ${side.id});`)
    engine.run(database, [side.empty(database), ...elsewhere, sql].join('\n'))
  }
  const factsOf = (database: string): readonly string[] =>
    engine
      .rows(database, side.facts(database))
      .map(([line]) => (line ?? '').trim())
      .filter((line) => !ELSEWHERE.includes(line.split(' ')[1] ?? ''))
      .toSorted()

  const cases = recordedCases().filter(({ expected }) => Array.isArray(expected.sql?.[side.recorded]))
  it.runIf(side.start !== null).each(cases.map((one) => [one.id, one] as const))('%s', async (id, recorded) => {
    const script = (recorded.expected.sql?.[side.recorded] ?? []).map((sql) => `${sql.replace(/;\s*$/, '')};`)
    try {
      fill('django', script.join('\n'))
    } catch (refusal) {
      return expect(String(refusal)).toMatch(side.refusal)
    }
    const { doc, resolution, schema } = await readDesign(recorded)
    const exported = side.exporter.export({ doc, resolution, schema, options: DEFAULT_EXPORT_OPTIONS })
    fill('relata', exportedText(exported))
    const [theirs, ours] = [factsOf('django'), factsOf('relata')]
    expect(theirs.length).toBeGreaterThan(0)
    const unlike = (lines: readonly string[]) => lines.filter((line) => side.sameMeaning[id]?.test(line) !== true)
    expect(unlike(ours)).toEqual(unlike(theirs))
    const read = await importText(`${side.recorded}.sql`, script.join('\n'), { dialect: side.recorded })
    const again = side.exporter.export({ ...compileDesign(read.doc), options: DEFAULT_EXPORT_OPTIONS })
    fill('relata', exportedText(again))
    const told = (lines: readonly string[]) => unlike(lines).filter((line) => !side.readBack.test(line))
    expect(told(factsOf('relata'))).toEqual(told(theirs))
  })
})
