/** Python's format language: `format(x, ">10.2f")`, f-strings, `str.format` and `%`. */
import { DictObject, TupleObject } from './collections.ts'
import { decimalOfNumber, quantizeDecimal } from './decimal.ts'
import { isNumeric } from './equality.ts'
import { typeError, valueError } from '../errors.ts'
import { strftime } from '../dates/strftime.ts'
import { repr, str } from '../text.ts'
import { isAsked, isDecimal, isTemporal, typeName } from '../values.ts'
import type { Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su

export function format(value: Value, spec: string, rt: Runtime): string {
  if (isAsked(value)) {
    const own = value.ask('__format__', [spec], rt)
    if (typeof own === 'string') return own
  }
  if (spec === '') return str(value, rt)
  if (isTemporal(value)) return strftime(value, spec)
  const match = SPEC.exec(spec)
  const known = typeof value === 'string' || isNumeric(value) || isDecimal(value)
  if (match === null || !known) {
    const plain = typeof value === 'object' && value !== null && 'plain' in value ? (value.plain as Value) : undefined
    if (plain !== undefined) return format(plain, spec, rt)
    if (known) throw valueError(`Invalid format specifier '${spec}' for object of type '${typeName(value)}'`)
    throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`)
  }
  const [, fill = ' ', align, sign = '-', hash, zero, width = '0', comma = '', precision, type = ''] = match
  if (typeof value === 'string') {
    if (type !== '' && type !== 's') throw valueError(`Unknown format code '${type}' for object of type 'str'`)
    const cut = precision === undefined ? value : Array.from(value).slice(0, Number(precision)).join('')
    return pad(cut, '', Number(width), zero === undefined ? fill : '0', align ?? '<')
  }
  const [prefix, digits] = numberText(
    value,
    type,
    precision === undefined ? null : Number(precision),
    hash !== undefined,
  )
  const negative = digits.startsWith('-')
  const signText = negative ? '-' : sign === '-' ? '' : sign
  const body = comma === '' ? digits.replace(/^-/, '') : grouped(digits.replace(/^-/, ''), comma)
  const padding = zero !== undefined && align === undefined ? ['0', '='] : [fill, align ?? '>']
  return pad(body, signText + prefix, Number(width), padding[0] as string, padding[1] as string)
}

function pad(body: string, prefix: string, width: number, fill: string, align: string): string {
  const missing = Math.max(0, Math.min(width, 100_000) - Array.from(prefix + body).length)
  if (align === '=') return prefix + fill.repeat(missing) + body
  const whole = prefix + body
  if (align === '<') return whole + fill.repeat(missing)
  if (align === '>') return fill.repeat(missing) + whole
  return fill.repeat(Math.floor(missing / 2)) + whole + fill.repeat(Math.ceil(missing / 2))
}

function grouped(text: string, separator: string): string {
  const [whole = '', ...rest] = text.split('.')
  return [whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator), ...rest].join('.')
}

const BASES: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
}

function numberText(value: Value, type: string, precision: number | null, hash: boolean): readonly [string, string] {
  const n = typeof value === 'boolean' ? BigInt(value) : value
  const base = BASES[type]
  if (base !== undefined && typeof n === 'bigint') {
    const digits = n.toString(base[0])
    return [hash ? base[1] : '', type === 'X' ? digits.toUpperCase() : digits]
  }
  if (typeof n === 'bigint' && type === 'c') return ['', String.fromCodePoint(Number(n))]
  if (typeof n === 'bigint' && (type === '' || type === 'd' || type === 'n')) return ['', String(n)]
  if (type === 'd') throw valueError(`Unknown format code 'd' for object of type '${typeName(value)}'`)
  const exact = isDecimal(n) ? n.text : decimalOfNumber(n as bigint | number)
  const number = isDecimal(n) ? Number(n.text) : Number(n)
  if (exact === null) return ['', Number.isNaN(number) ? 'nan' : number < 0 ? '-inf' : 'inf']
  if (type === 'f' || type === 'F') return ['', quantizeDecimal(exact, precision ?? 6)]
  if (type === '%') return ['', `${quantizeDecimal(decimalTimesHundred(exact), precision ?? 6)}%`]
  if (type === 'e' || type === 'E') return ['', exponent(number, precision ?? 6, type)]
  if (isDecimal(n) && type === '')
    return ['', precision === null ? n.text : String(Number(number.toPrecision(precision)))]
  if (type === 'g' || type === 'G' || type === '' || type === 'n') {
    if (type === '' && precision === null) return ['', Number.isInteger(number) ? `${number}.0` : String(number)]
    return ['', general(number, precision === 0 ? 1 : (precision ?? 6), type === '')]
  }
  throw valueError(`Unknown format code '${type}' for object of type '${typeName(value)}'`)
}

function decimalTimesHundred(text: string): string {
  return /E/i.test(text) ? `${text.replace(/E.*/i, '')}E${Number(/E(.*)/i.exec(text)?.[1]) + 2}` : `${text}E2`
}

function exponent(n: number, precision: number, type: string): string {
  const text = n.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2')
  return type === 'E' ? text.toUpperCase() : text
}

function general(n: number, precision: number, keepPoint: boolean): string {
  if (n === 0) return keepPoint ? '0.0' : '0'
  const power = Math.floor(Math.log10(Math.abs(Number(n.toPrecision(precision)))))
  if (power < -4 || power >= precision) {
    return exponent(n, precision - 1, 'e').replace(/\.?0+e/, 'e')
  }
  const text = n.toFixed(Math.max(0, precision - 1 - power))
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return keepPoint && !short.includes('.') ? `${short}.0` : short
}

/** `"%s of %d" % values`. */
export function formatPercent(template: string, values: Value, rt: Runtime): string {
  const queue = values instanceof TupleObject ? [...values.items] : [values]
  let used = 0
  const out = template.replace(
    /%(?:\((\w+)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g,
    (
      _all,
      key: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      code: string,
    ) => {
      if (code === '%') return '%'
      const value = key !== undefined && values instanceof DictObject ? values.getItem(key, rt) : queue[used++]
      if (value === undefined) throw typeError('not enough arguments for format string')
      if (code === 's' || code === 'r') {
        const text = code === 's' ? str(value, rt) : repr(value, rt)
        return pad(
          precision === undefined ? text : text.slice(0, Number(precision)),
          '',
          Number(width ?? 0),
          ' ',
          flags.includes('-') ? '<' : '>',
        )
      }
      if (!isNumeric(value) && !isDecimal(value))
        throw typeError(
          'eEfFgG'.includes(code)
            ? `must be real number, not ${typeName(value)}`
            : `%${code} format: a real number is required, not ${typeName(value)}`,
        )
      const whole =
        code === 'd' || code === 'i' ? BigInt(Math.trunc(Number(isDecimal(value) ? value.text : value))) : value
      const spec = `${flags.includes('-') ? '<' : ''}${flags.includes('+') ? '+' : ''}${flags.includes('0') ? '0' : ''}${width ?? ''}${precision === undefined || code === 'd' ? '' : `.${precision}`}${code === 'i' ? 'd' : code}`
      return format(whole, spec, rt)
    },
  )
  if (used < queue.length && !(values instanceof DictObject))
    throw typeError('not all arguments converted during string formatting')
  return out
}
