import { useMemo } from 'react'
import type { Model } from '../../../../shared/document/records.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import { refItems } from './field-refs.ts'
import type { RefItem } from './field-refs.ts'

/** The fields that options of the model can name. */
export function useRefs(model: Model): readonly RefItem[] {
  const doc = useCompiled((s) => s.doc)
  const resolution = useCompiled((s) => s.resolution)
  return useMemo(() => refItems(doc, resolution, doc.models[model.id] ?? model), [doc, resolution, model])
}
