/** Reads one SQL expression over a table's columns, by precedence. */
import type { SqlExpression } from './sql-expression.ts'
import { Unreadable, wordsOf } from './sql-words.ts'
import type { Word } from './sql-words.ts'

/**
 * @param columns names of the table's columns; another name in double quotes is a text, as SQLite has it
 * @throws Unreadable for what no rule of one row needs: subqueries, types of their own, …
 */
export function readSql(sql: string, columns: readonly string[]): SqlExpression {
  const reader = new Reader(wordsOf(sql), columns)
  const expression = reader.read(0)
  reader.end()
  return expression
}

const COMPARISONS = new Set(['=', '==', '<>', '!=', '<', '<=', '>', '>='])
/** How tightly an operator binds. */
const BINDS: Readonly<Record<string, number>> = {
  or: 1,
  xor: 1,
  and: 2,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
  '||': 8,
}
const COMPARES = 4
const NOT_BINDS = 3
/** PostgreSQL's own words for LIKE and regular expressions. */
const MATCH_SIGNS: Readonly<Record<string, { readonly way: 'like' | 'regexp'; readonly isFolded: boolean }>> = {
  '~~': { way: 'like', isFolded: false },
  '~~*': { way: 'like', isFolded: true },
  '~': { way: 'regexp', isFolded: false },
  '~*': { way: 'regexp', isFolded: true },
}
const CONSTANTS: Readonly<Record<string, string | number | null>> = {
  null: null,
  true: 1,
  false: 0,
  // Rows are made up to the end of 2024.
  current_date: '2025-06-01',
  current_timestamp: '2025-06-01 12:00:00',
  localtimestamp: '2025-06-01 12:00:00',
}

class Reader {
  readonly #words: readonly Word[]
  readonly #columns: ReadonlyMap<string, string>
  #at = 0
  #depth = 0

