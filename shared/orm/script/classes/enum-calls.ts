/** `models.TextChoices('Medal', 'GOLD SILVER')`: an enumeration made by a call. */
import type { ChoicesClass } from '../../../document/records.ts'
import { bind } from '../arguments.ts'
import { DictObject, ListObject, TupleObject } from '../types/collections.ts'
import { typeError, unsupported } from '../errors.ts'
import { EnumType } from '../models/classes/choices.ts'
import type { Runtime } from '../runtime.ts'
import { str } from '../text.ts'
import { TypeObject } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

type Member = readonly [name: string, value: Value]

/** Names alone take their values from the kind of enumeration. */
function membersOf(names: Value, isText: boolean, rt: Runtime): readonly Member[] {
  const plain = (list: readonly string[]): readonly Member[] =>
    list.map((name, i) => [name, isText ? name : BigInt(i + 1)] as const)
  if (typeof names === 'string') return plain(names.split(/[\s,]+/).filter((name) => name !== ''))
  if (names instanceof DictObject)
    return [...names.entries.values()].map(([name, value]) => [str(name, rt), value] as const)
  if (!(names instanceof ListObject || names instanceof TupleObject))
    throw typeError(`'${typeof names}' object is not iterable`)
  const pairs = names.items.map((item) =>
    item instanceof ListObject || item instanceof TupleObject ? item.items : null,
  )
  if (pairs.every((pair) => pair !== null))
    return pairs.map((pair) => [str(pair[0] ?? null, rt), pair[1] ?? null] as const)
  return plain(names.items.map((item) => str(item, rt)))
}

function made(base: string, call: CallArgs, rt: Runtime): Value {
  const { value, names } = bind(base, ['value', 'names?'], call)
  if (names === undefined) throw unsupported(`${base}() with one argument`)
  const source: ChoicesClass = {
    id: 'enum:made' as ChoicesClass['id'],
    app: 'app:made' as ChoicesClass['app'],
    name: str(value, rt),
    model: null,
    base: `models.${base}`,
    members: membersOf(names, base === 'TextChoices', rt).map(([name, item]) => {
      const plain = typeof item === 'bigint' ? Number(item) : item
      if (plain !== null && typeof plain !== 'string' && typeof plain !== 'number')
        throw unsupported(`${base}() with such values`)
      return { name, value: plain, label: null }
    }),
  }
  return new EnumType(source, rt)
}

export const CHOICES_TYPES: readonly (readonly [string, Value])[] = ['TextChoices', 'IntegerChoices'].map((base) => [
  base,
  new TypeObject(
    base,
    (call, rt) => made(base, call, rt),
    () => false,
    new Map([['__module__', 'django.db.models.enums']]),
  ),
])
