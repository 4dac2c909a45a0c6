import { sayIn } from '../sentences.ts'
import type { Sentences } from '../sentences.ts'
import { FILLERS, KINDS, LEFT_OUT, LOSSES, REASONS } from './reasons.ts'
import type { Lines } from './reasons.ts'

const PARTS: Readonly<Record<string, Sentences>> = {
  w: table(REASONS),
  k: table(KINDS),
  l: table({ ...REASONS, ...LOSSES }),
  x: table(LEFT_OUT),
  f: table(FILLERS),
}

/**
 * Une table de phrases. Les trous du français sont numérotés : `{1}` est repris tel quel ; une lettre dit comme quoi il
 * se traduit d’abord : `{2w}` une raison, `{2k}` une sorte de chose, `{2x}` ce qui est omis, `{2l}` une liste de pertes,
 * `{2f}` ce qui remplit.
 */
export function table(lines: Lines): Sentences {
  return Object.fromEntries(Object.entries(lines).map(([english, french]) => [english, filled(french)]))
}

function filled(french: string): (...slots: string[]) => string {
  return (...slots) =>
    french.replaceAll(/\{(\d)([a-z]?)\}/g, (_, at: string, kind: string) => {
      const slot = slots[Number(at) - 1] ?? ''
      if (kind === '') return slot
      // Une raison peut avoir un point-virgule, une perte n’en a pas.
      return (kind === 'l' ? null : part(kind, slot)) ?? eachOf(kind, slot)
    })
}

function part(kind: string, text: string): string | null {
  const sentences = PARTS[kind]
  return sentences === undefined ? null : sayIn(sentences, text)
}

/** Plusieurs raisons dans une phrase, séparées de points-virgules. */
function eachOf(kind: string, text: string): string {
  return text
    .split('; ')
    .map((one) => part(kind, one) ?? one)
    .join(' ; ')
}
