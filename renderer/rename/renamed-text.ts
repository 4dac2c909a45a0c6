/** A saved query with names replaced: whole words, and the parts of a path (`author__name`). Pure. */
import type { NameChange, NameKind } from './rename-plan.ts'

/** What the words of each language are. */
const WORDS: Record<'orm' | 'sql', readonly NameKind[]> = {
  orm: ['class', 'field', 'accessor', 'lookup'],
  sql: ['table', 'column'],
}

/** Texts in quotes and comments stay; in SQL, names in double quotes are names. */
const KEPT = {
  orm: /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|#[^\n]*/g,
  sql: /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g,
} as const

export function renamedText(text: string, language: 'orm' | 'sql', names: readonly NameChange[]): string {
  const map = new Map(
    names.filter(({ kind }) => WORDS[language].includes(kind)).map(({ before, after }) => [before, after]),
  )
  if (map.size === 0) return text
  let result = ''
  let at = 0
  for (const { index, 0: kept } of text.matchAll(KEPT[language])) {
    result += words(text.slice(at, index), map, language)
    // In the ORM a string may be a path itself: order_by('author__name').
    const path = language === 'orm' && /^(['"])-?\w+\1$/.test(kept)
    result += path ? words(kept, map, language) : kept
    at = index + kept.length
  }
  return result + words(text.slice(at), map, language)
}

function words(text: string, names: ReadonlyMap<string, string>, language: 'orm' | 'sql'): string {
  return text.replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (word) => {
    const whole = names.get(word)
    if (whole !== undefined || language === 'sql') return whole ?? word
    const parts = word.split('__')
    return parts.length === 1 ? word : parts.map((part) => names.get(part) ?? part).join('__')
  })
}
