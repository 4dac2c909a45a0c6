/** What the checks of tables ask: of whole rows, and of their single columns. Worked out once a model. */
import type { ModelKey, ResolvedModel } from '../../relations/types.ts'
import type { Schema, SchemaTable } from '../../schema/types.ts'
import { columnLimits } from './bounds.ts'
import type { ColumnLimits } from './bounds.ts'
import { checkRules } from '../rules/row-rules.ts'
import type { CheckRule } from '../rules/row-rules.ts'

export class TableChecks {
  readonly #schema: Schema
  readonly #checks = new Map<ModelKey, readonly CheckRule[]>()
  readonly #limits = new Map<ModelKey, ReadonlyMap<string, ColumnLimits>>()

  constructor(schema: Schema) {
    this.#schema = schema
  }

  checks(model: ResolvedModel, table: SchemaTable | undefined): readonly CheckRule[] {
    if (table === undefined) return []
    const columns = model.localFields.map((f) => ({ name: f.column ?? '', className: f.className }))
    const known = this.#checks.get(model.key) ?? checkRules(table, columns)
    this.#checks.set(model.key, known)
    return known
  }

  /** By the field's name. */
  limits(model: ResolvedModel): ReadonlyMap<string, ColumnLimits> {
    const checks = this.checks(model, this.#schema.byModel.get(model.key))
    const known = this.#limits.get(model.key) ?? columnLimits(model.localFields, checks)
    this.#limits.set(model.key, known)
    return known
  }
}
