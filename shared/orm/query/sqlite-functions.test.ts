import { describe, expect, it } from 'vitest'
import { SQLITE_AGGREGATES, SQLITE_FUNCTIONS, toRegExp } from './sqlite-functions.ts'
import type { SqlValue } from './types.ts'

function run(name: string, ...args: SqlValue[]): SqlValue {
  const found = SQLITE_FUNCTIONS.find((item) => item.name === name)
  if (found === undefined) throw new Error(name)
  expect(found.arity).toBe(args.length)
  return found.call(...args)
}

describe('date functions', () => {
  const at = '2024-03-03 23:59:58.5'

  it('take parts of dates', () => {
    expect(run('django_datetime_extract', 'week_day', at, null, null)).toBe(1n)
    expect(run('django_datetime_extract', 'week', at, null, null)).toBe(9n)
    expect(run('django_date_extract', 'quarter', '2024-12-01')).toBe(4n)
    expect(run('django_time_extract', 'minute', '10:30:00')).toBe(30n)
    expect(run('django_date_extract', 'year', null)).toBe(null)
    expect(() => run('django_time_extract', 'week', '10:30:00')).toThrow('user-defined function raised exception')
  })

  it('cut dates down, in the wanted zone', () => {
    expect(run('django_datetime_trunc', 'week', at, null, null)).toBe('2024-02-26 00:00:00')
    expect(run('django_date_trunc', 'quarter', '2024-05-06', null, null)).toBe('2024-04-01')
    expect(run('django_datetime_cast_date', at, 'Asia/Tokyo', 'UTC')).toBe('2024-03-04')
  })

  it('reckon with durations', () => {
    expect(run('django_format_dtdelta', '+', '2024-02-28 12:00:00', 86_400_000_000n)).toBe('2024-02-29 12:00:00')
    expect(run('django_format_dtdelta', '+', '2024-02-28', 86_400_000_000n)).toBe('2024-02-29')
    expect(run('django_format_dtdelta', '*', 3n, 2n)).toBe(6n)
    expect(run('django_timestamp_diff', '2024-03-01', '2024-02-29 23:00:00')).toBe(3_600_000_000n)
  })
})

describe('text and number functions', () => {
  it('match Python’s patterns', () => {
    expect(run('regexp', '(?i)^AB', 'abc')).toBe(1n)
    expect(run('regexp', '(?P<x>a)(?P=x)$', 'baa')).toBe(1n)
    expect(toRegExp('(')).toBe(null)
    expect(() => run('regexp', '(', 'x')).toThrow('user-defined function raised exception')
  })

  it('pad, repeat and turn round texts only', () => {
    expect(run('LPAD', 'abc', 5n, 'xy')).toBe('xyabc')
    expect(run('RPAD', 'abc', 2n, 'x')).toBe('ab')
    expect(run('REVERSE', 'añ😀')).toBe('😀ña')
    expect(() => run('REVERSE', 5n)).toThrow('raised exception')
  })

  it('spread exactly', () => {
    const [population, sample] = SQLITE_AGGREGATES
    expect(population?.finish([1n, 2n, 3n, 4n])).toBe(Math.sqrt(1.25))
    expect(() => sample?.finish([1n])).toThrow("'finalize' method raised error")
    expect(() => population?.finish([1n, null])).toThrow("'finalize' method raised error")
  })
})
