/** `annotate(name=FilteredRelation(…))`: a relation with a condition of its own on the join. */
import { FILTER, buildQ, solveLookup } from './filter.ts'
import type { Draft, FilteredRelation } from './state.ts'
import type { ExprNode, PyValue, QChild, QNode } from './types.ts'
import { OrmError } from './types.ts'
import { isExpression, reprText } from './values/python.ts'

export function resolveFilteredRelation(
  q: Draft,
  relation: FilteredRelation,
  reuse: Set<string> | null,
): FilteredRelation {
  const options = { ...FILTER, canReuse: reuse, split: false, updateJoinTypes: false }
  return { ...relation, resolved: buildQ(q, relation.condition, options).clause }
}

/** Registers `annotate(name=FilteredRelation(…))`: its condition's paths then start with the new name. */
export function addFilteredRelation(q: Draft, relation: string, condition: QNode, alias: string): void {
  const { lookups, fields } = solveLookup(q, relation)
  if (alias.includes('.')) {
    throw new OrmError('ValueError', `FilteredRelation doesn't support aliases with periods (got ${reprText(alias)}).`)
  }
  if (lookups.length > 0) {
    throw new OrmError(
      'ValueError',
      `FilteredRelation's relation_name cannot contain lookups (got ${reprText(relation)}).`,
    )
  }
  for (const path of pathsIn(condition)) checkRelationPath(q, path, relation, fields)
  q.filteredRelations.set(alias, { alias, relation, condition: renamed(condition, relation, alias), resolved: null })
}

function checkRelationPath(q: Draft, path: string, relation: string, relationFields: readonly string[]): void {
  const { lookups, fields } = solveLookup(q, path)
  const walked = fields.slice(0, lookups.length === 0 ? -2 : -1)
  for (const [index, part] of walked.entries()) {
    if (relationFields.length > index && relationFields[index] !== part) {
      throw new OrmError(
        'ValueError',
        `FilteredRelation's condition doesn't support relations outside the ${reprText(relation)} (got ${reprText(path)}).`,
      )
    }
  }
  if (fields.length <= relationFields.length + 1) return
  throw new OrmError(
    'ValueError',
    "FilteredRelation's condition doesn't support nested relations deeper than the relation_name " +
      `(got ${reprText(path)} for ${reprText(relation)}).`,
  )
}

function pathsIn(child: QChild): string[] {
  if (child.type === 'Q') return child.children.flatMap(pathsIn)
  if (child.type === 'pair')
    return [child.path, ...(isExpression(child.value) && child.value.type === 'F' ? [child.value.name] : [])]
  return child.type === 'F' ? [child.name] : []
}

function renamed(condition: QNode, from: string, to: string): QNode {
  const name = (path: string): string => (path.startsWith(`${from}__`) ? to + path.slice(from.length) : path)
  const change = (child: QChild): QChild => {
    if (child.type === 'Q') return renamed(child, from, to)
    if (child.type !== 'pair') return child.type === 'F' ? { ...child, name: name(child.name) } : child
    const { value } = child
    const inner: PyValue = isExpression(value) && value.type === 'F' ? value : renamedValue(value, name)
    return { ...child, path: name(child.path), value: inner }
  }
  return { ...condition, children: condition.children.map(change) }
}

function renamedValue(value: PyValue, name: (path: string) => string): PyValue {
  if (!isExpression(value) || value.type !== 'Combined') return value
  const side = (node: ExprNode): ExprNode => (node.type === 'F' ? { ...node, name: name(node.name) } : node)
  return { ...value, left: side(value.left), right: side(value.right) }
}
