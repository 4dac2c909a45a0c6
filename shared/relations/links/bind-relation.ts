/** The parts of a relation that the class which declares it decides. What its target decides is filled in by `link-relation.ts`. */
import type { ModelId } from '../../document/ids.ts'
import { isExpr } from '../../document/records.ts'
import type { OnDelete, OnDeleteName, RelationField } from '../../document/records.ts'
import type { Cells } from '../../util/incremental.ts'
import { fieldNameOf } from '../fields/field-names.ts'
import { flag, isSet, pairOf } from '../values/option-values.ts'
import {
  isAbstractClass,
  isOpenTarget,
  isSelf,
  namesItself,
  targetOf,
  throughOfSource,
  writtenTarget,
} from './relation-target.ts'
import type { ResolvedRelation } from '../types.ts'
import { textOf } from '../values/values.ts'

/** The class that a field is added to. */
export interface OwnerClass {
  readonly id: ModelId
  readonly app: string
  readonly name: string
  readonly abstract: boolean
  readonly swapped: boolean
  readonly defaultRelatedName: string | null
}

/** The names of a relation that says none of its own: Meta.default_related_name, else Django's default. */
export function defaultNames(owner: OwnerClass): Pick<ResolvedRelation, 'remoteName' | 'queryName' | 'hidden'> {
  const { defaultRelatedName } = owner
  const remoteName =
    defaultRelatedName === null || owner.abstract ? defaultRelatedName : interpolate(defaultRelatedName, owner)
  return { remoteName, queryName: remoteName || owner.name.toLowerCase(), hidden: isHiddenName(remoteName) }
}

function isHiddenName(name: string | null): boolean {
  return name !== null && name.endsWith('+')
}

export function bindRelation(
  cells: Cells,
  field: RelationField,
  declaring: ModelId,
  owner: OwnerClass,
): ResolvedRelation {
  const { options } = field
  const toSelf = isSelf(field, declaring)
  const symmetrical = field.kind === 'manyToMany' && flag(options['symmetrical'], toSelf)
  const names = relatedNames(field, owner, symmetrical && (toSelf || namesItself(field, owner)))
  const to = toSelf ? owner.id : targetOf(cells, field)
  const queryNameOption = textOf(options['related_query_name'])
  const relatedQueryName = queryNameOption === null ? null : interpolate(queryNameOption, owner)
  const relation: ResolvedRelation = {
    kind: field.kind,
    to,
    toLabel: toSelf ? owner.name : writtenTarget(cells, field, owner),
    toSelf,
    toField: textOf(options['to_field']) ?? '',
    onDelete: knownRule(field.onDelete),
    ...(field.inDatabase === true ? { inDatabase: true as const } : {}),
    relatedName: names.relatedName,
    relatedQueryName,
    remoteName: names.remoteName,
    accessor: null,
    queryName: nonEmpty(relatedQueryName) ?? nonEmpty(names.remoteName) ?? owner.name.toLowerCase(),
    hidden: names.hidden,
    limitChoicesTo: options['limit_choices_to'],
    parentLink: field.kind !== 'manyToMany' && isSet(options['parent_link']),
    dbConstraint: flag(options['db_constraint'], true),
    symmetrical,
    through: field.through === null ? throughOfSource(cells, options, owner) : field.through,
    throughAuto: field.kind === 'manyToMany' && field.through === null && options['through'] === undefined,
    throughFields: pairOf(options['through_fields']),
    sourceField: null,
    targetField: null,
  }
  return to === null ? withoutTarget(cells, field, relation) : relation
}

/** `on_delete=POLICY` is what the constant stands for. */
function knownRule(onDelete: OnDelete | null): OnDelete | null {
  const known = isExpr(onDelete) ? onDelete.value : undefined
  return typeof known === 'string' && RULES.has(known) ? (known as OnDeleteName) : onDelete
}

const RULES: ReadonlySet<string> = new Set(['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING'])

/** Whether that says that there is no such model. */
function withoutTarget(cells: Cells, field: RelationField, relation: ResolvedRelation): ResolvedRelation {
  return {
    ...relation,
    ...(isAbstractClass(cells, field) ? { abstractTarget: true as const } : {}),
    ...(isOpenTarget(field.toSource) ? { openTarget: true as const } : {}),
  }
}

/** Rules R20 to R24: how a related_name is completed. */
function relatedNames(field: RelationField, owner: OwnerClass, selfSymmetrical: boolean) {
  let remote = field.relatedName
  let hidden: boolean | null = null
  if (field.kind === 'manyToMany') {
    // Django asks "hidden?" before it fills in default_related_name, and keeps the answer.
    hidden = isHiddenName(remote) || selfSymmetrical
    if (selfSymmetrical) remote = `${fieldNameOf(field)}_rel_+`
    else if (hidden) remote = `_${owner.app}_${owner.name.toLowerCase()}_${fieldNameOf(field)}_+`
  }
  const filled = nonEmpty(remote) ?? owner.defaultRelatedName
  const remoteName = filled === null ? remote : owner.abstract ? filled : interpolate(filled, owner)
  const relatedName = field.relatedName === null ? null : interpolate(field.relatedName, owner)
  return { relatedName, remoteName, hidden: hidden ?? isHiddenName(remoteName) }
}

/** `%(class)s` and its kin, filled in. */
export function interpolate(text: string, owner: Pick<OwnerClass, 'app' | 'name'>): string {
  if (!text.includes('%')) return text
  const values: { readonly [name: string]: string } = {
    class: owner.name.toLowerCase(),
    model_name: owner.name.toLowerCase(),
    app_label: owner.app.toLowerCase(),
  }
  return text.replace(/%\((\w+)\)s/g, (whole, name: string) => values[name] ?? whole).replaceAll('%%', '%')
}

function nonEmpty(text: string | null): string | null {
  return text === '' ? null : text
}
