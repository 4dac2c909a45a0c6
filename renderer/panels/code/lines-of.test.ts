import { Text } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf } from './lines-of.ts'

const pieces = (...texts: string[]) => texts.map((text) => ({ model: null, text }))

describe('lines of a text in pieces', () => {
  it('go on where a piece ends within one', () => {
    expect(linesOf(pieces('a\nb', 'c\n', '\nd'))).toEqual(['a', 'bc', '', 'd'])
    expect(linesOf([])).toEqual([''])
  })

  it('are those of the whole text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') })), (texts) => {
        const whole = texts.join('')
        expect(linesOf(pieces(...texts))).toEqual(whole.split('\n'))
        expect(Text.of(linesOf(pieces(...texts))).toString()).toBe(whole)
      }),
    )
  })
})
