import { describe, expect, it } from 'vitest'
import { FIELD_OPTIONS, fieldOption, optionsOf, takesOption } from './field-options.ts'
import { FIELD_GROUPS, FIELD_TYPES } from './field-types.ts'
import { SCALAR_TYPES } from '../records.ts'

describe('field options', () => {
  it('are each described once, in one sentence', () => {
    expect(new Set(FIELD_OPTIONS.map((o) => o.keyword)).size).toBe(FIELD_OPTIONS.length)
    for (const { keyword, text } of FIELD_OPTIONS)
      expect([keyword, text]).toEqual([keyword, expect.stringMatching(/^[A-Z][^.]*\.$/)])
    expect(FIELD_OPTIONS.filter((o) => o.basic)).toHaveLength(5)
  })

  it('belong to the classes that Django gives them to', () => {
    expect(takesOption('CharField', 'max_length')).toBe(true)
    expect(takesOption('IntegerField', 'max_length')).toBe(false)
    expect(takesOption('ManyToManyField', 'null')).toBe(false)
    expect(takesOption('ForeignKey', 'to_field')).toBe(true)
    expect(takesOption('OneToOneField', 'unique')).toBe(false)
    expect(takesOption('CharField', 'no_such_option')).toBe(false)
    expect(fieldOption('editable')?.default).toBe(true)
    expect(optionsOf('CharField')[0]?.keyword).toBe('max_length')
  })
})

describe('field types', () => {
  it('cover every class, under a heading, with required options that it takes', () => {
    for (const type of SCALAR_TYPES) {
      const { group, text, start, required } = FIELD_TYPES[type]
      expect(FIELD_GROUPS).toContain(group)
      expect(text).toMatch(/\.$/)
      for (const keyword of [...Object.keys(start), ...required])
        expect([type, keyword, takesOption(type, keyword)]).toEqual([type, keyword, true])
    }
  })
})
