/**
 * `django.dispatch` and the model signals: who listens is kept by session, so that nothing outlives a run's names.
 * Source: django/dispatch/dispatcher.py, django/db/models/signals.py (5.2).
 */
import { bind } from '../arguments.ts'
import { ListObject, TupleObject } from '../types/collections.ts'
import { exceptionOf, typeError, valueError } from '../errors.ts'
import { toArray } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, isCallable, Namespace, PyObject, TypeObject, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

interface Listener {
  /** null: every sender's. */
  readonly sender: Value
  readonly receiver: Value
  /** `dispatch_uid`, which then stands for the receiver. */
  readonly uid: Value
}

/** A receiver is itself; of two methods those of the same object are the same. */
function isSame(a: Value, b: Value, rt: Runtime): boolean {
  return a === b || (a instanceof PyObject && b instanceof PyObject && a.equals(b, rt))
}

class SignalObject extends PyObject {
  /** Whether senders may be named, as `'auth.User'`. */
  readonly isOfModels: boolean
  private readonly listeners = new WeakMap<Runtime, Listener[]>()
  constructor(isOfModels: boolean) {
    super()
    this.isOfModels = isOfModels
  }
  typeName(): string {
    return this.isOfModels ? 'ModelSignal' : 'Signal'
  }
  override repr(): string {
    return this.isOfModels
      ? '<django.db.models.signals.ModelSignal object>'
      : '<django.dispatch.dispatcher.Signal object>'
  }
  hasListeners(sender: Value, rt: Runtime): boolean {
    return this.listeners.get(rt)?.some((one) => one.sender === null || one.sender === sender) === true
  }
  private all(rt: Runtime): Listener[] {
    const all = this.listeners.get(rt) ?? []
    this.listeners.set(rt, all)
    return all
  }
  /** undefined: a model that there is not, of which nothing is ever heard. */
  private senderOf(given: Value, rt: Runtime): Value | undefined {
    if (!this.isOfModels || typeof given !== 'string') return given
    if (!/^[^.]+\.[^.]+$/.test(given))
      throw valueError(
        `Invalid model reference '${given}'. String model references must be of the form 'app_label.ModelName'.`,
      )
    const key = rt.resolution.byLabel.get(given.toLowerCase())
    return key === undefined ? undefined : rt.modelClass(key)
  }
  private at({ sender, receiver, uid }: Listener, rt: Runtime): number {
    return this.all(rt).findIndex(
      (one) =>
        one.sender === sender &&
        (uid === null ? one.uid === null && isSame(one.receiver, receiver, rt) : one.uid === uid),
    )
  }
  connect(call: CallArgs, rt: Runtime): null {
    const given = bind('Signal.connect', ['receiver', 'sender?', 'weak?', 'dispatch_uid?'], call)
    if (!isCallable(given.receiver))
      throw typeError(`cannot create weak reference to '${typeName(given.receiver)}' object`)
    const sender = this.senderOf(given.sender ?? null, rt)
    if (sender === undefined) return null
    const listener = { sender, receiver: given.receiver, uid: given.dispatch_uid ?? null }
    if (this.at(listener, rt) < 0) this.all(rt).push(listener)
    return null
  }
  disconnect(call: CallArgs, rt: Runtime): boolean {
    const given = bind('Signal.disconnect', ['receiver?', 'sender?', 'dispatch_uid?'], call)
    const sender = this.senderOf(given.sender ?? null, rt)
    if (sender === undefined) return false
    const at = this.at({ sender, receiver: given.receiver ?? null, uid: given.dispatch_uid ?? null }, rt)
    if (at >= 0) this.all(rt).splice(at, 1)
    return at >= 0
  }
  /** What each receiver answers, in the order of being connected. */
  send(sender: Value, named: ReadonlyMap<string, Value>, rt: Runtime, isRobust = false): readonly [Value, Value][] {
    const heard = (this.listeners.get(rt) ?? []).filter((one) => one.sender === null || one.sender === sender)
    const kwargs = new Map<string, Value>([['signal', this], ['sender', sender], ...named])
    return heard.map(({ receiver }): [Value, Value] => {
      try {
        return [receiver, rt.call(receiver, { args: [], kwargs })]
      } catch (error) {
        const exception = isRobust ? exceptionOf(error) : null
        if (exception === null) throw error
        return [receiver, exception]
      }
    })
  }
  override getAttr(name: string): Value | undefined {
    switch (name) {
      case 'connect':
        return new Builtin(name, (call, rt) => this.connect(call, rt))
      case 'disconnect':
        return new Builtin(name, (call, rt) => this.disconnect(call, rt))
      case 'has_listeners':
        return new Builtin(name, ({ args, kwargs }, rt) =>
          this.hasListeners(args[0] ?? kwargs.get('sender') ?? null, rt),
        )
      case 'send':
      case 'send_robust':
        return new Builtin(name, ({ args, kwargs }, rt) => {
          const named = new Map(kwargs)
          named.delete('sender')
          const answers = this.send(args[0] ?? kwargs.get('sender') ?? null, named, rt, name === 'send_robust')
          return new ListObject(answers.map((pair) => new TupleObject(pair)))
        })
      default:
        return undefined
    }
  }
}

export const MODEL_SIGNALS = {
  pre_init: new SignalObject(true),
  post_init: new SignalObject(true),
  pre_save: new SignalObject(true),
  post_save: new SignalObject(true),
  pre_delete: new SignalObject(true),
  post_delete: new SignalObject(true),
  m2m_changed: new SignalObject(true),
} as const

/** Tells whoever listens; `named` is only asked for where somebody does. */
export function tell(
  signal: keyof typeof MODEL_SIGNALS,
  sender: Value,
  named: () => Readonly<Record<string, Value>>,
  rt: Runtime,
): void {
  const object = MODEL_SIGNALS[signal]
  if (object.hasListeners(sender, rt)) object.send(sender, new Map(Object.entries(named())), rt)
}

const SIGNAL = new TypeObject(
  'Signal',
  () => new SignalObject(false),
  (v) => v instanceof SignalObject,
)

/** `@receiver(post_save, sender=User)`; several signals in a list. */
const RECEIVER = new Builtin('receiver', ({ args: [signal = null], kwargs }, rt) => {
  const signals = signal instanceof SignalObject ? [signal] : toArray(signal, rt)
  return new Builtin('_decorator', ({ args: [fn = null] }) => {
    for (const one of signals) if (one instanceof SignalObject) one.connect({ args: [fn], kwargs }, rt)
    return fn
  })
})

export const SIGNALS_MODULE = new Namespace(
  'django.db.models.signals',
  new Map<string, Value>([
    ...Object.entries(MODEL_SIGNALS),
    // Sent while models are loaded and migrated: never here.
    ...['class_prepared', 'pre_migrate', 'post_migrate'].map((name) => [name, new SignalObject(true)] as const),
  ]),
)
export const DISPATCH_MODULE = new Namespace(
  'django.dispatch',
  new Map<string, Value>([
    ['Signal', SIGNAL],
    ['receiver', RECEIVER],
  ]),
)
