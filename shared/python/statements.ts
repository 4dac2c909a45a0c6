/** Tokens → statements. A mistake costs its statement; those before and after it survive. */
import type { PyArg, PyCase, PyExpr, PyHandler, PyPattern, PyStatement, Span } from './ast.ts'
import { SyntaxMistake } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { parseArgs, parseList, parseNamed, parseParams, parseTargets, parseTest } from './expressions.ts'
import { isTooHigh } from './height.ts'
import { parseCase, parseSubject } from './patterns.ts'
import { parseSimple } from './simple-statements.ts'

export interface Mistake extends Span {
  readonly message: string
}

/** `what` of a statement that did not parse. */
export const MISTAKE = 'a statement with a mistake'

/** Blocks in blocks that we follow; CPython stops at 100. */
const MAX_BLOCKS = 100

/** Branches of one if: more would nest too deeply for whoever walks the tree. */
const MAX_BRANCHES = 500

export class Statements {
  readonly mistakes: Mistake[] = []
  private readonly c: Cursor
  private readonly causes: readonly Span[]
  private blocks = 0

  /** @param causes mistakes that the tokens have: they make the grammar stumble a second time */
  constructor(cursor: Cursor, causes: readonly Span[]) {
    this.c = cursor
    this.causes = causes
  }

  module(): PyStatement[] {
    const body: PyStatement[] = []
    while (!this.c.isKind('end')) this.into(body)
    return body
  }

  /** Reads one line's statements, or a block that should not be there, into `body`. */
  private into(body: PyStatement[]): void {
    const { c } = this
    if (c.isKind('newline') || c.isKind('dedent')) {
      c.next()
      return
    }
    if (c.isKind('indent')) {
      this.mistakes.push({ ...spanOf(c.token), message: 'this line is indented more than the one before' })
      c.next()
      return
    }
    const { from } = c.token
    const start = c.at
    const blocks = this.blocks
    try {
      c.resetDepth()
      body.push(...this.line())
    } catch (error) {
      if (!(error instanceof SyntaxMistake)) throw error
      this.blocks = blocks
      if (c.at === start) c.next()
      while (!c.isKind('newline') && !c.isKind('end')) c.next()
      const to = Math.max(from, c.previousTo)
      const isEcho = this.causes.some((cause) => cause.from >= from && cause.from <= to)
      if (!isEcho) this.mistakes.push({ ...error.span, message: error.message })
      body.push({ type: 'Unknown', what: MISTAKE, from, to })
    }
  }

  private line(): PyStatement[] {
    const { c } = this
    const compound = this.compound()
    if (compound !== null) return [compound]
    const statements: PyStatement[] = []
    do {
      if (c.isKind('newline') || c.isKind('end')) break
      statements.push(guardHeight(c, parseSimple(c)))
    } while (c.take(';'))
    if (!c.isKind('newline') && !c.isKind('end')) c.fail(afterStatement(c))
    if (c.isKind('newline')) c.next()
    return statements
  }

  private compound(): PyStatement | null {
    const { c } = this
    const { text, kind, from } = c.token
    if (kind === 'op' && text === '@') return this.decorated()
    if (kind === 'name') return text === 'match' ? this.match() : null
    if (kind !== 'keyword') return null
    if (text === 'async') {
      c.next()
      const inner = this.compound()
      return isWaiting(inner)
        ? { ...inner, isAsync: true, from }
        : c.fail("expected 'def', 'for' or 'with' after 'async'")
    }
    if (text === 'class') return this.classDef(from, [])
    if (text === 'def') return this.functionDef(from, [])
    if (text === 'if') return this.ifStatement()
    if (text === 'for') return this.forStatement()
    if (text === 'while') return this.whileStatement()
    if (text === 'try') return this.tryStatement()
    return text === 'with' ? this.withStatement() : null
  }

  /** `: a; b`, or the indented block after the line end. */
  private block(): PyStatement[] {
    const { c } = this
    if (!c.is(':')) {
      if (!c.isKind('newline') || c.peek()?.kind !== 'indent') c.fail("expected ':'")
      this.mistakes.push({ ...spanOf(c.token), message: "expected ':'" })
    } else c.next()
    if (!c.isKind('newline')) return this.line()
    c.next()
    const body: PyStatement[] = []
    if (!c.isKind('indent')) {
      this.mistakes.push({ ...spanOf(c.token), message: 'expected an indented block after this line' })
      return body
    }
    if (this.blocks >= MAX_BLOCKS) c.fail(`blocks nested more than ${MAX_BLOCKS} levels deep`)
    this.blocks++
    c.next()
    // A surplus indent inside (reported there) has a dedent of its own.
    let open = 1
    while (!c.isKind('end')) {
      if (c.isKind('dedent')) {
        c.next()
        if (--open === 0) break
      } else {
        if (c.isKind('indent')) open++
        this.into(body)
      }
    }
    this.blocks--
    return body
  }

