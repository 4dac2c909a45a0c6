/**
 * What a project's queryset class puts in the place of Django's own methods. Django's methods ask one another by name
 * (`get()` is `self.filter(…)`, `first()` a slice of `self.order_by('pk')`), so an override is met there as well.
 * Source: django/db/models/query.py.
 */
import { IteratorObject } from '../../types/collections.ts'
import { typeError, unsupported } from '../../errors.ts'
import type { ManagerType } from '../../django/manager-type.ts'
import { iterate } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { SliceObject, typeName } from '../../values.ts'
import type { Value } from '../../values.ts'
import { QuerySetObject } from './queryset.ts'

/** Special methods that are asked for; the rest would be passed over without a word. */
const KNOWN_SPECIAL: ReadonlySet<string> = new Set(
  (
    '__init__ __iter__ __getitem__ __len__ __bool__ __contains__ __repr__ __str__ __or__ __and__ __xor__ ' +
    '__getattr__ __call__ __enter__ __exit__'
  ).split(' '),
)

/** @throws PyError NotImplementedError: a special method that nothing here would call */
export function refuseSpecial(type: ManagerType): void {
  const unknown = [...type.ownNames()].find((name) => /^__\w+__$/.test(name) && !KNOWN_SPECIAL.has(name))
  if (unknown !== undefined) throw unsupported(`${type.name}.${unknown}()`)
}

/** What a method of the queryset gives: the project's where it has one, else Django's. */
export function ask(
  rows: QuerySetObject,
  name: string,
  rt: Runtime,
  args: readonly Value[] = [],
  kwargs: ReadonlyMap<string, Value> = new Map(),
): Value {
  return rt.call(rows.getAttr(name, rt) ?? null, { args, kwargs })
}

/** The same of a method that narrows or orders. */
export function askRows(
  rows: QuerySetObject,
  name: string,
  rt: Runtime,
  args: readonly Value[] = [],
  kwargs: ReadonlyMap<string, Value> = new Map(),
): QuerySetObject {
  const found = ask(rows, name, rt, args, kwargs)
  if (found instanceof QuerySetObject) return found
  throw unsupported(`${rows.typeName()}.${name}() that gives a ${typeName(found)}`)
}

/** `rows.filter(**lookups)`, as managers of related rows narrow what they have. */
export function filtered(
  rows: QuerySetObject,
  lookups: { readonly [path: string]: Value },
  rt: Runtime,
): QuerySetObject {
  return rows.overrides('filter')
    ? askRows(rows, 'filter', rt, [], new Map(Object.entries(lookups)))
    : rows.filterBy(lookups, rt)
}

/** The first of `rows[:1]`. */
export function firstRow(rows: QuerySetObject, rt: Runtime): Value {
  for (const row of iterate(rows.getItem(new SliceObject(null, 1n, null), rt), rt)) return row
  return null
}

/** By the class's own `__iter__`. */
export function* ownRows(rows: QuerySetObject, rt: Runtime): Generator<Value> {
  const steps = ask(rows, '__iter__', rt)
  if (!(steps instanceof IteratorObject) && !(typeof steps === 'object' && steps !== null && 'cls' in steps))
    throw typeError(`iter() returned non-iterator of type '${typeName(steps)}'`)
  yield* iterate(steps, rt)
}
