/** Checks of a model's own name and kind. Source: django/db/models/base.py (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import { textOf } from '../values.ts'
import type { Check, CheckContext } from './context.ts'

export const checkModelName: Check = (context) => [
  ...checkSwapped(context),
  ...checkProxy(context),
  ...(context.model.swapped ? [] : checkLookupClash(context)),
]

function checkSwapped(context: CheckContext): readonly Diagnostic[] {
  if (!context.model.swapped) return []
  const setting = textOf(context.model.meta.swappable) ?? ''
  const replacement = context.setting(setting) ?? ''
  const parts = replacement.split('.')
  if (parts.length !== 2) {
    return [context.self({ code: 'models.E001', message: `'${setting}' is not of the form 'app_label.app_name'.` })]
  }
  if (context.labelled(replacement) !== undefined) return []
  const message = `'${setting}' references '${parts[0]}.${parts[1]}', which has not been installed, or is abstract.`
  return [context.self({ code: 'models.E002', message })]
}

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