  constructor(words: readonly Word[], columns: readonly string[]) {
    this.#words = words
    // Where two differ in capitals alone, each is found by its own.
    this.#columns = new Map([
      ...columns.map((name) => [name.toLowerCase(), name] as const),
      ...columns.map((name) => [name, name] as const),
    ])
  }

  get #word(): Word {
    return this.#words[this.#at] ?? { kind: 'end', text: '' }
  }

  #takes(...texts: readonly string[]): boolean {
    const isNext = texts.every((text, index) => {
      const word = this.#words[this.#at + index]
      return word !== undefined && word.text === text && (word.kind === 'name' || word.kind === 'sign')
    })
    if (isNext) this.#at += texts.length
    return isNext
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw new Unreadable(`${this.#word.text} where ${text} belongs`)
  }

  end(): void {
    if (this.#word.kind !== 'end') throw new Unreadable(this.#word.text)
  }

  read(least: number): SqlExpression {
    if (++this.#depth > 200) throw new Unreadable('too deep')
    let left = this.#prefix()
    for (;;) {
      const more = this.#infix(left, least)
      if (more === null) break
      left = more
    }
    this.#depth--
    return left
  }

  #prefix(): SqlExpression {
    if (this.#takes('not')) return { kind: 'not', of: this.read(NOT_BINDS) }
    if (this.#takes('-')) return { kind: 'negative', of: this.read(8) }
    if (this.#takes('+')) return this.read(8)
    return this.#suffixed(this.#operand())
  }

  /** `x::text`, as PostgreSQL casts. */
  #suffixed(operand: SqlExpression): SqlExpression {
    let found = operand
    while (this.#takes('::')) found = { kind: 'cast', of: found, to: this.#type() }
    return found
  }

  #operand(): SqlExpression {
    const word = this.#word
    this.#at++
    if (word.kind === 'text') return { kind: 'literal', value: word.text }
    if (word.kind === 'number') return { kind: 'literal', value: Number(word.text) }
    if (word.kind === 'sign' && word.text === '(') {
      const inner = this.read(0)
      this.#expect(')')
      return inner
    }
    if (word.kind !== 'name' && word.kind !== 'quoted') throw new Unreadable(word.text)
    return this.#named(word)
  }

  #named(word: Word): SqlExpression {
    const isName = word.kind === 'name'
    if (isName && word.text === 'case') return this.#case()
    if (isName && word.text === 'cast') return this.#cast()
    if (isName && this.#word.text === '(' && this.#word.kind === 'sign') return this.#call(word.text)
    // Of this table, whatever it is called there.
    if (this.#takes('.')) return this.#named(this.#words[this.#at++] ?? word)
    const column = this.#columns.get(word.text) ?? this.#columns.get(word.text.toLowerCase())
    if (column !== undefined) return { kind: 'column', name: column }
    if (isName && Object.hasOwn(CONSTANTS, word.text)) return { kind: 'literal', value: CONSTANTS[word.text] ?? null }
    // `date '2024-01-01'`
    if (isName && this.#word.kind === 'text' && /^(date|timestamp|timestamptz|time)$/.test(word.text))
      return this.#operand()
    if (word.kind === 'quoted') return { kind: 'literal', value: word.text }
    throw new Unreadable(word.text)
  }

  #call(name: string): SqlExpression {
    this.#expect('(')
    const args: SqlExpression[] = []
    while (!this.#takes(')')) {
      if (args.length > 0) this.#expect(',')
      args.push(this.read(0))
    }
    return { kind: 'call', name, args }
  }

  #cast(): SqlExpression {
    this.#expect('(')
    const of = this.read(0)
    this.#expect('as')
    const to = this.#type()
    this.#expect(')')
    return { kind: 'cast', of, to }
  }

  #type(): 'number' | 'integer' | 'text' | 'same' {
    let name = ''
    while (
      this.#word.kind === 'name' &&
      !/^(and|or|not|is|in|between|like|then|else|end|when|as)$/.test(this.#word.text)
    )
      name += `${this.#words[this.#at++]?.text ?? ''} `
    if (name === '') throw new Unreadable(this.#word.text)
    if (this.#takes('(')) while (!this.#takes(')')) this.#at++
    while (this.#takes('[', ']')) name += '[]'
    if (/int|serial/.test(name)) return 'integer'
    if (/num|dec|float|real|double/.test(name)) return 'number'
    return /char|text/.test(name) ? 'text' : 'same'
  }

  #case(): SqlExpression {
    const operand = this.#word.text === 'when' ? null : this.read(0)
    const cases: { when: SqlExpression; result: SqlExpression }[] = []
    while (this.#takes('when')) {
      const when = this.read(0)
      this.#expect('then')
      const result = this.read(0)
      cases.push({
        when: operand === null ? when : { kind: 'binary', operator: '=', left: operand, right: when },
        result,
      })
    }
    const otherwise: SqlExpression = this.#takes('else') ? this.read(0) : { kind: 'literal', value: null }
    this.#expect('end')
    return { kind: 'case', cases, otherwise }
  }

  #infix(left: SqlExpression, least: number): SqlExpression | null {
    const { kind, text } = this.#word
    if (kind !== 'name' && kind !== 'sign') return null
    const binds = BINDS[text]
    if (binds !== undefined) {
      if (binds <= least) return null
      this.#at++
      return { kind: 'binary', operator: text, left, right: this.read(binds) }
    }
    return least >= COMPARES ? null : this.#comparison(left)
  }

  #comparison(left: SqlExpression): SqlExpression | null {
    const { text } = this.#word
    if (COMPARISONS.has(text)) {
      this.#at++
      if (this.#takes('any')) return this.#inArray(left, text === '=' ? false : null)
      if (this.#takes('all')) return this.#inArray(left, text === '<>' || text === '!=' ? true : null)
      return { kind: 'binary', operator: text, left, right: this.read(COMPARES) }
    }
    if (this.#takes('isnull')) return { kind: 'isNull', of: left, isNegated: false }
    if (this.#takes('notnull')) return { kind: 'isNull', of: left, isNegated: true }
    if (this.#takes('is')) return this.#is(left)
    const sign = MATCH_SIGNS[text.replace(/^!/, '')]
    if (sign !== undefined && /^!?~/.test(text)) {
      this.#at++
      return { kind: 'match', ...sign, of: left, pattern: this.read(COMPARES), isNegated: text.startsWith('!') }
    }
    const isNegated = this.#takes('not')
    if (this.#takes('in')) return { kind: 'in', of: left, items: this.#list('(', ')'), isNegated }
    if (this.#takes('between')) return this.#between(left, isNegated)
    if (this.#takes('like')) return this.#like(left, true, isNegated)
    if (this.#takes('ilike')) return this.#like(left, true, isNegated)
    if (this.#takes('glob'))
      return { kind: 'match', way: 'glob', of: left, pattern: this.read(COMPARES), isFolded: false, isNegated }
    if (this.#takes('regexp') || this.#takes('rlike'))
      return { kind: 'match', way: 'regexp', of: left, pattern: this.read(COMPARES), isFolded: false, isNegated }
    if (isNegated) throw new Unreadable(this.#word.text)
    return null
  }

  #is(left: SqlExpression): SqlExpression {
    const isNegated = this.#takes('not')
    if (this.#takes('null')) return { kind: 'isNull', of: left, isNegated }
    const isDistinct = this.#takes('distinct', 'from')
    const right = this.read(COMPARES)
    const same: SqlExpression = { kind: 'binary', operator: 'is', left, right }
    return isNegated !== isDistinct ? { kind: 'not', of: same } : same
  }

  #between(of: SqlExpression, isNegated: boolean): SqlExpression {
    const low = this.read(COMPARES)
    this.#expect('and')
    const high = this.read(COMPARES)
    const inside: SqlExpression = {
      kind: 'binary',
      operator: 'and',
      left: { kind: 'binary', operator: '>=', left: of, right: low },
      right: { kind: 'binary', operator: '<=', left: of, right: high },
    }
    return isNegated ? { kind: 'not', of: inside } : inside
  }

  #like(of: SqlExpression, isFolded: boolean, isNegated: boolean): SqlExpression {
    const pattern = this.read(COMPARES)
    if (this.#takes('escape')) {
      const escape = this.read(COMPARES)
      if (escape.kind !== 'literal' || escape.value !== '\\') throw new Unreadable('ESCAPE')
    }
    return { kind: 'match', way: 'like', of, pattern, isFolded, isNegated }
  }

  /** `= ANY (ARRAY['a'::text, 'b'])`, which PostgreSQL makes of IN. */
  #inArray(of: SqlExpression, isNegated: boolean | null): SqlExpression {
    if (isNegated === null) throw new Unreadable('ANY')
    let open = 0
    while (this.#takes('(')) open++
    this.#expect('array')
    const items = this.#list('[', ']')
    for (; open > 0; open--) {
      if (this.#takes('::')) this.#type()
      this.#expect(')')
      if (this.#takes('::')) this.#type()
    }
    return { kind: 'in', of, items, isNegated }
  }

  #list(open: string, close: string): readonly SqlExpression[] {
    this.#expect(open)
    const items: SqlExpression[] = []
    while (!this.#takes(close)) {
      if (items.length > 0) this.#expect(',')
      items.push(this.read(0))
    }
    return items
  }
}
