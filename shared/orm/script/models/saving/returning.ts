/** `Field.db_returning`: which columns an INSERT gives back. */
import { isAutoField } from '../../../../relations/fields/auto-fields.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import { truthy } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import type { ModelClass } from '../classes/model-class.ts'

/** What Django's own classes say: automatic keys, generated columns, those with a database default. */
export const isDjangoReturned = (field: ResolvedField): boolean =>
  isAutoField(field) || field.className === 'GeneratedField' || field.dbDefault !== undefined

/** Columns that the database gives back, in the order of the fields. */
export function returningFields(cls: ModelClass, rt: Runtime): readonly ResolvedField[] {
  return cls.model.localFields.filter((field) => {
    if (field.column === null) return false
    const own = field.source?.kind === 'custom' ? rt.ownField(field) : null
    return own === null ? isDjangoReturned(field) : truthy(own.getAttr('db_returning', rt) ?? false, rt)
  })
}
