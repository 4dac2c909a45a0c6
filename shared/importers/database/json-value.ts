/** Text of JSON as a value of Python. */
import type { Value } from '../../document/records.ts'
import { printString, printFloat } from '../../python/print.ts'

/** null: JSON's own null, or text that is no JSON. */
export function pythonOfJson(text: string): Value {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'object' && value !== null ? { expr: python(value) } : null
}

function python(value: unknown): string {
  if (typeof value === 'string') return printString(value)
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : printFloat(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value !== 'object' || value === null) return 'None'
  return `{${Object.entries(value)
    .map(([key, one]) => `${printString(key)}: ${python(one)}`)
    .join(', ')}}`
}
