/** What a field holds before anything is assigned: `Field.get_default()`. */
import type { Value as DocumentValue } from '../../../../document/records.ts'
import { isExpr } from '../../../../document/records.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import { internalType, isA } from '../../../query/field-type.ts'
import { typeOf } from '../../../query/type-of.ts'
import { ListObject } from '../../types/collections.ts'
import type { Runtime } from '../../runtime.ts'
import { isCallable, NO_ARGS } from '../../values.ts'
import type { Value } from '../../values.ts'
import { enumType } from '../classes/choices.ts'
import { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'

/** A value of the document as a script's: JSON has one kind of number, Python two. */
export function valueOf(
  value: DocumentValue,
  field: Pick<ResolvedField, 'className'> | null,
  rt: Runtime,
  cls?: ModelClass,
): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number')
    return Number.isInteger(value) && field?.className !== 'FloatField' ? BigInt(value) : value
  if (isExpr(value)) return rt.evaluateSource(value.expr, cls)
  return new ListObject(value.map((v) => valueOf(v, field, rt, cls)))
}

export function hasDefault(field: ResolvedField): boolean {
  return field.default.kind !== 'none'
}

/** Field classes that hold '' where nothing is given; the others hold None. */
const EMPTY_TEXT = ['CharField', 'TextField', 'FileField', 'FilePathField', 'SlugField']

export function defaultOf(cls: ModelClass, field: ResolvedField, rt: Runtime): Value {
  const own = rt.ownField(field)
  if (own !== null && (own.overrides('get_default') || own.given.has('default')))
    return own.ask('get_default', [], rt) ?? null
  rt.refuseRelation(field, ['get_default'])
  const given = field.default
  if (given.kind === 'value') return memberOf(field, rt) ?? attname(field, valueOf(given.value, field, rt, cls), rt)
  if (given.kind === 'callable') {
    const callee = rt.evaluateSource(given.source, cls)
    return attname(field, isCallable(callee) ? rt.call(callee, NO_ARGS) : callee, rt)
  }
  if (field.relation !== null || field.null) return null
  const type = typeOf(cls.models, field)
  if (internalType(type) === 'BinaryField') return new Uint8Array()
  return EMPTY_TEXT.some((name) => isA(type, name)) || type.base === 'Field' ? '' : null
}

/** `default=Status.DRAFT` is the member, until the row is read back. */
function memberOf({ enum: choices, source }: ResolvedField, rt: Runtime): Value | undefined {
  const written = source?.options['default']
  if (choices === null || !isExpr(written) || written.expr.endsWith('.value')) return undefined
  const name = written.expr.split('.').at(-1)
  return enumType(choices, rt).members.find((m) => m.name === name)
}

/** A foreign key's default may be an instance: its key is what is held. */
function attname(field: ResolvedField, value: Value, rt: Runtime): Value {
  if (value instanceof Instance && field.relation !== null) return value.read(field.relation.toField, rt)
  return value
}
