/** Reads along the tokens of one statement. */
import type { ObjectName } from '../database/draft.ts'
import { clippedTo } from './names/generated-names.ts'
import { plainSql } from './plain-sql.ts'
import { sqlTokens } from './tokens.ts'
import type { Dialect, SqlToken } from './tokens.ts'

/** The statement is not what it began as; the message says where. */
export class SqlProblem extends Error {
  override readonly name = 'SqlProblem'
}

/** What is to be made is there. */
export class AlreadyThere extends SqlProblem {}

const END: SqlToken = { kind: 'symbol', value: '', upper: '', start: 0, end: 0 }

/** PostgreSQL makes small only the letters of ASCII. */
export function folded(word: string): string {
  return word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** PostgreSQL's names end with their 63rd byte. */
const NAME_BYTES = 63

function clipped(name: string): string {
  return name.length * 3 <= NAME_BYTES ? name : clippedTo(name, NAME_BYTES)
}

/** No reader needs more looks at one token, however many cases it tells apart. */
const MOST_LOOKS = 10_000

export class SqlCursor {
  readonly sql: string
  readonly dialect: Dialect
  /** Where names without a schema belong; null: the default one. */
  searchPath: string | null = null
  /** What was passed over inside of the statement. */
  readonly problems: string[] = []
  /** What was understood but has no place in a design. */
  readonly losses: string[] = []
  /** The last name as it stands in the script; `name()` is what the database makes of it. */
  written = ''
  readonly #tokens: readonly SqlToken[]
  #at = 0
  #looks = 0

  constructor(sql: string, dialect: Dialect) {
    this.sql = sql
    this.dialect = dialect
    this.#tokens = sqlTokens(sql, dialect)
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  get position(): number {
    return this.#at
  }

  goTo(position: number): void {
    this.#at = position
    this.#looks = 0
  }

  peek(ahead = 0): SqlToken {
    // Whoever looks so often at one place is stuck; going on loses a token, not the user's patience.
    if (++this.#looks > MOST_LOOKS) this.goTo(this.#at + 1)
    return this.#tokens[this.#at + ahead] ?? END
  }

  next(): SqlToken {
    const token = this.peek()
    this.goTo(this.#at + 1)
    return token
  }

  /** Whether these words come next. */
  sees(...words: readonly string[]): boolean {
    // Asked some times a word of every file: without a function for each time.
    for (let i = 0; i < words.length; i++) if (this.peek(i).upper !== words[i]) return false
    return true
  }

  seesSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'symbol' && token.value === symbol
  }

  /** Reads the words if they come next. */
  take(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false
    this.goTo(this.#at + words.length)
    return true
  }

  takeSymbol(symbol: string): boolean {
    if (!this.seesSymbol(symbol)) return false
    this.goTo(this.#at + 1)
    return true
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw new SqlProblem(`expected ${symbol} ${this.#here()}`)
  }

  /** A name, bare or quoted. Unquoted ones are folded as the dialect does. */
  name(): string {
    const token = this.peek()
    const isName =
      token.kind === 'word' || token.kind === 'name' || (token.kind === 'string' && this.dialect !== 'postgresql')
    if (!isName || this.done) throw new SqlProblem(`expected a name ${this.#here()}`)
    this.goTo(this.#at + 1)
    this.written = token.value
    if (this.dialect !== 'postgresql') return token.value
    return clipped(token.kind === 'word' ? folded(token.value) : token.value)
  }

  /** `schema.name`; of three parts the last two. */
  objectName(): ObjectName {
    const parts = [this.name()]
    while (this.takeSymbol('.')) parts.push(this.name())
    return { schema: parts.length > 1 ? (parts.at(-2) ?? null) : this.searchPath, name: parts.at(-1) ?? '' }
  }

  /** What stands in the parentheses that begin here, as text without them. */
  group(): string {
    const open = this.peek()
    this.skipGroup()
    const close = this.#tokens[this.#at - 1] ?? END
    return plainSql(this.sql.slice(open.end, Math.max(open.end, close.start)), this.dialect).trim()
  }

  skipGroup(): void {
    this.expectSymbol('(')
    for (let depth = 1; depth > 0;) {
      if (this.done) throw new SqlProblem('a parenthesis is not closed')
      const token = this.next()
      if (token.kind !== 'symbol') continue
      if (token.value === '(') depth++
      if (token.value === ')') depth--
    }
  }

  /**
   * The text up to a comma, a closing parenthesis or a word that `stops`, all outside of parentheses.
   */
  textUntil(stops: (word: string) => boolean): string {
    const start = this.peek().start
    let end = start
    // Commas in ARRAY[1, 2] end nothing.
    let brackets = 0
    while (!this.done && !this.seesSymbol(')') && !this.seesSymbol(';') && (brackets > 0 || !this.seesSymbol(','))) {
      if (end > start && stops(this.peek().upper)) break
      if (this.seesSymbol('[')) brackets++
      if (this.seesSymbol(']')) brackets--
      if (this.seesSymbol('(')) this.skipGroup()
      else this.next()
      end = this.#tokens[this.#at - 1]?.end ?? end
    }
    return plainSql(this.sql.slice(start, end), this.dialect)
  }

  #here(): string {
    return this.done
      ? 'at the end'
      : `before ${JSON.stringify(this.sql.slice(this.peek().start, this.peek().start + 30))}`
  }
}
