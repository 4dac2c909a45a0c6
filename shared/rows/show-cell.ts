/** A stored value as a person reads it, and as the text that `parseCell` takes back. */
import { durationText } from '../orm/query/values/temporal.ts'
import { fromBase64 } from '../protocol/base64.ts'
import { wireText } from '../protocol/scalars.ts'
import type { WireCell, WireScalar } from '../protocol/scalars.ts'
import type { CellRule } from './cell-rule.ts'

/** In the grid: choices by their label, booleans as words, decimals with their places. NULL is for the grid to style. */
export function showCell(value: WireCell, rule: CellRule): string {
  if (value === null) return 'NULL'
  const choice = rule.choices?.find((one) => sameScalar(one.value, value))
  return choice?.label ?? plainText(value, rule)
}

/** In an editor. `null` for NULL; a blob as `\x…`. */
export function editText(value: WireScalar, rule: CellRule): string | null {
  if (value === null) return null
  if (typeof value === 'object' && '$b' in value) {
    const bytes = fromBase64(value.$b) ?? new Uint8Array()
    return `\\x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
  }
  return plainText(value, rule)
}

function plainText(value: Exclude<WireCell, null>, { kind, decimals }: CellRule): string {
  const text = wireText(value)
  if (typeof value === 'object' && ('$b' in value || '$p' in value)) return text
  switch (kind) {
    case 'boolean':
      return text === '1' ? 'true' : text === '0' ? 'false' : text
    case 'uuid':
      return /^[0-9a-f]{32}$/.test(text) ? text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : text
    case 'duration':
      return /^-?\d+$/.test(text) ? durationText(BigInt(text)) : text
    case 'decimal':
      return typeof value === 'number' && decimals !== null
        ? value.toFixed(Math.min(decimals, 100))
        : realText(text, decimals)
    default:
      return text
  }
}

/** `$f` of a whole REAL ends in `.0`; a price has its own places. */
function realText(text: string, decimals: number | null): string {
  return decimals !== null && /^-?\d+\.0$/.test(text) ? Number(text).toFixed(Math.min(decimals, 100)) : text
}

export function sameScalar(a: WireCell | undefined, b: WireCell | undefined): boolean {
  return (
    a === b ||
    (a !== undefined && b !== undefined && a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b))
  )
}
