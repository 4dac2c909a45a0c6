/** `collections.defaultdict` and `OrderedDict`. */
import { DictObject, TupleObject } from './collections.ts'
import { pyError } from '../errors.ts'
import { makeDict } from './methods-collections.ts'
import { truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { repr } from '../text.ts'
import { Builtin, NO_ARGS, TypeObject } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

class DefaultDict extends DictObject {
  readonly factory: Value
  constructor(factory: Value) {
    super()
    this.factory = factory
  }
  override typeName(): string {
    return 'collections.defaultdict'
  }
  override getAttr(name: string): Value | undefined {
    return name === 'default_factory' ? this.factory : undefined
  }
  override repr(rt: Runtime): string {
    return `defaultdict(${repr(this.factory, rt)}, ${super.repr(rt)})`
  }
  override getItem(key: Value, rt: Runtime): Value {
    const known = this.get(key, rt)
    if (known !== undefined || this.factory === null) return known ?? super.getItem(key, rt)
    const made = rt.call(this.factory, NO_ARGS)
    this.set(key, made, rt)
    return made
  }
}

class OrderedDict extends DictObject {
  override typeName(): string {
    return 'collections.OrderedDict'
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'move_to_end') return new Builtin(name, (call) => this.move(call, rt))
    return name === 'popitem' ? new Builtin(name, (call) => this.pop(call, rt)) : undefined
  }
  private move({ args, kwargs }: CallArgs, rt: Runtime): Value {
    const [key = null] = args
    const value = this.getItem(key, rt)
    const rest = [...this.entries].filter(([, [k]]) => k !== key)
    this.delete(key, rt)
    if (truthy(args[1] ?? kwargs.get('last') ?? true, rt)) {
      this.set(key, value, rt)
      return null
    }
    this.entries.clear()
    this.set(key, value, rt)
    for (const [hash, entry] of rest) if (!this.entries.has(hash)) this.entries.set(hash, entry)
    return null
  }
  private pop({ args, kwargs }: CallArgs, rt: Runtime): Value {
    const all = [...this.entries.values()]
    const pair = truthy(args[0] ?? kwargs.get('last') ?? true, rt) ? all.at(-1) : all[0]
    if (pair === undefined) throw pyError('KeyError', 'dictionary is empty')
    this.delete(pair[0], rt)
    return new TupleObject(pair)
  }
  override repr(rt: Runtime): string {
    const pairs = [...this.entries.values()].map(([key, value]) => `(${repr(key, rt)}, ${repr(value, rt)})`)
    return pairs.length === 0 ? 'OrderedDict()' : `OrderedDict([${pairs.join(', ')}])`
  }
}

function filled<T extends DictObject>(made: T, call: CallArgs, rt: Runtime): T {
  for (const [key, value] of makeDict(call, rt).entries.values()) made.set(key, value, rt)
  return made
}

export const DICT_KINDS: readonly TypeObject[] = [
  new TypeObject(
    'defaultdict',
    ({ args: [factory = null, ...args], kwargs }, rt) => filled(new DefaultDict(factory), { args, kwargs }, rt),
    (v) => v instanceof DefaultDict,
  ),
  new TypeObject(
    'OrderedDict',
    (call, rt) => filled(new OrderedDict(), call, rt),
    (v) => v instanceof OrderedDict,
  ),
]
