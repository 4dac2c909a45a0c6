/** An enum type of a database as a choices class. */
import type { AppId, EnumId } from '../../document/ids.ts'
import type { ChoicesClass } from '../../document/records.ts'
import { stableId } from '../django/stable-id.ts'
import { fieldName, modelName } from './names.ts'
import type { RawColumn } from './raw.ts'

/** Columns of one type share one class; null: values of this column alone, or none. */
export function enumKey({ values, enumName }: RawColumn): string | null {
  return values === null || enumName == null ? null : `${enumName}\0${values.join('\0')}`
}

export function enumClass(column: RawColumn, app: AppId, taken: ReadonlySet<string>): ChoicesClass {
  const names = new Set<string>()
  const members = (column.values ?? []).map((value) => {
    const name = fieldName(value === '' ? 'empty' : value, names).toUpperCase()
    names.add(name.toLowerCase())
    return { name, value, label: null }
  })
  return {
    id: stableId('enum', `enum ${enumKey(column) ?? ''}`) as EnumId,
    app,
    name: modelName(column.enumName ?? 'Choices', taken),
    model: null,
    base: 'models.TextChoices',
    members,
  }
}
