/** Django's ValidationError: one message, a list of errors, or lists of them by field. */
import { DictObject, ListObject, TupleObject } from '../types/collections.ts'
import { hashKey } from '../types/equality.ts'
import { exceptionClass, ExceptionObject, pyError, setExceptionMaker } from '../errors.ts'
import type { ExceptionClass } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { Builtin, NO_ARGS } from '../values.ts'
import type { CallArgs, Iterable_, Value } from '../values.ts'

/** The key of what is said of no field. */
export const NON_FIELD_ERRORS = '__all__'

export class ValidationErrorObject extends ExceptionObject implements Iterable_ {
  /** `error_dict`; null: it was not made from a dict. */
  readonly byField: DictObject | null
  /** `error_list`, itself where it is one message. */
  readonly list: ListObject
  /** `message`, `code` and `params`; null: it holds others. */
  readonly single: { readonly message: Value; readonly code: Value; readonly params: Value } | null

  constructor(cls: ExceptionClass, given: Value, code: Value, params: Value, rt: Runtime) {
    super(cls, [given, code, params])
    const message = given instanceof ValidationErrorObject ? given.contents() : given
    const errorOf = (value: Value): ValidationErrorObject =>
      value instanceof ValidationErrorObject ? value : new ValidationErrorObject(cls, value, null, null, rt)
    if (message instanceof DictObject) {
      const entries = [...message.entries.values()].map(([name, value]) => [name, errorOf(value).list] as const)
      this.byField = DictObject.of(entries, rt)
      this.list = new ListObject([])
      this.single = null
      return
    }
    this.byField = null
    if (message instanceof ListObject) {
      this.list = new ListObject(message.items.flatMap((item) => errorOf(item).all()))
      this.single = null
      return
    }
    const same = given instanceof ValidationErrorObject ? given.single : null
    this.single = same ?? { message, code, params }
    this.list = new ListObject([this])
  }

  /** What another one made of it holds. */
  private contents(): Value {
    return this.byField ?? (this.single === null ? this.list : this.single.message)
  }
  private all(): readonly Value[] {
    if (this.byField === null) return this.list.items
    return [...this.byField.entries.values()].flatMap(([, list]) => (list instanceof ListObject ? list.items : []))
  }

  /** The message with its parameters filled in. */
  private said(rt: Runtime): string {
    const { message, params } = this.single ?? { message: '', params: null }
    const text = str(message, rt)
    if (!(params instanceof DictObject) || !params.truthy()) return text
    return text.replace(/%(?:%|\((\w+)\)([srd]))/g, (_, name: string | undefined, kind: string) => {
      if (name === undefined) return '%'
      const value = params.get(name, rt)
      if (value === undefined) throw pyError('KeyError', name)
      return kind === 'r' ? repr(value, rt) : str(value, rt)
    })
  }

  /** `list(error)` of one that is not by field. */
  texts(rt: Runtime): readonly string[] {
    return this.all().map((error) => (error instanceof ValidationErrorObject ? error.said(rt) : str(error, rt)))
  }

  /** `message_dict`; null: it has none. */
  messageDict(rt: Runtime): DictObject | null {
    if (this.byField === null) return null
    const entries = [...this.byField.entries.values()].map(([name, list]) => {
      const errors = list instanceof ListObject ? list.items : []
      const texts = errors.flatMap((error) => (error instanceof ValidationErrorObject ? error.texts(rt) : []))
      return [name, new ListObject([...texts])] as const
    })
    return DictObject.of(entries, rt)
  }

  *iterate(rt: Runtime): Iterable<Value> {
    const dict = this.messageDict(rt)
    if (dict === null) yield* this.texts(rt)
    else for (const [name, list] of dict.entries.values()) yield new TupleObject([name, list])
  }

  override getAttr(name: string, rt?: Runtime): Value | undefined {
    const own = this.attributes.get(name)
    if (own !== undefined) return own
    if (this.single !== null && (name === 'message' || name === 'code' || name === 'params')) return this.single[name]
    if (name === 'error_dict') return this.byField ?? undefined
    if (name === 'error_list') return this.byField === null ? this.list : undefined
    if (name === 'update_error_dict') return new Builtin(name, (call, r) => this.update(call, r))
    if (rt !== undefined && name === 'messages') return new ListObject([...this.texts(rt)])
    if (rt !== undefined && name === 'message_dict') {
      const dict = this.messageDict(rt)
      if (dict !== null) return dict
      throw pyError('AttributeError', "'ValidationError' object has no attribute 'error_dict'")
    }
    return super.getAttr(name)
  }

  private update({ args: [into] }: CallArgs, rt: Runtime): Value {
    if (!(into instanceof DictObject)) throw pyError('AttributeError', 'update_error_dict() needs a dict')
    const more = this.byField?.entries.values() ?? [[NON_FIELD_ERRORS, this.list] as const]
    for (const [name, list] of more) {
      const known = into.get(name, rt)
      const at = known instanceof ListObject ? known : new ListObject([])
      if (known === undefined) into.set(name, at, rt)
      if (list instanceof ListObject) at.extend([...list.items])
    }
    return into
  }

  override str(rt: Runtime): string {
    return repr(this.messageDict(rt) ?? new ListObject([...this.texts(rt)]), rt)
  }
  override repr(rt: Runtime): string {
    return `ValidationError(${this.str(rt)})`
  }
  override equals(other: Value, rt: Runtime): boolean {
    return other instanceof ValidationErrorObject && other.hashKey(rt) === this.hashKey(rt)
  }
  override hashKey(rt: Runtime): string {
    if (this.single !== null) {
      const { message, code, params } = this.single
      return `validation:${str(message, rt)}:${repr(code, rt)}:${repr(params, rt)}`
    }
    if (this.byField === null)
      return `validation:[${[...this.list.items]
        .map((e) => hashKey(e, rt))
        .toSorted()
        .join()}]`
    const entries = [...this.byField.entries.values()].map(([name, list]) => {
      return `${str(name, rt)}=${list instanceof ListObject ? list.items.map((e) => hashKey(e, rt)).join() : ''}`
    })
    return `validation:{${entries.toSorted().join()}}`
  }
}

function made(cls: ExceptionClass, { args, kwargs }: CallArgs, rt: Runtime): ExceptionObject {
  const [message, code, params] = args
  return new ValidationErrorObject(
    cls,
    message ?? kwargs.get('message') ?? null,
    code ?? kwargs.get('code') ?? null,
    params ?? kwargs.get('params') ?? null,
    rt,
  )
}

setExceptionMaker('ValidationError', made)

/** `ValidationError(message, code=code)`; a dict or a list of such makes one that holds them. */
export function validationErrorOf(message: Value, code: Value, rt: Runtime): ValidationErrorObject {
  const error = exceptionClass('ValidationError').call({ ...NO_ARGS, args: [message, code] }, rt)
  if (!(error instanceof ValidationErrorObject)) throw new Error('ValidationError makes a ValidationError')
  return error
}
