/** What a delete would do, as data: for `impact` and the tree beside the canvas. */
import type { ModelKey } from '../../relations/types.ts'
import type { PyValue } from '../query/types.ts'
import { toPy } from '../script/convert.ts'
import { PyError } from '../script/errors.ts'
import type { Runtime } from '../script/runtime.ts'
import { str } from '../script/text.ts'
import type { Instance } from '../script/models/instances/instance.ts'
import * as ops from '../script/models/querysets/query-ops.ts'
import type { QuerySetObject } from '../script/models/querysets/queryset.ts'
import { objectsOf } from './blocked.ts'
import type { Collector } from './collector.ts'

/** One hop: over `field` of `model`, against its direction where `reverse`. */
export interface DeleteStep {
  readonly model: ModelKey
  readonly field: string
  readonly reverse: boolean
}

export interface PlannedRows {
  readonly model: ModelKey
  readonly label: string
  readonly pks: readonly PyValue[]
  /** From the rows that were asked for; [] for themselves. */
  readonly path: readonly DeleteStep[]
}

interface PlannedUpdate extends PlannedRows {
  readonly field: string
  readonly value: PyValue
}

export interface DeletePlan {
  /** `blocked`: nothing would be deleted. */
  readonly outcome: 'deletes' | 'protected' | 'restricted'
  readonly deletes: readonly PlannedRows[]
  readonly updates: readonly PlannedUpdate[]
  /** The rows in the way, with what they print as. */
  readonly blockedBy: readonly {
    readonly model: ModelKey
    readonly label: string
    readonly pk: PyValue
    readonly text: string
  }[]
  readonly message: string | null
  /** The rows in the way by the relation that blocks. */
  readonly blocked: readonly BlockedRows[]
  /** Of a refused delete: the rows that would have gone too, as far as they were collected. */
  readonly reached: readonly PlannedRows[]
}

interface BlockedRows extends PlannedRows {
  readonly field: string
  /** What the first of them print as. */
  readonly texts: readonly string[]
}

/** Rows in the way that are named one by one. */
const MOST_TEXTS = 20

export function planOf(collector: Collector, rt: Runtime): DeletePlan {
  const deletes: PlannedRows[] = []
  for (const { rows, path } of collector.fast) {
    const pks = pksOf(rows, rt)
    if (pks.length > 0) deletes.push({ model: rows.cls.key, label: rows.cls.model.label, pks, path })
  }
  deletes.push(...readRows(collector, rt))
  const updates = [...collector.updates.values()].flatMap((u): readonly PlannedUpdate[] => {
    const pks = u.rows.flatMap((r) => pksOf(r, rt))
    const cls = u.rows[0]?.cls
    if (cls === undefined || pks.length === 0) return []
    return [
      { model: cls.key, label: cls.model.label, pks, path: u.path, field: u.field.name, value: toPy(u.value, rt) },
    ]
  })
  return { outcome: 'deletes', deletes, updates, blockedBy: [], message: null, blocked: [], reached: [] }
}

/** Rows that the collector has read, by the way they were reached. */
function readRows(collector: Collector, rt: Runtime): readonly PlannedRows[] {
  const deletes: PlannedRows[] = []
  for (const cls of collector.order()) {
    const groups = Map.groupBy(collector.sortedInstances(cls), (i) => JSON.stringify(collector.paths.get(i) ?? []))
    for (const group of groups.values()) {
      const path = collector.paths.get(group[0] as Instance) ?? []
      deletes.push({ model: cls.key, label: cls.model.label, pks: group.map((i) => toPy(i.pk, rt)), path })
    }
  }
  return deletes
}

function pksOf(rows: QuerySetObject, rt: Runtime): readonly PyValue[] {
  const pks = rows.with(ops.valuesList(rows.query, ['pk'], { flat: true, named: false }))
  return pks.fetch(rt).map((v) => toPy(v, rt))
}

/**
 * The plan of a delete that PROTECT or RESTRICT refuses; null: another mistake.
 *
 * @param collector the one that raised the error: with it the plan says how the rows in the way were reached
 */
export function blockedPlan(error: unknown, rt: Runtime, collector?: Collector): DeletePlan | null {
  const objects = error instanceof PyError ? objectsOf(error) : null
  if (objects === null || !(error instanceof PyError)) return null
  const isProtected = error.exception.cls.name === 'ProtectedError'
  const blocked = (collector?.blocking ?? []).map(({ field, rows, path }): BlockedRows => {
    const model = rt.modelClass(field.model).model
    const pks = rows.map((row) => toPy(row.pk, rt))
    return {
      model: model.key,
      label: model.label,
      pks,
      path,
      field: field.name,
      texts: rows.slice(0, MOST_TEXTS).map((row) => row.str(rt)),
    }
  })
  return {
    outcome: isProtected ? 'protected' : 'restricted',
    deletes: [],
    updates: [],
    blockedBy: objects.map((o) => ({
      model: o.cls.key,
      label: o.cls.model.label,
      pk: toPy(o.pk, rt),
      text: o.str(rt),
    })),
    message: str(error.exception.args[0] ?? '', rt),
    blocked,
    reached: collector === undefined ? [] : readRows(collector, rt),
  }
}
