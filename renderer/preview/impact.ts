/** What a delete would do, from the host's plan to lines of words. */
import type { ModelId } from '../../shared/document/ids.ts'
import type { Resolution } from '../../shared/relations/types.ts'
import { t } from '../texts/texts.ts'
import { travelledModels } from './travelled-models.ts'
import type { Hop } from './read-item.ts'

interface PlanRows {
  readonly label: string
  readonly pks: readonly unknown[]
  readonly path: readonly Hop[]
}

/** As `impact.run` answers (see `shared/orm/delete/plan.ts`). */
export interface ImpactPlan {
  readonly outcome: 'deletes' | 'protected' | 'restricted'
  readonly deletes: readonly PlanRows[]
  readonly updates: readonly (PlanRows & { readonly field: string; readonly value: unknown })[]
  readonly blockedBy: readonly { readonly label: string; readonly text: string }[]
  readonly message: string | null
}

export interface ImpactLine {
  readonly text: string
  /** The relations it came by, `Post.author`; [] for what was asked for. */
  readonly via: string
  /** How far from what was asked for: the tree's indentation. */
  readonly depth: number
}

export interface Impact {
  readonly title: string
  readonly isBlocked: boolean
  readonly lines: readonly ImpactLine[]
  readonly models: readonly ModelId[]
}

export function readImpact(plan: ImpactPlan, resolution: Resolution): Impact {
  const nameOf = (key: string): string => resolution.models.get(key as never)?.name ?? key
  const via = (path: readonly Hop[]): string => path.map(({ model, field }) => `${nameOf(model)}.${field}`).join(' → ')
  const line = (text: string, path: readonly Hop[]): ImpactLine => ({ text, via: via(path), depth: path.length })
  const isBlocked = plan.outcome !== 'deletes'
  const rows = plan.deletes.reduce((sum, { pks }) => sum + pks.length, 0)
  return {
    title: isBlocked
      ? t.impact.blocked[plan.outcome === 'protected' ? 'protected' : 'restricted']
      : t.impact.deletes(rows),
    isBlocked,
    lines: isBlocked
      ? plan.blockedBy.map(({ text, label }) => ({ text: `${label}: ${text}`, via: '', depth: 0 }))
      : [
          ...plan.deletes.map(({ label, pks, path }) => line(t.impact.rows(label, pks.length), path)),
          ...plan.updates.map(({ label, pks, path, field, value }) =>
            line(t.impact.updates(label, pks.length, field, value === null ? 'NULL' : JSON.stringify(value)), path),
          ),
        ].toSorted((a, b) => a.depth - b.depth),
    models: travelledModels(
      [...plan.deletes, ...plan.updates].flatMap(({ path }) => path),
      resolution,
    ),
  }
}
