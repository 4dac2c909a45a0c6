/** Functions with `yield`: their statements as a JavaScript generator (`stepped.ts`). */
import type { PyStatement } from '../../../python/ast.ts'
import type { Steps } from '../asynchronous/awaiting.ts'
import { IteratorObject } from '../types/collections.ts'
import { exceptionOf, ExceptionObject, PyError, pyError, typeError } from '../errors.ts'
import type { Scope } from '../scope.ts'
import type { Value } from '../values.ts'
import type { Interpreter } from './interpreter.ts'
import { block } from './stepped.ts'

/** A generator: `next()`, `send()`, `throw()`, `close()`. */
export class GeneratorObject extends IteratorObject {
  readonly steps: Steps
  private readonly i: Interpreter
  private state: 'new' | 'open' | 'closed' = 'new'
  /** What `return` gave. */
  result: Value = null

  constructor(steps: Steps, i: Interpreter) {
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

function stopIteration(value: Value): PyError {
  const stop = new ExceptionObject(pyError('StopIteration', '').exception.cls, value === null ? [] : [value])
  stop.setAttr('value', value)
  return new PyError(stop)
}

export function makeGenerator(body: readonly PyStatement[], scope: Scope, i: Interpreter): GeneratorObject {
  return new GeneratorObject(run(body, scope, i), i)
}

function* run(body: readonly PyStatement[], scope: Scope, i: Interpreter): Steps {
  try {
    const flow = yield* block(body, scope, i)
    return flow.kind === 'return' ? flow.value : null
  } catch (error) {
    if (exceptionOf(error)?.cls.name === 'StopIteration')
      throw pyError('RuntimeError', 'generator raised StopIteration')
    throw error
  }
}

/** `yield from`: what is sent or thrown goes to the inner generator. */
export function* delegated(inner: GeneratorObject): Steps {
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
