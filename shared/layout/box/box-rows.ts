/** The rows of a box: the fields that the model declares, and what Django adds. */
import { isRelation, rootOf } from '../../document/records.ts'
import type { Base, ErDocument, Field, Model, RelationField, RelationKind } from '../../document/records.ts'
import type { FieldId, ModelId } from '../../document/ids.ts'
import { throughModels } from '../../document/throughs.ts'
import { BUILTIN_BY_LABEL, BUILTIN_MODELS } from '../../relations/builtin/catalogue.ts'
import { isGenericKeyField, isGenericRelationField } from '../../relations/links/generic-relations.ts'
import { typeText } from './type-text.ts'

/** How boxes are told apart at a glance. `child`: a multi-table child of a concrete model; `through`: of a many-to-many. */
export type BoxLook = 'concrete' | 'child' | 'abstract' | 'proxy' | 'external' | 'through'

type RowRelation = RelationKind | 'genericKey' | 'generic'

export interface BoxRow {
  /** The field's id; for rows that Django makes: `auto`. */
  readonly key: string
  readonly field: FieldId | null
  readonly name: string
  readonly type: string
  readonly primaryKey: boolean
  readonly relation: RowRelation | null
  readonly nullable: boolean
  readonly unique: boolean
  /** Made by Django, not written: the automatic id, a parent link. */
  readonly automatic: boolean
}

/** What a box needs to know beyond its own model. */
export interface BoxContext {
  modelName(id: ModelId): string | null
  model(id: ModelId): Model | null
  appLabel(model: Model): string
  /** Whether a many-to-many goes through the model. */
  isThrough(id: ModelId): boolean
  readonly autoField: string
}

/** @param doc the document as it is when asked: boxes say their rows when somebody looks at them */
export function boxContext(doc: () => ErDocument): BoxContext {
  return {
    modelName: (id) => doc().models[id]?.name ?? null,
    model: (id) => doc().models[id] ?? null,
    appLabel: (model) => doc().apps[model.app]?.label ?? '',
    isThrough: (id) => throughModels(doc()).has(id),
    get autoField() {
      return rootOf(doc()).settings.DEFAULT_AUTO_FIELD
    },
  }
}

const NO_PARENTS: readonly Model[] = []

export function parentsOf(model: Model, context: BoxContext): readonly Model[] {
  if (model.bases.length === 0) return NO_PARENTS
  return model.bases.flatMap((base: Base) => {
    const parent = 'model' in base ? context.model(base.model) : null
    return parent === null ? [] : [parent]
  })
}

export function concreteParent(model: Model, context: BoxContext): Model | null {
  return parentsOf(model, context).find((parent) => parent.kind !== 'abstract') ?? null
}

/** Rows of a built-in model that are shown: more would say little and take much room. */
const BUILTIN_ROWS = 4

/** Django's own models keep their fields outside the document: the most telling ones stand in the box. */
/** The key of the row that counts those of a built-in model that are not shown. */
export const BUILTIN_MORE = 'builtin-more'

function builtinRows(model: Model, context: BoxContext): BoxRow[] {
  const fields = builtinFields(builtinOf(model, context)).filter((field) => field.kind !== 'manyToMany')
  const isTelling = (field: Field) =>
    field.options['unique'] === true || isRelation(field) || /name|email|title/.test(field.name)
  const shown = fields.filter(isTelling).slice(0, BUILTIN_ROWS)
  const more = fields.length - shown.length
  const rows = shown.map((field, i) => ({
    ...fieldRow(field, context),
    key: `builtin${i}`,
    field: null,
    automatic: true,
  }))
  const rest = { ...automatic('…', `${more} more`), key: BUILTIN_MORE, primaryKey: false }
  return [automatic('id', 'auto'), ...rows, ...(more > 0 ? [rest] : [])]
}

/** Django's model of that app and name. */
function builtinOf(model: Model, context: BoxContext): Model | undefined {
  return BUILTIN_BY_LABEL.get(`${context.appLabel(model)}.${model.name}`.toLowerCase())
}

