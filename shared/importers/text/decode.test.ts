import { describe, expect, it } from 'vitest'
import { decodeText } from './decode.ts'

const TEXT = 'CREATE TABLE `Größe` (id int, `имя` text); -- ok\n'
const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
  const units = [...(mark ? '\ufeff' : ''), ...text].flatMap((c) => {
    const code = c.charCodeAt(0)
    return bigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8]
  })
  return Uint8Array.from(units)
}
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('text of files in any encoding', () => {
  it.each([
    ['UTF-8', utf8(TEXT)],
    ['UTF-8 with a mark', utf8(`\ufeff${TEXT}`)],
    ['UTF-16 little-endian', utf16(TEXT, false, true)],
    ['UTF-16 big-endian', utf16(TEXT, true, true)],
  ])('%s', (_name, bytes) => {
    expect(decodeText(bytes)).toBe(TEXT)
  })

  it('UTF-16 without a mark, by its zeros', () => {
    expect(decodeText(utf16('CREATE TABLE a (id int);', false, false))).toBe('CREATE TABLE a (id int);')
  })

  it('Latin-1 where it is no UTF-8', () => {
    expect(decodeText(Uint8Array.from([...'Gr'].map((c) => c.charCodeAt(0)).concat(0xf6, 0xdf, 0x65)))).toBe('Größe')
  })

  it('UTF-8 with one damaged letter stays UTF-8; one that is cut at the end is left out', () => {
    expect(decodeText(Uint8Array.from([...utf8('äöü'), 0xff]))).toBe('äöü\ufffd')
    expect(decodeText(utf8('aé').subarray(0, 2))).toBe('a')
  })
})
