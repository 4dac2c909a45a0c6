import { expect, it } from 'vitest'
import { tableForm } from './table-form.ts'
import { compiledModels } from '../../test/support/models-py.ts'

const MODELS = `from django.db import models


class Warehouse(models.Model):
    pk = models.CompositePrimaryKey("region", "no")
    region = models.CharField(max_length=2)
    no = models.IntegerField(db_column="number")


class Shelf(models.Model):
    area = models.CharField(max_length=2)
    no = models.IntegerField()
    warehouse = models.ForeignObject(Warehouse, models.CASCADE, from_fields=("area", "no"), to_fields=("region", "no"))
`

it('a reference over several columns leads to the row that has all of their values', () => {
  const compiled = compiledModels(MODELS, 'stock')
  expect(tableForm(compiled, 'stock_shelf')?.wideKeys).toEqual([
    {
      name: 'warehouse',
      columns: ['area', 'no'],
      target: { table: 'stock_warehouse', model: 'Warehouse', keys: ['region', 'number'], labels: ['region'] },
      null: false,
    },
  ])
  expect(tableForm(compiled, 'stock_warehouse')).toMatchObject({
    primaryKey: null,
    keyColumns: ['region', 'number'],
    wideKeys: [],
    reverse: [
      {
        name: 'shelf_set',
        table: 'stock_shelf',
        columns: ['area', 'no'],
        own: ['region', 'number'],
        other: { keys: ['id'] },
      },
    ],
  })
})
