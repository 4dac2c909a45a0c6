/**
 * SQLite's own lexical rules, as far as needed to know where a statement ends and with which words it
 * begins. Source: sqlite.org "The Tokenizer", `tokenize.c`, `complete.c`.
 */
export interface Token {
  readonly kind: 'word' | 'text' | 'quoted' | 'number' | 'parameter' | 'symbol' | 'broken'
  /** As written. */
  readonly text: string
  /** Offsets in the source. */
  readonly start: number
  readonly end: number
}

const RULES: readonly (readonly [Token['kind'] | 'skip', RegExp])[] = [
  ['skip', /[ \t\n\f\r]+/y],
  ['skip', /--[^\n]*/y],
  // An unterminated comment reaches to the end, as in SQLite.
  ['skip', /\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/y],
  ['text', /[xX]?'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y],
  ['number', /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y],
  ['parameter', /\?\d*|[:@#$][\w$\u0080-\uffff]+(?:::[\w$\u0080-\uffff]+)*(?:\([^)\s]*\))?/y],
  ['word', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['symbol', /\|\||->>|->|<<|>>|<=|>=|<>|==|!=|[-+*/%&|~<>=(),.;!]/y],
]

/** All tokens; what SQLite could not read is one `broken` token to the end. */
export function tokenise(sql: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < sql.length) {
    const found = match(sql, at)
    if (found === null) {
      tokens.push({ kind: 'broken', text: sql.slice(at), start: at, end: sql.length })
      break
    }
    if (found.kind !== 'skip')
      tokens.push({ kind: found.kind, text: sql.slice(at, found.end), start: at, end: found.end })
    at = found.end
  }
  return tokens
}

function match(sql: string, at: number): { kind: Token['kind'] | 'skip'; end: number } | null {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = at
    if (rule.test(sql)) return { kind, end: rule.lastIndex }
  }
  return null
}

export interface Statement {
  /** Without the final semicolon and surrounding blanks. */
  readonly sql: string
  /** Offset in the source. */
  readonly start: number
  readonly tokens: readonly Token[]
}

/** The statements of a script; a semicolon inside a trigger's body ends none. Empty ones are left out. */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = []
  let current: Token[] = []
  const finish = () => {
    const [first] = current
    const last = current.at(-1)
    if (first !== undefined && last !== undefined) {
      statements.push({ sql: sql.slice(first.start, last.end), start: first.start, tokens: current })
    }
    current = []
  }
  for (const token of tokenise(sql)) {
    if (token.text === ';' && token.kind === 'symbol' && !isInsideTrigger(current)) finish()
    else current.push(token)
  }
  finish()
  return statements
}

/** After `CREATE [TEMP] TRIGGER` everything up to `; END` belongs to it. */
function isInsideTrigger(tokens: readonly Token[]): boolean {
  const words = tokens.slice(0, 5).map(wordOf)
  const start = words[0] === 'EXPLAIN' ? (words[1] === 'QUERY' ? 3 : 1) : 0
  if (words[start] !== 'CREATE') return false
  const isTemporary = words[start + 1] === 'TEMP' || words[start + 1] === 'TEMPORARY'
  if (words[start + (isTemporary ? 2 : 1)] !== 'TRIGGER') return false
  return !(tokens.at(-2)?.text === ';' && wordOf(tokens.at(-1)) === 'END')
}

/** The token as an upper-case word; '' for anything else. */
export function wordOf(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : ''
}

/** 1-based place of an offset. */
export function placeOf(sql: string, offset: number): { line: number; col: number } {
  const before = sql.slice(0, offset)
  return { line: before.split('\n').length, col: offset - before.lastIndexOf('\n') }
}
