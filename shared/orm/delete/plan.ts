/** What a delete would do, as data: for `impact` and the tree beside the canvas. */
import type { ModelKey } from '../../relations/types.ts'
import type { PyValue } from '../query/types.ts'
import { toPy } from '../script/convert.ts'
import { PyError } from '../script/errors.ts'
import type { Runtime } from '../script/runtime.ts'
import { str } from '../script/text.ts'
import type { Instance } from '../script/models/instance.ts'
import * as ops from '../script/models/query-ops.ts'
import type { QuerySetObject } from '../script/models/queryset.ts'
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

export interface PlannedUpdate extends PlannedRows {
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
}

export function planOf(collector: Collector, rt: Runtime): DeletePlan {
  const deletes: PlannedRows[] = []
  for (const { rows, path } of collector.fast) {
    const pks = pksOf(rows, rt)
    if (pks.length > 0) deletes.push({ model: rows.cls.key, label: rows.cls.model.label, pks, path })
  }
  for (const cls of collector.order()) {
    const groups = Map.groupBy(collector.sortedInstances(cls), (i) => JSON.stringify(collector.paths.get(i) ?? []))
    for (const group of groups.values()) {
      const path = collector.paths.get(group[0] as Instance) ?? []
      deletes.push({ model: cls.key, label: cls.model.label, pks: group.map((i) => toPy(i.pk, rt)), path })
    }
  }
  const updates = [...collector.updates.values()].flatMap((u): readonly PlannedUpdate[] => {
    const pks = u.rows.flatMap((r) => pksOf(r, rt))
    const cls = u.rows[0]?.cls
    if (cls === undefined || pks.length === 0) return []
    return [
      { model: cls.key, label: cls.model.label, pks, path: u.path, field: u.field.name, value: toPy(u.value, rt) },
    ]
  })
  return { outcome: 'deletes', deletes, updates, blockedBy: [], message: null }
}

function pksOf(rows: QuerySetObject, rt: Runtime): readonly PyValue[] {
  const pks = rows.with(ops.valuesList(rows.query, ['pk'], { flat: true, named: false }))
  return pks.fetch(rt).map((v) => toPy(v, rt))
}

/** The plan of a delete that PROTECT or RESTRICT refuses; null: another mistake. */
export function blockedPlan(error: unknown, rt: Runtime): DeletePlan | null {
  const objects = error instanceof PyError ? objectsOf(error) : null
  if (objects === null || !(error instanceof PyError)) return null
  const isProtected = error.exception.cls.name === 'ProtectedError'
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
  }
}
