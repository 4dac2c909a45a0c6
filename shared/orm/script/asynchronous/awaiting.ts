/** What `await`, `async for` and `async with` do to a value; coroutines and asynchronous generators. */
import { exceptionClass, ExceptionObject, exceptionOf, PyError, pyError, Stopped, typeError } from '../errors.ts'
import { truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, isAsked, NO_ARGS, PyObject, typeName } from '../values.ts'
import type { Asked, Value } from '../values.ts'

/** Statements or expressions on their way: what they yield goes to whoever runs them, what they get back is the answer. */
export type Steps<T = Value> = Generator<Value, T, Value>

/** What an asynchronous generator gives to its reader, as against what its `await`s give to the event loop. */
export class AsyncYield extends PyObject {
  readonly value: Value
  constructor(value: Value) {
    super()
    this.value = value
  }
  typeName(): string {
    return 'async_generator_wrapped_value'
  }
}

/** An object that `await` takes: its steps end with the answer. */
export interface Awaitable {
  awaitSteps(rt: Runtime): Steps
}
const isAwaitable = (value: Value): value is PyObject & Awaitable => value instanceof PyObject && 'awaitSteps' in value

export const canAwait = (value: Value): boolean =>
  isAwaitable(value) || (value instanceof PyObject && isAsked(value) && 'cls' in value && hasMethod(value, '__await__'))

const hasMethod = (value: PyObject, name: string): boolean => {
  const { cls } = value as unknown as { cls: { find?(name: string): Value | undefined } }
  return cls.find?.(name) !== undefined
}

/** An object that `async for` goes through. */
interface AsyncIterable_ {
  aiter(rt: Runtime): Value
}
const isAsyncIterable = (value: Value): value is PyObject & AsyncIterable_ =>
  value instanceof PyObject && 'aiter' in value

/** What a function that can stop on its way gives: its steps, which somebody else asks for. */
abstract class SteppedObject extends PyObject {
  readonly name: string
  protected readonly steps: Steps
  protected readonly rt: Runtime
  constructor(name: string, steps: Steps, rt: Runtime) {
    super()
    this.name = name
    this.steps = steps
    this.rt = rt
  }
  override repr(): string {
    return `<${this.typeName()} object ${this.name}>`
  }
}

/** What a coroutine function gives: nothing has run yet. */
export class CoroutineObject extends SteppedObject implements Awaitable {
  state: 'new' | 'open' | 'running' | 'closed' = 'new'
  typeName(): string {
    return 'coroutine'
  }
  /** One step of it: what it waits for, or the answer. */
  resume(sent: Value, thrown?: Error): IteratorResult<Value, Value> {
    if (this.state === 'closed') throw pyError('RuntimeError', 'cannot reuse already awaited coroutine')
    if (this.state === 'running') throw valueError('coroutine already executing')
    if (this.state === 'new' && thrown !== undefined) {
      this.state = 'closed'
      throw thrown
    }
    this.state = 'running'
    this.rt.enter()
    try {
      const step = thrown === undefined ? this.steps.next(sent) : this.steps.throw(thrown)
      this.state = step.done === true ? 'closed' : 'open'
      return step
    } catch (error) {
      this.state = 'closed'
      throw error
    } finally {
      this.rt.leave()
    }
  }
  *awaitSteps(): Steps {
    if (this.state === 'open' || this.state === 'running')
      throw pyError('RuntimeError', 'coroutine is being awaited already')
    let step = this.resume(null)
    while (step.done !== true) {
      let sent: Value
      try {
        sent = yield step.value
      } catch (error) {
        if (!(error instanceof Error)) throw error
        step = this.resume(null, error)
        continue
      }
      step = this.resume(sent)
    }
    return step.value
  }
  close(): void {
    if (this.state === 'open') this.steps.return(null)
    this.state = 'closed'
  }
  /** Nobody has it any more. */
  warnIfForgotten(rt: Runtime): void {
    if (this.state === 'new') rt.print(`RuntimeWarning: coroutine '${this.name}' was never awaited\n`)
    this.state = 'closed'
  }
  override getAttr(name: string): Value | undefined {
    switch (name) {
      case '__name__':
        return this.name.split('.').at(-1) ?? ''
      case '__qualname__':
        return this.name
      case 'close':
        return new Builtin(name, () => {
          this.close()
          return null
        })
      case 'send':
        return new Builtin(name, ({ args: [sent = null] }) => given(this.resume(sent)))
      case 'throw':
        return new Builtin(name, ({ args: [error = null] }) =>
          given(
            this.resume(null, error instanceof ExceptionObject ? new PyError(error) : typeError('not an exception')),
          ),
        )
      default:
        return undefined
    }
  }
}

const valueError = (text: string): PyError => pyError('ValueError', text)

function given(step: IteratorResult<Value, Value>): Value {
  if (step.done !== true) return step.value
  throw new PyError(new ExceptionObject(exceptionClass('StopIteration'), step.value === null ? [] : [step.value]))
}

/** A coroutine of ours: `Post.objects.acount()`. */
export const coroutine = (name: string, steps: () => Steps, rt: Runtime): CoroutineObject =>
  new CoroutineObject(name, lazily(steps), rt)

function* lazily(steps: () => Steps): Steps {
  return yield* steps()
}

