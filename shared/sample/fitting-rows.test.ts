import { describe, expect, it } from 'vitest'
import { compiledModels } from '../../test/support/models-py.ts'
import { planSample } from './plan/plan.ts'
import type { ValueForm } from './values/generators.ts'
import { CITIES, placeAt } from './values/places.ts'

const MODELS = `from django.db import models


class Address(models.Model):
    city = models.CharField(max_length=60)
    state = models.CharField(max_length=60)
    postal_code = models.CharField(max_length=12)
    country_code = models.CharField(max_length=2)
    phone = models.CharField(max_length=30)
    shipping_city = models.CharField(max_length=60)
    shipping_country = models.CharField(max_length=60)


class House(models.Model):
    city = models.CharField(max_length=60)
    state = models.CharField(max_length=2)
    zip = models.CharField(max_length=10)
    timezone = models.CharField(max_length=40)


class Employee(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    email = models.EmailField()
    emergency_contact = models.CharField(max_length=80)
    born = models.DateTimeField()
    hire_date = models.DateField()
    termination_date = models.DateField(null=True)
    age = models.IntegerField()
    min_hours = models.IntegerField()
    max_hours = models.IntegerField()
    position = models.CharField(max_length=12)
    note = models.CharField(max_length=14)


class Order(models.Model):
    number = models.CharField(max_length=4, unique=True)
    subtotal = models.DecimalField(max_digits=8, decimal_places=2)
    tax = models.DecimalField(max_digits=8, decimal_places=2)
    total = models.DecimalField(max_digits=9, decimal_places=2)
    ordered_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    is_paid = models.BooleanField()


class OrderLine(models.Model):
    quantity = models.IntegerField()
    unit_price = models.DecimalField(max_digits=8, decimal_places=2)
    line_total = models.DecimalField(max_digits=9, decimal_places=2)


class Booking(models.Model):
    check_in = models.DateField()
    check_out = models.DateField()
    nights = models.IntegerField()


class Lesson(models.Model):
    start_time = models.TimeField()
    end_time = models.TimeField()


class Company(models.Model):
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(unique=True)
    email = models.EmailField()
    founded = models.IntegerField()


class Payslip(models.Model):
    gross = models.DecimalField(max_digits=8, decimal_places=2)
    deductions = models.DecimalField(max_digits=8, decimal_places=2)
    net = models.DecimalField(max_digits=8, decimal_places=2)
`

const ROWS = 300
type Row = Record<string, unknown>

function rowsOf(table: string, form: ValueForm = 'json'): Row[] {
  const { doc, resolution, schema } = compiledModels(MODELS, 'fit')
  const plan = planSample(doc, resolution, schema, { rows: ROWS, seed: 5, form }).find(
    (one) => one.table.name === table,
  )
  if (plan === undefined) throw new Error(table)
  return Array.from({ length: ROWS }, (_, row) =>
    Object.fromEntries(plan.columns.map(({ name, value }) => [name, value(row)])),
  )
}

const text = (row: Row, name: string): string => String(row[name])
const number = (row: Row, name: string): number => Number(row[name])

