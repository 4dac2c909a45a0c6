/** What `DjangoJSONEncoder` makes of dates, durations, decimals and UUIDs. Source: django/core/serializers/json.py (5.2). */
import type { PyValue } from '../types.ts'
import { OrmError } from '../types.ts'
import { isTagged, pyStr } from './python.ts'

const DAY = 86_400_000_000n

/** Milliseconds are kept, what is below them is not; UTC is `Z`. */
const shortened = (text: string): string => text.replace(/(\.\d{3})\d{3}/, '$1').replace(/\+00:00$/, 'Z')

/** `P1DT02H00M00.500000S` */
function isoDuration(total: bigint): string {
  const size = total < 0n ? -total : total
  const [days, rest] = [size / DAY, size % DAY]
  const two = (n: bigint): string => String(n).padStart(2, '0')
  const seconds = (rest / 1_000_000n) % 60n
  const micros = rest % 1_000_000n
  const fraction = micros === 0n ? '' : `.${String(micros).padStart(6, '0')}`
  const clock = `${two(rest / 3_600_000_000n)}H${two((rest / 60_000_000n) % 60n)}M${two(seconds)}${fraction}S`
  return `${total < 0n ? '-' : ''}P${days}DT${clock}`
}

/** undefined: nothing that the encoder knows. */
export function djangoJson(value: PyValue): PyValue | undefined {
  if (!isTagged(value)) return undefined
  switch (value.type) {
    case 'datetime':
      return shortened(value.text)
    case 'date':
      return value.text
    case 'time':
      if (/[+-]\d\d:\d\d$/.test(value.text))
        throw new OrmError('ValueError', "JSON can't represent timezone-aware times.")
      return shortened(value.text)
    case 'timedelta':
      return isoDuration(value.microseconds)
    case 'decimal':
    case 'uuid':
      return pyStr(value)
    default:
      return undefined
  }
}
