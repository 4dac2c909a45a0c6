/** Numbers that carry a check digit, right as a reader of them would check it. */
import { mix } from './random.ts'

const digits = (seed: number, row: number, count: number): string =>
  Array.from({ length: count }, (_, n) => String(mix(seed + 7919 * n, row) % 10)).join('')

/** EAN-13: barcodes, and ISBN with 978 in front. */
export function ean13(seed: number, row: number, prefix: string): string {
  const body = prefix + digits(seed, row, 12 - prefix.length)
  const sum = Array.from(body).reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

/** Of a bank that is not there, in German form: 22 characters. */
export function iban(seed: number, row: number): string {
  const account = `1000000${digits(seed, row, 11)}`
  // The country's letters as numbers, then 00 for the check digits: ISO 13616.
  const rest = BigInt(`${account}131400`) % 97n
  return `DE${String(98n - rest).padStart(2, '0')}${account}`
}

const HEX = '0123456789abcdef'

export function hexDigits(seed: number, row: number, count: number): string {
  let text = ''
  for (let n = 0; n < count; n++) text += HEX[mix(seed + 7919 * n, row) % 16]
  return text
}

/** Of those that anybody may use: locally administered. */
export function macAddress(seed: number, row: number): string {
  return `02:${hexDigits(seed, row, 10).replace(/..(?=.)/g, '$&:')}`
}
