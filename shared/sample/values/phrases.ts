/**
 * Short made-up texts. Each is put together once and kept: a text that is new costs SQLite's binding more than its
 * own making, since its pieces are joined only then.
 */
import type { ValueMaker } from './generators.ts'
import { mix, pick } from './random.ts'
import * as words from './words.ts'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** How a phrase stands in a text: alone, with a capital, as a slug. */
const FORMS = [(text: string) => text, capital, (text: string) => text.replaceAll(' ', '-')] as const
type Form = 0 | 1 | 2

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

/** Sentences as they stand first in a text, and after another one. */
const SENTENCES = [(text: string) => text, (text: string) => ` ${text}`] as const
const PREDICATES = words.PREDICATES.length
const keptSentences: string[][] = SENTENCES.map(() => Array.from({ length: ADJECTIVES * NOUNS * PREDICATES }, () => ''))

function sentence(seed: number, row: number, form: 0 | 1): string {
  const at = mix(seed, row) % (ADJECTIVES * NOUNS * PREDICATES)
  const list = keptSentences[form] as string[]
  return (list[at] ||= SENTENCES[form](madeSentence(at)))
}

function madeSentence(at: number): string {
  const rest = Math.floor(at / ADJECTIVES)
  const subject = `${words.ADJECTIVES[at % ADJECTIVES]} ${words.NOUNS[rest % NOUNS]}`
  return `The ${subject} ${words.PREDICATES[Math.floor(rest / NOUNS)]}.`
}

/** `the quiet garden`, `finding the quiet garden`. */
export const phrase = (seed: number, row: number): string => phraseOf(seed, row, 0)

/** `the-quiet-garden`. */
export const slug = (seed: number, row: number): string => phraseOf(seed, row, 2)

/** `The quiet garden`; `the-quiet-garden`. */
export const [titles, slugs] = [phrases(1), phrases(2)] as const

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

/** `The quiet garden is almost ready.` */
export const sentences: ValueMaker = {
  of: ({ seed }) => {
    return (row) => sentence(seed, row, 0)
  },
  fill: ({ seed }) => {
    return (into, at, step, from, count) => {
      for (let k = 0; k < count; k++) into[at + k * step] = sentence(seed, from + k, 0)
    }
  },
}

/** `The quiet garden is almost ready. The open river comes first. The late letter works well.` */
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
  let text = sentence(seed, row, 0)
  for (let k = 1; k < count; k++) text += sentence(seed + k * 7919, row, 1)
  return text
}

const DIGITS = Array.from({ length: 36 }, (_, n) => n.toString(36).toUpperCase())
const PAIRS = DIGITS.flatMap((a) => DIGITS.map((b) => a + b))

/**
 * Seven digits and capitals, none twice: `mix` gives each row another number. Where there is room for fewer, as many
 * letters (and digits from five on), none twice as long as there are enough of them.
 */
export const codes: ValueMaker = {
  of: ({ seed, maxLength }) => {
    if (maxLength !== null && maxLength < 7) return (row) => shortCode(seed, row, maxLength)
    return (row) => code(seed, row)
  },
  fill: ({ seed, maxLength }) => {
    if (maxLength !== null && maxLength < 7) return null

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

/** Odd, and a multiple of neither 3 nor 13: steps of this size meet all numbers below a power of 26 or 36. */
const STEP = 16_127
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

function shortCode(seed: number, row: number, length: number): string {
  const base = length < 5 ? 26 : 36
  let rest = (mix(seed, 0) + row * STEP) % base ** length
  let text = ''
  for (let n = 0; n < length; n++) {
    const at = rest % base
    text += at < 26 ? LETTERS[at] : String(at - 26)
    rest = Math.floor(rest / base)
  }
  return text
}

/** Women's and men's names stand in turn. */
export const isWoman = (seed: number, row: number): boolean =>
  (mix(seed ^ 0x11, row) % words.FIRST_NAMES.length) % 2 === 0

export const firstName = (seed: number, row: number): string => pick(seed ^ 0x11, row, words.FIRST_NAMES)
export const lastName = (seed: number, row: number): string => pick(seed ^ 0x22, row, words.LAST_NAMES)
