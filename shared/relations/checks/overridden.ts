/** `check` of a class taken by something else: Django then checks nothing more of it. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Member } from '../../document/records.ts'
import type { ResolvedField, ResolvedModel } from '../types.ts'
import type { CheckContext } from './context.ts'

/** Source: django/core/checks/model_checks.py `check_all_models` (5.2). */
export function checkOverridden(context: CheckContext): readonly Diagnostic[] {
  const shown = overriding(context)
  if (shown === null) return []
  const { model } = context
  const message = `The '${model.name}.check()' class method is currently overridden by ${shown}.`
  return [context.self({ code: 'models.E020', message })]
}

/** What Python shows of the attribute, addresses left out; null: it is a class method. */
function overriding(context: CheckContext): string | null {
  for (const key of context.model.mro) {
    const base = key === context.model.key ? context.model : context.other(key)
    if (base === undefined) continue
    // Set on the class when the other model is known: it replaces what stood there.
    const reverse = context.reverse(base.key).find((r) => r.accessor === 'check')
    if (reverse !== undefined) return REVERSE[reverse.kind]
    const field = [...base.localFields, ...base.localManyToMany].find((f) => [f.name, f.attname].includes('check'))
    if (field !== undefined) return descriptor(field)
    const member = base.members.find((m) => m.name === 'check')
    if (member !== undefined) return memberText(base, member)
  }
  return null
}

const RELATED = 'django.db.models.fields.related_descriptors'

const REVERSE = {
  one_to_many: `<${RELATED}.ReverseManyToOneDescriptor object>`,
  one_to_one: `<${RELATED}.ReverseOneToOneDescriptor object>`,
  many_to_many: `<${RELATED}.ManyToManyDescriptor object>`,
} as const

function descriptor(field: ResolvedField): string {
  if (field.name === 'check') {
    if (field.kind === 'foreignKey') return `<${RELATED}.ForwardManyToOneDescriptor object>`
    if (field.kind === 'oneToOne') return `<${RELATED}.ForwardOneToOneDescriptor object>`
    if (field.kind === 'manyToMany') return `<${RELATED}.ManyToManyDescriptor object>`
    if (field.className === 'FileField') return '<django.db.models.fields.files.FileDescriptor object>'
    if (field.className === 'ImageField') return '<django.db.models.fields.files.ImageFileDescriptor object>'
  }
  return '<django.db.models.query_utils.DeferredAttribute object>'
}

function memberText(model: ResolvedModel, { source }: Member): string | null {
  if (/^\s*@classmethod\b/.test(source)) return null
  if (/^\s*@property\b|^check\s*=\s*property\(/.test(source)) return '<property object>'
  const value = /^check\s*=\s*(-?\d+|None|True|False|'[^']*')\s*$/.exec(source)?.[1]
  if (value !== undefined) return value
  return /^\s*(?:async\s+)?def\b/.test(source) ? `<function ${model.name}.check>` : null
}
