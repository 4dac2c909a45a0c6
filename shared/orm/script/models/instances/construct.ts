/** `Post(title="A", category=c)`: Django's `Model.__init__`. */
import type { ResolvedField } from '../../../../relations/types.ts'
import { DictObject, TupleObject } from '../../types/collections.ts'
import { DEFERRED } from '../../django/deferred.ts'
import { pyError, typeError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { tell } from '../../django/signals.ts'
import type { CallArgs, Value } from '../../values.ts'
import { declares } from '../classes/class-members.ts'
import { runOwnInit } from '../classes/own-init.ts'
import { defaultOf } from '../fields/defaults.ts'
import { DatabaseDefault } from './database-default.ts'
import { Instance } from './instance.ts'
import type { ModelClass } from '../classes/model-class.ts'

/** With the project's own `__init__`, where the model's source has one. */
export function constructInstance(cls: ModelClass, call: CallArgs, rt: Runtime): Instance {
  const instance = new Instance(cls)
  if (!runOwnInit(instance, call, rt)) fillInstance(instance, call, rt)
  return instance
}

/** What Django's own `Model.__init__` does. */
export function fillInstance(instance: Instance, { args, kwargs }: CallArgs, rt: Runtime): void {
  const { cls } = instance
  tell('pre_init', cls, () => ({ args: new TupleObject([...args]), kwargs: DictObject.of([...kwargs], rt) }), rt)
  const given = new Map(kwargs)
  const fields = cls.concreteFields
  if (args.length > fields.length) throw pyError('IndexError', 'Number of args exceeds number of fields')
  args.forEach((value, i) => {
    const field = fields[i] as ResolvedField
    if (value !== DEFERRED) instance.assign(field.attname, value, rt)
    if (given.delete(field.name)) {
      throw typeError(`${cls.name}() got both positional and keyword arguments for field '${field.name}'.`)
    }
  })
  for (const field of fields.slice(args.length)) {
    if (field.className === 'GeneratedField') continue
    initialise(instance, field, given, rt)
  }
  assignRest(instance, given, rt)
  tell('post_init', cls, () => ({ instance }), rt)
}

function initialise(instance: Instance, field: ResolvedField, given: Map<string, Value>, rt: Runtime): void {
  const byName = field.relation === null ? undefined : given.get(field.name)
  if (byName !== undefined) {
    given.delete(field.name)
    instance.setAttr(field.name, byName, rt)
    return
  }
  const value = given.get(field.attname)
  if (value !== undefined) {
    given.delete(field.attname)
    instance.assign(field.attname, value, rt)
  } else if (field.dbDefault !== undefined && field.default.kind === 'none') {
    // The database fills it in; until then the attribute is a marker.
    instance.values.set(field.attname, new DatabaseDefault(field))
    instance.databaseDefaults.add(field.attname)
  } else if (instance.cls.hanging(field.attname, rt) === undefined)
    instance.values.set(field.attname, defaultOf(instance.cls, field, rt))
  else instance.assign(field.attname, defaultOf(instance.cls, field, rt), rt)
}

/** What is left must be properties or fields without a column, which complain themselves. */
function assignRest(instance: Instance, given: ReadonlyMap<string, Value>, rt: Runtime): void {
  const { cls } = instance
  const unexpected: string[] = []
  for (const [name, value] of given) {
    const settable = name === 'pk' || cls.field(name) !== undefined || cls.meta.byName.has(name) || declares(cls, name)
    if (settable)
      instance.setAttr(
        cls.meta.byName.has(name) && cls.field(name) === undefined ? accessorOf(cls, name) : name,
        value,
        rt,
      )
    else unexpected.push(`'${name}'`)
  }
  if (unexpected.length > 0) throw typeError(`${cls.name}() got unexpected keyword arguments: ${unexpected.join(', ')}`)
}

function accessorOf(cls: ModelClass, queryName: string): string {
  for (const [accessor, { relation }] of cls.accessors()) if (relation.queryName === queryName) return accessor
  return queryName
}
