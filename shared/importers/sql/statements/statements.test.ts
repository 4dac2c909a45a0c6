/** Statements that no engine of the tests knows: those of newer servers. */
import { describe, expect, it } from 'vitest'
import { compileDesign } from '../../../schema/compile-design.ts'
import { sql } from '../../sql.ts'

async function read(text: string) {
  const file = { path: 'x.sql', bytes: new TextEncoder().encode(text) }
  const { doc, diagnostics } = await sql.import([file], { app: 'app' }, {})
  const { tables } = compileDesign(doc).schema
  const fields = Object.values(doc.models).flatMap((m) => m.fields)
  const defaults = Object.fromEntries(
    fields.flatMap((f) => (f.options['db_default'] === undefined ? [] : [[f.name, f.options['db_default']]])),
  )
  const skipped = diagnostics.filter((d) => d.code === 'relata.6030').map((d) => d.message)
  const listed = diagnostics.filter((d) => d.code === 'relata.6025').map((d) => d.message)
  const lost = diagnostics.filter((d) => d.code === 'relata.6034').map((d) => d.message)
  const texts = diagnostics.filter((d) => d.code === 'relata.6020').map((d) => d.message)
  return { tables: new Map(tables.map((t) => [t.name, t])), skipped, listed, lost, texts, defaults }
}

describe('dumps of newer servers', () => {
  it('PostgreSQL 18: named NOT NULL, spans of time in keys, keys that are not enforced', async () => {
    const { tables, skipped } = await read(`\\restrict abc
SET transaction_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.a (
    id integer CONSTRAINT a_id_nn NOT NULL,
    b text,
    v integer GENERATED ALWAYS AS ((id + 1)),
    valid daterange,
    CONSTRAINT b_nn NOT NULL b NO INHERIT
);
CREATE TABLE public.c (id integer NOT NULL, a_id integer, valid daterange NOT NULL);
ALTER TABLE ONLY public.c ADD CONSTRAINT a_nn NOT NULL a_id NOT VALID;
ALTER TABLE ONLY public.a ADD CONSTRAINT a_pk PRIMARY KEY (id, valid WITHOUT OVERLAPS);
ALTER TABLE ONLY public.c ADD CONSTRAINT c_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.c
    ADD CONSTRAINT c_fk FOREIGN KEY (a_id, PERIOD valid) REFERENCES public.a(id, PERIOD valid) NOT ENFORCED;
\\unrestrict abc`)
    expect(skipped).toEqual([])
    expect(tables.get('a')?.columns.map((c) => [c.name, c.null])).toEqual([
      ['id', false],
      ['b', false],
      ['v', true],
      ['valid', false],
    ])
    expect(tables.get('a')?.primaryKey).toEqual(['id', 'valid'])
    expect(tables.get('c')?.columns.map((c) => [c.name, c.null])).toEqual([
      ['id', false],
      ['a_id', false],
      ['valid', false],
    ])
    expect(tables.get('c')?.foreignKeys.map((fk) => [fk.columns, fk.targetColumns, fk.enforced])).toEqual([
      [['a_id', 'valid'], ['id', 'valid'], false],
    ])
  })

  it('MySQL 8: what stands in conditional comments, indexes over expressions, introducers of texts', async () => {
    const { tables, skipped } = await read(`-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
CREATE TABLE \`a\` (
  \`id\` int unsigned NOT NULL AUTO_INCREMENT,
  \`row\` bigint unsigned NOT NULL /*!80023 INVISIBLE */,
  \`u\` binary(16) NOT NULL DEFAULT (uuid_to_bin(uuid())),
  \`j\` json DEFAULT NULL,
  \`g\` varchar(10) GENERATED ALWAYS AS (json_unquote(json_extract(\`j\`,_utf8mb4'$.a;b'))) VIRTUAL,
  \`p\` point NOT NULL /*!80003 SRID 4326 */,
  \`c\` varchar(9) COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT '' COMMENT '\\'q\\'; /* no */ -- x',
  PRIMARY KEY (\`id\`),
  UNIQUE KEY \`f\` ((lower(\`c\`))),
  KEY \`m\` ((cast(json_extract(\`j\`,_utf8mb4'$.z') as unsigned array))),
  KEY \`inv\` (\`c\`) /*!80000 INVISIBLE */,
  CONSTRAINT \`ck\` CHECK ((\`id\` > 0)) /*!80016 NOT ENFORCED */
) /*!50100 TABLESPACE \`ts\` */ ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
/*!50100 PARTITION BY RANGE  COLUMNS(id)
(PARTITION p0 VALUES LESS THAN (1) ENGINE = InnoDB) */;
/*!50001 CREATE TABLE \`v5\` (\`id\` tinyint NOT NULL) ENGINE=MyISAM */;
/*!50001 DROP TABLE IF EXISTS \`v5\`*/;
source /etc/other.sql
CREATE TABLE \`b\` (\`id\` int NOT NULL, \`a_id\` int unsigned, KEY \`k\` (\`a_id\` ASC) VISIBLE, PRIMARY KEY (\`id\`),
  FOREIGN KEY (\`a_id\`) REFERENCES \`a\` (\`id\`)) ENGINE = MyISAM;`)
    expect(skipped).toEqual([])
    const a = tables.get('a')
    expect([...tables.keys()]).toEqual(['a', 'b'])
    expect([a?.columns.length, a?.uniques.length, a?.indexes.length]).toEqual([7, 1, 2])
    expect(tables.get('b')?.foreignKeys.map((fk) => fk.enforced)).toEqual([false])
  })
})

