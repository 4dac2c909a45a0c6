/** Checks of a model's fields against each other and its parents'. Source: django/db/models/base.py (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ModelKey, ResolvedField, ResolvedModel } from '../types.ts'
import { optionFix } from './context.ts'
import type { Check, CheckContext } from './context.ts'

export const checkModelFields: Check = (context) => {
  if (context.model.swapped) return []
  const clashes = [
    ...checkIdField(context),
    ...checkNameClashes(context),
    ...checkPropertyClashes(context),
    ...checkOneKey(context),
  ]
  return [
    ...checkSameThrough(context),
    ...clashes,
    // Django hides what follows from a clash of names.
    ...(clashes.length === 0 && !/^_|_$|__/.test(context.model.name) ? checkColumnClashes(context) : []),
    ...checkCompositeKey(context),
  ]
}

function checkSameThrough(context: CheckContext): readonly Diagnostic[] {
  const seen = new Set<string>()
  return context.model.localManyToMany.flatMap((field) => {
    const { relation } = field
    const through = context.other(relation?.through ?? null)
    if (relation?.to == null || through === undefined) return []
    const signature = `${relation.to} ${through.key} ${relation.throughFields?.join() ?? ''}`
    if (!seen.has(signature)) {
      seen.add(signature)
      return []
    }
    const message = `The model has two identical many-to-many relations through the intermediate model '${through.label}'.`
    return [context.self({ code: 'models.E003', message })]
  })
}

function checkIdField(context: CheckContext): readonly Diagnostic[] {
  const { model } = context
  const fields = model.localFields.filter((f) => f.name === 'id')
  const own = fields.find((f) => !f.autoCreated)
  if (own === undefined || own.primaryKey || model.pk !== 'id') return []
  const message = "'id' can only be used as a field name if the field also sets 'primary_key=True'."
  const fixes = context.field(own, {
    code: '',
    message,
    fixes: [optionFix('Make it the primary key', 'primary_key', true)],
  }).fixes
  return [context.self({ code: 'models.E004', message, modelFixes: fixes })]
}

interface Used {
  readonly name: string
  readonly model: ModelKey
  readonly label: string
}

function checkNameClashes(context: CheckContext): readonly Diagnostic[] {
  const { model } = context
  const used = new Map<string, Used>()
  const found: Diagnostic[] = []
  const use = (field: ResolvedField): void => {
    const entry = usedBy(context, field)
    used.set(field.name, entry).set(field.attname, entry)
  }
  const parents = model.parents.flatMap(({ model: key }) => context.other(key) ?? [])
  for (const parent of parents) {
    for (const field of parent.localFields) {
      const clash = used.get(field.name) ?? used.get(field.attname)
      if (clash !== undefined) {
        const message =
          `The field '${clash.name}' from parent model '${clash.label}' clashes with the field '${field.name}' ` +
          `from parent model '${usedBy(context, field).label}'.`
        found.push(context.self({ code: 'models.E005', message }))
      }
      use(field)
    }
  }
  for (const parent of parents) for (const entry of everyName(context, parent)) used.set(entry.name, entry)
  for (const { link } of model.parents) {
    const clash = link === null ? undefined : used.get(link)
    if (clash === undefined) continue
    const message = `The field '${link}' clashes with the field '${clash.name}' from model '${clash.label}'.`
    found.push(context.self({ code: 'models.E006', message }))
  }
  for (const field of model.localFields) {
    const clash = used.get(field.name) ?? used.get(field.attname)
    const isIdConflict = field.name === 'id' && clash?.name === 'id' && clash.model === model.key
    if (clash !== undefined && !isIdConflict) {
      const message = `The field '${field.name}' clashes with the field '${clash.name}' from model '${clash.label}'.`
      found.push(context.field(field, { code: 'models.E006', message }))
    }
    use(field)
  }
  return found
}

function usedBy(context: CheckContext, field: ResolvedField): Used {
  const owner = field.model === context.model.key ? context.model : context.other(field.model)
  return { name: field.name, model: field.model, label: owner === undefined ? '' : lowerLabel(owner) }
}

function lowerLabel(model: ResolvedModel): string {
  return `${model.app}.${model.modelName}`
}

/** `parent._meta.get_fields()`: its parents' first; of each model the relations that end there, then its fields. */
function everyName(context: CheckContext, parent: ResolvedModel): readonly Used[] {
  const inherited = parent.directParents.flatMap((key) => {
    const grandparent = context.other(key)
    return grandparent === undefined ? [] : everyName(context, grandparent)
  })
  const reverse = context.reverse(parent.key).flatMap((r) => {
    if (r.hidden) return []
    const relation = [
      ...(context.other(r.model)?.localFields ?? []),
      ...(context.other(r.model)?.localManyToMany ?? []),
    ]
    const target = context.other(relation.find((f) => f.name === r.field)?.relation?.to ?? null) ?? parent
    return target.concrete === parent.concrete || !parent.directParents.includes(target.concrete)
      ? [{ name: r.queryName, model: target.key, label: lowerLabel(target) }]
      : []
  })
  const own = [...parent.localFields, ...parent.localManyToMany, ...parent.privateFields]
  return [...inherited, ...reverse, ...own.map((field) => usedBy(context, field))]
}

