import { describe, expect, it } from 'vitest'
import { ean13, iban, macAddress } from '../values/numbers-with-checks.ts'
import { planSample } from '../plan/plan.ts'
import { compiledModels } from '../../../test/support/models-py.ts'

const MODELS = `from django.db import models


class Country(models.Model):
    name = models.CharField(max_length=60, unique=True)
    iso_code = models.CharField(max_length=2, unique=True)
    currency = models.CharField(max_length=3)


class Article(models.Model):
    title = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    age = models.PositiveSmallIntegerField()
    price = models.DecimalField(max_digits=6, decimal_places=2)
    latitude = models.FloatField()
    status = models.CharField(max_length=10)
    iban = models.CharField(max_length=34)
    cost = models.IntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField()
    end_date = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(cost__gte=5000), name="dear")]
`

function rowsOf(label: string, rows: number): Record<string, unknown>[] {
  const { doc, resolution, schema } = compiledModels(MODELS, 'shop')
  const plans = planSample(doc, resolution, schema, { rows, seed: 3 })
  const plan = plans.find(({ table }) => table.name === label)
  if (plan === undefined) throw new Error(label)
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(plan.columns.map(({ name, value }) => [name, value(row)])),
  )
}

describe('values by the names of fields', () => {
  const articles = rowsOf('shop_article', 200)
  const all = (column: string) => articles.map((row) => row[column])

  it('are plausible: ages, prices, places, states', () => {
    for (const age of all('age')) expect(age).toBeGreaterThanOrEqual(18)
    for (const age of all('age')) expect(age).toBeLessThanOrEqual(80)
    expect(Math.max(...all('price').map(Number))).toBeLessThan(400)
    expect(Math.max(...all('latitude').map((one) => Math.abs(Number(one))))).toBeLessThan(66)
    expect(new Set(all('status'))).toEqual(new Set(['draft', 'in review', 'published', 'archived']))
  })
  it('give way to what the table asks for', () => {
    expect(Math.min(...all('cost').map(Number))).toBeGreaterThanOrEqual(5000)
  })
  it('make slugs of titles', () => {
    for (const { title, slug } of articles) {
      const words = String(title).toLowerCase().replaceAll(' ', '-')
      expect(String(slug).startsWith(words.slice(0, 40))).toBe(true)
    }
    expect(new Set(all('slug')).size).toBe(200)
  })
  it('put dates in the order of their names, in every row', () => {
    for (const row of articles) {
      const dates = ['created_at', 'updated_at', 'shipped_at', 'delivered_at', 'end_date'].map((name) => row[name])
      expect(dates.toSorted()).toEqual(dates)
    }
  })
  it('of one country belong together; the countries come before any is told apart by a number', () => {
    const countries = rowsOf('shop_country', 70)
    expect(countries[4]).toMatchObject({ name: 'Germany', iso_code: 'DE', currency: 'EUR' })
    expect(countries.slice(0, 60).every(({ name }) => !/\d/.test(String(name)))).toBe(true)
    expect(new Set(countries.map(({ iso_code: code }) => code)).size).toBe(70)
  })
})

describe('numbers with check digits', () => {
  it('are right', () => {
    for (let row = 0; row < 50; row++) {
      const digits = Array.from(ean13(7, row, '978'), Number)
      expect(digits).toHaveLength(13)
      expect(digits.reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? 1 : 3), 0) % 10).toBe(0)
      const account = iban(7, row)
      const moved = `${account.slice(4)}1314${account.slice(2, 4)}`
      expect(account).toMatch(/^DE\d{20}$/)
      expect(BigInt(moved) % 97n).toBe(1n)
      expect(macAddress(7, row)).toMatch(/^02(:[0-9a-f]{2}){5}$/)
    }
  })
})
