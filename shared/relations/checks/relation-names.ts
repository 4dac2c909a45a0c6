/**
 * Checks of a relation's target and of its names on the other side.
 * Source: django/db/models/fields/related.py `RelatedField.check` (5.2).
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { plural } from '../../document/names.ts'
import type { Cells, Query } from '../../util/incremental.ts'
import type { ResolvedField, ResolvedModel, ResolvedRelation, ReverseRelation } from '../types.ts'
import { REVERSE_INPUT, localRelations, relatedNameFix } from './context.ts'
import type { Check, CheckContext, FieldFix } from './context.ts'
import { isIdentifier, isKeyword } from './python-names.ts'

export const checkRelationNames: Check = (context) =>
  localRelations(context.model).flatMap((field) => {
    const { relation } = field
    if (relation === null) return []
    const target = context.other(relation.to)
    return [
      ...checkRelatedName(context, field, relation),
      ...checkQueryName(context, field, relation),
      ...checkTarget(context, field, relation, target),
      ...(target === undefined ? [] : checkClashes(context, field, relation, target)),
    ]
  })

function checkRelatedName(
  context: CheckContext,
  field: ResolvedField,
  relation: ResolvedRelation,
): readonly Diagnostic[] {
  const name = relation.remoteName
  if (name === null || name.endsWith('+') || (isIdentifier(name) && !isKeyword(name))) return []
  return [
    context.field(field, {
      code: 'fields.E306',
      message: `The name '${name}' is invalid related_name for field ${context.model.name}.${field.name}`,
      hint: "Related name must be a valid Python identifier or end with a '+'",
      fixes: [{ label: 'Use the default name', type: 'relation.set', params: { relatedName: null } }],
    }),
  ]
}

function checkQueryName(
  context: CheckContext,
  field: ResolvedField,
  relation: ResolvedRelation,
): readonly Diagnostic[] {
  if (relation.hidden) return []
  const name = relation.queryName
  const hint = 'Add or change a related_name or related_query_name argument for this field.'
  const wanted = suggestion(context.model, field, context.model.modelName)
  const fixes = [relatedNameFix(`related_name '${wanted}'`, wanted)]
  const found: Diagnostic[] = []
  if (name.endsWith('_')) {
    const message = `Reverse query name '${name}' must not end with an underscore.`
    found.push(context.field(field, { code: 'fields.E308', message, hint, fixes }))
  }
  if (name.includes('__')) {
    const message = `Reverse query name '${name}' must not contain '__'.`
    found.push(context.field(field, { code: 'fields.E309', message, hint, fixes }))
  }
  return found
}

function checkTarget(
  context: CheckContext,
  field: ResolvedField,
  relation: ResolvedRelation,
  target: ResolvedModel | undefined,
): readonly Diagnostic[] {
  if (target === undefined && relation.openTarget === true) return []
  if (target === undefined) {
    const message = `Field defines a relation with model '${relation.toLabel}', which is either not installed, or is abstract.`
    return [context.field(field, { code: 'fields.E300', message })]
  }
  if (!target.swapped) return []
  const setting = String(target.meta.swappable ?? '')
  return [
    context.field(field, {
      code: 'fields.E301',
      message: `Field defines a relation with the model '${target.label}', which has been swapped out.`,
      hint: `Update the relation to point at 'settings.${setting}'.`,
    }),
  ]
}

function checkClashes(
  context: CheckContext,
  field: ResolvedField,
  relation: ResolvedRelation,
  target: ResolvedModel,
): readonly Diagnostic[] {
  const name = `${context.model.label}.${field.name}`
  const accessor = accessorOf(context.model, relation)
  const found: Diagnostic[] = []
  const fixes = [better(context, field, target)]
  for (const other of [...target.fields, ...target.manyToMany]) {
    const clash = `${target.label}.${other.name}`
    const hint = `Rename field '${clash}', or add/change a related_name argument to the definition for field '${name}'.`
    if (!relation.hidden && other.name === accessor) {
      const message = `Reverse accessor '${target.name}.${accessor}' for '${name}' clashes with field name '${clash}'.`
      found.push(context.field(field, { code: 'fields.E302', message, hint, fixes }))
    }
    if (other.name === relation.queryName) {
      const message = `Reverse query name for '${name}' clashes with field name '${clash}'.`
      found.push(context.field(field, { code: 'fields.E303', message, hint, fixes }))
    }
  }
  const others = context.cells.get(ACCESSORS, target.key)
  const isOther = (r: ReverseRelation): boolean => r.model !== field.model || r.field !== field.name
  const sameAccessor = relation.hidden || accessor === null ? [] : (others.get(accessor) ?? []).filter(isOther)
  for (const r of sameAccessor) {
    const clash = `${r.label}.${r.field}`
    found.push(
      context.field(field, {
        code: 'fields.E304',
        message: `Reverse accessor '${target.name}.${accessor}' for '${name}' clashes with reverse accessor for '${clash}'.`,
        hint: `Add or change a related_name argument to the definition for '${name}' or '${clash}'.`,
        fixes,
      }),
    )
  }
  for (const r of (others.get(relation.queryName) ?? []).filter(isOther)) {
    const clash = `${r.label}.${r.field}`
    found.push(
      context.field(field, {
        code: 'fields.E305',
        message: `Reverse query name for '${name}' clashes with reverse query name for '${clash}'.`,
        hint: `Add or change a related_name argument to the definition for '${name}' or '${clash}'.`,
        fixes,
      }),
    )
  }
  return found
}

/** `rel.accessor_name`, hidden or not; null: a symmetrical relation has none. */
function accessorOf(model: ResolvedModel, relation: ResolvedRelation): string | null {
  if (relation.symmetrical && relation.to === model.key) return null
  return relation.remoteName || `${model.modelName}${relation.kind === 'oneToOne' ? '' : '_set'}`
}

/** `sent_messages` for the sender of a Message: what tells two relations to one model apart. */
function suggestion(model: ResolvedModel, field: ResolvedField, modelName: string): string {
  const base = field.name.replace(/_+$/, '').replace(/_{2,}/g, '_')
  const owner = modelName === model.modelName ? modelName.replace(/_+$/, '') : modelName
  // What Django fills in has its plural made blindly.
  const many = owner.includes('%') ? `${owner}s` : plural(owner)
  return `${base}_${field.kind === 'oneToOne' ? owner : many}`
}

/** A name that nothing at the target has. A field of an abstract base needs one that differs from heir to heir. */
function better(context: CheckContext, field: ResolvedField, target: ResolvedModel): FieldFix {
  const { model } = context
  const isInherited = context.declaring(field) !== model.id
  const wanted = suggestion(model, field, isInherited ? '%(class)s' : model.modelName)
  const taken = new Set([
    ...context.cells.get(ACCESSORS, target.key).keys(),
    ...[...target.fields, ...target.manyToMany].map((f) => f.name),
  ])
  let name = wanted
  if (!isInherited) for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`
  return relatedNameFix(`Give it related_name '${name}'`, name)
}

/** Of a model: accessor name → the relations that have it. `_meta.related_objects`, by name. */
const ACCESSORS: Query<ReadonlyMap<string, readonly ReverseRelation[]>> = {
  name: 'accessors',
  onCycle: () => new Map(),
  compute(cells: Cells, key) {
    const reverse = cells.input<readonly ReverseRelation[]>(REVERSE_INPUT, key) ?? []
    const found = reverse.filter((r) => !r.hidden || r.kind === 'many_to_many')
    return Map.groupBy(
      found.filter((r) => r.accessorName !== null),
      (r) => r.accessorName ?? '',
    )
  },
}
