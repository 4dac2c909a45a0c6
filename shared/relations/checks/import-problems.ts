/** What keeps Django from loading a module at all, as a problem of the model where it stands. */
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts'
import type { Resolution, ResolvedModel } from '../types.ts'
import { diagnostic } from './context.ts'

/** Django says only the first; here each is a problem of its model. */
export function importProblem(resolution: Resolution, error: Resolution['importErrors'][number]): Diagnostic {
  const model = resolution.models.get(error.model) ?? resolution.abstract.get(error.model)
  const field = [...(model?.localFields ?? []), ...(model?.localManyToMany ?? [])].find(
    (f) => f.id !== null && f.id === error.field,
  )
  const label = `${model?.label ?? ''}${field === undefined ? '' : `.${field.name}`}`
  const isField = field !== undefined && error.field !== null
  const wantsOnDelete = isField && error.message.includes("'on_delete'")
  const params = { model: error.model, id: error.field, onDelete: 'CASCADE' }
  return diagnostic(
    {
      code: 'relata.2001',
      severity: 'error',
      message: `Django cannot load this model: ${error.type}: ${error.message}`,
      hint: 'Until this is right Django checks nothing else.',
    },
    {
      kind: isField ? 'field' : 'model',
      model: error.model,
      ...(isField ? { field: error.field } : {}),
      label,
    },
    wantsOnDelete
      ? [{ label: 'Use CASCADE', command: { type: 'relation.set', params } }]
      : withoutOddOptions(model, error.message),
  )
}

/** Meta without the options that Django does not know. */
function withoutOddOptions(model: ResolvedModel | undefined, message: string): readonly Fix[] {
  const odd = /^'class Meta' got invalid attribute\(s\): (.*)$/.exec(message)?.[1]?.split(',') ?? []
  const other = Object.entries(model?.meta.other ?? {})
  const kept = other.filter(([key]) => !odd.includes(key))
  if (model?.id == null || kept.length === other.length) return []
  const value = kept.length === 0 ? {} : { value: Object.fromEntries(kept) }
  const params = { id: model.id, key: 'other', ...value }
  return [{ label: `Remove ${odd.join(' and ')}`, command: { type: 'model.setMeta', params } }]
}
