import { describe, expect, it } from 'vitest'
import { drizzlePostgresql } from './drizzle-postgresql.ts'
import { DEFAULT_EXPORT_OPTIONS as options, exportedText } from './exporter.ts'
import type { Exporter } from './exporter.ts'
import { markdown } from './markdown.ts'
import { mysql } from './mysql.ts'
import { compiledModels } from '../../test/support/models-py.ts'

const MODELS = `from django.db import models


class Warehouse(models.Model):
    pk = models.CompositePrimaryKey("region", "no")
    region = models.TextField()
    no = models.IntegerField()


class Shelf(models.Model):
    region = models.TextField()
    no = models.IntegerField()
    warehouse = models.ForeignObject(
        Warehouse, models.CASCADE, from_fields=("region", "no"), to_fields=("region", "no"), related_name="shelves"
    )
`

const compiled = compiledModels(MODELS, 'stock')
const exported = (exporter: Exporter) => exporter.export({ ...compiled, options })

describe('a relation over two columns', () => {
  it('has the name of its field in Drizzle, and its accessor on the other side', () => {
    const text = exportedText(exported(drizzlePostgresql))
    expect(text).toContain('  warehouse: one(warehouse, { fields: [shelf.region, shelf.no]')
    expect(text).toContain('  shelves: many(shelf')
  })

  it('leads each column to its own end in the data dictionary', () => {
    const text = exportedText(exported(markdown))
    expect(text).toMatch(/`region`.*→ \S*warehouse\.region/)
    expect(text).toMatch(/`no`.*→ \S*warehouse\.no/)
  })

  it('over long text says what MySQL makes of it', () => {
    expect(exported(mysql).diagnostics.map(({ message }) => message)).toContain(
      'MySQL / MariaDB cannot say text of any length in the key region; it is varchar(255) there.',
    )
  })
})
