/** Scripts of migrations: blocks that ask first, ways back, numbers, tables of queries. */
import { describe, expect, it } from 'vitest'
import { compileDesign } from '../../../schema/compile-design.ts'
import { sql } from '../../sql.ts'

async function read(...files: readonly (readonly [string, string])[]) {
  const sources = files.map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  const { doc, diagnostics } = await sql.import(sources, { app: 'app', dialect: 'postgresql' }, {})
  const { tables } = compileDesign(doc).schema
  const facts = tables.map(
    (t) => `${t.name} (${t.columns.map((c) => c.name).join(' ')}) ${t.foreignKeys.map((fk) => fk.table).join(' ')}`,
  )
  const said = diagnostics.filter((d) => /603[04]/.test(d.code)).map((d) => `${d.subject.line} ${d.message}`)
  return { facts: facts.map((fact) => fact.trim()), said }
}

describe('DO blocks', () => {
  it('do what they do unless it is there', async () => {
    const { facts, said } = await read([
      'x.sql',
      `CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int);
DO $$ BEGIN
 ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id);
EXCEPTION
 WHEN duplicate_object THEN ALTER TABLE b ADD COLUMN never int;
END $$;
DO $do$
DECLARE n int := 1;
BEGIN
  CREATE TABLE a (id int);
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x' AND 1 = 1) THEN
    CREATE TYPE x AS ENUM ('a');
    CREATE TABLE c (id int PRIMARY KEY, x x);
  ELSE
    CREATE TABLE other (id int);
  END IF;
  BEGIN EXECUTE 'CREATE TABLE d (id int PRIMARY KEY)'; EXCEPTION WHEN others THEN NULL; END;
END
$do$ LANGUAGE plpgsql;
DO $$ BEGIN ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id); END $$;`,
    ])
    expect(facts).toEqual(['a (id)', 'b (id a_id) a', 'c (id x)', 'd (id)'])
    expect(said).toEqual(['16 Line 16 was skipped: it depends on a condition. It begins: CREATE TABLE other (id int)'])
  })

  it('that depend on something are listed with the line of the statement', async () => {
    const { facts, said } = await read([
      'x.sql',
      `DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT 1 LOOP
    EXECUTE format('CREATE TABLE p_%s (id int)', r);
  END LOOP;
  IF current_setting('x') = 'y' THEN
    CREATE TABLE a (id int);
  END IF;
  CREATE TABLE b (id int PRIMARY KEY);
END $$`,
    ])
    expect(facts).toEqual(['b (id)'])
    expect(said.map((text) => text.slice(0, 57))).toEqual([
      '5 Line 5 was skipped: its words are put together as it ru',
      '8 Line 8 was skipped: it depends on a condition. It begin',
    ])
  })
})

describe('migrations', () => {
  it.each([
    ['goose', '-- +goose Up\n-- +goose StatementBegin\n', '-- +goose Down\n'],
    ['dbmate', '-- migrate:up\n', '-- migrate:down transaction:false\n'],
    ['node-pg-migrate', '-- Up Migration\n', '-- Down Migration\n'],
    ['Play', '# --- !Ups\n', '# --- !Downs\n'],
    ['MyBatis', '-- // first\n', '-- //@UNDO\n'],
  ])('%s: the way back is not gone', async (_tool, up, down) => {
    const { facts, said } = await read(['1.sql', `${up}CREATE TABLE a (id int);\n${down}DROP TABLE a;\n`])
    expect(facts).toEqual(['a (id)'])
    expect(said).toHaveLength(1)
  })

  it('numbered files are read by their numbers, ways back not at all', async () => {
    const { facts, said } = await read(
      ['m/V10__rename.sql', 'ALTER TABLE a RENAME TO b;'],
      ['m/V2__first.sql', 'CREATE TABLE a (id int);'],
      ['m/V11__again.sql', 'CREATE TABLE a (id int, n int);'],
      ['m/U2__first.sql', 'DROP TABLE a;'],
      ['m/000012_x.down.sql', 'DROP TABLE b;'],
    )
    expect(facts.toSorted()).toEqual(['a (id n)', 'b (id)'])
    expect(said).toEqual([])
  })

  it('a query makes a table with INTO', async () => {
    const { facts } = await read([
      'x.sql',
      'CREATE TABLE a (id int, n text); SELECT id, n AS m INTO UNLOGGED b FROM a;',
    ])
    expect(facts).toEqual(['a (id n)', 'b (id m)'])
  })
})
