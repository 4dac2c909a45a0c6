import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { md5 } from './md5.ts'

it('equals the MD5 of node:crypto for texts of every padding length', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'aé€😀'
      .repeat(length)
      .slice(0, length)
      .replace(/[\ud800-\udbff]$/, '')
    expect(md5(text)).toBe(createHash('md5').update(text, 'utf8').digest('hex'))
  }
})
