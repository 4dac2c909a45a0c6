/** Which values the keys of other rows are, so that they must stay as they are, and tell rows apart. */
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../../relations/types.ts'
import type { Schema } from '../../schema/types.ts'
import { isComposite } from './composite-keys.ts'

export class ReferredKeys {
  readonly #resolution: Resolution
  /** By model: sets of its columns that keys over several columns refer to. */
  readonly #sets: ReadonlyMap<ModelKey, readonly (readonly string[])[]>

  constructor(resolution: Resolution, schema: Schema) {
    this.#resolution = resolution
    this.#sets = referredSets(schema)
  }

  /** Whether keys of other rows are values of this field. */
  has(field: ResolvedField): boolean {
    if (this.#of(field.model).some((names) => names.includes(field.column ?? ''))) return true
    return (this.#resolution.reverse.get(field.model) ?? []).some((reverse) => {
      const from = this.#resolution.models.get(reverse.model)?.fields.find((f) => f.name === reverse.field)
      return from?.relation?.toField === field.name
    })
  }

  /** Whether it alone keeps the rows apart that keys over several columns refer to: the last that `isFree`. */
  tellsApart(model: ResolvedModel, field: ResolvedField, isFree: (column: string) => boolean): boolean {
    return this.#of(model.key).some((names) => {
      const own = model.localFields.filter((f) => f.relation === null && names.includes(f.column ?? ''))
      return own.findLast((f) => isFree(f.column ?? '')) === field
    })
  }

  #of(model: ModelKey): readonly (readonly string[])[] {
    return this.#sets.get(model) ?? []
  }
}

function referredSets(schema: Schema): ReadonlyMap<ModelKey, readonly (readonly string[])[]> {
  const found = new Map<ModelKey, (readonly string[])[]>()
  for (const { foreignKeys } of [...schema.external, ...schema.tables]) {
    for (const key of foreignKeys.filter(isComposite)) {
      const sets = found.get(key.targetModel)
      if (sets === undefined) found.set(key.targetModel, [key.targetColumns])
      else sets.push(key.targetColumns)
    }
  }
  return found
}
