/** Patterns of `match`: what stands after `case`. */
import type { PyExpr, PyPattern } from './ast.ts'
import { SyntaxMistake } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { parseBinary, parseList, parseNamed } from './expressions.ts'

/** `|` parts patterns: values bind tighter (a level of `parseBinary`). */
const ABOVE_OR = 4

/** What is matched; null: it could not be read. */
export function parseSubject(c: Cursor): PyExpr | null {
  try {
    return parseList(c)
  } catch (error) {
    if (error instanceof SyntaxMistake) return null
    throw error
  }
}

/** `case pattern if guard`, up to the colon; null: it could not be read. */
export function parseCase(c: Cursor): { readonly pattern: PyPattern; readonly guard: PyExpr | null } | null {
  try {
    c.next()
    const pattern = openPattern(c)
    const guard = c.take('if') ? parseNamed(c) : null
    return { pattern, guard }
  } catch (error) {
    if (error instanceof SyntaxMistake) return null
    throw error
  }
}

/** A sequence needs no brackets here. */
function openPattern(c: Cursor): PyPattern {
  const first = maybeStar(c)
  if (!c.is(',')) return first.kind === 'star' ? { kind: 'sequence', items: [first] } : first
  const items = [first]
  while (c.take(',')) {
    if (c.is(':') || c.is('if')) break
    items.push(maybeStar(c))
  }
  return { kind: 'sequence', items }
}

function maybeStar(c: Cursor): PyPattern {
  if (!c.take('*')) return asPattern(c)
  const { text } = c.name()
  return { kind: 'star', name: text === '_' ? null : text }
}

function asPattern(c: Cursor): PyPattern {
  return c.deeper(() => {
    const patterns = [closed(c)]
    while (c.take('|')) patterns.push(closed(c))
    const [only] = patterns
    const pattern: PyPattern = patterns.length === 1 && only !== undefined ? only : { kind: 'or', patterns }
    return c.take('as') ? { kind: 'as', pattern, name: c.name().text } : pattern
  })
}

function closed(c: Cursor): PyPattern {
  if (c.take('[')) return { kind: 'sequence', items: listUntil(c, ']') }
  if (c.take('{')) return mapping(c)
  if (c.take('(')) {
    if (c.take(')')) return { kind: 'sequence', items: [] }
    const first = maybeStar(c)
    if (c.take(')') && first.kind !== 'star') return first
    const items = [first]
    if (c.take(',')) items.push(...listUntil(c, ')'))
    return { kind: 'sequence', items }
  }
  if (c.isKind('name')) return named(c)
  const value = parseBinary(c, ABOVE_OR)
  if (value.type !== 'Constant' && value.type !== 'UnaryOp' && value.type !== 'BinOp')
    c.fail('expected a pattern', value)
  return { kind: 'value', value }
}

function listUntil(c: Cursor, end: string): PyPattern[] {
  const items: PyPattern[] = []
  while (!c.take(end)) {
    items.push(maybeStar(c))
    if (!c.take(',') && !c.is(end)) c.fail(`expected '${end}'`)
  }
  return items
}

/** A name captures; a dotted one is a value; one that is called is a class. */
function named(c: Cursor): PyPattern {
  const first = c.next()
  let value: PyExpr = { type: 'Name', id: first.text, from: first.from, to: first.to }
  while (c.take('.')) {
    const attr = c.name()
    const attrSpan = { from: attr.from, to: attr.to }
    value = { type: 'Attribute', value, attr: attr.text, attrSpan, from: first.from, to: attr.to }
  }
  if (c.take('(')) return classPattern(c, value)
  if (value.type === 'Attribute') return { kind: 'value', value }
  return { kind: 'capture', name: first.text === '_' ? null : first.text }
}

function classPattern(c: Cursor, cls: PyExpr): PyPattern {
  const positional: PyPattern[] = []
  const keywords: { name: string; pattern: PyPattern }[] = []
  while (!c.take(')')) {
    if (c.isKind('name') && c.peek()?.text === '=') {
      const name = c.next().text
      c.next()
      keywords.push({ name, pattern: asPattern(c) })
    } else positional.push(asPattern(c))
    if (!c.take(',') && !c.is(')')) c.fail("expected ')'")
  }
  return { kind: 'class', cls, positional, named: keywords }
}

function mapping(c: Cursor): PyPattern {
  const entries: { key: PyExpr; pattern: PyPattern }[] = []
  let rest: string | undefined
  while (!c.take('}')) {
    if (c.take('**')) rest = c.name().text
    else {
      const key = parseBinary(c, ABOVE_OR)
      c.expect(':')
      entries.push({ key, pattern: asPattern(c) })
    }
    if (!c.take(',') && !c.is('}')) c.fail("expected '}'")
  }
  return { kind: 'mapping', entries, rest }
}
