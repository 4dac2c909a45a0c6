/** Checks of a model's own name and kind. Source: django/db/models/base.py (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { Check, CheckContext } from './context.ts'

/** A model that is swapped out is not checked at all, so models.E001 and E002 never come up. */
export const checkModelName: Check = (context) => [...checkProxy(context), ...checkLookupClash(context)]

function checkProxy(context: CheckContext): readonly Diagnostic[] {
  const { model } = context
  if (model.kind !== 'proxy' || model.localFields.length + model.localManyToMany.length === 0) return []
  return [context.self({ code: 'models.E017', message: `Proxy model '${model.name}' contains model fields.` })]
}

function checkLookupClash(context: CheckContext): readonly Diagnostic[] {
  const { name } = context.model
  if (name.startsWith('_') || name.endsWith('_')) {
    const message = `The model name '${name}' cannot start or end with an underscore as it collides with the query lookup syntax.`
    return [
      context.self({ code: 'models.E023', message, modelFixes: renameFix(context, name.replace(/^_+|_+$/g, '')) }),
    ]
  }
  if (!name.includes('__')) return []
  const message = `The model name '${name}' cannot contain double underscores as it collides with the query lookup syntax.`
  return [context.self({ code: 'models.E024', message, modelFixes: renameFix(context, name.replace(/_{2,}/g, '_')) })]
}

function renameFix(context: CheckContext, name: string): readonly Fix[] {
  const { id } = context.model
  if (id === null || name === '' || context.model.external) return []
  return [{ label: `Rename to ${name}`, command: { type: 'model.rename', params: { id, name } } }]
}
