/** What contenttypes and auth check of everybody's models. Source: django/contrib/{contenttypes,auth}/checks.py (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { PyExpr } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'
import { genericKey } from '../links/generic-relations.ts'
import { actionsOf, expressionItems as items, ownPermissions } from '../classes/permissions.ts'
import type { ResolvedField, ResolvedModel } from '../types.ts'
import { checkName } from './field-basics.ts'
import type { Check, CheckContext } from './context.ts'

const MAX_MODEL_NAME = 100

export const checkContentTypes: Check = (context) => {
  const length = [...context.model.modelName].length
  const found: Diagnostic[] = []
  if (length > MAX_MODEL_NAME) {
    const message = `Model names must be at most ${MAX_MODEL_NAME} characters (got ${length}).`
    found.push(context.self({ code: 'contenttypes.E005', message }))
  }
  return [...found, ...context.model.privateFields.flatMap((field) => checkGeneric(context, field))]
}

function checkGeneric(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  const key = genericKey(field)
  if (key === null) return []
  const { model } = context
  const { contentType, objectId } = key
  const found = [...checkName(context, field)]
  if (fieldNamed(model, objectId) === undefined) {
    const message = `The GenericForeignKey object ID references the nonexistent field '${objectId}'.`
    found.push(context.field(field, { code: 'contenttypes.E001', message }))
  }
  const type = fieldNamed(model, contentType)
  const label = `${model.name}.${contentType}`
  const hint = "GenericForeignKeys must use a ForeignKey to 'contenttypes.ContentType' as the 'content_type' field."
  if (type === undefined) {
    const message = `The GenericForeignKey content type references the nonexistent field '${label}'.`
    found.push(context.field(field, { code: 'contenttypes.E002', message }))
  } else if (type.relation === null || type.kind === 'manyToMany') {
    found.push(context.field(field, { code: 'contenttypes.E003', message: `'${label}' is not a ForeignKey.`, hint }))
  } else if (context.other(type.relation.to)?.label !== 'contenttypes.ContentType') {
    const message = `'${label}' is not a ForeignKey to 'contenttypes.ContentType'.`
    found.push(context.field(field, { code: 'contenttypes.E004', message, hint }))
  }
  return found
}

function fieldNamed(model: ResolvedModel, name: string): ResolvedField | undefined {
  return [...model.fields, ...model.manyToMany, ...model.privateFields].find(
    (f) => f.name === name || f.attname === name,
  )
}

const MAX_PERMISSION_NAME = 255
const MAX_CODENAME = 100

/** Only where django.contrib.auth is installed. */
export const checkPermissions: Check = (context) => {
  if (context.labelled('auth.Permission') === undefined) return []
  const { model } = context
  const found: Diagnostic[] = []
  const actions = actionsOf(model)
  const names = actions.map((action) => [...`Can ${action} ${model.verboseName}`].length)
  const longestName = Math.max(0, ...names)
  if (longestName > MAX_PERMISSION_NAME) {
    const most = MAX_PERMISSION_NAME - (longestName - [...model.verboseName].length)
    const message =
      `The verbose_name of model '${model.label}' must be at most ${most} characters for its builtin permission ` +
      `names to be at most ${MAX_PERMISSION_NAME} characters.`
    found.push(context.self({ code: 'auth.E007', message }))
  }
  const codenames = actions.map((action) => `${action}_${model.modelName}`)
  const longest = Math.max(0, ...codenames.map((name) => [...name].length))
  if (longest > MAX_CODENAME) {
    const most = MAX_CODENAME - (longest - [...model.modelName].length)
    const message =
      `The name of model '${model.label}' must be at most ${most} characters for its builtin permission codenames ` +
      `to be at most ${MAX_CODENAME} characters.`
    found.push(context.self({ code: 'auth.E011', message }))
  }
  return [...found, ...checkOwnPermissions(context, codenames)]
}

