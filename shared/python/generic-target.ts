/** Which model of the design a GenericRelation leads to, by the name that stands in it. */
import type { ModelId } from '../document/ids.ts'
import type { CustomField, ErDocument, Model } from '../document/records.ts'
import { genericRelationArgs, isGenericKeyClass, isGenericRelationClass } from './generic-fields.ts'
import type { GenericRelationArgs } from './generic-fields.ts'

type Models = Pick<ErDocument, 'models' | 'apps'>

/** Whether it is a GenericRelation, or built on it. */
export function isGenericRelationField({ className, base, column }: CustomField): boolean {
  return !column && isGenericRelationClass(base ?? className)
}

/** Whether it is a GenericForeignKey, or built on it. */
export function isGenericKeyField({ className, base, column }: CustomField): boolean {
  return !column && isGenericKeyClass(base ?? className)
}

/** null: no model is called so. */
export function genericTarget(doc: Models, model: Model, field: CustomField): ModelId | null {
  const args = argsOf(field)
  if (args.isText && args.to === 'self') return model.id
  return modelsCalled(doc.models, nameIn(args)).find((id) => isNamed(doc, model, args, id)) ?? null
}

/** The name of the model that it asks for, without the app, in lower case. */
export function genericTargetName(field: CustomField): string {
  return nameIn(argsOf(field))
}

/** Whether the arguments name that model: by class, or by a text with or without the app. */
export function isNamed(doc: Models, model: Model, { to, isText }: GenericRelationArgs, id: ModelId): boolean {
  const target = doc.models[id]
  if (target === undefined) return false
  const name = to.split('.').at(-1) ?? to
  if (isText ? name.toLowerCase() !== target.name.toLowerCase() : name !== target.name) return false
  const app = to.includes('.') ? to.split('.')[0] : null
  if (app !== null && isText) return doc.apps[target.app]?.label === app
  // Of two models of the name, that of the same app is meant.
  if (target.app === model.app) return true
  return !isText && !modelsCalled(doc.models, name.toLowerCase()).some((other) => isHomonym(doc, model, name, other))
}

function isHomonym({ models }: Models, { app }: Model, name: string, id: ModelId): boolean {
  return models[id]?.name === name && models[id].app === app
}

function nameIn({ to }: GenericRelationArgs): string {
  return (to.split('.').at(-1) ?? to).toLowerCase()
}

const parsed = new WeakMap<CustomField, GenericRelationArgs>()

function argsOf(field: CustomField): GenericRelationArgs {
  const known = parsed.get(field)
  if (known !== undefined) return known
  const args = genericRelationArgs(field.args)
  parsed.set(field, args)
  return args
}

type Names = ReadonlyMap<string, readonly ModelId[]>
const names = new WeakMap<ErDocument['models'], Names>()

/** Made once per state of the models, and only for designs with such a field. */
function modelsCalled(models: ErDocument['models'], name: string): readonly ModelId[] {
  const known = names.get(models)
  if (known !== undefined) return known.get(name) ?? []
  const made = Map.groupBy(Object.values(models), (model) => model.name.toLowerCase())
  const ids = new Map([...made].map(([key, list]) => [key, list.map(({ id }) => id)]))
  names.set(models, ids)
  return ids.get(name) ?? []
}
