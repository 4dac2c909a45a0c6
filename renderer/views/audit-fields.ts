/** Fields that most models have and few drawings need: when and by whom a row was made or changed. */
import type { Field } from '../../shared/document/records.ts'

const NAMES =
  /^(date_|time_)?(created|updated|modified|changed|inserted|added|deleted|last_(updated|modified|changed))(_(at|on|by|date|time|datetime|ts))?$/i

export function isAuditField(field: Field): boolean {
  if (field.options['auto_now'] === true || field.options['auto_now_add'] === true) return true
  return NAMES.test(field.name)
}
