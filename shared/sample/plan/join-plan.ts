/** Rows of automatic join tables: each source row gets none to three different targets (or as many as was set). */
import type { Options } from '../../document/records.ts'
import type { ResolvedField, ResolvedModel } from '../../relations/types.ts'
import type { SchemaTable } from '../../schema/types.ts'
import { linkCounts } from './generator-options.ts'
import { joinPairs } from '../keys/join-pairs.ts'
import type { RowCounts } from './row-counts.ts'
import type { ColumnPlan, TablePlan } from './table-plan.ts'

/** A many-to-many field with the model that declares it. */
interface JoinSource {
  readonly owner: ResolvedModel
  readonly field: ResolvedField
  readonly options: Options
  readonly seed: number
}

/**
 * Each pair once.
 *
 * @param keyOf how the primary keys of a model's rows are made; asked only where there are rows
 * @returns null: one side has no rows
 */
export function planJoin(
  table: SchemaTable,
  join: ResolvedModel,
  { owner, field, options, seed }: JoinSource,
  counts: RowCounts,
  keyOf: (model: ResolvedModel) => ColumnPlan,
): TablePlan | null {
  const target = counts.target(field)
  const { relation } = field
  if (target === null || relation === null) return null
  const sources = counts.of(owner.concrete)
  const targets = counts.of(target.key)
  if (sources === 0 || targets === 0) return null
  const self = owner.concrete === target.key
  const pairs = joinPairs(sources, targets, seed, linkCounts(options), self, self && relation.symmetrical)
  if (pairs.length === 0) return null
  const first = counts.before(join.key).maxKey + 1
  const end = (name: string | null, key: ColumnPlan, side: 0 | 1): ColumnPlan => ({
    name: join.localFields.find((f) => f.name === name)?.column ?? '',
    className: key.className,
    value: (row) => key.value(pairs[2 * row + side] ?? 0),
    fill: null,
    countsFrom: null,
  })
  const [from, to] = [keyOf(owner), keyOf(target)]
  return {
    model: join.key,
    table,
    count: pairs.length / 2,
    columns: [
      { name: 'id', className: 'BigAutoField', value: (row) => first + row, fill: null, countsFrom: first },
      end(relation.sourceField, from, 0),
      end(relation.targetField, to, 1),
    ],
    rules: null,
    isDistinct: true,
  }
}
