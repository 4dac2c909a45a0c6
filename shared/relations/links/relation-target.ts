/** Which model a relation points at, as far as its declaration and the other models' names tell. */
import type { ModelId } from '../../document/ids.ts'
import type { Model, Options, RelationField } from '../../document/records.ts'
import type { Cells, Query } from '../../util/incremental.ts'
import { isSame } from '../../util/same.ts'
import type { OwnerClass } from './bind-relation.ts'
import { optionSource } from '../values/option-values.ts'
import { lastName, unquoted } from '../values/source-names.ts'
import { APP, LABEL, RECORD, SETTING, builtinOfSource } from '../world/world.ts'

/** What a record says of its model's name: nothing else of a target matters to a field that names it. */
const DECLARED: Query<{ readonly kind: Model['kind']; readonly app: string; readonly name: string } | null> = {
  name: 'declared',
  equal: isSame,
  onCycle: () => null,
  compute(cells, id) {
    const record = cells.input<Model>(RECORD, id)
    if (record === undefined) return null
    return { kind: record.kind, app: cells.input<string>(APP, record.app) ?? '', name: record.name }
  },
}

/** The target model, if it is one that Django can point at: there, and not abstract. */
export function targetOf(cells: Cells, field: RelationField): ModelId | null {
  const to = field.to === null ? undefined : usableTarget(cells, field, field.to)
  if (to !== undefined) return to
  if (field.toSource === null) return null
  const userModel = cells.input<string>(SETTING, 'AUTH_USER_MODEL') ?? 'auth.User'
  const builtin = builtinOfSource(field.toSource, userModel)
  return builtin === null ? null : (usableTarget(cells, field, builtin) ?? null)
}

/** undefined: there is no such model; null: there is one, which cannot be pointed at. */
function usableTarget(cells: Cells, field: RelationField, id: ModelId): ModelId | null | undefined {
  const declared = cells.get(DECLARED, id)
  if (declared !== null) return declared.kind === 'abstract' || isOtherApp(field, declared.app) ? null : id
  // A built-in model may be drawn under an id of its own.
  return id.includes('.') ? cells.input<ModelId>(LABEL, id.slice('model:'.length).toLowerCase()) : undefined
}

/** Model names are the same in any case, app labels are not: `'Shop.Item'` is not in the app `shop`. */
function isOtherApp(field: RelationField, app: string): boolean {
  if (field.toSource === null) return false
  const written = /^\s*(['"])(\w+)\.\w+\1\s*$/.exec(field.toSource)?.[2]
  return written !== undefined && written !== app && written.toLowerCase() === app.toLowerCase()
}

export function isAbstractClass(cells: Cells, field: RelationField): boolean {
  return field.to !== null && field.toSource === null && cells.get(DECLARED, field.to)?.kind === 'abstract'
}

/** `shop_settings.PRODUCT_MODEL`, `get_model()`: not a class, not a text. */
export function isOpenTarget(source: string | null): boolean {
  if (source === null || /^\s*['"]/.test(source) || /^\s*(?:None|True|False|-?\d+)\s*$/.test(source)) return false
  if (/AUTH_USER_MODEL$|^get_user_model\(\)$/.test(source)) return false
  return !/^[A-Z]\w*[a-z]\w*$|^[A-Z]$/.test(lastName(source))
}

/** The target as Django names it while it is only a text: `Nowhere`, `other.Thing`. */
export function writtenTarget(cells: Cells, field: RelationField, owner: OwnerClass): string {
  if (field.toSource !== null) {
    if (/AUTH_USER_MODEL$|^get_user_model\(\)$/.test(field.toSource)) {
      return cells.input<string>(SETTING, 'AUTH_USER_MODEL') ?? 'auth.User'
    }
    const quoted = /^\s*['"]/.test(field.toSource)
    return quoted ? unquoted(field.toSource) : lastName(field.toSource)
  }
  const declared = field.to === null ? null : cells.get(DECLARED, field.to)
  if (declared === null) return field.to === null ? '' : field.to.slice('model:'.length)
  return declared.app === owner.app ? declared.name : `${declared.app}.${declared.name}`
}

export function throughOfSource(cells: Cells, options: Options, owner: OwnerClass): ModelId | null {
  const text = optionSource(options['through'])
  if (text === null) return null
  const name = unquoted(text)
  const label = name.includes('.') ? name : `${owner.app}.${name}`
  return cells.input<ModelId>(LABEL, label.toLowerCase()) ?? null
}

export function isSelf(field: RelationField, declaring: ModelId): boolean {
  if (field.toSource !== null) return unquoted(field.toSource) === 'self'
  return field.to === declaring
}

export function namesItself(field: RelationField, owner: OwnerClass): boolean {
  return field.toSource !== null && /^['"]/.test(field.toSource) && unquoted(field.toSource) === owner.name
}
