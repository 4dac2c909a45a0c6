import { describe, expect, it } from 'vitest'
import { byName } from './by-name.ts'

describe('names in a list', () => {
  it('stand by letter and by the size of their numbers', () => {
    expect(['X115', 'x15', 'X2', 'Order', 'order_item', 'Étage'].toSorted(byName)).toEqual([
      'Étage',
      'Order',
      'order_item',
      'X2',
      'x15',
      'X115',
    ])
  })

  it('have one order where only the case differs', () => {
    expect(['post', 'Post'].toSorted(byName)).toEqual(['Post', 'post'])
    expect(['Post', 'post'].toSorted(byName)).toEqual(['Post', 'post'])
  })
})
