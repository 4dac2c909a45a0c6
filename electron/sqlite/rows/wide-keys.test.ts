import { expect, it } from 'vitest'
import { buildDocument } from '../../../shared/importers/django/build.ts'
import { readSourceModule } from '../../../shared/importers/django/modules.ts'
import { compileDesign } from '../../../shared/schema/compile-design.ts'
import { openDatabase } from '../open-database.ts'
import { syncDatabase } from '../sync-database.ts'
import { applyChanges } from './apply-changes.ts'

/** The key names its columns in another order than the table has them. */
const MODELS = `from django.db import models


class Warehouse(models.Model):
    pk = models.CompositePrimaryKey("region", "no")
    no = models.IntegerField()
    region = models.IntegerField()


class Shelf(models.Model):
    region = models.IntegerField()
    no = models.IntegerField()
    warehouse = models.ForeignObject(Warehouse, models.CASCADE, from_fields=("region", "no"), to_fields=("region", "no"))
`

it('deleting a row with a composite key takes along what on_delete says', () => {
  const design = compileDesign(buildDocument([readSourceModule('models.py', MODELS)], { app: 'stock' }).doc)
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  syncDatabase(db, design)
  db.exec('INSERT INTO stock_warehouse (region, no) VALUES (1, 2), (2, 1)')
  db.exec('INSERT INTO stock_shelf (region, no) VALUES (1, 2), (2, 1), (1, 2)')
  const columns = db.prepare("SELECT name FROM pragma_table_info('stock_warehouse') WHERE pk > 0 ORDER BY pk").pluck()
  expect(columns.all()).toEqual(['region', 'no'])
  // A table with rowids is addressed by them.
  const done = applyChanges(db, design, [{ kind: 'delete', table: 'stock_warehouse', key: [1] }])
  expect(done).toMatchObject({ applied: true, problems: [] })
  expect(db.prepare('SELECT region, no FROM stock_warehouse').raw().all()).toEqual([[2n, 1n]])
  expect(db.prepare('SELECT region, no FROM stock_shelf').raw().all()).toEqual([[2n, 1n]])
  db.close()
})
