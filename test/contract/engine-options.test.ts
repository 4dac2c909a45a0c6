/** The switches of the SQL targets, run on their engines: again and again, with enums, with rows, with extensions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter, ExportOptions } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'
import { withRows } from '../support/nasty-designs.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'
import { importText } from '../support/import-fixture.ts'

const pg = postgresqlFolder()
const maria = mariadbProgram()

const MODELS = `
from django.db import models

class Shirt(models.Model):
    class Size(models.TextChoices):
        SMALL = "S", "Small"
        TALL = "it's tall", "Tall"
    name = models.CharField(max_length=40)
    size = models.CharField(max_length=10, choices=Size.choices, db_default="S")
    colour = models.CharField(max_length=5, choices=[("r", "Red"), ("g", "Green")], null=True)
    code = models.CharField(max_length=5, choices=[("a", "A")], unique=True)
    stars = models.IntegerField(choices=[(1, "One"), (2, "Two")])
    friend = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)

    class Meta:
        indexes = [models.Index(fields=["size", "-name"], name="by_size")]
`

const POSTGRESQL_MODELS = `
from django.contrib.postgres.fields import ArrayField, CITextField, DateRangeField, HStoreField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

class Paper(models.Model):
    tags = ArrayField(models.CharField(max_length=10), default=list)
    grid = ArrayField(base_field=ArrayField(models.DecimalField(max_digits=5, decimal_places=2), size=3), null=True)
    extra = HStoreField(null=True)
    email = CITextField(null=True)
    words = SearchVectorField(null=True)
    valid = DateRangeField(null=True)
    title = models.TextField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="gin_words"),
            GinIndex(fields=["tags"], name="gin_tags"),
            GinIndex(fields=["title"], name="gin_title", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["title"], name="gin_none"),
            GistIndex(fields=["valid"], name="gist_valid"),
        ]
`

function text(exporter: Exporter, doc: ErDocument, extra: ExportOptions['extra']): string {
  return exportedText(exporter.export({ ...compileDesign(doc), options: { ...DEFAULT_EXPORT_OPTIONS, extra } }))
}

const ENGINES = [
  {
    name: 'PostgreSQL',
    exporter: postgresql as Exporter,
    start: pg === null ? null : () => startPostgresql(pg),
    enums: `SELECT c.table_name || '.' || c.column_name, (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
      FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = c.udt_name)
      FROM information_schema.columns c WHERE c.data_type = 'USER-DEFINED' ORDER BY 1`,
    enumsFound: [
      ['app_shirt.colour', 'r,g'],
      ['app_shirt.size', "S,it's tall"],
    ],
    insert: `INSERT INTO app_shirt (name, code, stars) VALUES ('new', 'a', 1)`,
  },
  {
    name: 'MariaDB',
    exporter: mysql as Exporter,
    start: maria === null ? null : () => startMariadb(maria),
    enums: `SELECT concat(table_name, '.', column_name), column_type FROM information_schema.columns
      WHERE data_type = 'enum' AND table_schema = database() ORDER BY 1`,
    enumsFound: [
      ['app_shirt.colour', "enum('r','g')"],
      ['app_shirt.size', "enum('S','it''s tall')"],
    ],
    insert: `INSERT INTO app_shirt (name, code, stars) VALUES ('new', 'a', 1)`,
  },
] as const

/** Of the others the rules are such that made-up rows break them. */
const FILLED: ReadonlySet<string> = new Set(
  ['deletes', 'keys', 'long', 'reserved', 'schemas', 'signs', 'values'].map((name) => `nasty_${name}`),
)

