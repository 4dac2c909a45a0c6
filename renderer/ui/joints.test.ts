import { describe, expect, it } from 'vitest'
import { piecesOf } from './joints.ts'

describe('a long line of code', () => {
  it('is broken between names, never in them', () => {
    expect(piecesOf('Post.objects.filter(author__profile__city="Casablanca")')).toEqual([
      'Post',
      '.objects',
      '.filter(',
      'author',
      '__profile',
      '__city=',
      '"Casablanca")',
    ])
  })

  it('keeps operators, numbers, empty brackets and private names whole', () => {
    expect(piecesOf('a==1.5')).toEqual(['a==', '1.5'])
    expect(piecesOf('f()')).toEqual(['f()'])
    expect(piecesOf('__init__')).toEqual(['__init__'])
    expect(piecesOf('')).toEqual([])
  })
})
