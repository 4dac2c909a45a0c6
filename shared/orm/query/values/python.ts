/** Python's `repr`, `str` and equality for the values that reach the query compiler. */
import type { ExprNode, PyCollection, PyDict, PyInstance, PyQuerySet, PyTemporal, PyValue } from '../types.ts'
import { durationText } from './temporal.ts'

type Tagged = Extract<PyValue, { readonly type: string }>

export function isTagged(value: PyValue): value is Tagged {
  return typeof value === 'object' && value !== null && 'type' in value
}

const VALUE_TYPES = new Set([
  'decimal',
  'date',
  'datetime',
  'time',
  'timedelta',
  'uuid',
  'list',
  'tuple',
  'set',
  'dict',
  'instance',
  'queryset',
])

/** Whether a value is an expression that the database works out. */
export function isExpression(value: PyValue): value is ExprNode {
  return isTagged(value) && !VALUE_TYPES.has(value.type)
}

export function isCollection(value: PyValue): value is PyCollection {
  return isTagged(value) && (value.type === 'list' || value.type === 'tuple' || value.type === 'set')
}

export function isInstance(value: PyValue): value is PyInstance {
  // What stands for another object of a script is no model's.
  return isTagged(value) && value.type === 'instance' && value.object === undefined
}

export function isQuerySet(value: PyValue): value is PyQuerySet {
  return isTagged(value) && value.type === 'queryset'
}

export function isDict(value: PyValue): value is PyDict {
  return isTagged(value) && value.type === 'dict'
}

/** Neither controls nor separators, but for the blank. */
export function isPrintable(text: string): boolean {
  return !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text)
}

export function escaped(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
}

export function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let out = ''
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if (char === '\\' || char === quote) out += `\\${char}`
    else if (char === '\n') out += '\\n'
    else if (char === '\r') out += '\\r'
    else if (char === '\t') out += '\\t'
    else out += isPrintable(char) ? char : escaped(code)
  }
  return `${quote}${out}${quote}`
}

/** `repr(float)`: shortest text that reads back the same, with a point or an exponent. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  if (Object.is(value, -0)) return '-0.0'
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude >= 1e16 || magnitude < 1e-4)) {
    const [mantissa = '', power = '0'] = value.toExponential().split('e')
    const exponent = Number(power)
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  const text = String(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}

export function pyRepr(value: PyValue): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return floatText(value)
  if (typeof value === 'string') return reprText(value)
  if (value instanceof Uint8Array) return bytesRepr(value)
  return reprTagged(value)
}

function reprTagged(value: Tagged): string {
  switch (value.type) {
    case 'decimal':
      return `Decimal('${value.text}')`
    case 'uuid':
      return `UUID('${value.text}')`
    case 'date':
    case 'datetime':
    case 'time':
      return `datetime.${value.type}(${temporalArguments(value)})`
    case 'timedelta':
      return timedeltaRepr(value.microseconds)
    case 'list':
      return `[${value.items.map(pyRepr).join(', ')}]`
    case 'tuple':
      return `(${value.items.map(pyRepr).join(', ')}${value.items.length === 1 ? ',' : ''})`
    case 'set':
      return value.items.length === 0 ? 'set()' : `{${value.items.map(pyRepr).join(', ')}}`
    case 'dict':
      return `{${value.entries.map(([k, v]) => `${pyRepr(k)}: ${pyRepr(v)}`).join(', ')}}`
    case 'instance':
      return value.shown ?? `<${value.className}: ${value.text}>`
    case 'queryset':
      return '<QuerySet>'
    case 'F':
      return `F(${value.name})`
    default:
      return `<${value.type}>`
  }
}

/** `, tzinfo=…` of a time that knows its offset. */
function zoneArgument({ text, zone }: PyTemporal): string {
  const [key = '', label] = zone?.split(' ') ?? []
  if (key !== '' && label === undefined) return `, tzinfo=zoneinfo.ZoneInfo(key='${key}')`
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(text.slice(10)) ?? []
  if (sign === undefined) return ''
  const total = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1)
  if (total === 0 && label === undefined) return ', tzinfo=datetime.timezone.utc'
  const shown = timedeltaRepr(BigInt(total) * 1_000_000n)
  return `, tzinfo=datetime.timezone(${shown}${label === undefined ? '' : `, '${label}'`})`
}

function temporalArguments(value: PyTemporal): string {
  const { type, text } = value
  const numbers = text
    .replace(/[+-]\d{2}:\d{2}$/, '')
    .split(/[-T:.]/)
    .map(Number)
  const clockStart = type === 'datetime' ? 5 : type === 'time' ? 2 : 3
  while (numbers.length > clockStart && numbers.at(-1) === 0) numbers.pop()
  return numbers.join(', ') + (type === 'datetime' ? zoneArgument(value) : '')
}

function timedeltaRepr(total: bigint): string {
  const day = 86_400_000_000n
  const days = total >= 0n ? total / day : (total - day + 1n) / day
  const rest = total - days * day
  const parts = [
    [days, 'days'],
    [rest / 1_000_000n, 'seconds'],
    [rest % 1_000_000n, 'microseconds'],
  ] as const
  const shown = parts.filter(([n]) => n !== 0n).map(([n, name]) => `${name}=${n}`)
  return `datetime.timedelta(${shown.join(', ') || '0'})`
}

function bytesRepr(value: Uint8Array): string {
  const text = String.fromCharCode(...value.slice(0, 10_000))
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let out = ''
  for (const byte of value) {
    const char = String.fromCharCode(byte)
    const named = { 9: '\\t', 10: '\\n', 13: '\\r' }[byte]
    if (named !== undefined) out += named
    else if (char === '\\' || char === quote) out += `\\${char}`
    else out += byte >= 0x20 && byte < 0x7f ? char : `\\x${byte.toString(16).padStart(2, '0')}`
  }
  return `b${quote}${out}${quote}`
}

export function pyStr(value: PyValue): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array || !isTagged(value)) return pyRepr(value)
  switch (value.type) {
    case 'decimal':
    case 'uuid':
    case 'date':
    case 'time':
      return value.text
    case 'datetime':
      return value.text.replace('T', ' ')
    case 'timedelta':
      return durationText(value.microseconds)
    case 'instance':
      return value.text
    default:
      return pyRepr(value)
  }
}

/** A key that is the same for values that Python's `==` and hash hold equal (`1 == 1.0 == True`). */
export function hashKey(value: PyValue): string {
  if (typeof value === 'boolean') return `n${value ? 1 : 0}`
  if (typeof value === 'bigint') return `n${value}`
  if (typeof value === 'number') return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`
  if (typeof value === 'string') return `s${value}`
  return `r${pyRepr(value)}`
}

/** `type(value).__name__`. */
export function typeName(value: PyValue): string {
  if (value === null) return 'NoneType'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return 'float'
  if (typeof value === 'string') return 'str'
  if (value instanceof Uint8Array) return 'bytes'
  if (value.type === 'instance') return value.className
  if (value.type === 'queryset') return 'QuerySet'
  if (value.type === 'decimal') return 'Decimal'
  if (value.type === 'uuid') return 'UUID'
  return value.type
}

const MODULES: Readonly<Record<string, string>> = {
  date: 'datetime.',
  datetime: 'datetime.',
  time: 'datetime.',
  timedelta: 'datetime.',
  decimal: 'decimal.',
}

/** The name that the interpreter itself uses in its errors: with the module for types written in C. */
export function qualifiedTypeName(value: PyValue): string {
  const module = isTagged(value) ? (MODULES[value.type] ?? '') : ''
  return module + typeName(value)
}
