/** `time`, as far as scripts measure and wait with it. Nobody is kept waiting: the clock is put forward instead. */
import { typeError, unsupported, valueError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, typeName } from '../values.ts'
import { inUtc } from './wall-clock.ts'
import type { NativeFunction, Value } from '../values.ts'

/** Seconds since 1970, with what was slept. */
function seconds(rt: Runtime): number {
  const at = Date.parse(inUtc(rt.now(), rt.settings.timeZone).text)
  return at / 1000 + rt.asynchrony.slept
}

const sleep: NativeFunction = ({ args: [delay] }, rt) => {
  if (delay === undefined) throw typeError('sleep() takes exactly one argument (0 given)')
  if (typeof delay !== 'bigint' && typeof delay !== 'number')
    throw typeError(`'${typeName(delay)}' object cannot be interpreted as an integer`)
  if (delay < 0) throw valueError('sleep length must be non-negative')
  rt.asynchrony.slept += Number(delay)
  return null
}

const clock: NativeFunction = (_call, rt) => seconds(rt)
const nanoseconds: NativeFunction = (_call, rt) => BigInt(Math.round(seconds(rt) * 1e6)) * 1000n

const FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  sleep,
  time: clock,
  perf_counter: clock,
  monotonic: clock,
  process_time: clock,
  time_ns: nanoseconds,
  perf_counter_ns: nanoseconds,
  monotonic_ns: nanoseconds,
}
const REFUSED = ['strftime', 'strptime', 'gmtime', 'localtime', 'mktime', 'ctime', 'asctime']

export const TIME_MODULE: readonly (readonly [string, Value])[] = [
  ...Object.entries(FUNCTIONS).map(([name, work]) => [name, new Builtin(name, work)] as const),
  ...REFUSED.map(
    (name) =>
      [
        name,
        new Builtin(name, () => {
          throw unsupported(`time.${name}()`)
        }),
      ] as const,
  ),
]
