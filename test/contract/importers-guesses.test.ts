/** Every guess of an import is listed with a command that takes it back, and the database stays what it is. */
import { describe, expect, it } from 'vitest'
import { applyPatch } from '../../shared/history/patch.ts'
import { applyCommand, parseCommand } from '../../shared/commands/registry.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { factsOf, importFixture, importText } from '../support/import-fixture.ts'
import type { ImportedFixture } from '../support/import-fixture.ts'

const SCRIPT = `
CREATE TABLE tbl_users (id bigserial PRIMARY KEY, name text);
CREATE TABLE profiles (id bigserial PRIMARY KEY, user_id bigint UNIQUE REFERENCES tbl_users (id));
CREATE TABLE keyed (user_id bigint PRIMARY KEY REFERENCES tbl_users (id));
CREATE TABLE tags (id bigserial PRIMARY KEY);
CREATE TABLE tbl_orders (id bigserial PRIMARY KEY);
CREATE TABLE user_tags (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES tbl_users (id), tag_id bigint NOT NULL REFERENCES tags (id), UNIQUE (user_id, tag_id));
CREATE INDEX ON user_tags (user_id);
CREATE INDEX ON user_tags (tag_id);
CREATE TABLE pairs (a bigint NOT NULL REFERENCES tags, b bigint NOT NULL REFERENCES tbl_users, PRIMARY KEY (a, b));
CREATE TABLE lost (id bigserial PRIMARY KEY, gone_id bigint REFERENCES gone (id));
`

const SOURCES: readonly (readonly [string, () => Promise<ImportedFixture>])[] = [
  ['a script with a guess of each kind', () => importText('x.sql', SCRIPT, { dialect: 'postgresql' })],
  ['chinook', () => importFixture('chinook/Chinook_Sqlite.sqlite')],
  ['odd', () => importFixture('odd/odd.sqlite')],
  ['synthetic', () => importFixture('synthetic-60/schema.sqlite.sql')],
]

describe('each guess can be taken back', () => {
  it.each(SOURCES)('%s', async (_name, load) => {
    const { doc, diagnostics, tables } = await load()
    const fixes = diagnostics.flatMap((d) => d.fixes.map((fix) => ({ fix, code: d.code })))
    expect(fixes.length).toBeGreaterThan(0)
    for (const { fix, code } of fixes) {
      const { type, params } = parseCommand(fix.command)
      const changed = applyPatch(doc, applyCommand(doc, type, params as never))
      const after = compileDesign(changed).schema.tables
      if (fix.label === 'Make it part of the design') expect(after).toHaveLength(tables.length + 1)
      else expect(factsOf(after), `${code} ${fix.label}`).toEqual(factsOf(tables))
    }
  })

  it('and all kinds of them are listed', async () => {
    const { diagnostics } = await importText('x.sql', SCRIPT, { dialect: 'postgresql' })
    const kinds = new Set(diagnostics.flatMap((d) => d.fixes.map((f) => f.command.type)))
    expect([...kinds].toSorted()).toEqual([
      'field.delete',
      'model.rename',
      'model.setExternal',
      'relation.promote',
      'relation.set',
    ])
  })
})

