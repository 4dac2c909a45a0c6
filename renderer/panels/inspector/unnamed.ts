/** A model apart from its name: most of the inspector does not say it and need not render with each of its letters. */
import { useMemo } from 'react'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { Model } from '../../../shared/document/records.ts'
import type { EditorState } from '../../state/editor-store.ts'
import { useEditor } from '../../state/use-editor.tsx'

/** What is kept may have an old name: the type does not let anybody ask. */
export type Unnamed = Omit<Model, 'name'>

/** The same object as long as only the name changes; undefined: the design does not have it. */
export function useUnnamed(id: ModelId): Unnamed | undefined {
  return useEditor(useMemo(() => keptUnnamed(id), [id]))
}

function keptUnnamed(id: ModelId): (state: EditorState) => Unnamed | undefined {
  let kept: Model | undefined
  return ({ doc }) => {
    const now: Model | undefined = doc.models[id]
    if (kept === undefined || now === undefined || !isSameUnnamed(kept, now)) kept = now
    return kept
  }
}

export function isSameUnnamed(a: Unnamed, b: Unnamed): boolean {
  if (a === b) return true
  const keys = Object.keys(a) as (keyof Unnamed)[]
  return (
    keys.length === Object.keys(b).length && keys.every((key) => (key as keyof Model) === 'name' || a[key] === b[key])
  )
}
