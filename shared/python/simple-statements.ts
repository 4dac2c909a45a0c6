/** Statements of one line: assignments, expressions, `return`, `import` and their kin. */
import type { PyBinaryOperator, PyExpr, PyImported, PyStatement } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { isAugmented, parseList, parseTest, parseYield } from './expressions.ts'

export function parseSimple(c: Cursor): PyStatement {
  const { text, kind, from } = c.token
  const parse = kind === 'keyword' ? SIMPLE[text] : undefined
  if (parse !== undefined) return parse(c, from)
  if (kind === 'name' && text === 'type' && c.peek()?.kind === 'name' && c.peek()?.from !== c.token.to) {
    return skipLine(c, from, 'a type alias')
  }
  return assignmentOrExpression(c, from)
}

function skipLine(c: Cursor, from: number, what: string): PyStatement {
  while (!c.isKind('newline') && !c.isKind('end') && !c.is(';')) c.next()
  return { type: 'Unknown', what, from, to: c.previousTo }
}

type Simple = (c: Cursor, from: number) => PyStatement

function word(type: 'Pass' | 'Break' | 'Continue'): Simple {
  return (c, from) => ({ type, from, to: c.next().to })
}

function atLineEnd(c: Cursor): boolean {
  return c.isKind('newline') || c.isKind('end') || c.is(';')
}

function namesOf(kind: 'global' | 'nonlocal'): Simple {
  return (c, from) => {
    c.next()
    const names: string[] = []
    do names.push(c.name().text)
    while (c.take(','))
    return { type: 'Unknown', what: `a ${kind} statement`, names: { kind, names }, from, to: c.previousTo }
  }
}

const SIMPLE: { readonly [word: string]: Simple } = {
  pass: word('Pass'),
  break: word('Break'),
  continue: word('Continue'),
  return: (c, from) => {
    c.next()
    const value = atLineEnd(c) ? null : parseList(c)
    return { type: 'Return', value, from, to: c.previousTo }
  },
  raise: (c, from) => {
    c.next()
    const value = atLineEnd(c) ? null : parseTest(c)
    const cause = c.take('from') ? { cause: parseTest(c) } : {}
    return { type: 'Raise', value, ...cause, from, to: c.previousTo }
  },
  del: (c, from) => {
    c.next()
    const targets = parseList(c)
    return { type: 'Delete', targets: targets.type === 'Tuple' ? targets.items : [targets], from, to: c.previousTo }
  },
  import: (c, from) => {
    c.next()
    const names = importedNames(c, dottedName)
    return { type: 'Import', names, from, to: c.previousTo }
  },
  from: importFrom,
  global: namesOf('global'),
  nonlocal: namesOf('nonlocal'),
  assert: (c, from) => {
    c.next()
    const test = parseTest(c)
    const message = c.take(',') ? parseTest(c) : null
    return { type: 'Unknown', what: 'an assert statement', assert: { test, message }, from, to: c.previousTo }
  },
}

function importFrom(c: Cursor, from: number): PyStatement {
  c.next()
  let level = 0
  while (c.is('.') || c.is('...')) level += c.next().text.length
  const module = c.is('import') && level > 0 ? '' : dottedName(c)
  c.expect('import')
  if (c.take('*'))
    return { type: 'ImportFrom', module, level, names: [{ name: '*', asname: null }], from, to: c.previousTo }
  const bracketed = c.take('(')
  const names = importedNames(c, (cursor) => cursor.name().text)
  if (bracketed) c.expect(')')
  return { type: 'ImportFrom', module, level, names, from, to: c.previousTo }
}

function dottedName(c: Cursor): string {
  let name = c.name().text
  while (c.take('.')) name += `.${c.name().text}`
  return name
}

function importedNames(c: Cursor, read: (c: Cursor) => string): PyImported[] {
  const names: PyImported[] = []
  do {
    if (c.is(')')) break
    const name = read(c)
    names.push({ name, asname: c.take('as') ? c.name().text : null })
  } while (c.take(','))
  return names
}

function assignmentOrExpression(c: Cursor, from: number): PyStatement {
  const first = value(c)
  if (c.is('=') && c.isKind('op')) {
    const values = [first]
    while (c.take('=')) values.push(value(c))
    const last = values.pop() ?? first
    for (const target of values) assignable(c, target)
    return { type: 'Assign', targets: values, value: last, from, to: c.previousTo }
  }
  if (c.isKind('op') && isAugmented(c.token.text)) {
    assignable(c, first)
    const op = c.next().text.slice(0, -1) as PyBinaryOperator
    return { type: 'AugAssign', target: first, op, value: value(c), from, to: c.previousTo }
  }
  if (c.is(':')) {
    assignable(c, first)
    c.next()
    const annotation = parseTest(c)
    const assigned = c.take('=') ? value(c) : null
    return { type: 'AnnAssign', target: first, annotation, value: assigned, from, to: c.previousTo }
  }
  return { type: 'Expr', value: first, from, to: c.previousTo }
}

function value(c: Cursor): PyExpr {
  return c.is('yield') ? parseYield(c) : parseList(c)
}

const ASSIGNABLE = new Set(['Name', 'Attribute', 'Subscript', 'Starred', 'Tuple', 'List', 'Unknown'])

function assignable(c: Cursor, target: PyExpr): void {
  if (!ASSIGNABLE.has(target.type)) c.fail('this cannot be assigned to', target)
}
