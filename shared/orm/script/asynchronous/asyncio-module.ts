/** `asyncio`, as far as it is our own code; the rest stands in Python (`library/python/asyncio.ts`). */
import { bind } from '../arguments.ts'
import { ListObject, SetObject } from '../types/collections.ts'
import { exceptionClass, exceptionOf, pyError, typeError, valueError } from '../errors.ts'
import { truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { repr } from '../text.ts'
import { Builtin, isCallable, NO_ARGS, PyObject, TypeObject } from '../values.ts'
import type { CallArgs, NativeFunction, Value } from '../values.ts'
import { awaited, canAwait, coroutine, CoroutineObject } from './awaiting.ts'
import type { Steps } from './awaiting.ts'
import { createTask, EventLoop, FutureObject, runToEnd, TaskObject } from './event-loop.ts'

function runningLoop(rt: Runtime): EventLoop {
  const loop = rt.asynchrony.running
  if (loop === null) throw pyError('RuntimeError', 'no running event loop')
  return loop
}

/** Whether calling it gives a coroutine. */
function isCoroutineFunction(value: Value): boolean {
  if (!(value instanceof PyObject)) return false
  if ('isAsync' in value) return value.isAsync === true
  return 'fn' in value && value.fn instanceof PyObject ? isCoroutineFunction(value.fn) : false
}

/** A task or future stays; what can be awaited becomes a task. */
function future(value: Value, loop: EventLoop): FutureObject {
  if (value instanceof FutureObject) return value
  if (value instanceof CoroutineObject) return loop.task(value)
  if (!canAwait(value)) throw typeError('An asyncio.Future, a coroutine or an awaitable is required')
  return loop.task(coroutine('_wrap_awaitable', () => awaited(value, loop.rt), loop.rt))
}

function run(call: CallArgs, rt: Runtime): Value {
  const { main } = bind('run', ['main', 'debug?'], call)
  if (rt.asynchrony.running !== null)
    throw pyError('RuntimeError', 'asyncio.run() cannot be called from a running event loop')
  if (!(main instanceof CoroutineObject)) throw valueError(`a coroutine was expected, got ${repr(main ?? null, rt)}`)
  return runToEnd(main, rt)
}

/** The answers in the order of the arguments, however the tasks took turns. */
function gather({ args, kwargs }: CallArgs, rt: Runtime): Value {
  const loop = runningLoop(rt)
  const keeps = truthy(kwargs.get('return_exceptions') ?? false, rt)
  const made = new Map<Value, FutureObject>()
  const children = args.map((one) => {
    const child = made.get(one) ?? future(one, loop)
    made.set(one, child)
    return child
  })
  const outer = new Gathering(loop, children)
  if (children.length === 0) outer.finish(new ListObject([]))
  let left = made.size
  for (const child of new Set(children))
    child.whenDone(() => {
      left--
      if (outer.isDone) return
      const failure = failureOf(child)
      if (failure !== null && !keeps) outer.fail(failure)
      else if (left === 0) outer.finish(new ListObject(children.map((one) => answerOrError(one))))
    })
  return outer
}

function failureOf(child: FutureObject): Error | null {
  try {
    child.outcome()
    return null
  } catch (error) {
    return error as Error
  }
}

function answerOrError(child: FutureObject): Value {
  const failure = failureOf(child)
  return failure === null ? child.outcome() : exceptionOf(failure)
}

/** What `gather()` gives: cancelling it cancels each. */
class Gathering extends FutureObject {
  private readonly children: readonly FutureObject[]
  constructor(loop: EventLoop, children: readonly FutureObject[]) {
    super(loop)
    this.children = children
  }
  override typeName(): string {
    return '_GatheringFuture'
  }
  override cancel(): boolean {
    if (this.isDone) return false
    return this.children.map((child) => child.cancel()).includes(true)
  }
}

function sleep(call: CallArgs, rt: Runtime): Value {
  const { delay, result = null } = bind('sleep', ['delay', 'result?'], call)
  const seconds = Number(delay)
  const steps = function* (): Steps {
    if (seconds <= 0) yield null
    else {
      const loop = runningLoop(rt)
      const done = new FutureObject(loop)
      const stop = loop.later(seconds, () => done.finish(null))
      try {
        yield* done.awaitSteps()
      } finally {
        stop()
      }
    }
    return result
  }
  return coroutine('sleep', steps, rt)
}

/** Work for Django's thread, awaited. */
export function* inThread(work: () => Value, rt: Runtime): Steps {
  return yield* runningLoop(rt).inThread(work).awaitSteps()
}

const fn = (name: string, work: NativeFunction): readonly [string, Value] => [name, new Builtin(name, work)]

const isA = (name: string, test: (value: Value) => boolean): readonly [string, Value] =>
  fn(name, ({ args }) => test(args[0] ?? null))

export const ASYNCIO: readonly (readonly [string, Value])[] = [
  fn('run', run),
  fn('gather', gather),
  fn('sleep', sleep),
  fn('create_task', (call, rt) => createTask(call, runningLoop(rt))),
  fn('ensure_future', (call, rt) =>
    future(bind('ensure_future', ['coro_or_future', 'loop?'], call).coro_or_future, runningLoop(rt)),
  ),
  fn('get_running_loop', (_call, rt) => runningLoop(rt)),
  fn('get_event_loop', (_call, rt) => rt.asynchrony.running ?? new IdleLoop(rt)),
  fn('new_event_loop', (_call, rt) => new IdleLoop(rt)),
  fn('set_event_loop', () => null),
  fn('current_task', (_call, rt) => runningLoop(rt).current),
  fn('all_tasks', (_call, rt) => SetObject.of(runningLoop(rt).tasks, rt)),
  fn('to_thread', ({ args: [work = null, ...args], kwargs }, rt) =>
    coroutine('to_thread', () => inThread(() => rt.call(work, { args, kwargs }), rt), rt),
  ),
  isA('iscoroutine', (value) => value instanceof CoroutineObject),
  isA('iscoroutinefunction', isCoroutineFunction),
  isA('isfuture', (value) => value instanceof FutureObject),
  [
    'Future',
    new TypeObject(
      'Future',
      (_call, rt) => new FutureObject(runningLoop(rt)),
      (v) => v instanceof FutureObject,
    ),
  ],
  [
    'Task',
    new TypeObject(
      'Task',
      (call, rt) => createTask(call, runningLoop(rt)),
      (v) => v instanceof TaskObject,
    ),
  ],
  ...['CancelledError', 'InvalidStateError', 'QueueEmpty', 'QueueFull', 'TimeoutError'].map(
    (name): readonly [string, Value] => [name, exceptionClass(name)],
  ),
  ['FIRST_COMPLETED', 'FIRST_COMPLETED'],
  ['FIRST_EXCEPTION', 'FIRST_EXCEPTION'],
  ['ALL_COMPLETED', 'ALL_COMPLETED'],
]

/** A loop that does not run yet: `loop.run_until_complete(main())`. */
class IdleLoop extends EventLoop {
  override getAttr(name: string): Value | undefined {
    if (name === 'run_until_complete')
      return new Builtin(name, ({ args: [main = null] }) => this.runUntil(future(main, this)))
    if (name === 'close') return new Builtin(name, () => null)
    return super.getAttr(name)
  }
}

// ------------------------------------------------------------------------------------------------- asgiref

/** `sync_to_async(f)`: calling it gives a coroutine, in which Django's thread runs `f`. */
class SyncToAsync extends PyObject {
  readonly isAsync = true
  private readonly work: Value
  constructor(work: Value) {
    super()
    this.work = work
  }
  typeName(): string {
    return 'SyncToAsync'
  }
  call(call: CallArgs, rt: Runtime): Value {
    return coroutine('SyncToAsync.__call__', () => inThread(() => rt.call(this.work, call), rt), rt)
  }
}

class AsyncToSync extends PyObject {
  private readonly work: Value
  constructor(work: Value) {
    super()
    this.work = work
  }
  typeName(): string {
    return 'AsyncToSync'
  }
  call(call: CallArgs, rt: Runtime): Value {
    if (rt.asynchrony.running !== null) {
      const text =
        'You cannot use AsyncToSync in the same thread as an async event loop - just await the async function directly.'
      throw pyError('RuntimeError', text)
    }
    const { work } = this
    const main = function* (): Steps {
      return yield* awaited(rt.call(work, call), rt)
    }
    return runToEnd(coroutine('main_wrap', main, rt), rt)
  }
}

function syncToAsync(call: CallArgs): Value {
  const { func = null } = bind('sync_to_async', ['func?', 'thread_sensitive?', 'executor?'], call)
  if (func === null) return new Builtin('sync_to_async', ({ args }) => syncToAsync({ ...NO_ARGS, args }))
  if (!isCallable(func) || isCoroutineFunction(func))
    throw typeError('sync_to_async can only be applied to sync functions.')
  return new SyncToAsync(func)
}

export const ASGIREF: readonly (readonly [string, Value])[] = [
  fn('sync_to_async', syncToAsync),
  fn('async_to_sync', (call) => {
    const { awaitable = null } = bind('async_to_sync', ['awaitable?', 'force_new_loop?'], call)
    if (awaitable === null) return new Builtin('async_to_sync', ({ args }) => new AsyncToSync(args[0] ?? null))
    return new AsyncToSync(awaitable)
  }),
  isA('iscoroutinefunction', isCoroutineFunction),
]
