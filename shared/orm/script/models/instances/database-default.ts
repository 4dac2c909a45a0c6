/** What an attribute holds that the database will fill in. */
import type { ResolvedField } from '../../../../relations/types.ts'
import { PyObject } from '../../values.ts'
import type { Value } from '../../values.ts'

export class DatabaseDefault extends PyObject {
  private readonly field: ResolvedField
  constructor(field: ResolvedField) {
    super()
    this.field = field
  }
  override equals(other: Value): boolean {
    return other instanceof DatabaseDefault && other.field === this.field
  }
  override hashKey(): string {
    return `db_default:${this.field.model}.${this.field.name}`
  }
  typeName(): string {
    return 'DatabaseDefault'
  }
  override repr(): string {
    return '<django.db.models.expressions.DatabaseDefault object>'
  }
}
