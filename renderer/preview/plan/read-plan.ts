/** SQLite's EXPLAIN QUERY PLAN as a tree of steps that say what is read, how, and at what cost. */

export interface PlanRow {
  readonly id: number
  readonly parent: number
  readonly detail: string
}

type PlanKind = 'scan' | 'search' | 'sort' | 'subquery' | 'compound' | 'other'

/** How dear a step is, from the rows that it has to look at. */
export type Cost = 'one' | 'few' | 'all' | 'sort' | 'none'

export interface PlanStep {
  readonly kind: PlanKind
  readonly cost: Cost
  /** As SQLite says it. */
  readonly detail: string
  /** Table, or its alias in the query. */
  readonly table: string | null
  /** Name of the index; `''` for the primary key. */
  readonly index: string | null
  /** The rows come from the index alone. */
  readonly isCovering: boolean
  /** The index that SQLite builds for this query and throws away. */
  readonly isAutomatic: boolean
  /** Columns that the search compares, without their operators. */
  readonly columns: readonly string[]
  /** What is sorted: `ORDER BY`, `GROUP BY`, `DISTINCT`. */
  readonly sorts: string | null
  readonly children: readonly PlanStep[]
}

export function readPlan(rows: readonly PlanRow[]): readonly PlanStep[] {
  const below = Map.groupBy(rows, (row) => row.parent)
  const ids = new Set(rows.map((row) => row.id))
  const steps = (list: readonly PlanRow[]): readonly PlanStep[] =>
    list.map((row) => ({ ...stepOf(row.detail), children: steps(below.get(row.id) ?? []) }))
  return steps(rows.filter((row) => !ids.has(row.parent)))
}

type Step = Omit<PlanStep, 'children'>

const PLAIN = { table: null, index: null, isCovering: false, isAutomatic: false, columns: [], sorts: null }

function stepOf(detail: string): Step {
  const access = /^(SCAN|SEARCH) (?:TABLE )?(.+?)(?: AS (\S+))?(?: EXISTS)?(?: USING (.+?))?(?: LEFT-JOIN)?$/.exec(
    detail,
  )
  if (access !== null && !detail.startsWith('SCAN CONSTANT')) return accessOf(detail, access)
  const sort = /^USE TEMP B-TREE FOR (.+)$/.exec(detail)
  if (sort !== null) return { ...PLAIN, kind: 'sort', cost: 'sort', detail, sorts: sort[1] ?? '' }
  if (/SUBQUERY|CO-ROUTINE|MATERIALIZE/.test(detail)) return { ...PLAIN, kind: 'subquery', cost: 'none', detail }
  if (/^(COMPOUND|MERGE|UNION|LEFT|RIGHT|MULTI-INDEX|INDEX \d|LEFT-MOST|EXCEPT|INTERSECT)/.test(detail))
    return { ...PLAIN, kind: 'compound', cost: 'none', detail }
  return { ...PLAIN, kind: 'other', cost: 'none', detail }
}

function accessOf(detail: string, [, word, table = '', alias, using = '']: RegExpExecArray): Step {
  const isScan = word === 'SCAN'
  const isVirtual = /VIRTUAL TABLE/.test(detail)
  const isKey = /PRIMARY KEY/.test(using)
  const index = isKey ? '' : (/INDEX (\S+)/.exec(using)?.[1] ?? null)
  const isAutomatic = /AUTOMATIC/.test(using)
  const inside = /\(([^()]*)\)$/.exec(using)?.[1] ?? ''
  const columns = inside === '' ? [] : inside.split(' AND ').map((part) => part.replace(/[<>=].*$/, '').trim())
  const isOneRow = isKey && /=\?/.test(inside)
  return {
    kind: isScan ? 'scan' : 'search',
    cost: isVirtual ? 'none' : isScan || isAutomatic ? 'all' : isOneRow ? 'one' : 'few',
    detail,
    table: alias ?? table.replace(/ VIRTUAL TABLE.*$/, ''),
    index: isAutomatic || isVirtual ? null : index,
    isCovering: /COVERING/.test(using),
    isAutomatic,
    columns: isVirtual ? [] : columns,
    sorts: null,
  }
}
