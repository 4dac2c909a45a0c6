/**
 * The event loop: tasks take turns where they wait. Time is counted, not spent: a sleep is over when nothing else can
 * run. Django hands every query to one thread, which answers in order; here it does so when no task is ready.
 */
import { bind } from '../arguments.ts'
import { exceptionClass, ExceptionObject, exceptionOf, PyError, pyError, Stopped, typeError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { repr } from '../text.ts'
import { Builtin, NO_ARGS, PyObject } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import { CoroutineObject } from './awaiting.ts'
import type { Awaitable, Steps } from './awaiting.ts'

interface Timer {
  readonly at: number
  readonly work: () => void
}

export class EventLoop extends PyObject {
  private readonly ready: (() => void)[] = []
  private readonly jobs: (() => void)[] = []
  private timers: Timer[] = []
  readonly tasks = new Set<TaskObject>()
  current: TaskObject | null = null
  /** Seconds. */
  time = 0
  readonly rt: Runtime
  constructor(rt: Runtime) {
    super()
    this.rt = rt
  }
  typeName(): string {
    return '_UnixSelectorEventLoop'
  }
  soon(work: () => void): void {
    this.ready.push(work)
  }
  later(seconds: number, work: () => void): () => void {
    const timer = { at: this.time + Math.max(0, seconds), work }
    // Behind those of the same moment.
    const at = this.timers.findLastIndex((one) => one.at <= timer.at)
    this.timers.splice(at + 1, 0, timer)
    return () => {
      this.timers = this.timers.filter((one) => one !== timer)
    }
  }
  /** What Django does in its thread for synchronous code. */
  inThread(work: () => Value): FutureObject {
    const future = new FutureObject(this)
    this.jobs.push(() => {
      const outer = this.rt.asynchrony.running
      this.rt.asynchrony.running = null
      try {
        settle(future, work)
      } finally {
        this.rt.asynchrony.running = outer
      }
    })
    return future
  }
  task(coroutine: CoroutineObject, name?: string): TaskObject {
    return new TaskObject(this, coroutine, name)
  }
  /** Runs until the future is done. */
  runUntil(future: FutureObject): Value {
    const outer = this.rt.asynchrony.running
    this.rt.asynchrony.running = this
    try {
      while (!future.isDone) this.turn()
      return future.outcome()
    } finally {
      this.rt.asynchrony.running = outer
    }
  }
  private turn(): void {
    this.rt.tick()
    const next = this.ready.shift() ?? this.jobs.shift()
    if (next !== undefined) {
      next()
      return
    }
    const timer = this.timers.shift()
    // Python would stand still for ever.
    if (timer === undefined) throw new Stopped('time', 'Stopped: the script waits for something that nobody will do.')
    this.rt.asynchrony.slept += timer.at - this.time
    this.time = timer.at
    timer.work()
  }
  override getAttr(name: string): Value | undefined {
    switch (name) {
      case 'time':
        return new Builtin(name, () => this.time)
      case 'create_task':
        return new Builtin(name, (call) => createTask(call, this))
      case 'create_future':
        return new Builtin(name, () => new FutureObject(this))
      case 'is_running':
        return new Builtin(name, () => this.rt.asynchrony.running === this)
      case 'call_soon':
        return new Builtin(name, ({ args: [work = null, ...args] }) => {
          this.soon(() => this.rt.call(work, { ...NO_ARGS, args }))
          return null
        })
      case 'call_later':
        return new Builtin(name, ({ args: [delay = 0n, work = null, ...args] }) => {
          const cancel = this.later(Number(delay), () => this.rt.call(work, { ...NO_ARGS, args }))
          return new Handle(cancel)
        })
      default:
        return undefined
    }
  }
  override repr(): string {
    return `<_UnixSelectorEventLoop running=${this.rt.asynchrony.running === this ? 'True' : 'False'} closed=False debug=False>`
  }
}

class Handle extends PyObject {
  private readonly cancel: () => void
  constructor(cancel: () => void) {
    super()
    this.cancel = cancel
  }
  typeName(): string {
    return 'TimerHandle'
  }
  override getAttr(name: string): Value | undefined {
    if (name !== 'cancel') return undefined
    return new Builtin(name, () => {
      this.cancel()
      return null
    })
  }
}

export function createTask(call: CallArgs, loop: EventLoop): TaskObject {
  const { coro, name = null } = bind('create_task', ['coro', 'name?', 'context?'], call)
  if (!(coro instanceof CoroutineObject))
    throw typeError(`a coroutine was expected, got ${repr(coro ?? null, loop.rt)}`)
  return loop.task(coro, name === null ? undefined : String(name))
}

function settle(future: FutureObject, work: () => Value): void {
  let answer: Value
  try {
    answer = work()
  } catch (error) {
    if (exceptionOf(error) === null) throw error
    future.fail(error as Error)
    return
  }
  future.finish(answer)
}

const cancelled = (): PyError => new PyError(new ExceptionObject(exceptionClass('CancelledError'), []))

const invalid = (text: string): PyError => pyError('InvalidStateError', text)

/** An answer that somebody will give. */
export class FutureObject extends PyObject implements Awaitable {
  readonly loop: EventLoop
  protected state: 'pending' | 'finished' | 'cancelled' = 'pending'
  private answer: Value = null
  private error: Error | null = null
  private callbacks: (() => void)[] = []
  constructor(loop: EventLoop) {
    super()
    this.loop = loop
  }
  typeName(): string {
    return 'Future'
  }
  get isDone(): boolean {
    return this.state !== 'pending'
  }
  whenDone(work: () => void): void {
    if (this.isDone) this.loop.soon(work)
    else this.callbacks.push(work)
  }
  finish(answer: Value): void {
    if (this.isDone) return
    this.answer = answer
    this.end('finished')
  }
  fail(error: Error): void {
    if (this.isDone) return
    this.error = error
    this.end('finished')
  }
  cancel(): boolean {
    if (this.isDone) return false
    this.end('cancelled')
    return true
  }
  protected end(state: 'finished' | 'cancelled'): void {
    this.state = state
    for (const work of this.callbacks) this.loop.soon(work)
    this.callbacks = []
  }
  /** @throws what it failed with */
  outcome(): Value {
    if (this.state === 'cancelled') throw cancelled()
    if (this.state === 'pending') throw invalid('Result is not set.')
    if (this.error !== null) throw this.error
    return this.answer
  }
  private failure(): Value {
    if (this.state === 'cancelled') throw cancelled()
    if (this.state === 'pending') throw invalid('Exception is not set.')
    return this.error === null ? null : exceptionOf(this.error)
  }
  *awaitSteps(): Steps {
    if (!this.isDone) yield this
    return this.outcome()
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const method = (work: (call: CallArgs) => Value): Builtin => new Builtin(name, work)
    switch (name) {
      case 'done':
        return method(() => this.isDone)
      case 'cancelled':
        return method(() => this.state === 'cancelled')
      case 'result':
        return method(() => this.outcome())
      case 'exception':
        return method(() => this.failure())
      case 'cancel':
        return method(() => this.cancel())
      case 'set_result':
        return method(({ args }) => {
          if (this.isDone) throw invalid('invalid state')
          this.finish(args[0] ?? null)
          return null
        })
      case 'set_exception':
        return method(({ args: [error = null] }) => {
          if (this.isDone) throw invalid('invalid state')
          this.fail(error instanceof ExceptionObject ? new PyError(error) : asError(rt.call(error, NO_ARGS)))
          return null
        })
      case 'add_done_callback':
        return method(({ args: [work = null] }) => {
          this.whenDone(() => rt.call(work, { ...NO_ARGS, args: [this] }))
          return null
        })
      case 'get_loop':
        return method(() => this.loop)
      default:
        return undefined
    }
  }
  override repr(): string {
    return `<Future ${this.state}>`
  }
}

const asError = (value: Value): Error =>
  value instanceof ExceptionObject ? new PyError(value) : typeError('not an exception')

let lastTask = 0

/** A coroutine that takes its turns on the loop. */
export class TaskObject extends FutureObject {
  readonly coroutine: CoroutineObject
  private name: string
  private waitsFor: FutureObject | null = null
  private mustCancel = false
  private requests = 0
  constructor(loop: EventLoop, coroutine: CoroutineObject, name = `Task-${++lastTask}`) {
    super(loop)
    this.coroutine = coroutine
    this.name = name
    loop.tasks.add(this)
    loop.soon(() => this.step())
  }
  override typeName(): string {
    return 'Task'
  }
  private step(error?: Error): void {
    if (this.isDone) return
    const thrown = this.mustCancel ? cancelled() : error
    this.mustCancel = false
    this.waitsFor = null
    const { loop } = this
    const outer = loop.current
    loop.current = this
    try {
      this.took(this.coroutine.resume(null, thrown))
    } catch (failure) {
      const exception = exceptionOf(failure)
      if (exception === null) throw failure
      if (exception.cls.name === 'CancelledError') super.cancel()
      else this.fail(failure as Error)
    } finally {
      loop.current = outer
    }
  }
  private took(step: IteratorResult<Value, Value>): void {
    if (step.done === true) {
      // Cancelled after its last wait: the request comes too late to be thrown in.
      if (this.mustCancel) super.cancel()
      else this.finish(step.value)
    } else if (step.value === null) this.loop.soon(() => this.step())
    else if (step.value instanceof FutureObject) {
      if (step.value === this) {
        this.loop.soon(() => this.step(pyError('RuntimeError', `Task cannot await on itself: ${this.repr()}`)))
        return
      }
      this.waitsFor = step.value
      step.value.whenDone(() => this.step(failureOf(step.value as FutureObject)))
      if (this.mustCancel && step.value.cancel()) this.mustCancel = false
    } else {
      const shown = repr(step.value, this.loop.rt)
      this.loop.soon(() => this.step(pyError('RuntimeError', `Task got bad yield: ${shown}`)))
    }
  }
  protected override end(state: 'finished' | 'cancelled'): void {
    this.loop.tasks.delete(this)
    super.end(state)
  }
  override cancel(): boolean {
    if (this.isDone) return false
    this.requests++
    if (this.waitsFor?.cancel() !== true) this.mustCancel = true
    return true
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'get_name') return new Builtin(name, () => this.name)
    if (name === 'set_name')
      return new Builtin(name, ({ args }) => {
        this.name = String(args[0])
        return null
      })
    if (name === 'get_coro') return new Builtin(name, () => this.coroutine)
    if (name === 'cancelling') return new Builtin(name, () => BigInt(this.requests))
    if (name === 'uncancel') return new Builtin(name, () => BigInt((this.requests = Math.max(0, this.requests - 1))))
    return super.getAttr(name, rt)
  }
  override repr(): string {
    return `<Task ${this.state} name='${this.name}' coro=<${this.coroutine.name}()>>`
  }
}

/** A task that waited gets the failure thrown in, where it waits. */
function failureOf(future: FutureObject): Error | undefined {
  try {
    future.outcome()
    return undefined
  } catch (error) {
    return error as Error
  }
}

/** The loop that runs now; null: the code is synchronous. */
export interface Asynchrony {
  running: EventLoop | null
  /** Seconds that scripts have slept, which nobody waited for. */
  slept: number
}

/** Runs a coroutine on a loop of its own, and ends what it left running, as `asyncio.run()` does. */
export function runToEnd(coroutine: CoroutineObject, rt: Runtime): Value {
  const loop = new EventLoop(rt)
  try {
    return loop.runUntil(loop.task(coroutine))
  } finally {
    for (const left of loop.tasks) left.cancel()
    for (const left of loop.tasks) loop.runUntil(gathered(left, loop))
  }
}

/** Done when the task is, however it ended. */
function gathered(task: TaskObject, loop: EventLoop): FutureObject {
  const future = new FutureObject(loop)
  task.whenDone(() => future.finish(null))
  return future
}