describe.each(ENGINES)('switches on $name', ({ name, exporter, start, enums, enumsFound, insert }) => {
  let engine: Engine
  beforeAll(async () => {
    if (start === null) console.log(`not run: ${name} is not installed on this machine`)
    else engine = await start()
  }, 120_000)
  afterAll(() => engine?.stop(), 60_000)

  const designs = allDesigns()
  for (const [index, [design, doc]] of designs.entries()) {
    it.runIf(start !== null)(`${design} with IF NOT EXISTS runs twice`, () => {
      const sql = text(exporter, doc, { external: true, ifNotExists: true })
      engine.createDatabase(`twice${index}`)
      engine.run(`twice${index}`, sql)
      engine.run(`twice${index}`, sql)
    })

    it.runIf(start !== null)(`${design} with DROP, enums and rows replaces itself`, () => {
      const filled = FILLED.has(design) ? withRows(doc, 5) : doc
      const sql = text(exporter, filled, { external: true, drop: true, enums: true, rows: true })
      engine.createDatabase(`again${index}`)
      engine.run(`again${index}`, sql)
      engine.run(`again${index}`, sql)
    })
  }

  it.runIf(start !== null)('choices of text become enums in the catalog, keys stay text', async () => {
    const { doc } = await importText('models.py', MODELS)
    engine.createDatabase('shirts')
    engine.run('shirts', text(exporter, doc, { enums: true }))
    expect(engine.rows('shirts', enums)).toEqual(enumsFound)
  })

  it.runIf(start !== null).each([false, true])('numbering goes on after sample rows (serial %s)', async (serial) => {
    const { doc } = await importText('models.py', MODELS)
    const [model] = Object.values(doc.models)
    if (model === undefined) throw new Error('no model')
    const id = (field: string): string => model.fields.find((one) => one.name === field)?.id ?? ''
    const values = { [id('name')]: 'x', [id('code')]: 'b', [id('stars')]: 1 }
    const rows = {
      [model.id]: {
        id: model.id,
        rows: [
          { pk: 1, values },
          { pk: 7, values: { ...values, [id('code')]: 'c' } },
        ],
      },
    }
    const name = `counted_${serial}`
    engine.createDatabase(name)
    engine.run(name, text(exporter, { ...doc, rows }, { rows: true, serial }))
    engine.run(name, insert)
    expect(engine.rows(name, 'SELECT id FROM app_shirt ORDER BY id')).toEqual([['1'], ['7'], ['8']])
  })
})

describe('fields of django.contrib.postgres', () => {
  let engine: Engine
  beforeAll(async () => {
    if (pg !== null) engine = await startPostgresql(pg)
  }, 120_000)
  afterAll(() => engine?.stop(), 60_000)

  it.runIf(pg !== null)('have their own types, extensions and indexes in the catalog', async () => {
    const { doc } = await importText('models.py', POSTGRESQL_MODELS)
    const compiled = compileDesign(doc)
    const exported = postgresql.export({ ...compiled, options: DEFAULT_EXPORT_OPTIONS })
    engine.createDatabase('papers')
    engine.run('papers', exportedText(exported))
    const types = `SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
      WHERE a.attrelid = 'app_paper'::regclass AND a.attnum > 1 ORDER BY a.attnum`
    expect(engine.rows('papers', types)).toEqual([
      ['tags', 'character varying(10)[]'],
      // PostgreSQL keeps neither the sizes nor the depth of an array.
      ['grid', 'numeric(5,2)[]'],
      ['extra', 'hstore'],
      ['email', 'citext'],
      ['words', 'tsvector'],
      ['valid', 'daterange'],
      ['title', 'text'],
    ])
    const indexes = `SELECT indexname FROM pg_indexes WHERE tablename = 'app_paper' AND indexname LIKE 'gi%' ORDER BY 1`
    expect(engine.rows('papers', indexes).flat()).toEqual(['gin_tags', 'gin_title', 'gin_words', 'gist_valid'])
    expect(exported.diagnostics.map(({ message }) => message)).toEqual([
      'PostgreSQL cannot say the index gin_none; it is left out.',
    ])
  })

  it.runIf(pg !== null)('come in from SQL and go out again as the same types', async () => {
    const sql = `CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE TABLE paper (
  id bigserial PRIMARY KEY,
  tags text[] NOT NULL DEFAULT '{}'::text[],
  grid numeric(5,2)[][],
  numbers integer ARRAY DEFAULT ARRAY[1, 2],
  moods mood[],
  mood mood NOT NULL DEFAULT 'ok',
  valid daterange, seen tstzrange, extra hstore, words tsvector
);
CREATE INDEX paper_tags ON paper USING gin (tags);
CREATE INDEX paper_words ON paper USING gin (words);
CREATE INDEX paper_valid ON paper USING gist (valid);`
    const types = `SELECT a.attname, format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = 'paper'::regclass AND a.attnum > 1 ORDER BY a.attnum`
    const indexes = `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'paper' AND indexname LIKE 'paper__%' ORDER BY 1`
    engine.createDatabase('written')
    engine.run('written', sql)
    const { doc } = await importText('paper.sql', sql, { dialect: 'postgresql' })
    engine.createDatabase('again')
    engine.run('again', text(postgresql, doc, { enums: true }))
    const found = engine.rows('again', types)
    // An enum in a list is text, and the enum itself is named after its column.
    const wanted = engine
      .rows('written', types)
      .map(([column, type, value]) => [
        column,
        column === 'moods' ? 'character varying(3)[]' : column === 'mood' ? 'paper_mood' : type,
        column === 'mood' ? "'ok'::paper_mood" : value,
      ])
    expect(found).toEqual(wanted)
    expect(engine.rows('again', indexes)).toEqual(engine.rows('written', indexes))
  })
})
