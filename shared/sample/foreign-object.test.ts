import { expect, it } from 'vitest'
import { planSample } from './plan/plan.ts'
import { compiledModels } from '../../test/support/models-py.ts'

const MODELS = `from django.db import models


class Line(models.Model):
    pk = models.CompositePrimaryKey("order", "no")
    order = models.IntegerField()
    no = models.IntegerField()


class Part(models.Model):
    order = models.IntegerField()
    line_no = models.IntegerField()
    line = models.ForeignObject(Line, models.CASCADE, from_fields=("order", "line_no"), to_fields=("order", "no"))
`

it('rows refer to rows that are there along a relation that no database knows of', () => {
  const { doc, resolution, schema } = compiledModels(MODELS, 'shop')
  const plans = planSample(doc, resolution, schema, { rows: 50, seed: 2 })
  const keysOf = (table: string, names: readonly string[]): string[] => {
    const columns = plans.find((plan) => plan.table.name === table)?.columns ?? []
    const found = names.map((name) => columns.find((column) => column.name === name))
    return Array.from({ length: 50 }, (_, row) => JSON.stringify(found.map((column) => column?.value(row))))
  }
  const lines = new Set(keysOf('shop_line', ['order', 'no']))
  expect(lines.size).toBe(50)
  expect(keysOf('shop_part', ['order', 'line_no']).every((key) => lines.has(key))).toBe(true)
})
