/** What Prisma's client makes of a column, where Django makes the same; and what it makes that nobody else does. */
import type { Options } from '../../document/records.ts'
import { argument, attribute, textOf } from './parse.ts'
import type { PrismaField } from './parse.ts'

interface ClientValues {
  /** Options of the field in Django. */
  readonly python: Options | null
  /** A value that is lost; null: none. */
  readonly lost: string | null
}

/** Values that the database makes, or that are none. */
const IN_DATABASE = /^(?:now|dbgenerated|autoincrement|sequence|auto)$/

export function clientValues(field: PrismaField): ClientValues {
  const value = argument(attribute(field, 'default'), 'value', true)
  const isUpdated = attribute(field, 'updatedAt') !== undefined
  if (value?.kind === 'call' && !IN_DATABASE.test(value.value)) {
    const version = value.args.map((a) => textOf(a.value)).join(', ')
    const isRandom = value.value === 'uuid' && /^4?$/.test(version)
    return isRandom
      ? { python: { default: { expr: 'uuid.uuid4' } }, lost: null }
      : { python: null, lost: `the default that the program makes of ${field.name} is left out` }
  }
  return { python: isUpdated ? { auto_now: true } : null, lost: null }
}
