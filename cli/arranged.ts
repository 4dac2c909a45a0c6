import { applyCommand } from '../shared/commands/registry.ts'
import { rootOf } from '../shared/document/records.ts'
import type { ErDocument } from '../shared/document/records.ts'
import { applyPatch } from '../shared/history/patch.ts'
import { arrangeWithAreas } from '../shared/layout/arrange/arrange-view.ts'
import type { LoadedDesign } from './design.ts'
import { loadDot } from './graphviz.ts'

/**
 * The design as a person sees it: where its source says nothing of places, importers put models on a grid that knows
 * no sizes.
 */
export async function placedDesign({ doc, placed }: Pick<LoadedDesign, 'doc' | 'placed'>): Promise<ErDocument> {
  return placed === true ? doc : (await arrangedDesign(doc)).doc
}

/** The design with the models of every view arranged, in their areas; locked ones stay. */
export async function arrangedDesign(
  design: ErDocument,
  options: { readonly byApp?: boolean } = {},
): Promise<{ readonly doc: ErDocument; readonly moved: number }> {
  const engine = await loadDot()
  let doc = design
  let moved = 0
  for (const view of rootOf(doc).viewOrder) {
    const { areas, ...arranged } = arrangeWithAreas(doc, view, { engine, ...options })
    moved += arranged.moves.length
    doc = applyPatch(doc, applyCommand(doc, 'layout.apply', arranged))
    for (const { type, params } of areas) doc = applyPatch(doc, applyCommand(doc, type, params as never))
  }
  return { doc, moved }
}
