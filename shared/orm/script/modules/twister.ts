/**
 * Python's random numbers: a seeded script gives the numbers that it gives elsewhere. What `random` makes of them stands
 * in Python in `library/python/random.ts`. Source: Matsumoto and Nishimura, "Mersenne Twister" (1998).
 */
import { digest } from '../../query/values/hash.ts'
import { bind } from '../arguments.ts'
import { typeError, valueError } from '../errors.ts'
import { Builtin, PyObject, TypeObject, typeName } from '../values.ts'
import type { Value } from '../values.ts'

const SIZE = 624
const SHIFT = 397

class Twister extends PyObject {
  private readonly state = new Uint32Array(SIZE)
  private at = SIZE

  constructor() {
    super()
    this.seed(Array.from({ length: 8 }, () => Math.floor(Math.random() * 2 ** 32)))
  }
  typeName(): string {
    return 'Twister'
  }
  override getAttr(name: string): Value | undefined {
    switch (name) {
      case 'seed':
        return new Builtin(name, (call) => {
          this.seed(wordsOf(whole(bind(name, ['a'], call).a)))
          return null
        })
      case 'random':
        return new Builtin(name, () => ((this.next() >>> 5) * 67108864 + (this.next() >>> 6)) / 9007199254740992)
      case 'sha512':
        return new Builtin(name, (call) => {
          const hex = digest('SHA512', String(bind(name, ['text'], call).text))
          return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
        })
      case 'getrandbits':
        return new Builtin(name, (call) => this.bits(whole(bind(name, ['k'], call).k)))
      default:
        return undefined
    }
  }

  private fill(seed: number): void {
    const { state } = this
    state[0] = seed
    for (let i = 1; i < SIZE; i++) {
      const before = state[i - 1] ?? 0
      state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i
    }
    this.at = SIZE
  }

  private seed(key: readonly number[]): void {
    const { state } = this
    this.fill(19650218)
    let i = 1
    const step = (): void => {
      if (++i < SIZE) return
      state[0] = state[SIZE - 1] ?? 0
      i = 1
    }
    const mixed = (factor: number): number => {
      const before = state[i - 1] ?? 0
      return (state[i] ?? 0) ^ Math.imul(before ^ (before >>> 30), factor)
    }
    for (let k = 0; k < Math.max(SIZE, key.length); k++) {
      const j = k % key.length
      state[i] = mixed(1664525) + (key[j] ?? 0) + j
      step()
    }
    for (let k = 0; k < SIZE - 1; k++) {
      state[i] = mixed(1566083941) - i
      step()
    }
    state[0] = 0x80000000
  }

  private turn(): void {
    const { state } = this
    for (let i = 0; i < SIZE; i++) {
      const y = ((state[i] ?? 0) & 0x80000000) | ((state[(i + 1) % SIZE] ?? 0) & 0x7fffffff)
      state[i] = (state[(i + SHIFT) % SIZE] ?? 0) ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df)
    }
    this.at = 0
  }

  private next(): number {
    if (this.at >= SIZE) this.turn()
    let y = this.state[this.at++] ?? 0
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }

  private bits(count: bigint): bigint {
    if (count < 0n) throw valueError('number of bits must be non-negative')
    let value = 0n
    let at = 0n
    for (let left = count; left > 0n; left -= 32n, at += 32n) {
      const word = this.next()
      value |= BigInt(left < 32n ? word >>> Number(32n - left) : word) << at
    }
    return value
  }
}

/** The parts of 32 bits, the lowest first. */
function wordsOf(value: bigint): readonly number[] {
  const words: number[] = []
  for (let left = value < 0n ? -value : value; left > 0n; left >>= 32n) words.push(Number(left & 0xffffffffn))
  return words.length === 0 ? [0] : words
}

function whole(value: Value): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`)
}

export const TWISTER: ReadonlyMap<string, Value> = new Map([
  [
    'Twister',
    new TypeObject(
      'Twister',
      () => new Twister(),
      (value) => value instanceof Twister,
    ),
  ],
])
