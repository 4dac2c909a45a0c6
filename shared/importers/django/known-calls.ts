/** Python's functions and methods of texts that constants are made with, on literals. Source: Python's built-ins. */
import type { Expr, Value } from '../../document/records.ts'

export type Literal = Exclude<Value, Expr>
type Known = (args: readonly Literal[]) => Literal | undefined

const isNumber = (value: Literal | undefined): value is number => typeof value === 'number'
const isText = (value: Literal | undefined): value is string => typeof value === 'string'

function listed(args: readonly Literal[]): readonly Literal[] {
  const [only] = args
  return args.length === 1 && Array.isArray(only) ? (only as readonly Literal[]) : args
}

/** Smallest or largest of numbers. */
function extreme(pick: (values: readonly number[]) => number): Known {
  return (args) => {
    const values = listed(args)
    return values.length > 0 && values.every(isNumber) ? pick(values) : undefined
  }
}

export const FUNCTIONS: { readonly [name: string]: Known | undefined } = {
  int([value, ...rest]) {
    if (rest.length > 0) return undefined
    if (isText(value)) return /^\s*[-+]?\d+\s*$/.test(value) ? Number(value) : undefined
    return isNumber(value) ? Math.trunc(value) : typeof value === 'boolean' ? Number(value) : undefined
  },
  /** Whole ones stay as written: JSON has no way to tell `1.0` from `1`. */
  float([value]) {
    const number = isText(value) && /^\s*[-+]?\d*\.?\d+\s*$/.test(value) ? Number(value) : value
    return isNumber(number) && !Number.isInteger(number) ? number : undefined
  },
  str([value]) {
    return isText(value) || Number.isSafeInteger(value) ? String(value) : undefined
  },
  len([value]) {
    if (isText(value)) return [...value].length
    return Array.isArray(value) ? value.length : undefined
  },
  min: extreme((values) => Math.min(...values)),
  max: extreme((values) => Math.max(...values)),
  sum: extreme((values) => values.reduce((a, b) => a + b, 0)),
  abs: ([value]) => (isNumber(value) ? Math.abs(value) : undefined),
  list: ([value]) => (Array.isArray(value) ? value : undefined),
  tuple: ([value]) => (Array.isArray(value) ? value : undefined),
}

/** Texts in ASCII only: other letters change case in ways of their own. */
const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

const titled = (text: string): string =>
  text.replace(/[a-z]+/gi, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())

type Method = (text: string, args: readonly Literal[]) => Literal | undefined

export const TEXT_METHODS: { readonly [name: string]: Method | undefined } = {
  upper: (text, args) => (args.length === 0 && isAscii(text) ? text.toUpperCase() : undefined),
  lower: (text, args) => (args.length === 0 && isAscii(text) ? text.toLowerCase() : undefined),
  title: (text, args) => (args.length === 0 && isAscii(text) ? titled(text) : undefined),
  capitalize: (text, args) =>
    args.length === 0 && isAscii(text) ? text.charAt(0).toUpperCase() + text.slice(1).toLowerCase() : undefined,
  strip: (text, args) => (args.length === 0 ? text.trim() : undefined),
  replace: (text, [from, to, ...rest]) =>
    isText(from) && from !== '' && isText(to) && rest.length === 0 ? text.replaceAll(from, to) : undefined,
  join(text, [items]) {
    const texts = Array.isArray(items) ? (items as readonly Literal[]) : []
    return Array.isArray(items) && texts.every(isText) ? texts.join(text) : undefined
  },
  /** `{}` and `{0}` without a format. */
  format(text, args) {
    const places = text.match(/\{[^{}]*\}/g) ?? []
    if (/\{\{|\}\}/.test(text) || !places.every((place) => /^\{\d*\}$/.test(place))) return undefined
    const values = places.map((place, i) => args[place === '{}' ? i : Number(place.slice(1, -1))])
    if (!values.every((value) => isText(value) || Number.isSafeInteger(value))) return undefined
    let at = 0
    return text.replace(/\{[^{}]*\}/g, () => String(values[at++]))
  },
}
