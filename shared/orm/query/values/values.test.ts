import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fieldOf } from '../field-type.ts'
import { DEFAULT_SETTINGS } from '../compile/context.ts'
import { OrmError } from '../types.ts'
import { convert } from './convert.ts'
import { decimalOfFloat, decimalText, parseDecimal, quantize } from './decimal.ts'
import { quotient, squareRoot } from './fraction.ts'
import { digest } from './hash.ts'
import { dumpJson, loadJson } from './json.ts'
import { prepare, toSql } from './prepare.ts'
import { floatText, pyRepr } from './python.ts'
import { durationText, fromOrdinal, isoCalendar, ordinal, parseDateTime, parseDuration } from './temporal.ts'
import { inZone, makeAware } from './time-zone.ts'

describe('decimals', () => {
  it('keep their zeros and print as Python does', () => {
    for (const text of ['1.50', '0.00', '-12', '1E+3', '1E-7', '123456.789']) {
      const parsed = parseDecimal(text)
      expect(parsed === null ? null : decimalText(parsed)).toBe(text)
    }
    expect(parseDecimal('1.2.3')).toBe(null)
  })

  it('round half to even and cut floats to fifteen digits', () => {
    expect(decimalText(quantize(decimalOfFloat(2.675, 15), 2))).toBe('2.68')
    expect(decimalText(quantize(decimalOfFloat(0.125, 15), 2))).toBe('0.12')
    expect(decimalText(decimalOfFloat(0.1, 15))).toBe('0.100000000000000')
    expect(decimalText(decimalOfFloat(10.5, 15))).toBe('10.5')
  })
})

describe('times', () => {
  it('count days and ISO weeks', () => {
    expect(fromOrdinal(ordinal({ year: 2024, month: 2, day: 29 }))).toEqual({ year: 2024, month: 2, day: 29 })
    expect(isoCalendar({ year: 2021, month: 1, day: 3 })).toEqual({ year: 2020, week: 53, weekday: 7 })
  })

  it('read Django’s forms and refuse impossible days', () => {
    expect(parseDateTime('2024-02-30 10:00')).toBe('invalid')
    expect(parseDateTime('2024-02-29T10:00:00.5Z')).toMatchObject({ microsecond: 500_000, offset: 0 })
    expect(parseDuration('1 02:00:00.5')).toBe(93_600_500_000n)
    expect(durationText(-1n)).toBe('-1 day, 23:59:59.999999')
  })

  it('know zones', () => {
    const noon = { year: 2024, month: 7, day: 1, hour: 12, minute: 0, second: 0, microsecond: 0, offset: null }
    expect(makeAware(noon, 'Europe/Berlin').offset).toBe(120)
    expect(inZone({ ...noon, offset: 0 }, 'America/New_York').hour).toBe(8)
  })
})

describe('Python', () => {
  it('prints values as repr() does', () => {
    expect(pyRepr("it's")).toBe('"it\'s"')
    expect(pyRepr({ type: 'datetime', text: '2024-03-01T12:30:00' })).toBe('datetime.datetime(2024, 3, 1, 12, 30)')
    expect([1, 0.1, 1e16, 1e-5].map(floatText)).toEqual(['1.0', '0.1', '1e+16', '1e-05'])
  })

  it('writes and reads JSON with ints apart from floats', () => {
    const value = loadJson('{"a": [1, 1.0, null, "é"]}')
    expect(value === undefined ? '' : dumpJson(value)).toBe('{"a": [1, 1.0, null, "\\u00e9"]}')
    expect(loadJson('{')).toBe(undefined)
  })
})

describe('fields', () => {
  const sql = (className: string, value: Parameters<typeof prepare>[1]): unknown =>
    toSql(fieldOf(className), prepare(fieldOf(className), value), DEFAULT_SETTINGS)

  it('store values as Django does in SQLite', () => {
    expect(sql('BooleanField', 'True')).toBe(1n)
    expect(sql('DateTimeField', { type: 'date', text: '2024-01-02' })).toBe('2024-01-02 00:00:00')
    expect(sql('UUIDField', '12345678-1234-5678-1234-567812345678')).toBe('12345678123456781234567812345678')
    expect(sql('DurationField', { type: 'timedelta', microseconds: 5n })).toBe(5n)
    expect(sql('JSONField', null)).toBe('null')
  })

  it('refuse others with Django’s words', () => {
    expect(() => sql('DateField', 'x')).toThrow(OrmError)
    expect(() => sql('DateField', 'x')).toThrow(
      "['“x” value has an invalid date format. It must be in YYYY-MM-DD format.']",
    )
    expect(() => sql('IntegerField', 'x')).toThrow("expected a number but got 'x'.")
  })

  it('read them back', () => {
    const read = (converter: Parameters<typeof convert>[0], raw: Parameters<typeof convert>[1]): unknown =>
      convert(converter, raw, DEFAULT_SETTINGS)
    expect(read('decimal:2:9', 1.5)).toEqual({ type: 'decimal', text: '1.50' })
    expect(read('bool', 1n)).toBe(true)
    expect(read('date', '2024-01-02')).toEqual({ type: 'date', text: '2024-01-02' })
    expect(read('datetime', '2024-01-02 03:04:05.1')).toEqual({ type: 'datetime', text: '2024-01-02T03:04:05.100000' })
  })
})

describe('exact sums', () => {
  it('round fractions and roots once', () => {
    expect(quotient({ top: 1n, bottom: 3n })).toBe(1 / 3)
    expect(squareRoot({ top: 4n, bottom: 25n })).toBe(0.4)
    expect(squareRoot({ top: 2n, bottom: 1n })).toBe(Math.SQRT2)
  })

  it('hash as the host does', () => {
    for (const name of ['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'] as const) {
      for (const text of ['', 'abc', 'é€😀'.repeat(40)]) {
        expect(digest(name, text)).toBe(createHash(name.toLowerCase()).update(text).digest('hex'))
      }
    }
  })
})
