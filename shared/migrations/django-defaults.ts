/** The value that Django asks for when existing rows have none. */
import type { ResolvedField } from '../relations/types.ts'

interface OnceOnly {
  readonly source: string
  readonly comment: string
}

const EMPTY: readonly (readonly [RegExp, string])[] = [
  [/^Boolean/, 'False'],
  [/^(?:Float|Decimal|Integer|BigInteger|SmallInteger|Positive|Auto|BigAuto|SmallAuto)/, '0'],
  [/^DateTime/, 'django.utils.timezone.now'],
  [/^Date/, 'datetime.date(2000, 1, 1)'],
  [/^Time/, 'datetime.time(0, 0)'],
  [/^Duration/, 'datetime.timedelta(0)'],
  [/^UUID/, 'uuid.uuid4'],
  [/^JSON/, 'dict'],
  [/^Binary/, 'b""'],
  [/IPAddress/, '"0.0.0.0"'],
]

export function onceFor({ className, kind, unique, relation }: ResolvedField): OnceOnly {
  if (kind === 'foreignKey' || kind === 'oneToOne')
    return {
      source: '1',
      comment: `Existing rows point at this ${relation?.toLabel ?? 'row'}: put the right key here.`,
    }
  const source = EMPTY.find(([pattern]) => pattern.test(className))?.[1] ?? '""'
  const comment = unique
    ? 'Existing rows would all get this value, but it has to be unique: give them theirs first.'
    : 'Existing rows get this value, once.'
  return { source, comment }
}