describe('defaults', () => {
  it('of MySQL: texts in either quotes, with what introduces them; numbers in quotes are numbers', async () => {
    const { defaults } =
      await read(`CREATE TABLE \`t\` (id int PRIMARY KEY, a varchar(9) DEFAULT "a\\"b""c'd", b int DEFAULT "3",
 c varchar(5) DEFAULT _utf8mb4'x', d text DEFAULT (_utf8mb4'y'), e int DEFAULT '007', f decimal(5,2) DEFAULT '1.50') ENGINE=InnoDB;`)
    expect(defaults).toEqual({ a: `a"b"c'd`, b: 3, c: 'x', d: 'y', e: 7, f: '1.50' })
  })
})

describe('functions of extensions that change tables', () => {
  it('AddGeometryColumn adds a column; what lays the rows of a table elsewhere is listed', async () => {
    const file = `CREATE SCHEMA geo;
CREATE TABLE nodes (id bigint NOT NULL PRIMARY KEY, time timestamptz);
CREATE TABLE geo.ways (id bigserial PRIMARY KEY);
SELECT AddGeometryColumn('nodes', 'geom', 4326, 'POINT', 2);
SELECT public.addgeometrycolumn('', 'geo', 'ways', 'Line', '-1', 'LINESTRING', 3, false);
CREATE INDEX i ON nodes USING gist (geom);
SELECT create_hypertable('nodes', 'time', chunk_time_interval => interval '1 day');
SELECT AddGeometryColumn('gone', 'geom', 4326, 'POINT', 2);`
    const { tables, skipped, lost, texts } = await read(file)
    expect(skipped).toEqual([expect.stringContaining('Line 8 was skipped: there is no table gone')])
    expect(lost).toEqual(['Line 7 was read without create_hypertable of nodes.'])
    expect(tables.get('nodes')?.columns.map((c) => c.name)).toEqual(['id', 'time', 'geom'])
    expect(tables.get('geo"."ways')?.columns.map((c) => c.name)).toEqual(['id', 'Line'])
    expect(texts).toEqual([
      'nodes: The type geometry(POINT,4326) of geom is read as text.',
      'geo.ways: The type geometry(LINESTRINGZ) of Line is read as text.',
    ])
    expect(tables.get('nodes')?.indexes).toHaveLength(1)
  })
})

