/**
 * Python's text as data (`ast.ts`). It never runs anything, never throws over its input, and what
 * stands before and after a mistake is kept.
 *
 * Own grammar rather than Lezer's, which the code editor uses: that one binds `not` looser than `and`,
 * and after an unclosed bracket it takes the following class for arguments.
 */
import type { PyError, PyExpr, PyModule } from './ast.ts'
import { Cursor, SyntaxMistake, toErrors } from './cursor.ts'
import { parseList, parseYield } from './expressions.ts'
import { isTooHigh } from './height.ts'
import { Statements } from './statements.ts'
import type { Mistake } from './statements.ts'
import { tokenise } from './tokens.ts'
import type { Tokens } from './tokens.ts'

/**
 * Reads a file.
 *
 * @returns statements in order, and what did not parse, with line and column
 */
export function parseModule(text: string): PyModule {
  const { tokens, errors, comments } = readTokens(text)
  const statements = new Statements(new Cursor(text, tokens), errors)
  const body = statements.module()
  return { body, errors: toErrors(text, [...errors, ...statements.mistakes]), comments }
}

/** Reads what stands at a prompt: one or more statements. */
export function parseScript(text: string): PyModule {
  return parseModule(text)
}

/**
 * Reads one expression; line ends mean nothing in it, as inside brackets.
 *
 * @returns the expression (of type Unknown where there is none) and what is wrong
 */
export function parseExpression(text: string): { readonly expr: PyExpr; readonly errors: readonly PyError[] } {
  const { tokens, errors } = tokenise(text, { from: 0, to: text.length, expression: true, recover: false })
  const c = new Cursor(text, tokens)
  const mistakes: Mistake[] = [...errors]
  let expr: PyExpr = { type: 'Unknown', what: 'no expression', source: text, from: 0, to: text.length }
  try {
    const read = c.is('yield') ? parseYield(c) : parseList(c)
    if (!c.isKind('end')) c.fail('expected the end of the expression')
    if (isTooHigh({ type: 'Expr', value: read, from: read.from, to: read.to }))
      c.fail('this expression is too long to follow', read)
    expr = read
  } catch (error) {
    if (!(error instanceof SyntaxMistake)) throw error
    // What the tokens lack makes the grammar stumble too: saying it once is enough.
    if (errors.length === 0) mistakes.push({ ...error.span, message: error.message })
  }
  return { expr, errors: toErrors(text, mistakes) }
}

function readTokens(text: string): Tokens {
  const options = { from: 0, to: text.length, expression: false, recover: false }
  const read = tokenise(text, options)
  return read.unclosed ? tokenise(text, { ...options, recover: true }) : read
}
