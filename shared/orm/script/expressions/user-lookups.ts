/** `class NotEqual(Lookup)`: a lookup whose class writes its SQL around the two sides. */
import type { OwnLookupSql } from '../../query/lookups/registered.ts'
import type { PyValue } from '../../query/types.ts'
import { TupleObject } from '../types/collections.ts'
import { CONNECTION } from '../django/connection.ts'
import { toPy } from '../convert.ts'
import { typeError, unsupported } from '../errors.ts'
import { SIDES } from '../library/django/expression-bases.ts'
import { toArray, truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { UserObject } from '../classes/user-class.ts'
import type { UserClass } from '../classes/user-class.ts'
import { NO_ARGS, TypeObject } from '../values.ts'
import type { Value } from '../values.ts'

/** Methods whose outcome depends on the value, which is not known when the class is registered. */
const BY_VALUE = ['get_prep_lookup', 'get_db_prep_lookup', 'process_rhs', 'process_lhs', '__init__', 'get_rhs_op']

export class OwnLookup extends TypeObject {
  readonly body: UserClass
  /** A class of `library/django/expression-bases.ts` by name. */
  private readonly library: (name: string) => Value
  constructor(name: string, body: UserClass, library: (name: string) => Value) {
    super(
      name,
      () => {
        throw unsupported(`an object of the lookup ${name}`)
      },
      () => false,
    )
    this.body = body
    this.library = library
  }
  isSubclassOf(other: Value): boolean {
    return other instanceof TypeObject && isBuiltOn(this.body, other.name)
  }
  override getAttr(name: string): Value | undefined {
    return super.getAttr(name) ?? this.body.find(name)
  }
  get lookupName(): string | null {
    const name = this.body.find('lookup_name')
    return typeof name === 'string' ? name : null
  }

  sqlOf(rt: Runtime): OwnLookupSql {
    const { library } = this
    const own = this.body.line.filter((cls) => cls !== library('Lookup'))
    const byValue = BY_VALUE.find((name) => own.some((cls) => cls.members.has(name)))
    if (byValue !== undefined) throw unsupported(`the method ${byValue} of the lookup ${this.name}`)
    const object = new UserObject(this.body)
    const write = object.getAttr('as_sqlite', rt) ?? object.getAttr('as_sql', rt)
    if (write === undefined) throw unsupported(`the lookup ${this.name}, which has no as_sql(),`)
    const answer = rt.call(write, { ...NO_ARGS, args: [library('COMPILER'), CONNECTION] })
    const [text, params] = answer instanceof TupleObject ? answer.items : []
    if (typeof text !== 'string' || params === undefined)
      throw typeError(`${this.name}.as_sql() must give SQL and its parameters`)
    return {
      parts: text
        .split(new RegExp(`(${SIDES.lhs}|${SIDES.rhs})`))
        .map((part) => sideOf(part) ?? { text: plainText(part) }),
      params: toArray(params, rt).map((param) => sideOf(param) ?? { value: toPy(param, rt) satisfies PyValue }),
      prepares: truthy(this.body.find('prepare_rhs') ?? true, rt),
    }
  }
}

/** A class of Django's or the script's by name. */
export function isBuiltOn(body: UserClass, name: string): boolean {
  return body.line.some((cls) => cls.name === name)
}

function sideOf(value: Value): 'lhs' | 'rhs' | null {
  return value === SIDES.lhs ? 'lhs' : value === SIDES.rhs ? 'rhs' : null
}

/** `%s` is a parameter's place, `%%` a percent sign. */
function plainText(part: string): string {
  return part.replaceAll(/%(%|s)/g, (_, what: string) => (what === 's' ? '?' : '%'))
}
