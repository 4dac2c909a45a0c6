import { describe, expect, it } from 'vitest'
import { byLetters } from './by-letters.ts'

const NAMES = ['Post', 'Profile', 'Publisher', 'Tag', 'BlogPost', 'Aardvark']

describe('a name chosen by its letters', () => {
  it('begins with them, whatever their case', () => {
    expect(NAMES[byLetters(NAMES, 'pub', 0)]).toBe('Publisher')
    expect(NAMES[byLetters(NAMES, 'Po', 3)]).toBe('Post')
  })

  it('stays where more letters of it come', () => {
    expect(byLetters(NAMES, 'pr', 1)).toBe(1)
  })

  it('goes round with the same letter again', () => {
    const first = byLetters(NAMES, 'p', 3)
    const second = byLetters(NAMES, 'pp', first)
    expect([first, second, byLetters(NAMES, 'ppp', second)].map((i) => NAMES[i])).toEqual([
      'Post',
      'Profile',
      'Publisher',
    ])
    expect(NAMES[byLetters(NAMES, 'aa', 0)]).toBe('Aardvark')
  })

  it('contains them where none begins so', () => {
    expect(NAMES[byLetters(NAMES, 'gpo', 0)]).toBe('BlogPost')
    expect(byLetters(NAMES, 'xyz', 0)).toBe(-1)
    expect(byLetters([], 'x', -1)).toBe(-1)
  })
})
