/** Values of PostgreSQL's own types, as that database writes them. */
import { dateOf, dateTimeOf } from './moments.ts'
import { phrase } from './phrases.ts'
import { between, mix, pick } from './random.ts'
import type { GeneratorInput } from './generators.ts'
import * as words from './words.ts'

/** `{1,2}`, `{"late river",red}`: one to three elements. */
export function arrayOf(input: GeneratorInput): string {
  const element = (input.type ?? 'text').replace(/\[\d*\]$/, '')
  const length = between(input.seed ^ 0xa11, input.row, 1, 3)
  const items = Array.from({ length }, (_, n) => elementOf({ ...input, type: element, seed: input.seed + 97 * n }))
  return `{${[...new Set(items)].join(',')}}`
}

function elementOf(input: GeneratorInput): string {
  const { seed, row, type } = input
  const name = (type ?? 'text').toLowerCase()
  if (name.endsWith(']')) return arrayOf(input)
  if (/int|serial/.test(name)) return String(between(seed, row, 1, 100))
  if (/num|dec|float|real|double/.test(name)) return (between(seed, row, 100, 9999) / 100).toFixed(2)
  if (name.startsWith('bool')) return mix(seed, row) % 2 === 0 ? 't' : 'f'
  if (name === 'date') return dateOf({ ...input, rowSeed: seed })(row)
  if (name.startsWith('timestamp')) return `"${dateTimeOf({ ...input, rowSeed: seed, form: 'sqlite' })(row)}"`
  if (name === 'uuid') return `00000000-0000-4000-a000-${mix(seed, row).toString(16).padStart(12, '0')}`
  if (/^jsonb?$/.test(name)) return `"{\\"note\\": \\"${pick(seed, row, words.NOUNS)}\\"}"`
  const text = pick(seed, row, words.TAGS)
  return /[\s,{}"\\]/.test(text) ? `"${text}"` : text
}

/** `[3,17)`: from its lower end up to, and without, its upper one. */
export function rangeOf(input: GeneratorInput): string {
  const { seed, row, type } = input
  const name = (type ?? '').toLowerCase()
  if (name.startsWith('date')) return `[${dateOf(input)(row)},${dateOf(later(input))(row)})`
  if (name.startsWith('ts')) {
    const zone = name.startsWith('tstz') ? '+00' : ''
    const end = (at: GeneratorInput): string => `"${dateTimeOf({ ...at, form: 'sqlite' })(row)}${zone}"`
    return `[${end(input)},${end(later(input))})`
  }
  const low = between(seed, row, 0, 500)
  const high = low + between(seed ^ 0x51, row, 1, 50)
  return name.startsWith('num') ? `[${low}.5,${high}.5)` : `[${low},${high})`
}

const later = (input: GeneratorInput): GeneratorInput => ({ ...input, phase: input.phase + 2 })

/** `"colour"=>"red"` */
export function pairsOf({ seed, row }: GeneratorInput): string {
  return `"note"=>"${phrase(seed, row)}", "colour"=>"${pick(seed ^ 0xc0, row, words.COLORS)}"`
}

/** `'late' 'river'` */
export function lexemesOf({ seed, row }: GeneratorInput): string {
  const found = phrase(seed, row).split(' ')
  return [...new Set(found)]
    .toSorted()
    .map((word) => `'${word.replaceAll("'", "''")}'`)
    .join(' ')
}
