/** What a delete would do, from the host's plan to a tree of words and the marks that show it on the canvas. */
import { isId } from '../../../shared/document/ids.ts'
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import { isRelation } from '../../../shared/document/records.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import type { Marks, Tone } from '../../../shared/layout/scene/marks.ts'
import { impactTree } from '../../../shared/orm/delete/tree.ts'
import type { ImpactEdge, ImpactNode, WirePlan } from '../../../shared/orm/delete/tree.ts'
import type { ModelKey, Resolution } from '../../../shared/relations/types.ts'
import { t } from '../../texts/texts.ts'
import { travelledRelations } from '../answer/travelled-models.ts'

export interface Impact {
  readonly title: string
  readonly isBlocked: boolean
  readonly tree: readonly ImpactNode[]
}

export function readImpact(plan: WirePlan, resolution: Resolution): Impact {
  const isBlocked = plan.outcome !== 'deletes'
  const rows = plan.deletes.reduce((sum, { pks }) => sum + pks.length, 0)
  return {
    title: isBlocked
      ? t.impact.blocked[plan.outcome === 'protected' ? 'protected' : 'restricted']
      : t.impact.deletes(rows),
    isBlocked,
    tree: impactTree(plan, resolution),
  }
}

const TONE_OF: Record<ImpactNode['fate'], Tone | null> = {
  deleted: 'removed',
  changed: 'changed',
  blocks: 'hit',
  passes: null,
}

/** The models and relations that the delete reaches, in the colours of what happens there; the rest steps back. */
export function impactMarks(impact: Impact, doc: ErDocument, resolution: Resolution): Marks {
  const models = Object.values(doc.models)
  const tones = new Map<ModelId, Tone>(models.map(({ id }) => [id, 'dim']))
  const edges = new Map<FieldId, Tone>(
    models.flatMap(({ fields }) => fields.filter(isRelation).map(({ id }) => [id, 'dim'])),
  )
  const mark = (nodes: readonly ImpactNode[]): void => {
    for (const { model, fate, via, children } of nodes) {
      const tone = TONE_OF[fate]
      const drawn = drawnModel(model, resolution)
      // What is deleted is said rather than what is changed besides.
      if (tone !== null && drawn !== null && tones.get(drawn) !== 'removed') tones.set(drawn, tone)
      for (const id of via === null ? [] : relationsOf(via, resolution)) edges.set(id, tone ?? 'removed')
      mark(children)
    }
  }
  mark(impact.tree)
  return { tones, edges }
}

function relationsOf({ model, field }: ImpactEdge, resolution: Resolution): readonly FieldId[] {
  return travelledRelations([{ model, field, reverse: true }], resolution)
}

/** null for the join tables that Django makes by itself: their edge tells. */
function drawnModel(key: ModelKey, resolution: Resolution): ModelId | null {
  const id = resolution.models.get(key)?.id ?? null
  return id ?? (isId('model', key) ? key : null)
}
