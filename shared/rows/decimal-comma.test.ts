import { describe, expect, it } from 'vitest'
import { withPoint } from './decimal-comma.ts'
import { parseCell } from './parse-cell.ts'

const RULE = {
  kind: 'decimal',
  null: false,
  emptyText: true,
  maxLength: null,
  digits: 8,
  decimals: 2,
  range: null,
  positive: false,
  choices: null,
} as const

describe('numbers with a decimal comma', () => {
  it('are read where the comma can be nothing else', () => {
    expect(['1,5', '1.234,50', '1 234,50', "-1'234,5", ',5', '1234,567'].map((text) => withPoint(text, false))).toEqual(
      ['1.5', '1234.50', '1234.50', '-1234.5', '.5', '1234.567'],
    )
  })
  it('stay as they are where it may stand between thousands, unless the file says so', () => {
    expect([withPoint('1,234', false), withPoint('1,234', true), withPoint('1,234,567', true)]).toEqual([
      '1,234',
      '1.234',
      '1,234,567',
    ])
    expect([withPoint('1.5', true), withPoint('a,5', true)]).toEqual(['1.5', 'a,5'])
  })
  it('are taken by cells', () => {
    expect(parseCell('12,50', RULE)).toEqual({ value: '12.50' })
    expect(parseCell('0,25', { ...RULE, kind: 'real' })).toEqual({ value: 0.25 })
    expect(parseCell('1,234', RULE)).toEqual({ problem: { code: 'kind', kind: 'decimal' } })
  })
})