/** A function with `async def` and `yield`. */
export class AsyncGeneratorObject extends SteppedObject implements AsyncIterable_ {
  private state: 'new' | 'open' | 'closed' = 'new'
  typeName(): string {
    return 'async_generator'
  }
  aiter(): Value {
    return this
  }
  anext(sent: Value = null): Value {
    return coroutine(`${this.name}.__anext__`, () => this.next(() => this.steps.next(sent)), this.rt)
  }
  private *next(first: () => IteratorResult<Value, Value>): Steps {
    if (this.state === 'closed') throw stopAsyncIteration()
    this.state = 'open'
    let work = first
    for (;;) {
      let step: IteratorResult<Value, Value>
      this.rt.enter()
      try {
        step = work()
      } catch (error) {
        this.state = 'closed'
        throw error
      } finally {
        this.rt.leave()
      }
      if (step.done === true) {
        this.state = 'closed'
        throw stopAsyncIteration()
      }
      if (step.value instanceof AsyncYield) return step.value.value
      work = yield* handedOn(step.value, this.steps)
    }
  }
  private *closing(): Steps {
    if (this.state === 'open') {
      this.state = 'closed'
      let step = this.steps.return(null)
      while (step.done !== true) step = (yield* handedOn(step.value, this.steps))()
    }
    this.state = 'closed'
    return null
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    switch (name) {
      case '__aiter__':
        return new Builtin(name, () => this)
      case '__anext__':
        return new Builtin(name, () => this.anext())
      case 'asend':
        return new Builtin(name, ({ args }) => this.anext(args[0] ?? null))
      case 'aclose':
        return new Builtin(name, () => coroutine(`${this.name}.aclose`, () => this.closing(), rt))
      case 'athrow':
        return new Builtin(name, ({ args: [error = null] }) =>
          coroutine(
            `${this.name}.athrow`,
            () =>
              this.next(() =>
                this.steps.throw(error instanceof ExceptionObject ? new PyError(error) : typeError('not an exception')),
              ),
            rt,
          ),
        )
      default:
        return undefined
    }
  }
}

const stopAsyncIteration = (): PyError => new PyError(new ExceptionObject(exceptionClass('StopAsyncIteration'), []))

/** Hands what a generator waits for to the event loop. @returns how the generator goes on */
function* handedOn(waited: Value, steps: Steps): Steps<() => IteratorResult<Value, Value>> {
  try {
    const sent = yield waited
    return () => steps.next(sent)
  } catch (error) {
    return () => steps.throw(error)
  }
}

/** `await value`. */
export function* awaited(value: Value, rt: Runtime): Steps {
  if (isAwaitable(value)) return yield* value.awaitSteps(rt)
  const own = isAsked(value) ? value.ask('__await__', [], rt) : undefined
  if (own === undefined) throw typeError(`object ${typeName(value)} can't be used in 'await' expression`)
  if (!(own instanceof PyObject && 'steps' in own))
    throw typeError(`__await__() returned non-iterator of type '${typeName(own)}'`)
  return yield* own.steps as Steps
}

/** Goes through what `async for` reads until `each` says false. */
export function* asyncItems(source: Value, rt: Runtime, each: (item: Value) => Steps<boolean>): Steps<void> {
  const items = asyncIterator(source, rt)
  for (;;) {
    let item: Value
    try {
      item = yield* awaited(anext(items, rt), rt)
    } catch (error) {
      if (exceptionOf(error)?.cls.name === 'StopAsyncIteration') return
      throw error
    }
    if (!(yield* each(item))) return
  }
}

/** `aiter(value)`. */
export function asyncIterator(
  value: Value,
  rt: Runtime,
  what = "'async for' requires an object with __aiter__ method, got ",
): Value {
  if (isAsyncIterable(value)) return value.aiter(rt)
  const own = isAsked(value) ? value.ask('__aiter__', [], rt) : undefined
  if (own === undefined) throw typeError(`${what}${typeName(value)}`)
  return own
}

/** `anext(value)`: what is to be awaited. */
export function anext(value: Value, rt: Runtime): Value {
  if (value instanceof AsyncGeneratorObject) return value.anext()
  const own = isAsked(value) ? value.ask('__anext__', [], rt) : undefined
  if (own === undefined) throw typeError(`'${typeName(value)}' object is not an async iterator`)
  return own
}

interface EnteredAsync {
  readonly entered: Value
  /** @returns whether the error is dealt with */
  leave(error: unknown): Steps<boolean>
}

/** What `async with` enters. */
export function* enterAsyncContext(value: Value, rt: Runtime): Steps<EnteredAsync> {
  const object: (PyObject & Asked) | null = isAsked(value) ? value : null
  const exit = object?.special('__aexit__', rt)
  const enter = object?.special('__aenter__', rt)
  if (enter === undefined || exit === undefined)
    throw typeError(`'${typeName(value)}' object does not support the asynchronous context manager protocol`)
  const entered = yield* awaited(rt.call(enter, NO_ARGS), rt)
  return {
    entered,
    *leave(error) {
      const exception = error === null || error instanceof Stopped ? null : exceptionOf(error)
      if (error !== null && exception === null) return false
      const args = [exception?.cls ?? null, exception, null]
      const answer = yield* awaited(rt.call(exit, { ...NO_ARGS, args }), rt)
      return exception !== null && truthy(answer, rt)
    },
  }
}
