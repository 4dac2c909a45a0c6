/** Values that the database computes: `generated price * qty`, `decimal 10,2 generated always as (price * qty) stored`. */
import type { Options, ScalarType } from '../../../shared/document/records.ts'
import { startOptions } from '../../../shared/document/fields/field-types.ts'
import { printString } from '../../../shared/python/print.ts'
import { printValue } from '../../../shared/python/literal.ts'
import type { QuickField } from './targets.ts'
import { insideOf, unquoted } from './tokens.ts'
import { KEYWORDS, PROSE } from './words.ts'

interface Computed {
  /** What stands before: the type of the value, perhaps. */
  readonly type: string
  readonly expression: string
  readonly isStored: boolean
}

const WORDS =
  /^(?:(.+?)\s+)?(?:generated(?:\s+always)?(?:\s+as\b)?(?=[\s(])|computed(?:\s+as\b)?(?=[\s(])|as(?=\s*\())\s*(.+?)(?:\s+(stored|virtual|persisted))?$/is

/** null: it is none, or one that is said by Django's own keywords. */
export function computedParts(text: string): Computed | null {
  const [, type = '', expression = '', kept] = WORDS.exec(text.trim()) ?? []
  if (expression === '' || /^(?:identity|by\s+default)\b/i.test(expression)) return null
  if (type.split(/\s+/).some((word) => PROSE.has(KEYWORDS.get(word.toLowerCase()) ?? word.toLowerCase()))) return null
  const isOurs = /^\(?\s*(?:expression|output_field|db_persist)\b/i.test(expression)
  const isFlags = /^(?:null|unique|index|help|label|column|comment|#|--)(?:\s|$)/i.test(expression)
  if (isOurs || isFlags) return null
  return { type, expression: outOfParentheses(expression), isStored: !/^virtual$/i.test(kept ?? '') }
}

function outOfParentheses(text: string): string {
  const inside = text.startsWith('(') && text.endsWith(')') ? insideOf(text) : null
  return inside === null || !isBalanced(inside) ? text : inside
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '(') depth++
    else if (sign === ')' && --depth < 0) return false
  }
  return depth === 0
}

/** What it says, in Django's words; a text: what is wrong. */
export function computedOptions(
  { expression, isStored }: Computed,
  output: { readonly type: ScalarType; readonly options: Options } | null,
  fields: readonly QuickField[],
): Options | string {
  const tokens = tokensOf(expression)
  const operands = fields.filter(({ name }) => tokens.includes(name))
  const written = expressionOf(tokens, fields, operands)
  if (typeof written !== 'string') return written.problem
  const made = output ?? outputOf(operands, tokens)
  if (made === null) return `Say the type of what it gives first: “decimal 10,2 generated ${expression}”.`
  const args = Object.entries({ ...startOptions(made.type), ...made.options }).map(
    ([key, value]) => `${key}=${printValue(value ?? null)}`,
  )
  return {
    expression: { expr: written },
    output_field: { expr: `models.${made.type}(${args.join(', ')})` },
    db_persist: isStored,
  }
}

function tokensOf(text: string): readonly string[] {
  return text.match(/'(?:[^']|'')*'|"[^"]*"|\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\s*\()?|\|\||\S/g) ?? []
}

function expressionOf(
  tokens: readonly string[],
  fields: readonly QuickField[],
  operands: readonly QuickField[],
): string | { readonly problem: string } {
  // Django's own words stay as they are.
  if (tokens.some((token) => /^[A-Z]\w*\s*\($/.test(token)))
    return tokens
      .join('')
      .replaceAll(',', ', ')
      .replaceAll(/([*+/-])/g, ' $1 ')
  const isDecimal = operands.some(({ type }) => type === 'DecimalField')
  const out: string[] = []
  for (const token of tokens) {
    if (/^[A-Za-z_]/.test(token)) {
      if (token.endsWith('('))
        return {
          problem: `“${token.slice(0, -1).trim()}” is a function: write it as Django does, such as Lower("title").`,
        }
      if (!fields.some(({ name }) => name === token)) return { problem: `No field of this model is called “${token}”.` }
      out.push(`F(${printString(token)})`)
    } else if (/^['"]/.test(token)) out.push(`Value(${printString(unquoted(token))})`)
    else if (/^\d+\.\d+$/.test(token) && isDecimal) out.push(`Decimal("${token}")`)
    else if (/^(?:\d.*|[-+*/%()]|\|\|)$/.test(token)) out.push(token)
    else return { problem: `“${token}” cannot be computed here. Try + - * / and ||, or Django’s own words.` }
  }
  if (operands.length === 0) return { problem: 'A computed value is made of the model’s own fields.' }
  if (!out.includes('||')) return out.join(' ').replaceAll('( ', '(').replaceAll(' )', ')')
  const parts = out.filter((word) => word !== '||')
  if (
    operands.some(({ type }) => type === null || NUMBERS.includes(type)) ||
    parts.some((word) => /^[-+*/%()]$/.test(word))
  )
    return { problem: '“||” joins texts: numbers and their signs are none.' }
  return `Concat(${parts.join(', ')})`
}

const NUMBERS: readonly ScalarType[] = [
  'PositiveSmallIntegerField',
  'SmallIntegerField',
  'PositiveIntegerField',
  'IntegerField',
  'PositiveBigIntegerField',
  'BigIntegerField',
  'DecimalField',
  'FloatField',
]

/** The widest of them; texts make a text. null: not to be told. */
function outputOf(
  operands: readonly QuickField[],
  tokens: readonly string[],
): { readonly type: ScalarType; readonly options: Options } | null {
  if (tokens.includes('||')) return { type: 'TextField', options: {} }
  const places = operands.map(({ type }) => (type === null ? -1 : NUMBERS.indexOf(type)))
  if (places.length === 0 || places.includes(-1)) return null
  const widest = Math.max(...places)
  const type = NUMBERS[widest] as ScalarType
  if (type === 'DecimalField') {
    const { max_digits = 10, decimal_places = 2 } = operands[places.indexOf(widest)]?.options ?? {}
    return { type, options: { max_digits, decimal_places } }
  }
  if (type === 'FloatField' || type === 'BigIntegerField') return { type, options: {} }
  // A difference may be less than nothing, a product more than a small number.
  return { type: type === 'PositiveBigIntegerField' ? 'BigIntegerField' : 'IntegerField', options: {} }
}
