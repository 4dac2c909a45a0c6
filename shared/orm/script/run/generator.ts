/**
 * Functions with `yield`: their statements as a JavaScript generator. What has no `yield` in it runs as anywhere;
 * an expression has its yields answered first, from left to right, and is worked out then.
 */
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { IteratorObject } from '../collections.ts'
import { exceptionOf, ExceptionObject, PyError, pyError, Stopped, typeError } from '../errors.ts'
import { iterate, truthy } from '../operations.ts'
import type { Scope } from '../scope.ts'
import type { Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import { caughtBy, withCaught } from './exceptions.ts'
import { NORMAL } from './interpreter.ts'
import type { Flow, Interpreter, Of } from './interpreter.ts'
import { runStatement } from './statements.ts'
import { assign } from './targets.ts'
import { enterContext } from './contexts.ts'

type Steps<T> = Generator<Value, T, Value>

const HAS_YIELD = new WeakMap<object, boolean>()

/** Whether a `yield` of this function stands in it; those of functions and lambdas inside do not count. */
export function hasYield(node: object): boolean {
  let known = HAS_YIELD.get(node)
  if (known === undefined) {
    known = looksFor(node)
    HAS_YIELD.set(node, known)
  }
  return known
}

function looksFor(node: object): boolean {
  if ('type' in node) {
    if (node.type === 'FunctionDef' || node.type === 'Lambda' || node.type === 'ClassDef') return false
    if (isYield(node as PyExpr)) return true
    if (node.type === 'Unknown' && 'meaning' in node && (node.meaning as { kind?: string })?.kind === 'lambda')
      return false
  }
  return Object.values(node).some((child: unknown) => typeof child === 'object' && child !== null && hasYield(child))
}

type Yield = Extract<PyExpr, { readonly type: 'Unknown' }> & {
  readonly meaning: { readonly kind: 'yield'; readonly value: PyExpr | null; readonly from: boolean }
}

function isYield(e: PyExpr): e is Yield {
  return e.type === 'Unknown' && e.meaning?.kind === 'yield'
}

/** Not a name that Python's grammar allows. */
const answerName = (e: PyExpr): string => `<yield ${e.from}>`

/** What a `yield` inside an expression gave. */
export function givenBack(e: PyExpr, scope: Scope): Value {
  const value = scope.find(answerName(e))
  if (value === undefined) throw pyError('SyntaxError', "'yield' outside function")
  return value
}

/** A generator: `next()`, `send()`, `throw()`, `close()`. */
export class GeneratorObject extends IteratorObject {
  readonly steps: Steps<Value>
  private readonly i: Interpreter
  private state: 'new' | 'open' | 'closed' = 'new'
  /** What `return` gave. */
  result: Value = null

  constructor(steps: Steps<Value>, i: Interpreter) {
    super([], 'generator')
    this.steps = steps
    this.i = i
    this.source = {
      next: () => this.resume(() => steps.next(null)),
      return: () => {
        this.close()
        return { done: true, value: null }
      },
    }
  }

  private resume(work: () => IteratorResult<Value, Value>): IteratorResult<Value, Value> {
    if (this.state === 'closed') return { done: true, value: null }
    this.state = 'open'
    this.i.enter()
    try {
      const step = work()
      if (step.done === true) {
        this.state = 'closed'
        this.result = step.value
      }
      return step
    } catch (error) {
      this.state = 'closed'
      throw error
    } finally {
      this.i.leave()
    }
  }

  /** @throws PyError StopIteration where it is over */
  send(value: Value): Value {
    if (this.state === 'new' && value !== null) throw typeError("can't send non-None value to a just-started generator")
    return this.given(this.resume(() => this.steps.next(value)))
  }

  throwInto(error: Error): Value {
    if (this.state === 'new') {
      this.state = 'closed'
      throw error
    }
    if (this.state === 'closed') throw error
    return this.given(this.resume(() => this.steps.throw(error)))
  }

  /** Runs what stands in `finally`. */
  close(): void {
    const wasOpen = this.state === 'open'
    if (wasOpen) this.resume(() => this.steps.return(null))
    this.state = 'closed'
  }

  private given(step: IteratorResult<Value, Value>): Value {
    if (step.done !== true) return step.value
    throw stopIteration(step.value)
  }
}

export function stopIteration(value: Value): PyError {
  const stop = new ExceptionObject(pyError('StopIteration', '').exception.cls, value === null ? [] : [value])
  stop.setAttr('value', value)
  return new PyError(stop)
}

export function makeGenerator(body: readonly PyStatement[], scope: Scope, i: Interpreter): GeneratorObject {
  return new GeneratorObject(run(body, scope, i), i)
}

function* run(body: readonly PyStatement[], scope: Scope, i: Interpreter): Steps<Value> {
  try {
    const flow = yield* block(body, scope, i)
    return flow.kind === 'return' ? flow.value : null
  } catch (error) {
    if (exceptionOf(error)?.cls.name === 'StopIteration')
      throw pyError('RuntimeError', 'generator raised StopIteration')
    throw error
  }
}

function* block(body: readonly PyStatement[], scope: Scope, i: Interpreter): Steps<Flow> {
  for (const statement of body) {
    const flow = hasYield(statement) ? yield* stepped(statement, scope, i) : runStatement(statement, scope, i)
    if (flow.kind !== 'normal') return flow
  }
  return NORMAL
}

function* stepped(s: PyStatement, scope: Scope, i: Interpreter): Steps<Flow> {
  i.rt.tick()
  switch (s.type) {
    case 'If': {
      const test = yield* value(s.test, scope, i)
      return yield* block(truthy(test, i.rt) ? s.body : s.orelse, scope, i)
    }
    case 'For':
      return yield* forLoop(s, scope, i)
    case 'While':
      return yield* whileLoop(s, scope, i)
    case 'Try':
      return yield* tryBlock(s, scope, i)
    case 'With':
      return yield* withBlock(s, scope, i, 0)
    case 'Expr':
      yield* value(s.value, scope, i)
      return NORMAL
    case 'Return':
      return { kind: 'return', value: s.value === null ? null : yield* value(s.value, scope, i) }
    case 'Assign': {
      const made = yield* value(s.value, scope, i)
      for (const target of s.targets) assign(target, made, scope, i)
      return NORMAL
    }
    default:
      yield* answers(s, scope, i)
      return runStatement(s, scope, i)
  }
}

/** An expression with its yields. */
function* value(e: PyExpr, scope: Scope, i: Interpreter): Steps<Value> {
  if (!hasYield(e)) return evaluate(e, scope, i)
  if (isYield(e)) return yield* one(e, scope, i)
  yield* answers(e, scope, i)
  return evaluate(e, scope, i)
}

/** Has all yields in a node answered, under names that the expression finds them by. */
function* answers(node: object, scope: Scope, i: Interpreter): Steps<void> {
  if (!hasYield(node)) return
  if ('type' in node && isYield(node as PyExpr)) {
    const given = yield* one(node as Yield, scope, i)
    scope.names.set(answerName(node as Yield), given)
    return
  }
  for (const child of Object.values(node))
    if (typeof child === 'object' && child !== null) yield* answers(child, scope, i)
}

function* one({ meaning }: Yield, scope: Scope, i: Interpreter): Steps<Value> {
  const given = meaning.value === null ? null : yield* value(meaning.value, scope, i)
  if (!meaning.from) return yield given
  if (given instanceof GeneratorObject) return yield* delegated(given)
  for (const item of iterate(given, i.rt)) yield item
  return null
}

/** `yield from`: what is sent or thrown goes to the inner generator. */
function* delegated(inner: GeneratorObject): Steps<Value> {
  let step = inner.source.next()
  try {
    while (step.done !== true) {
      let sent: Value
      try {
        sent = yield step.value
      } catch (error) {
        if (!(error instanceof Error)) throw error
        step = { done: false, value: inner.throwInto(error) }
        continue
      }
      if (sent === null) step = inner.source.next()
      else step = { done: false, value: inner.send(sent) }
    }
  } catch (error) {
    const exception = exceptionOf(error)
    if (exception?.cls.name === 'StopIteration') return exception.attributes.get('value') ?? null
    throw error
  } finally {
    inner.close()
  }
  return inner.result
}

function* forLoop(s: Of<'For'>, scope: Scope, i: Interpreter): Steps<Flow> {
  const source = yield* value(s.iter, scope, i)
  for (const item of iterate(source, i.rt)) {
    i.rt.tick()
    assign(s.target, item, scope, i)
    const flow = yield* block(s.body, scope, i)
    if (flow.kind === 'break') return NORMAL
    if (flow.kind === 'return') return flow
  }
  return yield* block(s.orelse, scope, i)
}

function* whileLoop(s: Of<'While'>, scope: Scope, i: Interpreter): Steps<Flow> {
  for (;;) {
    i.rt.tick()
    if (!truthy(yield* value(s.test, scope, i), i.rt)) return yield* block(s.orelse, scope, i)
    const flow = yield* block(s.body, scope, i)
    if (flow.kind === 'break') return NORMAL
    if (flow.kind === 'return') return flow
  }
}

function* tryBlock(s: Of<'Try'>, scope: Scope, i: Interpreter): Steps<Flow> {
  let flow: Flow = NORMAL
  // Closing a generator ends it here, without an exception: what stands in `finally` runs all the same.
  let isDone = false
  try {
    flow = yield* guarded(s, scope, i)
    isDone = true
  } catch (error) {
    isDone = true
    if (error instanceof Stopped) throw error
    const last = yield* block(s.finalbody, scope, i)
    if (last.kind !== 'normal') return last
    throw error
  } finally {
    if (!isDone) yield* block(s.finalbody, scope, i)
  }
  const last = yield* block(s.finalbody, scope, i)
  return last.kind === 'normal' ? flow : last
}

function* guarded(s: Of<'Try'>, scope: Scope, i: Interpreter): Steps<Flow> {
  let flow: Flow
  try {
    flow = yield* block(s.body, scope, i)
  } catch (error) {
    const exception = error instanceof Stopped ? null : exceptionOf(error)
    const handler = exception === null ? null : caughtBy(s.handlers, exception, scope, i)
    if (exception === null || handler === null) throw error
    const leave = withCaught(handler, exception, scope)
    try {
      return yield* block(handler.body, scope, i)
    } catch (again) {
      throw leave.raised(again)
    } finally {
      leave.done()
    }
  }
  return flow.kind === 'normal' ? yield* block(s.orelse, scope, i) : flow
}

function* withBlock(s: Of<'With'>, scope: Scope, i: Interpreter, at: number): Steps<Flow> {
  const item = s.items[at]
  if (item === undefined) return yield* block(s.body, scope, i)
  const context = enterContext(yield* value(item.context, scope, i), i.rt)
  let isDone = false
  try {
    if (item.target !== null) assign(item.target, context.entered, scope, i)
    const flow = yield* withBlock(s, scope, i, at + 1)
    isDone = true
    context.leave(null)
    return flow
  } catch (error) {
    if (isDone) throw error
    isDone = true
    if (!context.leave(error)) throw error
    return NORMAL
  } finally {
    if (!isDone) context.leave(null)
  }
}