describe('expressions', () => {
  it('come without their comments, and texts with escapes as plain ones', async () => {
    const text = `CREATE TABLE a (
  id serial PRIMARY KEY,
  code char(11) NOT NULL DEFAULT E'a\\tb' CHECK (code ~ E'^\\\\d{11}$'), -- of eleven
  ended boolean CHECK (
    -- either it has ended
    ended = TRUE OR /* or; not */ ended IS NULL -- ')
  ),
  twice integer GENERATED ALWAYS AS (id * 2 /* two */) STORED
);
CREATE UNIQUE INDEX i ON a (lower(code /* c */)) WHERE ended -- only then
;`
    const { tables, skipped, defaults } = await read(text)
    expect(skipped).toEqual([])
    expect(defaults).toEqual({ code: 'a\tb' })
    const told = JSON.stringify(tables.get('a'))
    expect(told).toContain("code ~ '^")
    expect(told).not.toContain("E'")
    expect(told).not.toMatch(/either|or; not|--|two|only then|\/\*/)
    expect(tables.get('a')?.checks).toHaveLength(2)
    expect(tables.get('a')?.uniques.map((u) => u.condition === null)).toEqual([false])
  })
})

describe('scripts that are written loosely', () => {
  it('tables without a semicolon between them', async () => {
    const { tables, skipped } = await read(`CREATE TABLE a (id int PRIMARY KEY)

CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id))
CREATE INDEX ix ON b (a_id)
`)
    expect(skipped).toEqual([])
    expect([...tables.keys()]).toEqual(['a', 'b'])
    expect(tables.get('b')?.indexes).toHaveLength(1)
  })

  it('statements without a semicolon between them: nothing of the next one is taken for a part of this', async () => {
    const { tables, skipped } = await read(`use shop
create table a (
  id int primary key auto_increment
) partition by key() partitions 2

insert into a values
(1),
(2)
select * from a partition (p0)
-- what comes later
create table b (id int primary key, n text)

alter table b add column x int
alter table b add column y varchar(5)
/* and */
drop table if exists c
create table c (id int primary key, b_id int)
create index i on c (b_id)
alter table c add foreign key (b_id) references b (id)`)
    expect(skipped).toEqual([])
    expect([...tables.values()].map((t) => [t.name, t.columns.map((c) => c.type.raw ?? c.type.kind).join()])).toEqual([
      ['a', 'integer'],
      ['b', 'integer,text,integer,char'],
      ['c', 'integer,integer'],
    ])
    expect(tables.get('c')?.foreignKeys).toHaveLength(1)
  })

  it('CREATE TABLE in lines of their own that are part of another statement', async () => {
    const { tables, skipped } = await read(`DELIMITER //
DROP PROCEDURE IF EXISTS p;
CREATE PROCEDURE p() BEGIN
  DROP TABLE IF EXISTS \`inner\`;
  CREATE TABLE \`inner\` (id int);
  INSERT INTO \`inner\`
  SELECT 1;
END//
DELIMITER ;
INSERT INTO \`a\` VALUES ('x
create table no (id int)
'), ("
alter table a add column z int
");
CREATE TABLE \`a\` (id int PRIMARY KEY) ENGINE=InnoDB;`)
    expect(skipped).toEqual([])
    expect([...tables.keys()]).toEqual(['a'])
    expect(tables.get('a')?.columns).toHaveLength(1)
  })

  it('keys and indexes of YugabyteDB: columns that are hashed together', async () => {
    const { tables, skipped, listed } = await read(`CREATE TABLEGROUP g;
CREATE TABLE public.a (k2 text NOT NULL, v double precision, k1 integer NOT NULL,
    CONSTRAINT a_pkey PRIMARY KEY((k1, k2) HASH) INCLUDE (v)) SPLIT INTO 8 TABLETS;
CREATE TABLE public.b (a integer NOT NULL, "B" integer NOT NULL, c text,
    CONSTRAINT b_pkey PRIMARY KEY((a) HASH, "B" DESC), CONSTRAINT b_u UNIQUE (("B", c) HASH)) TABLEGROUP g;
CREATE INDEX NONCONCURRENTLY b_c ON public.b USING lsm (c HASH, a ASC) SPLIT INTO 3 TABLETS;`)
    expect([skipped, listed]).toEqual([[], []])
    expect([tables.get('a')?.primaryKey, tables.get('b')?.primaryKey]).toEqual([
      ['k1', 'k2'],
      ['a', 'B'],
    ])
    expect(tables.get('b')?.uniques.map((u) => u.columns)).toEqual([['B', 'c']])
    expect(tables.get('b')?.indexes.map((i) => i.columns.map((c) => c.name))).toEqual([['c', 'a']])
  })

  it('indexes and families among the columns, as CockroachDB has them; columns that are called so', async () => {
    const { tables } = await read(`CREATE TABLE a (
  id INT8 NOT NULL DEFAULT unique_rowid(), n STRING NULL, index varchar(10), family text,
  CONSTRAINT a_pkey PRIMARY KEY (id ASC), INDEX a_n_idx (n ASC), UNIQUE INDEX u (n DESC), FAMILY "primary" (id, n)
);`)
    const a = tables.get('a')
    expect(a?.columns.map((c) => c.name)).toEqual(['id', 'n', 'index', 'family'])
    expect([a?.indexes.length, a?.uniques.length]).toEqual([1, 1])
  })

  it('what psql sends without a semicolon ends there; its variables before a point are blanks', async () => {
    const { tables, skipped } = await read(`SELECT 1 \\gset
CREATE TABLE :"schema".a (id serial PRIMARY KEY) \\g
CREATE TABLE :schema.b (id int PRIMARY KEY, a_id int REFERENCES :schema.a);`)
    expect(skipped).toEqual([])
    expect([...tables.keys()].toSorted()).toEqual(['a', 'b'])
  })

  it('dumps of PostgreSQL 9: types are looked for where the search path begins, and a domain may be a list of others', async () => {
    const { tables, skipped } = await read(`SET search_path = public, pg_catalog;
CREATE TYPE level AS ENUM ('low', 'high');
SET search_path = app, pg_catalog;
CREATE TYPE status AS ENUM ('a', 'b');
CREATE DOMAIN positive AS numeric(12,4) NOT NULL DEFAULT 1.0;
CREATE DOMAIN positives AS positive[];
ALTER TYPE status ADD VALUE 'c';
CREATE TABLE t (id integer NOT NULL, s status, p positive, ps positives, l public.level, m level);`)
    const t = tables.get('app"."t')
    expect(t?.columns.find((c) => c.name === 'ps')?.type.raw).toBe('numeric(12, 4)[]')
    expect(t?.columns.map((c) => [c.name, c.type.kind, c.null])).toEqual([
      ['id', 'integer', false],
      ['s', 'char', true],
      ['p', 'decimal', false],
      ['ps', 'other', true],
      ['l', 'char', true],
      ['m', 'char', true],
    ])
    expect(skipped).toEqual([])
  })

  it('a type that is dropped takes its columns along where CASCADE says so', async () => {
    const { tables, skipped, listed } = await read(`DROP TYPE IF EXISTS a.gone, old;
CREATE TYPE mood AS ENUM ('a'); CREATE TYPE other AS ENUM ('b'); CREATE DOMAIN moody AS mood;
CREATE TABLE t (id serial PRIMARY KEY, m mood UNIQUE, n moody, o other);
DROP TYPE mood CASCADE;`)
    expect(tables.get('t')?.columns.map((c) => c.name)).toEqual(['id', 'o'])
    expect([skipped, listed]).toEqual([[], []])
  })

  it('a search path that is cut off', async () => {
    const { tables } = await read("SELECT set_config('search_path');\nCREATE TABLE a (id serial PRIMARY KEY);")
    expect([...tables.keys()]).toEqual(['a'])
  })

  it('lines that end as on an old Macintosh', async () => {
    const { tables } = await read('-- x\rCREATE TABLE a (id serial PRIMARY KEY, -- y\r n text);\r')
    expect(tables.get('a')?.columns.map((c) => c.name)).toEqual(['id', 'n'])
  })

  it('MariaDB: what is only made where it is missing', async () => {
    const { tables, skipped } = await read(`CREATE TABLE \`a\` (id int PRIMARY KEY, b int, KEY k (b)) ENGINE=InnoDB;
ALTER ONLINE TABLE a ADD INDEX IF NOT EXISTS k (b), ADD INDEX IF NOT EXISTS (b, id), ADD UNIQUE KEY IF NOT EXISTS u (b);
ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES a (id);
ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY IF NOT EXISTS (b) REFERENCES a (id);
ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES a (id);`)
    const a = tables.get('a')
    expect(a?.columns.map((c) => c.name)).toEqual(['id', 'b'])
    expect([a?.indexes.length, a?.uniques.length, a?.foreignKeys.length]).toEqual([2, 1, 1])
    expect(skipped).toEqual([expect.stringContaining('Line 5 was skipped: the constraint f exists already')])
  })
})

