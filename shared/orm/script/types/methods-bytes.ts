/** Methods of bytes: those of str that make sense on Latin letters, and what only bytes have. */
import { ListObject, TupleObject } from './collections.ts'
import { pyError, valueError } from '../errors.ts'
import { decodeUtf8, TEXT_METHODS } from './methods-text.ts'
import type { Method } from './methods-text.ts'
import { toArray } from '../operations.ts'
import { Builtin, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

/** One letter a byte. */
export const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
const fromLatin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))

const textOf = (value: Value): Value => (value instanceof Uint8Array ? latin(value) : value)
function bytesOf(value: Value): Value {
  if (typeof value === 'string') return fromLatin(value)
  if (value instanceof ListObject) return new ListObject(value.items.map(bytesOf))
  return value instanceof TupleObject ? new TupleObject(value.items.map(bytesOf)) : value
}

const SHARED =
  'upper lower title capitalize swapcase strip lstrip rstrip startswith endswith removeprefix removesuffix split rsplit ' +
  'splitlines partition rpartition replace find rfind index rindex count ljust rjust center zfill isdigit isalpha ' +
  'isalnum isspace isupper islower istitle expandtabs'

/** The method of str over the bytes as letters; a text among the arguments is a mistake. */
const shared = (name: string): readonly [string, Method<Uint8Array>] => [
  name,
  (self, { args, kwargs }, rt) => {
    const wrong = args.find((arg) => typeof arg === 'string')
    if (wrong !== undefined) throw pyError('TypeError', `a bytes-like object is required, not '${typeName(wrong)}'`)
    const call: CallArgs = { args: args.map(textOf), kwargs }
    return bytesOf(TEXT_METHODS[name]?.(latin(self), call, rt) ?? null)
  },
]

function decoded(bytes: Uint8Array, encoding: Value): string {
  const name = String(encoding).toLowerCase().replaceAll('_', '-')
  if (name === 'ascii' || name === 'us-ascii') {
    const at = bytes.findIndex((byte) => byte > 127)
    if (at < 0) return latin(bytes)
    const shown = `0x${(bytes[at] ?? 0).toString(16)}`
    const text = `'ascii' codec can't decode byte ${shown} in position ${at}: ordinal not in range(128)`
    throw pyError('UnicodeDecodeError', text)
  }
  return /^(latin-?1|iso-8859-1)$/.test(name) ? latin(bytes) : decodeUtf8(bytes)
}

export const BYTES_METHODS: Readonly<Record<string, Method<Uint8Array>>> = {
  ...Object.fromEntries(SHARED.split(' ').map(shared)),
  decode: (bytes, { args, kwargs }) => decoded(bytes, args[0] ?? kwargs.get('encoding') ?? 'utf-8'),
  hex: (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(''),
  join: (bytes, { args }, rt) => {
    const parts = toArray(args[0] ?? null, rt).map((part, i) => {
      if (part instanceof Uint8Array) return latin(part)
      throw pyError('TypeError', `sequence item ${i}: expected a bytes-like object, ${typeName(part)} found`)
    })
    return fromLatin(parts.join(latin(bytes)))
  },
}

/** `bytes.fromhex("61 62")` */
export const FROM_HEX = new Builtin('fromhex', ({ args }) => {
  const text = String(args[0]).replaceAll(/\s/g, '')
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw valueError('non-hexadecimal number found in fromhex() arg at position 0')
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
})
