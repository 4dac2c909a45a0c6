import { describe, expect, it } from 'vitest'
import { locateJson, positionAt, scanJson } from './json-scan.ts'

describe('scanJson', () => {
  const good = ['{}', '[]', ' [1, -2.5e3, true, null, "a\\n\\u00e9\\"b"] ', '{"a": {"b": []}, "": ""}', '0', '"x"']
  const bad = [
    '',
    '{',
    '[1,]',
    '{"a" 1}',
    '{"a": 1,}',
    '{a: 1}',
    '[01]',
    '"\n"',
    '"\\x"',
    '[1] 2',
    'nul',
    '[1 2]',
    '{"a"',
    '"abc',
  ]

  it('agrees with JSON.parse on what is JSON', () => {
    for (const text of good) expect([text, scanJson(text).error]).toEqual([text, null])
    for (const text of bad) {
      expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
      expect([text, scanJson(text).error === null]).toEqual([text, false])
    }
  })

  it('says where it stops being JSON', () => {
    const text = '{\n  "a": 1,\n  "b": tru\n}'
    const { error } = scanJson(text)
    expect(positionAt(text, error?.offset ?? 0)).toEqual({ line: 3, column: 8 })
  })

  it('notes keys that stand twice', () => {
    const text = '{"a": 1, "b": {"a": 2, "a": 3}, "a": 4}'
    expect(scanJson(text).repeated.map((at) => text.slice(at, at + 6))).toEqual(['"a": 3', '"a": 4'])
  })

  it('tells the depth, and takes a million brackets or fifty million letters in its stride', () => {
    expect(scanJson('[[{"a": [1]}]]').depth).toBe(4)
    expect(scanJson('['.repeat(1e6) + ']'.repeat(1e6))).toMatchObject({ error: null, depth: 1e6 })
    expect(scanJson(`["${'x'.repeat(5e7)}"]`).error).toBeNull()
  })
})

describe('locateJson', () => {
  it('finds the values at paths, or the nearest one around', () => {
    const text = '{"a": [{"x": 1}, {"y": [10, 20]}], "a\\u0062": 5}'
    const paths = [['a', 1, 'y', 1], ['a', 1, 'z', 3], ['ab'], []]
    const found = locateJson(text, paths)
    expect(paths.map((path) => text.slice(found.get(path)).slice(0, 2))).toEqual(['20', '{"', '5}', '{"'])
  })
})