  private decorated(): PyStatement {
    const { c } = this
    const { from } = c.token
    const decorators: PyExpr[] = []
    while (c.take('@')) {
      decorators.push(parseNamed(c))
      if (!c.isKind('newline')) c.fail('expected the end of the line after a decorator')
      c.next()
    }
    const isAsync = c.take('async')
    if (c.is('class') && !isAsync) return this.classDef(from, decorators)
    if (c.is('def')) return { ...this.functionDef(from, decorators), ...(isAsync ? { isAsync } : {}) }
    return c.fail("expected 'class' or 'def' after a decorator")
  }

  private classDef(from: number, decorators: readonly PyExpr[]): PyStatement {
    const { c } = this
    c.next()
    const name = c.name()
    const params = this.typeParams()
    let bases: PyArg[] = []
    if (c.take('(')) {
      bases = parseArgs(c)
      // An open bracket was reported already; the class and its body are worth keeping.
      if (!c.take(')') && !c.is(':') && !c.isKind('newline')) c.fail("expected ')'")
    }
    const headerTo = c.token.to
    const body = this.block()
    const nameSpan = { from: name.from, to: name.to }
    const generic = params.length === 0 ? {} : { typeParams: params }
    const to = this.end(from)
    return { type: 'ClassDef', name: name.text, nameSpan, headerTo, ...generic, bases, decorators, body, from, to }
  }

  private functionDef(
    from: number,
    decorators: readonly PyExpr[],
  ): Extract<PyStatement, { readonly type: 'FunctionDef' }> {
    const { c } = this
    c.next()
    const name = c.name().text
    this.typeParams()
    c.expect('(')
    const { names, values } = parseParams(c, ')', true)
    c.expect(')')
    if (c.take('->')) parseTest(c)
    const body = this.block()
    const defaults = Object.keys(values).length === 0 ? {} : { defaults: values }
    return { type: 'FunctionDef', name, params: names, ...defaults, decorators, body, from, to: this.end(from) }
  }

  /** The names in `[T: int = str, *Ts]` of a generic class or function. */
  private typeParams(): readonly string[] {
    const { c } = this
    const names: string[] = []
    if (!c.take('[')) return names
    let isNext = true
    for (let open = 1; open > 0 && !c.isKind('newline') && !c.isKind('end'); c.next()) {
      if (c.is('[') || c.is('(')) open++
      else if (c.is(']') || c.is(')')) open--
      if (isNext && c.isKind('name')) names.push(c.token.text)
      if (!c.is('*') && !c.is('**')) isNext = open === 1 && c.is(',')
    }
    return names
  }

  private ifStatement(): PyStatement {
    const { c } = this
    const branches: { from: number; test: PyExpr; body: PyStatement[]; to: number }[] = []
    do {
      const { from } = c.next()
      const test = parseNamed(c)
      const body = this.block()
      branches.push({ from, test, body, to: this.end(from) })
      if (branches.length > MAX_BRANCHES) c.fail(`an if with more than ${MAX_BRANCHES} branches`)
    } while (c.is('elif'))
    let orelse = this.orelse()
    const to = this.end(branches[0]?.from ?? 0)
    for (const { from, test, body } of branches.toReversed()) orelse = [{ type: 'If', test, body, orelse, from, to }]
    const [first] = orelse
    return first ?? c.fail('expected a branch')
  }

  private orelse(): PyStatement[] {
    return this.c.take('else') ? this.block() : []
  }

  private forStatement(): PyStatement {
    const { c } = this
    const { from } = c.next()
    const target = parseTargets(c)
    c.expect('in')
    const iter = parseList(c)
    const body = this.block()
    const orelse = this.orelse()
    return { type: 'For', target, iter, body, orelse, from, to: this.end(from) }
  }

  private whileStatement(): PyStatement {
    const { c } = this
    const { from } = c.next()
    const test = parseNamed(c)
    const body = this.block()
    const orelse = this.orelse()
    return { type: 'While', test, body, orelse, from, to: this.end(from) }
  }

  private tryStatement(): PyStatement {
    const { c } = this
    const { from } = c.next()
    const body = this.block()
    const handlers: PyHandler[] = []
    while (c.is('except')) handlers.push(this.handler())
    const orelse = this.orelse()
    const finalbody = c.take('finally') ? this.block() : []
    if (handlers.length === 0 && finalbody.length === 0) {
      this.mistakes.push({ ...spanOf(c.token), message: "expected 'except' or 'finally' after 'try'" })
    }
    return { type: 'Try', body, handlers, orelse, finalbody, from, to: this.end(from) }
  }