function checkPropertyClashes(context: CheckContext): readonly Diagnostic[] {
  const { model } = context
  const properties = propertyNames(context)
  const accessors = [...model.fields, ...model.manyToMany].filter((f) => f.relation !== null).map((f) => f.attname)
  return accessors
    .filter((name) => properties.has(name))
    .map((name) =>
      context.self({ code: 'models.E025', message: `The property '${name}' clashes with a related field accessor.` }),
    )
}

const IS_PROPERTY = /^\s*@property\b|^\s*\w+\s*=\s*property\(/

/** Names that are a property in the class that has the last word on them. */
function propertyNames(context: CheckContext): ReadonlySet<string> {
  const seen = new Set<string>()
  const names = new Set<string>()
  for (const key of context.model.mro) {
    const base = key === context.model.key ? context.model : context.other(key)
    if (base === undefined) continue
    // A field's own descriptors take the place of what the class had under their names.
    const fields = new Set([...base.localFields, ...base.localManyToMany].flatMap((f) => [f.attname, f.name]))
    for (const member of base.members) {
      if (IS_PROPERTY.test(member.source) && !seen.has(member.name) && !fields.has(member.name)) names.add(member.name)
    }
    for (const member of base.members) seen.add(member.name)
    for (const name of fields) seen.add(name)
  }
  return names
}

function checkOneKey(context: CheckContext): readonly Diagnostic[] {
  const keys = context.model.localFields.filter((f) => f.primaryKey)
  if (keys.length < 2) return []
  const message = "The model cannot have more than one field with 'primary_key=True'."
  return [context.self({ code: 'models.E026', message })]
}

function checkColumnClashes(context: CheckContext): readonly Diagnostic[] {
  const used = new Set<string>()
  return context.model.localFields.flatMap((field) => {
    const { column } = field
    if (column === null) return []
    if (!used.has(column)) {
      used.add(column)
      return []
    }
    return [
      context.self({
        code: 'models.E007',
        message: `Field '${field.name}' has column name '${column}' that is used by another field.`,
        hint: "Specify a 'db_column' for the field.",
      }),
    ]
  })
}

function checkCompositeKey(context: CheckContext): readonly Diagnostic[] {
  const { model } = context
  const pk = model.localFields.find((f) => f.className === 'CompositePrimaryKey' && f.name === model.pk)
  const names = pk?.options['field_names']
  if (model.kind === 'proxy' || !Array.isArray(names)) return []
  const found: Diagnostic[] = []
  const byColumn = new Map<string, string[]>()
  const refuse = (what: string, hint: string): void => {
    found.push(
      context.self({ code: 'models.E042', message: `${what} cannot be included in the composite primary key.`, hint }),
    )
  }
  for (const written of names) {
    if (typeof written !== 'string') continue
    const field = [...model.fields, ...model.manyToMany].find(
      (f) => f.name === written || f.attname === written || f.id === written,
    )
    const name = field?.id === written ? field.name : written
    const shown = `'${name}'`
    if (field === undefined) refuse(shown, `${shown} is not a valid field.`)
    else if (field.column === null && field.kind !== 'manyToMany') refuse(shown, `${shown} field has no column.`)
    else if (field.null) refuse(shown, `${shown} field may not set 'null=True'.`)
    else if (field.className === 'GeneratedField') refuse(shown, `${shown} field is a generated field.`)
    else if (!model.localFields.includes(field)) refuse(shown, `${shown} field is not a local field.`)
    else if (field.column !== null) byColumn.set(field.column, [...(byColumn.get(field.column) ?? []), name])
  }
  for (const [first = '', ...rest] of byColumn.values()) {
    if (rest.length === 0) continue
    const duplicates = rest.map((name) => `'${name}'`).join(', ')
    refuse(duplicates, `${duplicates} and '${first}' are the same fields.`)
  }
  return found
}
