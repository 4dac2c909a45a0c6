import { describe, expect, it } from 'vitest'

import { readRecords } from './read-records.ts'
import { encodingOf } from './text-encoding.ts'

const TEXT = 'name;price\r\nCafé «Zoë»;1,50\r\n"Łódź; 東京";2\r\n'
const little = (text: string) => Buffer.from(text, 'utf16le')
const big = (text: string) => little(text).swap16()

async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (const byte of bytes) yield Uint8Array.of(byte)
}

const read = async (bytes: Uint8Array) => {
  const { encoding, columns, rows } = await readRecords({ name: 'x.csv', bytes })
  const found: (string | null)[][] = []
  for await (const { cells } of rows) found.push(cells.map(({ text }) => text))
  return { encoding, columns, rows: found }
}
const ROWS = [
  ['Café «Zoë»', '1,50'],
  ['Łódź; 東京', '2'],
]
const COLUMNS = ['name', 'price']

describe('the letters of a file', () => {
  it('are UTF-8, also where pieces cut them', async () => {
    expect(await encodingOf(oneByOne(Buffer.from(TEXT)))).toBe('utf-8')
    expect(await read(Buffer.from(`\u{feff}${TEXT}`))).toEqual({ encoding: 'utf-8', columns: COLUMNS, rows: ROWS })
  })

  it('are UTF-16 of both kinds, with and without a mark', async () => {
    for (const bytes of [little(`\u{feff}${TEXT}`), little(TEXT)])
      expect(await read(bytes)).toEqual({ encoding: 'utf-16le', columns: COLUMNS, rows: ROWS })
    for (const bytes of [big(`\u{feff}${TEXT}`), big(TEXT)])
      expect(await read(bytes)).toEqual({ encoding: 'utf-16be', columns: COLUMNS, rows: ROWS })
  })

  it('are Windows-1252 where they are no UTF-8, however late that shows', async () => {
    const text = `name;price\n${'plain;1\n'.repeat(50_000)}Caf\u{e9} \u{80}5;2\n`
    const bytes = Buffer.from(text, 'latin1')
    const { encoding, rows } = await read(bytes)
    expect(encoding).toBe('windows-1252')
    expect(rows.at(-1)).toEqual(['Café €5', '2'])
  })

  it('of JSON are found, too', async () => {
    const { encoding, rows } = await read(little('[{"name": "Zoë"}]'))
    expect([encoding, rows]).toEqual(['utf-16le', [['Zoë']]])
  })
})
