/** Lint rule about names that Python cannot write. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { freeName, isPythonName, pythonName } from '../../document/names.ts'
import type { CheckContext } from '../checks/context.ts'
import type { ResolvedField } from '../types.ts'
import type { LintRule } from './registry.ts'

/** Databases have such names, and a drawing can; models.py cannot. */
export const unwritableName: LintRule = {
  code: 'relata.7008',
  title: 'A name that Python cannot write',
  check: (context) => {
    if (context.model.external) return []
    return [...modelName(context), ...fieldNames(context)]
  },
}

function modelName(context: CheckContext): readonly Diagnostic[] {
  const { name, app, id } = context.model
  if (id === null || isPythonName(name)) return []
  const wanted = pythonName(name, 'Model')
  const isTaken = context.labelled(`${app}.${wanted}`) !== undefined
  const better = isTaken ? freeName(wanted, new Set([wanted.toLowerCase()])) : wanted
  const modelFixes = [
    { label: `Rename to ${better}`, command: { type: 'model.rename' as const, params: { id, name: better } } },
  ]
  return [context.self({ ...finding(name, better), modelFixes })]
}

function fieldNames(context: CheckContext): readonly Diagnostic[] {
  const { localFields, localManyToMany } = context.model
  const own = [...localFields, ...localManyToMany].filter((field) => field.id !== null)
  const taken = new Set(own.map((field) => field.name.toLowerCase()))
  const found = (field: ResolvedField): readonly Diagnostic[] => {
    if (isPythonName(field.name)) return []
    const name = freeName(pythonName(field.name, 'field'), taken)
    taken.add(name)
    const fixes = [{ label: `Rename to ${name}`, type: 'field.rename' as const, params: { name } }]
    return [context.field(field, { ...finding(field.name, name), fixes })]
  }
  return own.flatMap(found)
}

function finding(name: string, better: string) {
  return {
    code: unwritableName.code,
    severity: 'warning',
    message: `“${name}” is no name that Python can write.`,
    hint: `Exports to Django call it ${better}.`,
  } as const
}
