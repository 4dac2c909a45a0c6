import { describe, expect, it } from 'vitest'
import { importText } from '../../../test/support/import-fixture.ts'

const remarks = async (sql: string) =>
  (await importText('x.sql', sql)).diagnostics.flatMap(({ code, message }) => (code === 'relata.6043' ? [message] : []))

describe('types that are others once Django has them are listed, a type a remark', () => {
  it('PostgreSQL', async () => {
    const sql = `
      CREATE TABLE host (
        id bigserial PRIMARY KEY, seen timestamp, made timestamp without time zone NOT NULL, known timestamptz(6),
        flag char(3), amount numeric, price numeric(8, 2), mac macaddr, mac_2 macaddr, mac_3 macaddr, mac_4 macaddr,
        data json, more jsonb, label character varying, short varchar(9), tags text[], up double precision, rough real,
        exact timestamptz(0), address inet, took interval, clock time without time zone
      );
      CREATE TABLE log (id serial PRIMARY KEY, host_id integer REFERENCES host (id), at date);`
    expect(await remarks(sql)).toEqual([
      'The type timestamp becomes DateTimeField, timestamp with time zone in SQL: host.seen, host.made.',
      'The type char becomes CharField, varchar in SQL: host.flag.',
      'The type numeric becomes DecimalField, numeric(30, 10) in SQL: host.amount.',
      'The type macaddr becomes CharField, varchar in SQL: host.mac, host.mac_2, host.mac_3 and 1 more.',
      'The type json becomes JSONField, jsonb in SQL: host.data.',
      'The type real becomes FloatField, double precision in SQL: host.rough.',
      'The type timestamptz(0) becomes DateTimeField, timestamp with time zone in SQL: host.exact.',
      'The type integer becomes bigint, as the key that it refers to: log.host_id.',
    ])
  })

  it('MySQL', async () => {
    const sql = `
      CREATE TABLE \`host\` (
        id int(10) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, port smallint(5) unsigned, small tinyint(4),
        flag tinyint(1), at datetime, exact datetime(6), note text, body longtext, kind enum('a', 'b'),
        parts set('x', 'y'), amount decimal, price decimal(8, 2), name varchar(20) CHARACTER SET latin1
      ) ENGINE=InnoDB;`
    expect(await remarks(sql)).toEqual([
      'The type int unsigned becomes AutoField, integer in SQL: host.id.',
      'The type tinyint becomes SmallIntegerField, smallint in SQL: host.small.',
      'The type datetime becomes DateTimeField, datetime(6) in SQL: host.at.',
      'The type text becomes TextField, longtext in SQL: host.note.',
      'The type set becomes CharField, varchar in SQL: host.parts.',
    ])
  })

  it('SQLite, where a declaration says little', async () => {
    const sql =
      'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TINYINT, b NUMERIC, c DECIMAL(5, 2), d DATETIME);'
    expect(await remarks(sql)).toEqual(['The type numeric becomes DecimalField, decimal(30, 10) in SQL: t.b.'])
  })
})

it("MySQL's decimal without digits is a whole number", async () => {
  const { tables } = await importText('x.sql', 'CREATE TABLE `t` (`id` int PRIMARY KEY, `n` numeric) ENGINE=InnoDB;')
  expect(tables[0]?.columns.find(({ name }) => name === 'n')?.type).toMatchObject({ digits: 10, decimals: 0 })
})

it('a key without a name is a sign of MySQL', async () => {
  const sql = 'CREATE TABLE t (\n  a integer not null,\n  b varbinary(255),\n  PRIMARY KEY (a),\n  KEY (a, b)\n);'
  const [table] = (await importText('x.sql', sql)).tables
  expect(table?.columns.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(table?.indexes).toHaveLength(1)
})

it('a serial that is a foreign key counts no more, and that is said', async () => {
  const sql =
    'CREATE TABLE a (id serial PRIMARY KEY); CREATE TABLE b (id serial PRIMARY KEY, a_id serial REFERENCES a);'
  const { diagnostics } = await importText('x.sql', sql)
  expect(diagnostics.map(({ code, message }) => [code, message])).toContainEqual([
    'relata.6028',
    'b: a_id numbers itself; Django numbers primary keys of one column only.',
  ])
})

it('pg_dump --quote-all-identifiers quotes nextval, too', async () => {
  const sql = `CREATE TABLE "public"."a" ("id" integer NOT NULL, "n" integer NOT NULL);
    CREATE SEQUENCE "public"."a_n_seq" AS integer START WITH 1;
    ALTER TABLE ONLY "public"."a" ALTER COLUMN "n" SET DEFAULT "nextval"('"public"."a_n_seq"'::"regclass");`
  const { diagnostics } = await importText('x.sql', sql)
  expect(diagnostics.map(({ code }) => code)).toEqual(['relata.6028', 'relata.6026'])
})
