import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fromBase64, toBase64 } from './base64.ts'
import { fromWire, toWire, toWireCell, utf8Length, wireScalarSchema, wireText } from './scalars.ts'

describe('[S6] cells on the wire', () => {
  const stored = fc.oneof(
    fc.constant(null),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 40 }),
  )

  it('survive JSON and structured clone exactly, with their storage class', () => {
    fc.assert(
      fc.property(stored, (value) => {
        const wire = toWire(value)
        expect(wireScalarSchema.safeParse(wire).success).toBe(true)
        expect(fromWire(JSON.parse(JSON.stringify(wire)))).toStrictEqual(value)
        expect(fromWire(structuredClone(wire))).toStrictEqual(value)
      }),
      { numRuns: 2000 },
    )
  })

  it('tells 1 from 1.0', () => {
    expect(toWire(1n)).toBe(1)
    expect(toWire(1)).toEqual({ $f: '1' })
    expect(wireText(toWire(1))).toBe('1.0')
  })

  it('refuses what is no value of its kind', () => {
    for (const wrong of [{ $i: '9223372036854775808' }, { $i: 'x' }, { $f: 'abc' }, { $f: '' }, { $b: 'a' }]) {
      expect(fromWire(wrong)).toBeUndefined()
    }
  })

  it('cuts long cells to a preview that says how long they are', () => {
    expect(toWireCell('é'.repeat(40_000))).toMatchObject({ bytes: 80_000, type: 'text' })
    expect(toWireCell(new Uint8Array(70_000))).toMatchObject({ bytes: 70_000, type: 'blob' })
    expect(toWireCell('x'.repeat(65_536))).toBe('x'.repeat(65_536))
  })

  it('encodes bytes as base64 does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(toBase64(bytes))).toStrictEqual(bytes)
      }),
    )
    const long = new Uint8Array(100_000).map((_, i) => i * 7)
    expect(toBase64(long)).toBe(Buffer.from(long).toString('base64'))
  })

  it('counts UTF-8 as Buffer does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text))
      }),
    )
  })
})
