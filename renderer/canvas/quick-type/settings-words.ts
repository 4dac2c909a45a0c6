/** DBML's brackets behind a column: `[pk, not null, default: 'x', note: 'y', ref: > users.id]`. */
import type { Rewritten } from './other-tools.ts'
import { insideOf, partsOf, unquoted, wordsOf } from './tokens.ts'

const DIRECTIONS: { readonly [sign: string]: string } = { '>': 'fk', '-': '1:1', '<': '1:n', '<>': 'm2m' }

export function settingsWords(words: readonly string[]): Rewritten | null {
  const at = words.findIndex((word, i) => i > 0 && /^\[.*\]$/s.test(word) && !/^(?:\[\d*\])+$/.test(word))
  if (at < 0) return null
  const inside = (words[at] as string).slice(1, -1)
  let type = words.slice(0, at)
  const flags: string[] = []
  for (const part of partsOf(inside)) {
    const [, key = part, value] = /^(\w+)\s*:\s*(.*)$/s.exec(part) ?? []
    const reference = key.toLowerCase() === 'ref' ? /^(<>|[<>-])\s*(.+)$/s.exec(value ?? '') : null
    if (reference !== null) type = [DIRECTIONS[reference[1] ?? ''] ?? 'fk', reference[2] ?? '']
    else flags.push(...settingWords(key.toLowerCase(), value))
  }
  return { words: [...type, ...flags, ...words.slice(at + 1)] }
}

function settingWords(key: string, value: string | undefined): readonly string[] {
  if (value === undefined) return key === 'increment' ? ['autoincrement'] : wordsOf(` ${key}`)
  if (key === 'note') return ['comment', value]
  if (key === 'default') return ['default', value.startsWith('`') ? unquoted(value) : value]
  if (key === 'check') return ['check', insideOf(value) ?? value]
  return [`${key}:`, value]
}
