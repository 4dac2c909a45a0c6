import { describe, expect, it } from 'vitest'
import { giveBack } from './give-back.ts'

describe('bytes that are given back', () => {
  it('are gone', () => {
    const bytes = new Uint8Array(1_000)
    giveBack(bytes)
    expect(bytes.byteLength).toBe(0)
  })

  it('are left alone where others share their buffer', () => {
    const whole = new Uint8Array(1_000)
    giveBack(whole.subarray(0, 500))
    expect(whole.byteLength).toBe(1_000)
    const shared = new Uint8Array(new SharedArrayBuffer(8))
    giveBack(shared)
    expect(shared.byteLength).toBe(8)
  })
})
