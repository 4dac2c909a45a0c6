import { useMemo } from 'react'
import type { Model } from '../../../../shared/document/records.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import type { Compiled } from '../../../state/compiled-store.ts'
import { refItems } from './field-refs.ts'
import type { RefItem } from './field-refs.ts'

/** The fields that options of the model can name: the same list until it is another one, whatever else is edited. */
export function useRefs({ id, fields }: Pick<Model, 'id' | 'fields'>): readonly RefItem[] {
  return useCompiled(useMemo(() => keptRefs({ id, fields }), [id, fields]))
}

function keptRefs(model: Pick<Model, 'id' | 'fields'>): (state: Compiled) => readonly RefItem[] {
  let kept: readonly RefItem[] = []
  return ({ doc, resolution }) => {
    const now = refItems(doc, resolution, doc.models[model.id] ?? model)
    if (!isSameList(kept, now)) kept = now
    return kept
  }
}

function isSameList(a: readonly RefItem[], b: readonly RefItem[]): boolean {
  return a.length === b.length && a.every((item, i) => item.field === b[i]?.field && item.from === b[i]?.from)
}
