/** Modules of Python's library: native ones, with what `sources.ts` adds in Python. */
import { parseScript } from '../../../python/parse.ts'
import type { Interpreter } from '../run/interpreter.ts'
import { runBlock } from '../run/statements.ts'
import { Scope } from '../scope.ts'
import { CachedProperty } from '../classes/class-members.ts'
import { UserObject } from '../classes/user-class.ts'
import { Builtin, Namespace, PyObject } from '../values.ts'
import type { Subscriptable, Value } from '../values.ts'
import { exceptionClass } from '../errors.ts'
import { SOURCES } from './sources.ts'

const LOADED = new WeakMap<Interpreter, Map<string, Namespace>>()

/** A native module, with what is written in Python beside it; undefined: neither. */
export function libraryModule(name: string, native: Namespace | undefined, i: Interpreter): Namespace | undefined {
  if (name === 'typing') return TYPING
  const source = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined
  if (source === undefined) return native
  const loaded = LOADED.get(i) ?? new Map<string, Namespace>()
  LOADED.set(i, loaded)
  let module = loaded.get(name)
  if (module === undefined) {
    module = new Namespace(name, new Map([...run(source, name, i), ...(native?.members ?? [])]))
    loaded.set(name, module)
  }
  return module
}

function run(source: string, name: string, i: Interpreter): ReadonlyMap<string, Value> {
  const builtins = new Scope(null)
  for (const [key, value] of i.builtins) builtins.set(key, value)
  for (const key of [
    'BaseException',
    'Exception',
    'NotImplementedError',
    'ValueError',
    'TypeError',
    'KeyError',
    'IndexError',
    'RuntimeError',
    'StopIteration',
    'StopAsyncIteration',
    'ExceptionGroup',
    'AttributeError',
    'StatisticsError',
  ])
    builtins.set(key, exceptionClass(key))
  // What `object.__setattr__` is: past the class's own.
  builtins.set(
    'object_set',
    new Builtin('object_set', ({ args: [object, key = '', value = null] }) => {
      if (object instanceof UserObject) object.own.set(String(key), value)
      return null
    }),
  )
  const scope = new Scope(builtins)
  scope.isModule = true
  runBlock(parseScript(source).body, scope, i)
  const names = [...scope.names].filter(([key]) => !key.startsWith('_'))
  const extra: readonly (readonly [string, Value])[] =
    name === 'functools'
      ? [['cached_property', new Builtin('cached_property', ({ args }) => new CachedProperty(args[0] ?? null))]]
      : []
  return new Map([...names, ...extra])
}

/** `Optional[int]`: what types say is not looked at. */
class TypingName extends PyObject implements Subscriptable {
  readonly name: string
  constructor(name: string) {
    super()
    this.name = name
  }
  typeName(): string {
    return 'typing'
  }
  getItem(): Value {
    return this
  }
  call({ args }: { readonly args: readonly Value[] }): Value {
    // NewType("UserId", int), TypeVar("T"), cast(int, x)
    return this.name === 'cast' ? (args[1] ?? null) : (args[0] ?? null)
  }
  override repr(): string {
    return `typing.${this.name}`
  }
}

const TYPING = new Namespace(
  'typing',
  new Map(
    (
      'Any Optional Union List Dict Set FrozenSet Tuple Callable Iterable Iterator Generator Sequence Mapping Type ' +
      'Awaitable Coroutine AsyncIterator AsyncIterable AsyncGenerator ClassVar Final Literal TypeVar cast Self NoReturn Annotated NewType overload'
    )
      .split(' ')
      .map((name) => [name, new TypingName(name)] as const),
  ),
)