describe('dumps of a whole server', () => {
  it('every database that holds tables is a schema; one alone is none', async () => {
    const one = `\\connect template1
\\connect one
CREATE TABLE public.t (id integer NOT NULL);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
\\c - bob
CREATE TABLE public.u (t integer REFERENCES public.t);
`
    const first = await read(one)
    expect(first.skipped).toEqual([])
    expect([...first.tables.keys()].toSorted()).toEqual(['t', 'u'])
    const both = await read(`${one}\\connect -reuse-previous=on "dbname='two too'"
CREATE TABLE public.t (id integer NOT NULL, x integer);
CREATE TABLE s.t (id integer PRIMARY KEY);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id, x);
\\connect one
CREATE TABLE public.v (t integer REFERENCES public.t);
`)
    expect(both.skipped).toEqual([])
    const facts = [...both.tables.values()].map((t) => [
      t.name.replace('"."', '.'),
      t.primaryKey.join(),
      t.foreignKeys.map((fk) => fk.table.replace('"."', '.')).join(),
    ])
    expect(facts.toSorted()).toEqual([
      ['one.t', 'id', ''],
      ['one.u', '', 'one.t'],
      ['one.v', '', 'one.t'],
      ['two too.t', 'id,x', ''],
      ['two too_s.t', 'id', ''],
    ])
  })

  it('a foreign table is drawn as one from elsewhere', async () => {
    const { tables, skipped } = await read(`CREATE SERVER r FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'x;');
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE far (id int NOT NULL, x text OPTIONS (column_name 'y')) SERVER r OPTIONS (table_name ';');
CREATE FOREIGN TABLE part PARTITION OF parts FOR VALUES FROM (1) TO (2) SERVER r;`)
    expect(skipped).toEqual([])
    expect([...tables.keys()]).toEqual(['parts'])
  })

  it('an archive is refused with what makes a script of it', async () => {
    const file = { path: 'x.dump', bytes: Uint8Array.from([0x50, 0x47, 0x44, 0x4d, 0x50, 1, 14, 0, 4, 8]) }
    expect(sql.recognise(file)).toBeGreaterThan(0.5)
    const { doc, diagnostics } = await sql.import([file], { app: 'app' }, {})
    expect(doc.models).toEqual({})
    expect(diagnostics.map((d) => [d.severity, d.message])).toEqual([
      ['error', 'x.dump is an archive of pg_dump, not a script.'],
    ])
  })
})

