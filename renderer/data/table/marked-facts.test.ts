import { expect, it } from 'vitest'
import { createSum } from './marked-facts.ts'
import { hexLines, prettyJson } from '../form/value-shown.ts'

it('adds up marked cells: whole numbers exactly, others to 12 digits', () => {
  const sum = createSum()
  expect(sum.take()).toBeNull()
  for (const cell of [{ $i: '9223372036854775807' }, { $i: '9223372036854775807' }, 'text', null] as const)
    sum.add(cell)
  expect(sum.take()).toMatchObject({ sum: '18446744073709551614', mean: '9223372036854775807' })
  const prices = createSum()
  for (const cell of [0.1, 0.2, { $f: '3' }, 4]) prices.add(cell)
  expect(prices.take()).toEqual({ sum: '7.3', mean: '1.825', least: '0.1', most: '4' })
})

it('lays JSON out without changing what it says', () => {
  expect(prettyJson('{"a":[1,2,{"b":"ü"}],"e":{},"f":[],"g":12345678901234567890,"s":"x{,}:\\""}')).toBe(
    '{\n  "a": [\n    1,\n    2,\n    {\n      "b": "ü"\n    }\n  ],\n  "e": {},\n  "f": [],\n  "g": 12345678901234567890,\n  "s": "x{,}:\\""\n}',
  )
  expect(prettyJson('{bad')).toBeNull()
  expect(prettyJson('12')).toBeNull()
})

it('shows bytes as a reader of files does', () => {
  expect(hexLines(new Uint8Array([0, 255, 65, 66]))).toBe(`0000  00 ff 41 42${' '.repeat(38)}..AB`)
  expect(hexLines(new Uint8Array(300)).split('\n')).toHaveLength(17)
})
