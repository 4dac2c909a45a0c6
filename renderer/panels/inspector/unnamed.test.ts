import { describe, expect, it } from 'vitest'
import type { Model } from '../../../shared/document/records.ts'
import { bigDocument } from '../../../test/support/big-document.ts'
import { isSameUnnamed } from './unnamed.ts'

const MODEL = Object.values(bigDocument(1).models)[0] as Model

describe('a model apart from its name', () => {
  it('is the same under another name', () => {
    expect(isSameUnnamed(MODEL, { ...MODEL, name: 'Other' } as Model)).toBe(true)
  })

  it('is another one with anything else changed, added or left out', () => {
    expect(isSameUnnamed(MODEL, { ...MODEL, fields: [...MODEL.fields] })).toBe(false)
    expect(isSameUnnamed(MODEL, { ...MODEL, unknownKey: 1 } as Model)).toBe(false)
    expect(isSameUnnamed({ ...MODEL, unknownKey: 1 } as Model, MODEL)).toBe(false)
  })
})