describe('rows fit together', () => {
  it('addresses: city, state, postal code, country and phone are of one place; others in the row of another', () => {
    const rows = rowsOf('fit_address')
    const german = rows.filter((row) => row['country_code'] === 'DE')
    expect(german.length).toBeGreaterThan(0)
    for (const row of german) {
      expect(['Berlin', 'Hamburg', 'Munich']).toContain(row['city'])
      expect(['Berlin', 'Hamburg', 'Bavaria']).toContain(row['state'])
      expect(row['postal_code']).toMatch(/^[128]0\d{3}$/)
      expect(row['phone']).toMatch(/^\+49 /)
    }
    expect(rows.filter((row) => row['city'] === row['shipping_city']).length).toBeLessThan(ROWS / 10)
    for (const row of rows.filter((one) => one['shipping_country'] === 'Norway'))
      expect(['Oslo', 'Bergen']).toContain(row['shipping_city'])
  })
  it('addresses without a country and with states of two letters are American', () => {
    for (const row of rowsOf('fit_house')) {
      expect(row['state']).toMatch(/^[A-Z]{2}$/)
      expect(row['timezone']).toMatch(/^America\//)
      expect(row['zip']).toMatch(/^\d{5}$/)
    }
  })
  it('every country has places', () => {
    expect(new Set(CITIES).size).toBeGreaterThan(100)
    for (let row = 0; row < 500; row++) {
      const place = placeAt({ groupSeed: 1, isAmerican: false }, row)
      expect([place.city, place.postcode, place.timezone].every((one) => one.length > 2)).toBe(true)
      expect(Number.isFinite(place.latitude + place.longitude)).toBe(true)
    }
  })
  it('people: e-mail of their name, another name for their contact, grown up when hired, few dismissed', () => {
    const rows = rowsOf('fit_employee')
    for (const row of rows) {
      const name = `${text(row, 'first_name')} ${text(row, 'last_name')}`
      expect(text(row, 'email').startsWith(name.toLowerCase().replace(' ', '.'))).toBe(true)
      const years = (Date.parse(text(row, 'hire_date')) - Date.parse(text(row, 'born').slice(0, 10))) / 31_557_600_000
      expect(years).toBeGreaterThan(17)
      expect(Math.abs(number(row, 'age') - years)).toBeLessThan(6)
      const left = row['termination_date']
      if (left !== null) expect(text(row, 'hire_date') < String(left)).toBe(true)
      expect(number(row, 'min_hours')).toBeLessThanOrEqual(number(row, 'max_hours'))
    }
    expect(rows.filter((row) => row['termination_date'] === null).length).toBeGreaterThan(ROWS / 2)
    const alike = rows.filter((row) => text(row, 'emergency_contact').startsWith(text(row, 'first_name')))
    expect(alike.length).toBeLessThan(ROWS / 10)
  })
  it('texts that do not fit their column give way to shorter ones, none is cut', () => {
    const rows = rowsOf('fit_employee')
    expect(new Set(rows.map((row) => row['position']))).toContain('Accountant')
    expect(rows.map((row) => text(row, 'position')).every((one) => !one.startsWith('Sales'))).toBe(true)
    expect(rows.every((row) => /^[a-z]+$/.test(text(row, 'note')))).toBe(true)
  })
  it.each(['json', 'sqlite'] as const)('orders add up, and take their steps in order (%s)', (form) => {
    const rows = rowsOf('fit_order', form)
    for (const row of rows) {
      expect(number(row, 'total')).toBeCloseTo(number(row, 'subtotal') + number(row, 'tax'), 2)
      expect(row['is_paid']).toBe(row['paid_at'] !== null)
      const steps = ['ordered_at', 'paid_at', 'shipped_at', 'delivered_at'].map((name) => row[name])
      const done = steps.filter((one) => one !== null)
      expect(steps.slice(0, done.length)).toEqual(done)
      expect(done.toSorted()).toEqual(done)
    }
    expect(new Set(rows.map((row) => row['number'])).size).toBe(ROWS)
    expect(rows.every((row) => /^[A-Z]{4}$/.test(text(row, 'number')))).toBe(true)
  })
  it('lines, stays, hours and wages are worked out', () => {
    for (const row of rowsOf('fit_orderline'))
      expect(number(row, 'line_total')).toBeCloseTo(number(row, 'quantity') * number(row, 'unit_price'), 2)
    for (const row of rowsOf('fit_booking')) {
      const days = (Date.parse(text(row, 'check_out')) - Date.parse(text(row, 'check_in'))) / 86_400_000
      expect(number(row, 'nights')).toBe(days)
      expect(days).toBeGreaterThan(0)
    }
    for (const row of rowsOf('fit_lesson')) expect(text(row, 'start_time') < text(row, 'end_time')).toBe(true)
    for (const row of rowsOf('fit_payslip'))
      expect(number(row, 'net')).toBeCloseTo(number(row, 'gross') - number(row, 'deductions'), 2)
  })
  it('companies have their own addresses, and slugs of their names', () => {
    for (const row of rowsOf('fit_company')) {
      const slug = text(row, 'name')
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
      expect(row['slug']).toBe(slug)
      expect(text(row, 'email').endsWith(`@${slug}.example`)).toBe(true)
      expect(number(row, 'founded')).toBeGreaterThan(1900)
    }
  })
})
