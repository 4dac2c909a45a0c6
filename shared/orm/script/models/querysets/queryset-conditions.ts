/** `filter()` and `exclude()` as they are called. */
import { typeError } from '../../errors.ts'
import { makeQ } from '../../expressions/expressions.ts'
import type { Runtime } from '../../runtime.ts'
import { isExpression, isIterable, typeName } from '../../values.ts'
import type { CallArgs } from '../../values.ts'
import * as ops from './query-ops.ts'
import type { QuerySetObject } from './queryset.ts'

export function filterOrExclude(
  self: QuerySetObject,
  { args, kwargs }: CallArgs,
  negate: boolean,
  rt: Runtime,
): QuerySetObject {
  const invalid = ['_connector', '_negated'].filter((name) => kwargs.has(name))
  if (invalid.length > 0)
    throw typeError(`The following kwargs are invalid: ${invalid.map((name) => `'${name}'`).join(', ')}`)
  for (const arg of args) {
    // Python takes apart what is no condition; the compiler says what is wrong with the parts.
    if (isExpression(arg) || isIterable(arg) || typeof arg === 'string') continue
    throw typeError(`cannot unpack non-iterable ${typeName(arg)} object`)
  }
  const condition = makeQ(args, kwargs, rt)
  return self.with(
    self.isSticky && !negate ? ops.filterSticky(self.query, condition) : ops.filter(self.query, condition, negate),
  )
}
