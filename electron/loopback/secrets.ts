/** The token of a host and the one-time codes that are exchanged for it. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** From here on every wrong guess costs its sender a second. */
const FREE_GUESSES = 10
const DELAY_MS = 1_000
/** Links that nobody used; older ones stop working. */
const MAX_CODES = 16

export interface Secrets {
  /** A fresh code for a link: 256 bits, good for one exchange. */
  newCode(): string
  /** The token for a code, or null. */
  exchange(code: unknown): Promise<string | null>
  isToken(candidate: string): Promise<boolean>
}

export function createSecrets(): Secrets {
  const token = randomBytes(32).toString('hex')
  let codes: string[] = []
  let wrong = 0

  /** After many wrong guesses each further one waits. */
  async function miss(): Promise<void> {
    if (++wrong > FREE_GUESSES) await new Promise((resolve) => setTimeout(resolve, DELAY_MS))
  }

  return {
    newCode() {
      const code = randomBytes(32).toString('hex')
      codes = [...codes, code].slice(-MAX_CODES)
      return code
    },
    async exchange(candidate) {
      const code = typeof candidate === 'string' ? codes.find((known) => isSame(known, candidate)) : undefined
      if (code === undefined) {
        await miss()
        return null
      }
      codes = codes.filter((known) => known !== code)
      return token
    },
    async isToken(candidate) {
      if (isSame(token, candidate)) return true
      await miss()
      return false
    },
  }
}

/** Compares in constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
