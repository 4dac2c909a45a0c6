import { describe, expect, it } from 'vitest'
import { unknownFields } from './condition-fields.ts'

const names = new Set(['price', 'floor', 'author', 'author_id', 'pk'])

describe('fields that a condition names', () => {
  it('finds a misspelt one in Q and F, however they are combined', () => {
    expect(unknownFields('Q(prise__gte=0)', names)).toEqual(['prise'])
    expect(unknownFields('models.Q(price__gte=0) & ~Q(flor=13)', names)).toEqual(['flor'])
    expect(unknownFields('Q(price__lt=F("cost") * 2)', names)).toEqual(['cost'])
  })

  it('takes what is there, ids and paths, and leaves values alone', () => {
    expect(unknownFields('Q(author_id=1) | Q(author__name="x", pk__in=["a"])', names)).toEqual([])
    expect(unknownFields('Q(price__gt=Value("nothing"))', names)).toEqual([])
    expect(unknownFields('Q(price__gt=', names)).toEqual([])
  })
})
