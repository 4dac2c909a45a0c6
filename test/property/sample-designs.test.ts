/**
 * Every design that exports are tried on can be filled: composite keys that share columns, names that only capitals
 * tell apart, fields that are compared in chains. Nothing is refused, and no key leads nowhere.
 */
import { describe, expect, it } from 'vitest'
import { fillDatabase } from '../../electron/sqlite/sample/fill-database.ts'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { inSqliteNames } from '../../shared/exporters/sqlite-names.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'
import { importText } from '../support/import-fixture.ts'

const ROWS = 40
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

async function filled(doc: ErDocument, seed: number) {
  const compiled = inSqliteNames(compileDesign(doc))
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  db.exec(exportedText(sqlite.export({ ...compiled, options: { onDelete: 'orm', extra: { external: true } } })))
  const { signal } = new AbortController()
  const { notes } = await fillDatabase(db, compiled, { rows: ROWS, seed }, { signal, progress() {} })
  const dangling = db.pragma('foreign_key_check')
  const drawn = compiled.schema.tables.filter(({ joins }) => joins === null)
  const rows = drawn.map(({ name, label }) => {
    const count = db.prepare(`SELECT count(*) FROM ${quoted(name)}`).pluck()
    return [label, Number(count.get())] as const
  })
  const health = db.pragma('integrity_check', { simple: true })
  db.close()
  return { notes, dangling, health, empty: rows.filter(([, count]) => count === 0).map(([label]) => label), rows }
}

describe('sample rows of every design', () => {
  it.each(allDesigns())('%s', async (_name, doc) => {
    for (const seed of [1, 2]) {
      expect(await filled(doc, seed)).toMatchObject({ notes: [], dangling: [], health: 'ok', empty: [] })
    }
  })

  it('keep chains of compared fields, nullable ones and times among them', async () => {
    const rules = [
      "Q(start__lt=F('middle'))",
      "Q(middle__lt=F('end'))",
      "Q(end__lte=F('paid'))",
      "Q(end__lte=F('start') + datetime.timedelta(days=60))",
      "Q(low__lt=F('high'))",
      "Q(high__lt=F('top'))",
      'Q(high__isnull=True) | Q(high__gt=5)',
      "Q(discount__lte=F('price'))",
      "Q(opens__lt=F('closes'))",
      "Q(booked__date__lte=F('start'))",
      'Q(start__year__gte=2015)',
      'Q(paid__month__lte=6)',
      "~Q(a=F('b'))",
      'Q(low__gt=3) ^ Q(price__lt=50)',
    ]
    const models = `import datetime
from django.db import models
from django.db.models import F, Q
class Stay(models.Model):
    booked = models.DateTimeField(null=True)
    start = models.DateField()
    middle = models.DateField(null=True)
    end = models.DateField(null=True)
    paid = models.DateField()
    low = models.IntegerField()
    high = models.IntegerField(null=True)
    top = models.PositiveSmallIntegerField()
    price = models.DecimalField(max_digits=6, decimal_places=2)
    discount = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    opens = models.TimeField()
    closes = models.TimeField()
    a = models.CharField(max_length=10)
    b = models.CharField(max_length=12)
    class Meta:
        constraints = [
${rules.map((rule, i) => `            models.CheckConstraint(condition=${rule}, name='c${i}'),`).join('\n')}
        ]
`
    const { doc } = await importText('models.py', models, { app: 'app' })
    for (const seed of [1, 2, 3]) {
      expect(await filled(doc, seed)).toMatchObject({ notes: [], rows: [['app.Stay', ROWS]] })
    }
  })
})
