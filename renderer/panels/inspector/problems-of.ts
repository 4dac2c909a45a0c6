/** The diagnostics about one object; the same array as long as they are the same, for React. */
import type { Diagnostic } from '../../../shared/diagnostics/diagnostic.ts'
import type { Checked } from '../../../shared/relations/types.ts'
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'

const NONE: readonly Diagnostic[] = []
const cache = new WeakMap<readonly Diagnostic[], Map<string, readonly Diagnostic[]>>()

export function fieldProblems(checked: Checked, model: ModelId, field: FieldId): readonly Diagnostic[] {
  return part(checked.byModel.get(model), field, (d) => d.subject.field === field)
}

/** What is about the model itself, not about one of its fields. */
export function modelProblems(checked: Checked, model: ModelId): readonly Diagnostic[] {
  return part(checked.byModel.get(model), '', (d) => d.subject.field === undefined)
}

function part(
  all: readonly Diagnostic[] | undefined,
  key: string,
  belongs: (d: Diagnostic) => boolean,
): readonly Diagnostic[] {
  if (all === undefined || all.length === 0) return NONE
  const parts = cache.get(all) ?? new Map<string, readonly Diagnostic[]>()
  cache.set(all, parts)
  const known = parts.get(key)
  if (known !== undefined) return known
  const found = all.filter(belongs)
  parts.set(key, found)
  return found
}
