/** What Prisma's schemas say beside tables and keys: the database, what the client makes of columns, what is left out. */
import { describe, expect, it } from 'vitest'
import type { ErDocument } from '../../shared/document/records.ts'
import { importText } from '../support/import-fixture.ts'

const source = (provider: string, more = '') => `datasource db {\n  provider = "${provider}"\n  ${more}\n}\n`

function optionsOf(doc: ErDocument): { readonly [field: string]: object } {
  const fields = Object.values(doc.models).flatMap((m) => m.fields)
  return Object.fromEntries(fields.map((f) => [f.name, { kind: 'type' in f ? f.type : f.kind, ...f.options }]))
}

describe('a Prisma schema', () => {
  it('tells its database, whose own types and defaults are read as such', async () => {
    const text = `${source('postgresql')}model A {
  id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  tags String[]
  day DateTime @default(dbgenerated("CURRENT_DATE")) @db.Date
}`
    const { tables, doc, diagnostics } = await importText('x.prisma', text)
    expect(tables[0]?.columns.map((c) => [c.type.raw ?? c.type.kind, c.dbDefault])).toEqual([
      ['uuid', { expr: 'RawSQL("gen_random_uuid()", [])' }],
      ['text[]', undefined],
      ['date', { expr: 'RawSQL("CURRENT_DATE", [])' }],
    ])
    expect(Object.values(doc.models)[0]?.fields.map((f) => f.kind)).toContain('custom')
    expect(diagnostics.filter((d) => d.severity === 'warning')).toEqual([])
  })

  it('keeps the size of numbers where SQLite has one alone', async () => {
    const text = `${source('sqlite')}model A {
  id Int @id @default(autoincrement())
}
model B {
  id BigInt @id @default(autoincrement())
}`
    const { tables } = await importText('x.prisma', text)
    expect(tables.map((t) => t.columns[0]?.type.kind)).toEqual(['integer', 'bigInteger'])
  })

  it('lists with defaults, relations that a column requires, indexes under their older name', async () => {
    const text = `${source('postgresql')}enum Role {
  ADMIN
  USER @map("user")
}
model User {
  id    Int      @id
  roles Role[]   @default([USER])
  tags  String[] @default(["a", "it's"])
  nums  Int[]    @default([])
  as    A[]
}
model A {
  id      Int   @id
  userId  Int
  user    User? @relation(fields: userId, references: id)
  @@index([userId, id], name: "older")
  @@unique([id, userId], name: "client")
  @@index(id)
  @@unique(userId, map: "alone")
}`
    const { tables, diagnostics } = await importText('x.prisma', text)
    const [user, a] = ['User', 'A'].map((name) => tables.find((t) => t.name === name))
    const facts = user?.columns.map((c) => [c.type.raw, c.dbDefault === undefined ? null : c.dbDefault])
    expect(facts?.slice(1)).toEqual([
      ['text[]', { expr: `RawSQL("ARRAY['user']", [])` }],
      ['text[]', { expr: `RawSQL("ARRAY['a', 'it''s']", [])` }],
      ['integer[]', { expr: `RawSQL("'{}'", [])` }],
    ])
    expect(a?.foreignKeys.map((fk) => fk.onDelete)).toEqual(['PROTECT'])
    expect(a?.indexes.map((i) => i.columns.map((c) => c.name))).toEqual([['userId', 'id'], ['id']])
    expect(a?.indexes[0]?.name).toBe('older')
    expect(a?.uniques.some((u) => u.name === 'client')).toBe(false)
    expect(a?.columns[1]?.unique).toBe(true)
    const said = diagnostics.filter((d) => d.code === 'relata.6032').map((d) => d.message)
    expect(said).toEqual(['Line 11: roles is a list of Role; it is read as a list of texts.'])
  })

  it.each(['relationMode = "prisma"', 'referentialIntegrity = "prisma"'])(
    '%s: no key is in the database',
    async (mode) => {
      const text = (more: string) => `${source('mysql', more)}model A {
  id Int @id
  b B @relation(fields: [bId], references: [id])
  bId Int
  c B @relation("c", fields: [cId], references: [id])
  cId Int
  @@index([cId])
}
model B {
  id Int @id
  as A[]
  cs A[] @relation("c")
}`
      const facts = async (more: string) => {
        const { tables } = await importText('x.prisma', text(more))
        const a = tables.find((t) => t.name === 'A')
        return [a?.foreignKeys.map((fk) => fk.enforced), a?.indexes.map((i) => i.columns[0]?.name)]
      }
      expect(await facts('')).toEqual([
        [true, true],
        ['bId', 'cId'],
      ])
      expect(await facts(mode)).toEqual([[false, false], ['cId']])
    },
  )

  it('MongoDB has no keys either', async () => {
    const text = `${source('mongodb')}model A {
  id String @id @default(auto()) @map("_id") @db.ObjectId
  b A? @relation("t", fields: [bId], references: [id], onDelete: NoAction, onUpdate: NoAction)
  bId String? @db.ObjectId
  as A[] @relation("t")
}`
    const { tables } = await importText('x.prisma', text)
    expect(tables.map((t) => [t.name, t.columns.map((c) => c.name), t.foreignKeys.map((fk) => fk.enforced)])).toEqual([
      ['A', ['_id', 'bId'], [false]],
    ])
  })

  it('what its client makes of a column is made by Django, or listed', async () => {
    const text = `${source('mysql')}model A {
  id String @id @default(uuid()) @db.Char(36)
  code String @unique @default(nanoid(10))
  flag Boolean @db.TinyInt
  changed DateTime @updatedAt
  stamped DateTime @default(now()) @updatedAt
  name String @db.VarChar(50)
  b B? @relation(fields: [bId], references: [key], onUpdate: SetNull)
  bId String?
  @@index([name(length: 20)])
  @@fulltext([name])
}
model B {
  key String @id @default(cuid())
  as A[]
}`
    const { doc, diagnostics } = await importText('x.prisma', text)
    const options = optionsOf(doc)
    expect(options).toMatchObject({
      id: { default: { expr: 'uuid.uuid4' } },
      flag: { kind: 'BooleanField' },
      changed: { kind: 'DateTimeField', auto_now: true },
      stamped: { auto_now: true },
    })
    const said = diagnostics.filter((d) => d.code === 'relata.6032').map((d) => `${d.subject.line} ${d.message}`)
    expect(said.map((s) => s.replace(/ Line \d+:/, '')).toSorted()).toEqual([
      '12 ON UPDATE SET NULL of b is left out.',
      '14 the length of name in an index is left out.',
      '15 the full-text index of name is kept as an ordinary one.',
      '18 the default that the program makes of key is left out.',
      '7 the default that the program makes of code is left out.',
    ])
  })

  it('in the words of Prisma 8', async () => {
    const text = `// use prisma-8
types {
  Embedding = pgvector.Vector(3)
  Short = String
}
enum Level {
  @@type("pg/int4@1")
  Low = 0
  High = 1
}
enum Status {
  Out = "out-of-stock"
}
model Task {
  id Uuid @id @default(uuid())
  kind String
  level Level @default(High)
  status Status @default(Out)
  views BigIntNumber?
  at Embedding?
  short Short
  @@discriminator(kind)
  @@map("task")
}
`
    const { tables, diagnostics } = await importText('contract.prisma', text)
    const facts = tables.map((t) => [
      t.name,
      t.primaryKey.join(),
      t.columns.map((c) => `${c.name} ${c.type.kind}${c.null ? '?' : ''}`).join(', '),
    ])
    expect(facts.toSorted()).toEqual([
      ['task', 'id', 'id uuid, kind text, level char, status char, views bigInteger?, at text?, short text'],
    ])
    const status = tables.find((t) => t.name === 'task')?.columns[3]
    expect([status?.choices?.map((c) => c.value), status?.dbDefault]).toEqual([['out-of-stock'], 'out-of-stock'])
    expect(diagnostics.filter((d) => d.severity === 'warning').map((d) => d.message)).toEqual([])
  })

  it('lists of keys are edges, and rules over parts of documents are left out', async () => {
    const text = `${source('mongodb')}type Size {
  width Int
}
model Product {
  id   String @id @map("_id") @db.ObjectId
  size Size?
  tagIds String[] @db.ObjectId
  tags Tag[] @relation(fields: [tagIds], references: [id])
  @@unique([id, size.width])
  @@index([size.width])
}
model Tag {
  id String @id @map("_id") @db.ObjectId
  productIds String[] @db.ObjectId
  products Product[] @relation(fields: [productIds], references: [id])
}`
    const { doc, diagnostics } = await importText('x.prisma', text)
    const fields = Object.values(doc.models).flatMap((m) => m.fields)
    expect(fields.filter((f) => f.kind !== 'scalar').map((f) => [f.kind, f.name])).toEqual([['manyToMany', 'tags']])
    expect(Object.values(doc.models).flatMap((m) => [...m.constraints, ...m.indexes])).toEqual([])
    expect(diagnostics.flatMap((d) => (d.code === 'relata.6032' ? [d.message] : []))).toEqual([
      'Line 13: @@unique over size.width, which is no column of Product, is left out.',
      'Line 14: @@index over size.width, which is no column of Product, is left out.',
      'Line 12: tags joins by the list tagIds; it is a many-to-many beside it.',
      'Line 19: products joins by the list productIds; it is a many-to-many beside it.',
    ])
  })

  it('has the types of its database where it names none', async () => {
    const text = (provider: string) => `${source(provider)}model A {
  id String @id
  data Json
  raw Bytes
  at DateTime @default(now())
  ratio Float
}`
    const types = async (provider: string) => {
      const { tables, diagnostics } = await importText('x.prisma', text(provider))
      const said = diagnostics.flatMap((d) => (d.code === 'relata.6043' ? [d.message.split(' becomes', 1)[0]] : []))
      return [tables[0]?.columns[0]?.type.raw ?? tables[0]?.columns[0]?.type, ...said]
    }
    expect(await types('postgresql')).toMatchObject([{ kind: 'text' }, 'The type timestamp'])
    expect(await types('mysql')).toMatchObject([{ kind: 'char', maxLength: 191 }, 'The type datetime(3)'])
    expect((await types('sqlserver'))[0]).toMatchObject({ kind: 'char', maxLength: 1000 })
  })

  it('of MongoDB reads its words, lists as documents and moments with their time', async () => {
    const text = `${source('mongodb')}enum Mood {
  Good @map("good")
}
model A {
  id String @id @map("_id") @db.ObjectId
  at DateTime @default(now()) @db.Date
  count BigInt @db.Long
  raw Bytes @db.BinData
  tags String[] @default(["it's"])
  moods Mood[] @default([Good])
}`
    const { doc, diagnostics } = await importText('x.prisma', text)
    expect(optionsOf(doc)).toMatchObject({
      id: { db_column: '_id', primary_key: true },
      at: { kind: 'DateTimeField', db_default: { expr: 'Now()' } },
      count: { kind: 'BigIntegerField' },
      raw: { kind: 'BinaryField' },
      tags: { kind: 'JSONField', db_default: { expr: `["it's"]` } },
      moods: { kind: 'JSONField', db_default: { expr: '["good"]' } },
    })
    expect(diagnostics.filter((d) => /602|604/.test(d.code))).toEqual([])
  })

  it('of SQL Server is read in words of PostgreSQL, and says so', async () => {
    const text = `${source('sqlserver')}model A {
  id String @id @default(dbgenerated("newid()"), map: "DF_1") @db.UniqueIdentifier
  at DateTime @default(dbgenerated("getdate()")) @db.DateTimeOffset
  price Float @db.SmallMoney
  note String? @db.NVarChar(Max)
}`
    const { doc, diagnostics } = await importText('x.prisma', text)
    expect(optionsOf(doc)).toMatchObject({
      id: { kind: 'UUIDField', db_default: { expr: 'RawSQL("gen_random_uuid()", [])' } },
      at: { kind: 'DateTimeField', db_default: { expr: 'Now()' } },
      price: { kind: 'DecimalField', max_digits: 10, decimal_places: 4 },
      note: { kind: 'TextField' },
    })
    expect(diagnostics[0]).toMatchObject({ code: 'relata.6039', subject: { label: 'SQL Server' } })
    expect(diagnostics.some((d) => /6020|6042/.test(d.code))).toBe(false)
  })

  it('keeps the names of fields beside a key of several columns', async () => {
    const text = `${source('postgresql')}model Account {
  id String
  userId Int
  balances Balance[]
  @@id([id, userId])
}
model Balance {
  key Int @id
  id Int
  accountId String
  userId Int
  account Account @relation(fields: [accountId, userId], references: [id, userId])
}
model Loose {
  id Int
}`
    const { doc } = await importText('x.prisma', text)
    const names = Object.values(doc.models).map((m) => [m.name, ...m.fields.map((f) => f.name)])
    expect(names).toEqual([
      ['Account', 'pk', 'id', 'user_id'],
      ['Balance', 'key', 'id', 'account_id', 'user_id', 'account'],
      // Here Django makes a key of that name.
      ['Loose', 'id_2'],
    ])
  })
})
