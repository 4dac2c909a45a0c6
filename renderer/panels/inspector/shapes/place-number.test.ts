import { describe, expect, it } from 'vitest'
import { numberProblem, readNumber } from './place-number.ts'

describe('the place of a note, typed', () => {
  it('is a whole number, on either side of the middle', () => {
    expect(['0', ' 12 ', '-40', '−40'].map((text) => numberProblem(text, 'x'))).toEqual([null, null, null, null])
    expect(['', 'a', '1.5', '1e9', '99999999'].map((text) => numberProblem(text, 'y') !== null)).not.toContain(false)
    expect(readNumber('−40')).toBe(-40)
  })

  it('leaves as much of the note as a drag does', () => {
    expect(numberProblem('95', 'width')).toBe('At least 96.')
    expect(numberProblem('96', 'width')).toBeNull()
    expect(numberProblem('-1', 'height')).toBe('At least 48.')
  })
})