describe('statements that change nothing', () => {
  it('what is not drawn is named as it is called', async () => {
    const { listed } = await read(`CREATE TABLE a (id int PRIMARY KEY);
CREATE CAST (a.p AS text) WITH INOUT;
CREATE TEXT SEARCH CONFIGURATION app.words (COPY = english);
CREATE OPERATOR CLASS app.by_size DEFAULT FOR TYPE a USING btree AS OPERATOR 1 <;
CREATE OPERATOR app.>>> (FUNCTION = f);`)
    expect(listed).toEqual([
      '(a.p AS text) is a cast; it is not drawn.',
      'words is an object of text search; it is not drawn.',
      'by_size is an operator; it is not drawn.',
      '>>> is an operator; it is not drawn.',
    ])
  })

  it('a schema that is given its own name ends', async () => {
    const { tables, skipped } = await read(`CREATE SCHEMA a; CREATE TYPE a.kind AS ENUM ('x');
CREATE TABLE a.t (id int PRIMARY KEY, k a.kind);
ALTER SCHEMA a RENAME TO a;`)
    expect(skipped).toEqual([])
    expect([...tables.keys()]).toEqual(['a"."t'])
  })
})

describe('scripts as programs ship them', () => {
  it('takes a line that begins with # for a comment, whatever the dialect', async () => {
    const { tables, skipped } = await read(
      '#  -*- text -*-\n# the schema\nCREATE TABLE a (id serial PRIMARY KEY);\n# end\n',
    )
    expect([...tables.keys()]).toEqual(['a'])
    expect(skipped).toEqual([])
  })

  it('skips an index over a column that is not there, with its line', async () => {
    const { tables, skipped } = await read('CREATE TABLE a (id serial PRIMARY KEY);\nCREATE INDEX i ON a (parent);')
    expect(tables.get('a')?.indexes).toEqual([])
    expect(skipped).toEqual([
      'Line 2 was skipped: there is no column parent in a. It begins: CREATE INDEX i ON a (parent)',
    ])
  })

  it('MySQL: tinyint(1) with a default of 2 counts, 0 is no day, 0x41 is bytes; PostgreSQL: no is false', async () => {
    const of = await read(`CREATE TABLE \`a\` (
  kind tinyint(1) unsigned NOT NULL DEFAULT '2',
  is_on tinyint(1) NOT NULL DEFAULT '1',
  at datetime DEFAULT 0,
  mark varbinary(9) DEFAULT 0x4100,
  code int DEFAULT 0x1F
) ENGINE=InnoDB;`)
    const kinds = of.tables.get('a')?.columns.map((c) => c.type.kind)
    expect(kinds).toEqual(['positiveSmallInteger', 'boolean', 'dateTime', 'binary', 'integer'])
    expect(of.defaults).toEqual({
      kind: 2,
      is_on: true,
      at: '0000-00-00 00:00:00',
      mark: { expr: `RawSQL("x'4100'", [])` },
      code: 31,
    })
    expect((await read("CREATE TABLE a (id serial PRIMARY KEY, send boolean DEFAULT 'no');")).defaults).toEqual({
      send: false,
    })
  })

  it('names indexes apart that differ in capitals only, or from a table in nothing else', async () => {
    const { tables } = await read(
      'CREATE TABLE `Tag` (id int, n int, KEY tag (n), KEY one (n)) ENGINE=InnoDB;\nCREATE TABLE b (n int, KEY ONE (n)) ENGINE=InnoDB;',
    )
    expect([...tables.values()].flatMap((t) => t.indexes.map((i) => i.name))).toEqual([
      'Tag_n_e916f7_idx',
      'one',
      'b_n_9d3ed3_idx',
    ])
  })
})

it('statements whose words a script puts together are listed', async () => {
  const { tables, skipped } = await read(`CREATE TABLE \`a\` (id int PRIMARY KEY) ENGINE=InnoDB;
SET @s = (SELECT IF(1, 'SELECT 1', 'CREATE TABLE b (id int)'));
PREPARE stmt FROM @s;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;`)
  expect([...tables.keys()]).toEqual(['a'])
  expect(skipped).toEqual([expect.stringContaining('its words are put together as it runs')])
})
