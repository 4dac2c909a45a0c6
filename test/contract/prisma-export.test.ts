import { format, get_dmmf, validate } from '@prisma/prisma-schema-wasm'
import { describe, expect, it } from 'vitest'
import { diagramTables } from '../../shared/exporters/documents/edges.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { prisma } from '../../shared/exporters/prisma.ts'
import { cutName, namespaceOf } from '../../shared/exporters/sql/names.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'
import { importText } from '../support/import-fixture.ts'

interface Dmmf {
  readonly datamodel: {
    readonly models: readonly {
      readonly name: string
      /** null: as its name. */
      readonly dbName: string | null
      readonly schema?: string
      readonly fields: readonly DmmfField[]
    }[]
  }
}
interface DmmfField {
  readonly name: string
  readonly kind: string
  readonly dbName?: string
  readonly relationFromFields?: readonly string[]
}

describe.each(allDesigns())('Prisma schema of %s', (_name, doc) => {
  it('is valid to Prisma itself, with every table, column and key that it can say', () => {
    const compiled = compileDesign(doc)
    const { diagnostics, ...exported } = prisma.export({ ...compiled, options: DEFAULT_EXPORT_OPTIONS })
    const asked = JSON.stringify({
      prismaSchema: [['schema.prisma', exportedText({ ...exported, diagnostics })]],
      noColor: true,
    })
    validate(asked)
    expect(formatted(exportedText({ ...exported, diagnostics }))).toBe(exportedText({ ...exported, diagnostics }))
    const { models } = (JSON.parse(get_dmmf(asked)) as Dmmf).datamodel
    const tables = diagramTables(compiled.schema).filter((t) => t.primaryKey.length > 0)
    const plain = (name: string) => cutName(name.replace(/^.*"\."/, ''), 63)
    expect(models.map((m) => m.dbName ?? m.name).sort()).toEqual(tables.map((t) => plain(t.name)).sort())
    const columns = (columnNames: readonly string[]) => columnNames.toSorted()
    for (const table of tables) {
      const schema = namespaceOf(table.name) ?? 'public'
      const model = models.find((m) => (m.dbName ?? m.name) === plain(table.name) && (m.schema ?? schema) === schema)
      const scalars = model?.fields.filter((f) => f.kind === 'scalar').map((f) => f.dbName ?? f.name) ?? []
      const known = table.columns
        .filter((c) => c.type.kind !== 'duration' && (c.type.kind !== 'other' || isList(c.type.raw)))
        .map((c) => plain(c.name))
      expect(columns(scalars), table.name).toEqual(columns(known))
    }
    const keys = models.flatMap((m) => m.fields.filter((f) => (f.relationFromFields ?? []).length > 0)).length
    const left = diagnostics.filter((d) => d.code === 'relata.4007').length
    const shown = new Set(tables.map((t) => t.name))
    const wanted = tables.filter((t) => compiled.schema.tables.includes(t)).flatMap((t) => t.foreignKeys)
    expect(keys + left).toBe(wanted.filter((fk) => shown.has(fk.table)).length)
  })
})

/** The text as `prisma format` would set it. */
function formatted(text: string): string {
  const where = { textDocument: { uri: 'file:/schema.prisma' }, options: { tabSize: 2, insertSpaces: true } }
  const files = JSON.parse(format(JSON.stringify([['schema.prisma', text]]), JSON.stringify(where))) as [
    string,
    string,
  ][]
  return files[0]?.[1] ?? ''
}

/** Lists of one dimension are Prisma's own. */
function isList(raw: string | null): boolean {
  return /^[^[\]]+\[\d*\]$/.test(raw ?? '')
}

describe('switches and types of PostgreSQL', () => {
  const MODELS = `
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

class Fit(models.TextChoices):
    SLIM = "slim"
    WIDE = "wide"


class Shirt(models.Model):
    size = models.CharField(max_length=10, choices=[("S", "Small"), ("it's tall", "Tall"), ("1", "One")], default="S")
    tags = ArrayField(models.CharField(max_length=10), default=list, null=True)
    made = models.DateTimeField(db_default=Now())
    cut = models.CharField(max_length=9, choices=Fit, default=Fit.SLIM)


class Hat(models.Model):
    cut = models.CharField(max_length=9, choices=Fit)
`
  it('are valid to Prisma: enums with mapped members, lists, computed defaults', async () => {
    const { doc } = await importText('models.py', MODELS)
    const options = { ...DEFAULT_EXPORT_OPTIONS, extra: { enums: true } }
    const text = exportedText(prisma.export({ ...compileDesign(doc), options }))
    validate(JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true }))
    expect(text).toMatch(/^  size +Shirt_size +@default\(S\)$/m)
    expect(text).toContain(`enum Shirt_size {\n  S\n  it_s_tall @map("it's tall")\n  v1        @map("1")\n}`)
    expect(text.match(/^enum .*/gm)).toEqual(['enum Fit {', 'enum Shirt_size {'])
    expect(text).toMatch(/^  tags +String\[\] +@default\(\[\]\) @db\.VarChar\(10\)$/m)
    expect(text).toMatch(/^  made +DateTime +@default\(now\(\)\) @db\.Timestamptz$/m)
  })

  it.each(allDesigns())('with enums %s is valid too', (_name, doc) => {
    const options = { ...DEFAULT_EXPORT_OPTIONS, extra: { enums: true } }
    const text = exportedText(prisma.export({ ...compileDesign(doc), options }))
    validate(JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true }))
    expect(formatted(text)).toBe(text)
  })
})
