import { describe, expect, it } from 'vitest'
import { readTextDefault } from './text-default.ts'

const names = new Set(['make_slug', 'Status'])

describe('a default of a text field', () => {
  it('takes words for words', () => {
    expect(readTextDefault('draft', names)).toEqual({ value: 'draft' })
    expect(readTextDefault('in review', names)).toEqual({ value: 'in review' })
    expect(readTextDefault('"draft"', names)).toEqual({ value: 'draft' })
  })

  it('takes Python for Python: known names, paths, calls, None', () => {
    expect(readTextDefault('make_slug', names)).toEqual({ value: { expr: 'make_slug' } })
    expect(readTextDefault('Status.DRAFT', names)).toEqual({ value: { expr: 'Status.DRAFT' } })
    expect(readTextDefault('uuid.uuid4()', names)).toEqual({ value: { expr: 'uuid.uuid4()' } })
    expect(readTextDefault('None', names)).toEqual({ value: null })
    expect(readTextDefault('"draft', names)).toHaveProperty('problem')
  })
})
