/** `Model.from_db()`: how a row becomes an object, and a model's own way of it. */
import { bind } from '../../arguments.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import { toArray } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import { tell } from '../../django/signals.ts'
import { Builtin, isCallable, typeName } from '../../values.ts'
import type { Value } from '../../values.ts'
import { typeError } from '../../errors.ts'
import { classMember, declares } from '../classes/class-members.ts'
import { Instance } from './instance.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { initLoaded } from '../classes/own-init.ts'

const HAS_OWN = new WeakMap<ModelClass, boolean>()

function hasOwn(cls: ModelClass): boolean {
  let known = HAS_OWN.get(cls)
  if (known === undefined) {
    known = declares(cls, 'from_db')
    HAS_OWN.set(cls, known)
  }
  return known
}

type Fill = (values: Map<string, Value>) => void

/** @param fill sets values by attname, in the order of the columns; those that are missing are deferred */
export function loadedInstance(cls: ModelClass, fill: Fill, rt: Runtime): Instance {
  const own = hasOwn(cls) ? classMember(cls, 'from_db', null, rt) : undefined
  if (own === undefined || !isCallable(own)) return fromDb(cls, fill, 'default', rt)
  const values = new Map<string, Value>()
  fill(values)
  const args = [new ListObject([...values.keys()]), new TupleObject([...values.values()])]
  const made = rt.call(own, { args: ['default', ...args], kwargs: new Map() })
  if (made instanceof Instance) return made
  throw typeError(`${cls.name}.from_db() gave no instance but ${typeName(made)}`)
}

function fromDb(cls: ModelClass, fill: Fill, db: Value, rt: Runtime): Instance {
  const instance = new Instance(cls)
  fill(instance.values)
  for (const [attname, value] of cls.hasHung(rt) ? [...instance.values] : []) instance.assign(attname, value, rt)
  const args = (): TupleObject => new TupleObject([...instance.values.values()])
  tell('pre_init', cls, () => ({ args: args(), kwargs: new DictObject() }), rt)
  initLoaded(instance, rt)
  tell('post_init', cls, () => ({ instance }), rt)
  instance.adding = false
  instance.db = db === null ? null : 'default'
  return instance
}

/** Django's own, as `super().from_db(…)` and `Post.from_db(…)` reach it. */
export function djangoFromDb(cls: ModelClass): Builtin {
  return new Builtin('from_db', (call, rt) => {
    const { db, field_names: names, values } = bind(`Model.from_db`, ['db', 'field_names', 'values'], call)
    const cells = toArray(values, rt)
    const columns = toArray(names, rt).map((name) => str(name, rt))
    const attnames = cells.length === cls.concreteFields.length ? cls.concreteFields.map((f) => f.attname) : columns
    return fromDb(cls, (into) => attnames.forEach((name, i) => into.set(name, cells[i] ?? null)), db, rt)
  })
}
