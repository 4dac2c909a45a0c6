/** What an SQL statement of a script's own does, without a database: may it run, and does it change rows? */

/** Comments, texts and quoted names, which say nothing; then brackets and words. */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[()]|[A-Za-z_]\w*/g

const KINDS: Readonly<Record<string, 'read' | 'write'>> = {
  SELECT: 'read',
  VALUES: 'read',
  EXPLAIN: 'read',
  INSERT: 'write',
  UPDATE: 'write',
  DELETE: 'write',
  REPLACE: 'write',
}

/** A WITH is what stands behind its queries. `other`: schema, transactions, files, and what is no SQL. */
export function sqlKind(sql: string): 'read' | 'write' | 'other' {
  let depth = 0
  let isWith = false
  for (const [token] of sql.matchAll(TOKEN)) {
    if (token === '(') depth++
    else if (token === ')') depth--
    else if (depth === 0 && /^[A-Za-z_]/.test(token)) {
      const word = token.toUpperCase()
      const kind = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined
      if (kind !== undefined) return kind
      if (!isWith && word !== 'WITH') return 'other'
      isWith = true
    }
  }
  return 'other'
}
