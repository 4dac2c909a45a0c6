import { describe, expect, it } from 'vitest'

import { MAX_FRAME_BYTES } from './limits.ts'
import { createPartReader, toParts } from './parts.ts'

describe('long messages', () => {
  it('travel in pieces below the limit and come back whole', () => {
    for (const text of ['{}', 'x'.repeat(9_000_000), '😀é'.repeat(4_000_001)]) {
      const parts = toParts(text, 7)
      const reader = createPartReader()
      const read = parts.map((part) => reader.read(Buffer.from(part).toString()))
      expect(parts.every((part) => Buffer.byteLength(part) <= MAX_FRAME_BYTES)).toBe(true)
      expect(read.at(-1) === text).toBe(true)
      expect(read.slice(0, -1).every((r) => r === null)).toBe(true)
    }
  })

  it('are refused when pieces are mixed, missing or too many', () => {
    for (const sequence of [['#1/0/2:a', '#2/1/2:b'], ['#1/1/2:b'], ['#1/0/9999:a'], ['#1/0/2:a', '{}'], ['#x']]) {
      const reader = createPartReader()
      expect(sequence.map((text) => reader.read(text)).at(-1)).toBe('broken')
    }
  })
})
