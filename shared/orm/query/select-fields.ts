/** The selected columns of a draft: values(), GROUP BY of annotate(). */
import type { Expr } from './expr.ts'
import { containsAggregate } from './expr.ts'
import { columnsOf, isComposite } from './composite.ts'
import { MultiJoin, byCodePoint, namesToPath, setupJoins, trimJoins } from './joins.ts'
import { metaOf } from './models.ts'
import type { Draft, Selected } from './state.ts'
import {
  annotationSelect,
  appendAnnotationMask,
  groupByColumns,
  initialAlias,
  setAnnotationMask,
  setSelect,
} from './state.ts'
import { OrmError } from './types.ts'

/** Column aliases may not hold what could end a quoted name or start a comment. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const FORBIDDEN = /['`"\][;\s\u0000-\u001f\u007f-\u009f]|#|--|\/\*|\*\//

export function checkAlias(alias: string): void {
  if (!FORBIDDEN.test(alias)) return
  throw new OrmError(
    'ValueError',
    'Column aliases cannot contain whitespace characters, hashes, control characters, quotation marks, semicolons, or SQL comments.',
  )
}

/** Selects model fields by their paths, in this order. */
export function addFields(q: Draft, names: readonly string[], allowMany = true): void {
  const alias = initialAlias(q)
  const columns = names.map((name) => fieldColumn(q, name, alias, allowMany))
  if (columns.length > 0) setSelect(q, columns)
}

function fieldColumn(q: Draft, name: string, alias: string, allowMany: boolean): Expr {
  try {
    const info = setupJoins(q, name.split('__'), q.model, alias, null, allowMany)
    const { targets, alias: at } = trimJoins(q, info)
    const [target] = targets
    if (target === undefined) throw new OrmError('FieldError', `Invalid field name: '${name}'`)
    if (isComposite(target)) return { kind: 'list', items: columnsOf(q, target, at) }
    // A relation over several columns is selected as the tuple that they hold.
    if (targets.length > 1) return { kind: 'list', items: targets.map((own) => info.transform(own, at)) }
    return info.transform(target, at)
  } catch (error) {
    if (error instanceof MultiJoin) throw new OrmError('FieldError', `Invalid field name: '${name}'`)
    if (!(error instanceof OrmError) || error.type !== 'FieldError' || name.includes('__')) throw error
    const names = [...metaOf(q.models, q.model).choices, ...annotationSelect(q).keys(), ...q.filteredRelations.keys()]
    throw new OrmError(
      'FieldError',
      `Cannot resolve keyword '${name}' into field. Choices are: ${names.sort(byCodePoint).join(', ')}`,
    )
  }
}

export function concreteNames(q: Draft): string[] {
  return metaOf(q.models, q.model).concreteFields.map((field) => field.attname)
}

/** What values() with these names selects; none: all columns and annotations. */
export function setValues(q: Draft, names: readonly string[]): void {
  q.selectRelated = false
  q.deferred = { names: new Set(), defer: true }
  q.select = []
  q.valuesSelect = []
  q.selected = null
  const selected = new Map<string, Selected>()
  const fields: string[] = []
  if (names.length > 0) {
    const annotations: string[] = []
    for (const name of names) {
      checkAlias(name)
      if (q.annotations.size === 0) selected.set(name, selected.size)
      else if (annotationSelect(q).has(name)) {
        annotations.push(name)
        selected.set(name, name)
        continue
      } else {
        q.defaultCols = false
        checkPlainName(q, name)
        selected.set(name, fields.length)
      }
      fields.push(name)
    }
    if (q.annotations.size > 0) q.defaultCols = false
    setAnnotationMask(q, annotations)
  } else fields.push(...concreteNames(q))
  regroup(q, selected)
  q.valuesSelect = fields
  addFields(q, fields)
  q.selected = names.length > 0 ? selected : null
}

function checkPlainName(q: Draft, name: string): void {
  if (q.annotations.has(name)) {
    throw new OrmError('FieldError', `Cannot select the '${name}' alias. Use annotate() to promote it.`)
  }
  if (annotationSelect(q).size > 0) namesToPath(q, name.split('__'), q.model)
}

/** An annotate() before values() groups by what was selected then. */
function regroup(q: Draft, selected: ReadonlyMap<string, Selected>): void {
  if (q.groupBy === true) {
    addFields(q, concreteNames(q), false)
    setGroupBy(q, false)
    q.select = []
    q.valuesSelect = []
    q.selected = null
  } else if (q.groupBy !== null) {
    q.groupBy = q.groupBy.map((expr) => {
      if (expr.kind !== 'ref' || expr.name === null || selected.has(expr.name)) return expr
      return q.annotations.get(expr.name) ?? expr
    })
  }
}

/** Groups by what is selected: columns, and annotations without an aggregate. */
export function setGroupBy(q: Draft, allowAliases = true): void {
  if (allowAliases && q.valuesSelect.length > 0) moveTransforms(q)
  const groups: Expr[] = q.select.flatMap((expr) => (expr.kind === 'list' ? expr.items : [expr]))
  for (const [name, annotation] of annotationSelect(q)) {
    const columns = groupByColumns(annotation)
    if (columns.length === 0) continue
    if (allowAliases && !containsAggregate(annotation))
      groups.push({ kind: 'ref', name, source: annotation, ordinal: null })
    else groups.push(...columns)
  }
  q.groupBy = groups
}

/** Selected names that are more than a column become annotations, so that they can be grouped by alias. */
function moveTransforms(q: Draft): void {
  const columns: Expr[] = []
  const names: string[] = []
  const moved = new Map<string, Expr>()
  for (const [index, name] of q.valuesSelect.entries()) {
    const expr = q.select[index]
    if (expr === undefined) continue
    if (expr.kind === 'col' || expr.kind === 'list') {
      columns.push(expr)
      names.push(name)
    } else moved.set(name, expr)
  }
  q.annotations = new Map([...moved, ...q.annotations])
  appendAnnotationMask(q, moved.keys())
  q.select = columns
  q.valuesSelect = names
  if (q.selected === null) return
  for (const [index, name] of names.entries()) q.selected.set(name, index)
}
