/**
 * Short made-up texts. Each is put together once and kept: a text that is new costs SQLite's binding more than its
 * own making, since its pieces are joined only then.
 */
import type { ValueMaker } from './generators.ts'
import { mix, pick } from './random.ts'
import * as words from './words.ts'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** How a phrase stands in a text: alone, with a capital, as a whole sentence, as one after another, as a slug. */
const FORMS = [
  (text: string) => text,
  capital,
  (text: string) => `${capital(text)}.`,
  (text: string) => ` ${capital(text)}.`,
  (text: string) => text.replaceAll(' ', '-'),
] as const
type Form = 0 | 1 | 2 | 3 | 4

const [VERBS, ADJECTIVES, NOUNS] = [words.VERBS.length, words.ADJECTIVES.length, words.NOUNS.length]
const kept: string[][] = FORMS.map(() => Array.from({ length: (VERBS + 1) * ADJECTIVES * NOUNS }, () => ''))

function phraseOf(seed: number, row: number, form: Form): string {
  // One number of 32 bits has room for all three choices.
  const chance = mix(seed, row)
  const a = chance % ADJECTIVES
  const n = Math.floor(chance / ADJECTIVES) % NOUNS
  const verb = Math.floor(chance / (ADJECTIVES * NOUNS)) % (3 * VERBS)
  const at = ((verb < VERBS ? verb + 1 : 0) * ADJECTIVES + a) * NOUNS + n
  const list = kept[form] as string[]
  return (list[at] ||= made(verb, a, n, form))
}

function made(verb: number, a: number, n: number, form: Form): string {
  const first = words.VERBS[verb]
  const rest = ['the', words.ADJECTIVES[a], words.NOUNS[n]]
  return FORMS[form]((first === undefined ? rest : [first, ...rest]).join(' '))
}

/** `the quiet garden`, `finding the quiet garden`. */
export const phrase = (seed: number, row: number): string => phraseOf(seed, row, 0)

/** `the-quiet-garden`. */
export const slug = (seed: number, row: number): string => phraseOf(seed, row, 4)

/** `The quiet garden`; `The quiet garden.`; `the-quiet-garden`. */
export const [titles, sentences, slugs] = [phrases(1), phrases(2), phrases(4)] as const

function phrases(form: Form): ValueMaker {
  return {
    of: ({ seed }) => {
      return (row) => phraseOf(seed, row, form)
    },
    fill: ({ seed }) => {
      return (into, at, step, from, count) => {
        for (let k = 0; k < count; k++) into[at + k * step] = phraseOf(seed, from + k, form)
      }
    },
  }
}

/** `The quiet garden. Finding the open river. The late letter.` */
export const paragraphs: ValueMaker = {
  of: ({ seed }) => {
    return (row) => paragraph(seed, row)
  },
  fill: ({ seed }) => {
    return (into, at, step, from, count) => {
      for (let k = 0; k < count; k++) into[at + k * step] = paragraph(seed, from + k)
    }
  },
}

/** Three to five sentences. */
function paragraph(seed: number, row: number): string {
  const count = 3 + (mix(seed ^ 0xf, row) % 3)
  let text = phraseOf(seed, row, 2)
  for (let k = 1; k < count; k++) text += phraseOf(seed + k * 7919, row, 3)
  return text
}

const DIGITS = Array.from({ length: 36 }, (_, n) => n.toString(36).toUpperCase())
const PAIRS = DIGITS.flatMap((a) => DIGITS.map((b) => a + b))

/** Seven digits and capitals. */
export const codes: ValueMaker = {
  of: ({ seed }) => {
    return (row) => code(seed, row)
  },
  fill: ({ seed }) => {
    return (into, at, step, from, count) => {
      for (let k = 0; k < count; k++) into[at + k * step] = code(seed, from + k)
    }
  },
}

function code(seed: number, row: number): string {
  const n = mix(seed, row)
  const high = Math.floor(n / 1_679_616)
  const low = n - high * 1_679_616
  return `${DIGITS[Math.floor(high / 1296)]}${PAIRS[high % 1296]}${PAIRS[Math.floor(low / 1296)]}${PAIRS[low % 1296]}`
}

export const firstName = (seed: number, row: number): string => pick(seed ^ 0x11, row, words.FIRST_NAMES)
export const lastName = (seed: number, row: number): string => pick(seed ^ 0x22, row, words.LAST_NAMES)
