/** Exception classes that a script defines, with methods and attributes of their own. */
import { ExceptionClass, ExceptionObject, PyError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { bound, UserClass } from './user-class.ts'
import { typeName } from '../values.ts'
import { typeError } from '../errors.ts'
import type { CallArgs, Value } from '../values.ts'

export class UserException extends ExceptionClass {
  /** Its members and those of the script's classes it is built on. */
  readonly body: UserClass
  constructor(name: string, bases: readonly ExceptionClass[], members: Map<string, Value>) {
    super(name, bases, `__main__.${name}`)
    const own = bases.flatMap((base) => (base instanceof UserException ? [base.body] : []))
    this.body = new UserClass(name, own, members)
  }
  override call(args: CallArgs, rt: Runtime): Value {
    const made = new UserExceptionObject(this, args.args)
    const init = this.body.find('__init__')
    if (init === undefined) {
      if (args.kwargs.size > 0) throw typeError(`${this.name}() takes no keyword arguments`)
      return made
    }
    const answer = rt.call(bound(init, made, this.body, '__init__', rt), args)
    if (answer !== null) throw typeError(`__init__() should return None, not '${typeName(answer)}'`)
    return made
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    return this.body.members.get(name) ?? this.body.find(name) ?? super.getAttr(name, rt)
  }
}

class UserExceptionObject extends ExceptionObject {
  readonly body: UserClass
  constructor(cls: UserException, args: readonly Value[]) {
    super(cls, args)
    this.body = cls.body
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const own = this.attributes.get(name)
    if (own !== undefined) return own
    const found = this.body.find(name)
    return found === undefined ? super.getAttr(name) : bound(found, this, this.body, name, rt)
  }
  override str(rt: Runtime): string {
    const own = this.body.find('__str__')
    const text =
      own === undefined ? null : rt.call(bound(own, this, this.body, '__str__', rt), { args: [], kwargs: new Map() })
    return typeof text === 'string' ? text : super.str(rt)
  }
}

/** What `raise` throws for a class of the script's: made without arguments. */
export function raisedClass(cls: ExceptionClass, rt: Runtime): PyError {
  const made = cls.call({ args: [], kwargs: new Map() }, rt)
  if (made instanceof ExceptionObject) return new PyError(made)
  throw typeError('exceptions must derive from BaseException')
}