function checkOwnPermissions(context: CheckContext, builtin: readonly string[]): readonly Diagnostic[] {
  const { model } = context
  const seen = new Set<string>()
  return ownPermissions(model).flatMap(([codename, name]) => {
    const found: Diagnostic[] = []
    if ([...name].length > MAX_PERMISSION_NAME) {
      const message = `The permission named '${name}' of model '${model.label}' is longer than ${MAX_PERMISSION_NAME} characters.`
      found.push(context.self({ code: 'auth.E008', message }))
    }
    if ([...codename].length > MAX_CODENAME) {
      const message = `The permission codenamed '${codename}' of model '${model.label}' is longer than ${MAX_CODENAME} characters.`
      found.push(context.self({ code: 'auth.E012', message }))
    }
    if (builtin.includes(codename)) {
      const message = `The permission codenamed '${codename}' clashes with a builtin permission for model '${model.label}'.`
      found.push(context.self({ code: 'auth.E005', message }))
    } else if (seen.has(codename)) {
      const message = `The permission codenamed '${codename}' is duplicated for model '${model.label}'.`
      found.push(context.self({ code: 'auth.E006', message }))
    }
    seen.add(codename)
    return found
  })
}

/** Of the model that AUTH_USER_MODEL names. */
export const checkUserModel: Check = (context) => {
  const { model } = context
  const wanted = context.setting('AUTH_USER_MODEL')
  if (context.labelled('auth.Permission') === undefined || wanted?.toLowerCase() !== `${model.app}.${model.modelName}`)
    return []
  const found: Diagnostic[] = []
  const username = stringMember(context, 'USERNAME_FIELD') ?? 'username'
  const required = memberValue(context, 'REQUIRED_FIELDS')
  if (required !== null && required.type !== 'List' && required.type !== 'Tuple') {
    found.push(context.self({ code: 'auth.E001', message: "'REQUIRED_FIELDS' must be a list or tuple." }))
  }
  if (required !== null && items(required).some((item) => stringOf(item) === username)) {
    found.push(
      context.self({
        code: 'auth.E002',
        message:
          "The field named as the 'USERNAME_FIELD' for a custom user model must not be included in 'REQUIRED_FIELDS'.",
        hint: `The 'USERNAME_FIELD' is currently set to '${username}', you should remove '${username}' from the 'REQUIRED_FIELDS'.`,
      }),
    )
  }
  const field = model.fields.find((f) => f.name === username)
  const isUnique =
    field?.unique === true ||
    model.constraints.some(
      (c) => c.kind === 'unique' && c.condition === null && c.fields.length === 1 && c.fields[0] === username,
    )
  if (field !== undefined && !isUnique) {
    const message = `'${model.name}.${username}' must be unique because it is named as the 'USERNAME_FIELD'.`
    found.push(context.self({ code: 'auth.E003', message }))
  }
  return [...found, ...checkUserMethods(context)]
}

/** Told in the order in which Django asks. */
const USER_FLAGS = [
  ['is_anonymous', 'auth.C009'],
  ['is_authenticated', 'auth.C010'],
] as const

/** A method is true whatever it would say. */
function checkUserMethods(context: CheckContext): readonly Diagnostic[] {
  const { model } = context
  return USER_FLAGS.flatMap(([name, code]) => {
    if (!/^\s*(?:async\s+)?def\b/.test(nearestMember(context, name) ?? '')) return []
    const message =
      `<class '${model.app}.models.${model.name}'>.${name} must be an attribute or property rather than a method. ` +
      'Ignoring this is a security issue as anonymous users will be treated as authenticated!'
    return [context.self({ code, message })]
  })
}

/** Source of a class attribute, the nearest in the order of the bases. */
function nearestMember(context: CheckContext, name: string): string | undefined {
  for (const key of context.model.mro) {
    const base = key === context.model.key ? context.model : context.other(key)
    const member = base?.members.find((m) => m.name === name)
    if (member !== undefined) return member.source
  }
  return undefined
}

/** A value of the class, the nearest in the order of the bases. */
function memberValue(context: CheckContext, name: string): PyExpr | null {
  for (const key of context.model.mro) {
    const base = key === context.model.key ? context.model : context.other(key)
    const member = base?.members.find((m) => m.name === name)
    const source = member === undefined ? undefined : /^\s*\w+\s*(?::[^=]*)?=\s*(.*)$/s.exec(member.source)?.[1]
    if (source !== undefined) return parseExpression(source).expr
  }
  return null
}

function stringMember(context: CheckContext, name: string): string | null {
  return stringOf(memberValue(context, name) ?? undefined)
}
