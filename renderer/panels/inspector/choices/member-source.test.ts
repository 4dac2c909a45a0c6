import { describe, expect, it } from 'vitest'
import { memberNameOf, memberWithSource } from './member-source.ts'

const member = { name: 'DRAFT', value: 'DR', label: 'Draft' }

describe('a member of a choices class as written', () => {
  it('reads value and label, translated or not', () => {
    expect(memberWithSource(member, '"DF", _("In draft")')).toEqual({
      name: 'DRAFT',
      value: 'DF',
      label: 'In draft',
      source: '"DF", _("In draft")',
    })
    expect(memberWithSource(member, '3')).toMatchObject({ value: 3, label: null })
  })

  it('keeps a value that is source', () => {
    expect(memberWithSource(member, 'OTHER.X, "X"')).toMatchObject({ value: { expr: 'OTHER.X' }, label: 'X' })
  })

  it('makes names of words', () => {
    expect(memberNameOf('In review!', new Set())).toBe('IN_REVIEW')
    expect(memberNameOf('3 stars', new Set(['STARS']))).toBe('STARS_2')
  })
})
