/** A field's choices as Django has them at hand: groups, the empty choice, those that a function gives. */
import type { ResolvedField } from '../../../../relations/types.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import { exceptionOf } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import { isCallable, NO_ARGS } from '../../values.ts'
import type { Value } from '../../values.ts'
import { findAttribute } from '../../attributes.ts'
import { emptyLabel } from '../classes/choices.ts'
import { classMember } from '../classes/class-members.ts'
import { valueOf } from './defaults.ts'

interface ShownChoice {
  readonly value: Value
  readonly label: Value
  readonly group: Value
}

/** null: the field has none, or they are made in a way that cannot be followed. */
export function fieldChoices(field: ResolvedField, rt: Runtime): readonly ShownChoice[] | null {
  if (field.choices === null && field.source?.kind === 'custom') {
    const given = rt.ownField(field)?.given.get('choices') ?? null
    return given === null ? null : shown(isCallable(given) ? rt.call(given, NO_ARGS) : given, null, rt)
  }
  if (field.choices === null) return computedChoices(field, rt)
  const empty = field.enum === null ? undefined : emptyLabel(field.enum)
  const first = empty === undefined ? [] : [{ value: null, label: empty, group: null }]
  return [
    ...first,
    ...field.choices.map((c) => ({ value: valueOf(c.value, field, rt), label: c.label, group: c.group })),
  ]
}

/** `choices=states`, where a function of the models file gives them. */
function computedChoices(field: ResolvedField, rt: Runtime): readonly ShownChoice[] | null {
  const written = field.source?.kind === 'scalar' ? field.source.choices : null
  if (written?.kind !== 'source') return null
  try {
    const found = nestedChoices(written.expr, field, rt) ?? rt.evaluateSource(written.expr, rt.modelClass(field.model))
    return shown(isCallable(found) ? rt.call(found, NO_ARGS) : found, null, rt)
  } catch (error) {
    if (exceptionOf(error) === null) throw error
    return null
  }
}

/** `Medal.choices` of an enumeration that the model's own body makes by a call. */
function nestedChoices(source: string, field: ResolvedField, rt: Runtime): Value | undefined {
  const name = /^(\w+)\.choices$/.exec(source)?.[1]
  const made = name === undefined ? undefined : classMember(rt.modelClass(field.model), name, null, rt)
  return made === undefined ? undefined : findAttribute(made, 'choices', rt)
}

function shown(value: Value, group: Value, rt: Runtime): readonly ShownChoice[] | null {
  const pairs = pairsOf(value)
  const lists = pairs?.map(([key, label]): readonly ShownChoice[] | null =>
    group === null && pairsOf(label) !== null ? shown(label, key, rt) : [{ value: key, label: str(label, rt), group }],
  )
  return lists?.every((list) => list !== null) === true ? lists.flat() : null
}

function pairsOf(value: Value): readonly (readonly [Value, Value])[] | null {
  if (value instanceof DictObject) return [...value.entries.values()]
  if (!(value instanceof ListObject || value instanceof TupleObject)) return null
  const pairs = value.items.map((item) => (item instanceof ListObject || item instanceof TupleObject ? item.items : []))
  return pairs.every((pair) => pair.length === 2) ? pairs.map(([a, b]) => [a ?? null, b ?? null] as const) : null
}

/** `field.choices`: pairs, those of a group in a list of their own. */
export function groupedChoices(choices: readonly ShownChoice[]): ListObject {
  const items: Value[] = []
  let last: { readonly name: Value; readonly items: Value[] } | null = null
  for (const { value, label, group } of choices) {
    const pair = new TupleObject([value, label])
    if (group === null) {
      items.push(pair)
      last = null
    } else if (last !== null && last.name === group) last.items.push(pair)
    else {
      last = { name: group, items: [pair] }
      items.push(new TupleObject([group, new ListObject(last.items)]))
    }
  }
  return new ListObject(items)
}