  private handler(): PyHandler {
    const { c } = this
    const { from } = c.next()
    const isStar = c.take('*')
    const type = c.is(':') ? null : parseList(c)
    const name = c.take('as') ? c.name().text : null
    const body = this.block()
    return { ...(isStar ? { isStar: true as const } : {}), type, name, body, from, to: this.end(from) }
  }

  private withStatement(): PyStatement {
    const { c } = this
    const { from } = c.next()
    const items: { context: PyExpr; target: PyExpr | null }[] = []
    const bracketed = c.is('(') && this.bracketedWith()
    if (bracketed) c.next()
    do {
      if (c.is(')')) break
      const context = parseTest(c)
      items.push({ context, target: c.take('as') ? parseTest(c) : null })
    } while (c.take(','))
    if (bracketed) c.expect(')')
    const body = this.block()
    return { type: 'With', items, body, from, to: this.end(from) }
  }

  /** Whether the parenthesis after `with` holds the items, as against being part of the first one. */
  private bracketedWith(): boolean {
    const { c } = this
    let open = 0
    for (let ahead = 0; ; ahead++) {
      const token = c.peek(ahead)
      if (token === undefined || token.kind === 'newline' || token.kind === 'end') return false
      if (token.kind !== 'op') continue
      if ('([{'.includes(token.text)) open++
      else if (')]}'.includes(token.text) && --open === 0) return c.peek(ahead + 1)?.text === ':'
    }
  }

  /** `match` is a word of Python only where a subject and a colon follow. */
  private match(): PyStatement | null {
    const { c } = this
    for (let ahead = 1; ; ahead++) {
      const token = c.peek(ahead)
      if (token === undefined || token.kind === 'end') return null
      if (token.kind === 'newline') {
        const isMatch = ahead > 1 && c.peek(ahead - 1)?.text === ':' && c.peek(ahead + 1)?.kind === 'indent'
        if (!isMatch || c.peek(ahead + 2)?.text !== 'case') return null
        break
      }
    }
    const { from } = c.next()
    const subject = parseSubject(c)
    const body: PyStatement[] = []
    const cases: PyCase[] = []
    while (!c.isKind('indent')) c.next()
    c.next()
    let isRead = subject !== null
    while (!c.isKind('dedent') && !c.isKind('end')) {
      const one = this.matchCase()
      if (one === null) continue
      body.push(...one.body)
      if (one.pattern === null) isRead = false
      else cases.push({ pattern: one.pattern, guard: one.guard, body: one.body })
    }
    c.next()
    const match = isRead && subject !== null ? { match: { subject, cases } } : {}
    return { type: 'Unknown', what: 'a match statement', body, ...match, from, to: this.end(from) }
  }

  /** null: no case here. A pattern that cannot be read costs itself only. */
  private matchCase(): {
    readonly pattern: PyPattern | null
    readonly guard: PyExpr | null
    readonly body: PyStatement[]
  } | null {
    const { c } = this
    if (c.isKind('newline')) {
      c.next()
      return null
    }
    const start = c.at
    const read = parseCase(c)
    if (read !== null && c.is(':')) return { ...read, body: this.block() }
    c.at = start
    for (let open = 0; !(open === 0 && c.is(':')); c.next()) {
      if (c.isKind('newline') || c.isKind('end')) c.fail("expected ':'")
      if (c.isKind('op') && '([{'.includes(c.token.text)) open++
      else if (c.isKind('op') && ')]}'.includes(c.token.text)) open--
    }
    return { pattern: null, guard: null, body: this.block() }
  }

  /** Where the statement ends: the last token that is text. */
  private end(from: number): number {
    const { c } = this
    for (let back = -1; ; back--) {
      const token = c.peek(back)
      if (token === undefined) return from
      if (token.to > token.from) return Math.max(token.to, from)
    }
  }
}

function spanOf({ from, to }: Span): Span {
  return { from, to: Math.max(to, from + 1) }
}

function afterStatement(c: Cursor): string {
  const { text, kind } = c.token
  if (kind === 'op' && text === '=') return "'=' cannot stand here"
  return kind === 'bad' ? 'this cannot stand here' : 'expected the end of the line'
}

/** Keeps the tree low enough for whoever walks it by recursion. */
function guardHeight(c: Cursor, statement: PyStatement): PyStatement {
  return isTooHigh(statement) ? c.fail('this expression is too long to follow', statement) : statement
}

/** Statements that `async` may stand before. */
function isWaiting(
  statement: PyStatement | null,
): statement is Extract<PyStatement, { readonly type: 'FunctionDef' | 'For' | 'With' }> {
  return statement?.type === 'FunctionDef' || statement?.type === 'For' || statement?.type === 'With'
}
