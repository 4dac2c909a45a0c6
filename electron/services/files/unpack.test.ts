import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { unpacked } from './unpack.ts'

const bytes = new TextEncoder().encode('CREATE TABLE a (id int PRIMARY KEY);')

describe('files to import', () => {
  it('are unpacked where they are gzipped, whatever they are called', () => {
    const files = [
      { path: 'dump.sql.gz', bytes: gzipSync(bytes) },
      { path: 'other.sql', bytes: gzipSync(bytes) },
      { path: 'plain.sql', bytes },
    ]
    const found = unpacked(files)
    expect(found.map(({ path }) => path)).toEqual(['dump.sql', 'other.sql', 'plain.sql'])
    for (const file of found) expect(Buffer.from(file.bytes).equals(bytes)).toBe(true)
  })

  it('say when they are damaged', () => {
    const cut = gzipSync(bytes).subarray(0, 20)
    expect(() => unpacked([{ path: 'dump.sql.gz', bytes: cut }])).toThrow('“dump.sql.gz” is damaged')
  })
})
