import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyTable, keepKeys } from './copy-table.ts'

describe('a copied table', () => {
  it('is what a spread copy is, whatever its keys are called', () => {
    const keys = fc.oneof(fc.string(), fc.nat().map(String), fc.constantFrom('__proto__', 'constructor', 'toString'))
    fc.assert(
      fc.property(fc.uniqueArray(keys, { maxLength: 20 }), fc.boolean(), (odd, isLarge) => {
        const many = isLarge ? Array.from({ length: 600 }, (_, i) => `model:m${i}`) : []
        const table = Object.fromEntries([...odd, ...many].map((key, i) => [key, { i }]))
        const copy = copyTable(table)
        keepKeys(table, copy)
        for (const made of [copy, copyTable(copy)]) {
          expect(Object.getPrototypeOf(made)).toBe(Object.prototype)
          expect(Object.entries(made)).toEqual(Object.entries({ ...table }))
        }
      }),
    )
  })

  it('is its own: what is changed in it stays there', () => {
    const table = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, i]))
    const copy = copyTable(table)
    copy['k7'] = -1
    delete copy['k8']
    copy['new'] = 1
    expect([table['k7'], table['k8'], 'new' in table]).toEqual([7, 8, false])
    // Nothing was said of its keys: they are looked up.
    expect(Object.keys(copyTable(copy))).toEqual(Object.keys(copy))
  })
})
