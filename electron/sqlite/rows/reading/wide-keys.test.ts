import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../database/open-database.ts'
import { syncDatabase } from '../../database/sync-database.ts'
import { applyChanges } from '../changes/apply-changes.ts'
import { countGroups, readLabels, searchRows } from './look-up.ts'
import { compiledModels } from '../../../../test/support/models-py.ts'

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
  const design = compiledModels(MODELS, 'stock')
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

describe('rows found by several columns', () => {
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  db.exec(`
    CREATE TABLE house (region TEXT, no INTEGER, city TEXT, PRIMARY KEY (region, no)) WITHOUT ROWID;
    CREATE TABLE shelf (id INTEGER PRIMARY KEY, region TEXT, no INTEGER);
    INSERT INTO house VALUES ('N', 1, 'Oslo'), ('N', 2, 'Bergen'), ('S', 1, 'Rome');
    INSERT INTO shelf (region, no) VALUES ('N', 1), ('N', 1), ('S', 1), ('N', NULL);`)
  const keys = ['region', 'no']
  const house = { table: 'house', keys, labels: ['city'] }

  it('are counted, each key by itself', () => {
    const values = [
      ['N', 1],
      ['N', 2],
      ['S', 1],
      ['N', null],
    ]
    expect(countGroups(db, { groups: [{ table: 'shelf', columns: keys, values }] }).groups).toEqual([
      [
        { key: ['N', 1], count: 2 },
        { key: ['S', 1], count: 1 },
      ],
    ])
    expect(() => countGroups(db, { groups: [{ table: 'shelf', columns: keys, values: [['N']] }] })).toThrow(
      'A key has a value for each of its columns.',
    )
  })
  it('are called by their label', () => {
    const values = [
      ['S', 1],
      ['S', 2],
    ]
    expect(readLabels(db, { ...house, values }).labels).toEqual([{ key: ['S', 1], label: 'Rome' }])
  })
  it('are chosen by label, by the whole key, or by a part of it', () => {
    const found = (text: string) => searchRows(db, { ...house, text, limit: 10 }).options.map(({ label }) => label)
    expect(found('erg')).toEqual(['Bergen'])
    expect(found('N, 2')).toEqual(['Bergen'])
    expect(found('1')).toEqual(['Oslo', 'Rome'])
    expect(found('')).toEqual(['Oslo', 'Bergen', 'Rome'])
  })
})