describe('capitals that PostgreSQL drops', () => {
  const named = async (script: string) => {
    const { doc, tables } = await importText('x.sql', script, { dialect: 'postgresql' })
    return { models: Object.values(doc.models), tables }
  }

  it('tell the words of models and fields; the database keeps its names', async () => {
    const { models, tables } =
      await named(`CREATE TABLE Sales.OrderLine (OrderLineID serial PRIMARY KEY, UnitPrice numeric(9, 2));
CREATE TABLE Refund (RefundID serial PRIMARY KEY, OrderLineID int NOT NULL REFERENCES Sales.OrderLine (OrderLineID));`)
    expect(models.map(({ name, fields }) => [name, fields.map((f) => f.name)])).toEqual([
      ['OrderLine', ['order_line_id', 'unit_price']],
      ['Refund', ['refund_id', 'order_line']],
    ])
    expect(tables.map((t) => [t.name, t.columns.map((c) => c.name)])).toEqual([
      ['sales"."orderline', ['orderlineid', 'unitprice']],
      ['refund', ['refundid', 'orderlineid']],
    ])
  })

  it('say nothing where everything is capitals, or the name is another one by now', async () => {
    const { models } = await named(`CREATE TABLE ORDER_LINES (UNIT_PRICE int PRIMARY KEY, NoteText text);
ALTER TABLE order_lines RENAME COLUMN notetext TO remark;
CREATE TABLE BadName (id serial PRIMARY KEY);
ALTER TABLE BadName RENAME TO good_names;`)
    expect(models.map(({ name, fields }) => [name, fields.map((f) => f.name)])).toEqual([
      ['OrderLine', ['unit_price', 'remark']],
      ['GoodName', ['id']],
    ])
  })
})

describe("a database of Django's", () => {
  it('comes back as its models; tables of Django itself are listed where nothing refers to them', async () => {
    const script = `CREATE TABLE django_migrations (id integer PRIMARY KEY AUTOINCREMENT, app varchar(255), name varchar(255));
CREATE TABLE django_content_type (id integer PRIMARY KEY AUTOINCREMENT, app_label varchar(100), model varchar(100));
CREATE TABLE auth_user (id integer PRIMARY KEY AUTOINCREMENT, username varchar(150) NOT NULL UNIQUE);
CREATE TABLE shop_product (id integer PRIMARY KEY AUTOINCREMENT, owner_id integer NOT NULL REFERENCES auth_user (id));
CREATE INDEX shop_product_owner_id_1 ON shop_product (owner_id);`
    const { doc, diagnostics, tables } = await importText('x.sql', script, { dialect: 'sqlite' })
    expect(tables.map((t) => [t.name, t.columns.length, t.foreignKeys.length])).toEqual([['shop_product', 2, 1]])
    expect(Object.values(doc.models).map((m) => [m.name, m.external])).toEqual([
      ['User', true],
      ['Product', false],
    ])
    const listed = diagnostics.filter((d) => d.code === 'relata.6025').map((d) => d.subject.label)
    expect(listed).toEqual(['django_content_type', 'django_migrations'])
  })
})

it('a many-to-many through a composite key is declared where makemigrations makes the key after its parts', async () => {
  const { doc } = await importText(
    'x.sql',
    `CREATE TABLE users (name text PRIMARY KEY);
CREATE TABLE groups (name text PRIMARY KEY);
CREATE TABLE assignments (who text REFERENCES users, grp text REFERENCES groups, PRIMARY KEY (who, grp));`,
    { dialect: 'postgresql' },
  )
  const owners = Object.values(doc.models).filter((m) => m.fields.some((f) => f.kind === 'manyToMany'))
  expect(owners.map((m) => m.name)).toEqual(['Group'])
})

describe('schemas', () => {
  it('are apps, one of each; no app has the label of one of Django', async () => {
    const script = `CREATE TABLE Person.Person (id serial PRIMARY KEY);
CREATE TABLE Sales.Person (id serial PRIMARY KEY, person_id int REFERENCES Person.Person);
CREATE TABLE auth.users (id serial PRIMARY KEY, person_id int REFERENCES Sales.Person);
CREATE TABLE notes (id serial PRIMARY KEY);`
    const { doc, diagnostics, tables } = await importText('x.sql', script, { dialect: 'postgresql', app: 'own' })
    const labels = Object.values(doc.models).map(({ app, name }) => `${doc.apps[app]?.label}.${name}`)
    expect(labels).toEqual(['person.Person', 'sales.Person', 'auth_schema.User', 'own.Note'])
    expect(tables.map((t) => t.name).toSorted()).toEqual(['auth"."users', 'notes', 'person"."person', 'sales"."person'])
    expect(diagnostics.filter((d) => d.severity !== 'info')).toEqual([])
  })
})
