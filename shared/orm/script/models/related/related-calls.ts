/** What managers of related rows take alike. */
import { pyError, typeError } from '../../errors.ts'
import type { ManagerType } from '../../django/manager-type.ts'
import type { Runtime } from '../../runtime.ts'
import type { CallArgs, Value } from '../../values.ts'
import type { ModelClass } from '../classes/model-class.ts'

export type Method<T> = (self: T, call: CallArgs, rt: Runtime) => Value

export function namedManager(cls: ModelClass, kwargs: ReadonlyMap<string, Value>, rt: Runtime): ManagerType | null {
  const name = managerName(kwargs)
  if (name !== 'objects' && !cls.model.managers.includes(name))
    throw pyError('AttributeError', `type object '${cls.name}' has no attribute '${name}'`)
  return cls.managerType(name, rt)
}

export function managerName(kwargs: ReadonlyMap<string, Value>): string {
  const name = kwargs.get('manager')
  if (typeof name !== 'string') throw typeError("__call__() missing 1 required keyword-only argument: 'manager'")
  return name
}

export function withName(call: CallArgs, name: string, value: Value): CallArgs {
  return { args: call.args, kwargs: new Map([...call.kwargs, [name, value]]) }
}
