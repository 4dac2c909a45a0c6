/**
 * Conversions that a project's own field class brings: `get_prep_value`, `get_db_prep_value`, `from_db_value` and their
 * kin. Who can run Python (the script interpreter) says how; without it such a field behaves as what it is built on.
 */
import { isExpr } from '../../../document/records.ts'
import type { Value } from '../../../document/records.ts'
import type { ResolvedField } from '../../../relations/types.ts'
import type { FieldType } from '../field-type.ts'
import type { PyValue } from '../types.ts'

export interface OwnConversions {
  /** null: Django's own. `get_prep_value(value)`: for a lookup. */
  readonly prepare: ((value: PyValue) => PyValue) | null
  /** null: Django's own. `get_db_prep_value(value, connection, prepared=True)`: of a value that is prepared. */
  readonly bind: ((value: PyValue) => PyValue) | null
  /** null: Django's own. `get_db_prep_save(value, connection)`: of a value as the script has it. */
  readonly save: ((value: PyValue) => PyValue) | null
  /** null: there is none. `from_db_value(value, expression, connection)` */
  readonly load: ((value: PyValue) => PyValue) | null
  /** Of a relation whose class changes how it is joined: refuses. */
  readonly join?: () => never
  /** Names of the class and its bases up to Django's, nearest first: lookups are registered on them. */
  readonly line: readonly string[]
}

type Reader = (field: ResolvedField) => OwnConversions | null

let reader: Reader = () => null

const DJANGOS_RELATIONS: ReadonlySet<string> = new Set([
  'ForeignKey',
  'OneToOneField',
  'ManyToManyField',
  'ForeignObject',
])

/** Whether a relation's class is not one of Django's. */
export const isOwnRelation = ({ relation, className }: ResolvedField): boolean =>
  relation !== null && !DJANGOS_RELATIONS.has(className)

/** Django's own encoder, which needs no script. */
export const isDjangosEncoder = (given: Value | undefined): boolean =>
  isExpr(given) && /(^|\.)DjangoJSONEncoder$/.test(given.expr)

/** `JSONField(encoder=…, decoder=…)`: the options that name classes of a project. */
export function ownJsonOptions({ className, source, options }: ResolvedField): readonly ('encoder' | 'decoder')[] {
  if (className !== 'JSONField' || source?.kind === 'custom') return []
  const isOwn = (given: Value | undefined): boolean => isExpr(given) && !isDjangosEncoder(given)
  return (['encoder', 'decoder'] as const).filter((name) => isOwn(options[name]))
}

/** Whether a field does to values what Django's classes alone would not. */
const isOwn = (field: ResolvedField): boolean =>
  field.source?.kind === 'custom' || isOwnRelation(field) || ownJsonOptions(field).length > 0

/** From here on those of this session: statements run one after the other, never side by side. */
export function setOwnConversions(read: Reader): void {
  reader = read
}

/** null: the class is Django's, or converts nothing. */
export function ownConversions(type: FieldType | null): OwnConversions | null {
  if (type === null) return null
  if (type.own !== undefined) return type.own
  const field = type.bound
  return field !== null && isOwn(field) ? reader(field) : null
}