function builtinFields(model: Model | undefined): readonly Field[] {
  if (model === undefined) return []
  const inherited = model.bases.flatMap((base) =>
    'model' in base ? builtinFields(BUILTIN_MODELS.get(base.model)) : [],
  )
  return [...inherited, ...model.fields]
}

/** Rows above those of the model's own fields, which are all that follows. */
export function rowsAbove(model: Model, look: BoxLook, context: BoxContext): readonly BoxRow[] {
  if (look === 'external' && model.fields.length === 0 && builtinOf(model, context) !== undefined)
    return builtinRows(model, context)
  const automatic = automaticRow(model, look, context)
  return automatic === null ? NO_ROWS : [automatic]
}

const NO_ROWS: readonly BoxRow[] = []

/** @param isKeyPart a composite key names it */
export function fieldRow(field: Field, context: BoxContext, isKeyPart = false): BoxRow {
  return {
    key: field.id,
    field: field.id,
    name: nameText(field),
    type: typeText(field, (relating) => targetName(relating, context)),
    primaryKey: isKeyPart || isKey(field),
    relation: relationOf(field),
    nullable: isNullable(field),
    unique: isUnique(field),
    automatic: false,
  }
}

function relationOf(field: Field): RowRelation | null {
  if (isRelation(field)) return field.kind
  if (field.kind !== 'custom') return null
  return isGenericKeyField(field) ? 'genericKey' : isGenericRelationField(field) ? 'generic' : null
}

/** A nameless field gets a placeholder that is never saved. */
export const nameText = (field: Field): string => (field.name === '' ? 'unnamed' : field.name)
export const isNullable = (field: Field): boolean => field.options['null'] === true && field.kind !== 'manyToMany'
export const isUnique = (field: Field): boolean => field.options['unique'] === true

export function targetName(field: RelationField, context: BoxContext): string {
  return (field.to === null ? null : context.modelName(field.to)) ?? field.toSource ?? '?'
}

/** The key that Django adds: `id` where no field is the primary key, the parent link in a child. */
function automaticRow(model: Model, look: BoxLook, context: BoxContext): BoxRow | null {
  if (look === 'abstract' || look === 'proxy' || look === 'external') return null
  if (model.fields.some(isKey) || inheritsKey(model, context, 0)) return null
  const parent = concreteParent(model, context)
  if (parent !== null) {
    const linked = model.fields.some((field) => field.options['parent_link'] === true)
    return linked ? null : automatic(`${parent.name.toLowerCase()}_ptr`, `1:1 ${parent.name}`)
  }
  return automatic('id', context.autoField === 'AutoField' ? 'auto' : 'bigauto')
}

function automatic(name: string, type: string): BoxRow {
  return {
    key: 'auto',
    field: null,
    name,
    type,
    primaryKey: true,
    relation: null,
    nullable: false,
    unique: false,
    automatic: true,
  }
}

function isKey(field: Field): boolean {
  return field.options['primary_key'] === true || isComposite(field)
}

function isComposite(field: Field): boolean {
  return field.kind === 'scalar' && field.type === 'CompositePrimaryKey'
}

/** The fields that the model's composite key names: by id, by name, or by the column's attribute. */
export function keyParts({ fields }: Model): readonly Field[] {
  const names = fields.find(isComposite)?.options['field_names']
  if (!Array.isArray(names)) return NO_FIELDS
  return fields.filter(({ id, name }) => names.some((part) => part === id || part === name || part === `${name}_id`))
}

const NO_FIELDS: readonly Field[] = []

/** Abstract bases hand their primary key down; a cycle of bases ends the walk. */
function inheritsKey(model: Model, context: BoxContext, depth: number): boolean {
  if (depth > 20) return false
  return parentsOf(model, context).some(
    (parent) => parent.kind === 'abstract' && (parent.fields.some(isKey) || inheritsKey(parent, context, depth + 1)),
  )
}
