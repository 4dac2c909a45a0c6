/** Exclusion constraints as Meta has them. Source: django/contrib/postgres/constraints.py (5.2). */
import type { ConstraintId } from '../../document/ids.ts'
import type { CustomConstraint } from '../../document/records.ts'
import { printString } from '../../python/print.ts'
import { stableId } from '../django/stable-id.ts'
import { columnOf, tableKey } from './plan.ts'
import type { Planned } from './plan.ts'
import { rawFilter, rawValue } from './raw-sql.ts'
import type { RawExclusion, RawExclusionTerm } from './raw.ts'

/**
 * @param at its place among those of the table
 * @param name free in the design
 */
export function exclusionConstraint(
  planned: Planned,
  exclusion: RawExclusion,
  at: number,
  name: string,
): CustomConstraint {
  const { terms, method, where, include, deferrable } = exclusion
  const field = (column: string) => printString(fieldOf(planned, column))
  const pairs = terms.map((term) => `(${termOf(planned, term)}, ${printString(term.operator)})`)
  const options = [
    `name=${printString(name)}`,
    `expressions=[${pairs.join(', ')}]`,
    ...(method === 'gist' ? [] : [`index_type=${printString(method.toUpperCase())}`]),
    ...(where === null ? [] : [`condition=${rawFilter(where).expr}`]),
    ...(deferrable === undefined ? [] : [`deferrable=models.Deferrable.${deferrable}`]),
    ...(include.length === 0 ? [] : [`include=[${include.map(field).join(', ')}]`]),
  ]
  return {
    id: stableId('constraint', `${tableKey(planned.table)} exclude ${at} ${exclusion.name ?? ''}`) as ConstraintId,
    kind: 'custom',
    name,
    source: `ExclusionConstraint(${options.join(', ')})`,
    options: {},
  }
}

function termOf(planned: Planned, { name, sql, opclass }: RawExclusionTerm): string {
  const term = name === null ? rawValue(sql ?? 'NULL').expr : printString(fieldOf(planned, name))
  return opclass === undefined ? term : `OpClass(${term}, name=${printString(opclass)})`
}

function fieldOf({ table, fieldNames }: Planned, column: string): string {
  const known = columnOf(table, column)?.name ?? column
  return fieldNames.get(known) ?? known
}
