/** Copies models as JSON text and pastes such text; other text is not ours to read here. */
import { clipOf } from '../../shared/commands/paste.ts'
import type { Clip } from '../../shared/commands/copy-models.ts'
import { newId } from '../../shared/document/ids.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import { placementId } from '../../shared/document/records.ts'
import type { EditorStore } from '../state/editor-store.ts'
import type { Point } from './canvas-store.ts'
import { isFrozen, say } from './canvas-store.ts'
import { snapToGrid } from './snapping.ts'

const MARK = 'relata/models'

interface ClipText extends Clip {
  readonly format: typeof MARK
  readonly spots: readonly {
    readonly model: ModelId
    readonly x: number
    readonly y: number
    readonly color: string | null
  }[]
}

/** The selected models as text; null: nothing is selected. */
export function selectionText(editor: EditorStore): string | null {
  const { doc, view, selection } = editor.getState()
  const ids = [...selection.models]
  if (ids.length === 0) return null
  const spots = ids.flatMap((model) => {
    const placement = doc.placements[placementId(view, model)]
    return placement === undefined ? [] : [{ model, x: placement.x, y: placement.y, color: placement.color }]
  })
  const text: ClipText = { format: MARK, ...clipOf(doc, ids), spots }
  return JSON.stringify(text, null, 1)
}

/** What was copied here last: for windows that may write the clipboard but not read it. */
let lastCopied: string | null = null

export function rememberCopy(text: string): void {
  lastCopied = text
}

export async function copyText(text: string): Promise<void> {
  rememberCopy(text)
  await navigator.clipboard.writeText(text)
}

/** The clipboard's text; where it may not be read, what was copied here last; null: neither. */
export async function clipboardText(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    return lastCopied
  }
}

export function readClip(text: string): ClipText | null {
  if (!text.includes(MARK)) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { format, models, spots } = value as Partial<ClipText>
    return format === MARK && Array.isArray(models) && Array.isArray(spots) ? (value as ClipText) : null
  } catch {
    return null
  }
}

/** Pastes with the middle of the copies at the point. Whether the text was models of ours. */
export function pasteText(editor: EditorStore, text: string, at: Point): boolean {
  const clip = readClip(text)
  if (clip === null || isFrozen(editor)) return false
  const xs = clip.spots.map((s) => s.x)
  const ys = clip.spots.map((s) => s.y)
  const dx = clip.spots.length === 0 ? 0 : snapToGrid(at.x - (Math.min(...xs) + Math.max(...xs)) / 2)
  const dy = clip.spots.length === 0 ? 0 : snapToGrid(at.y - (Math.min(...ys) + Math.max(...ys)) / 2)
  const ids = Object.fromEntries(clip.models.map((m) => [m.id, newId('model') as ModelId]))
  const { view } = editor.getState()
  editor.dispatch('paste', {
    models: [...clip.models],
    enums: [...(clip.enums ?? [])],
    rows: [...(clip.rows ?? [])],
    spots: [...clip.spots],
    view,
    dx,
    dy,
    ids,
  })
  editor.select({ models: new Set(Object.values(ids)) })
  say(`Pasted ${clip.models.length === 1 ? 'one model' : `${clip.models.length} models`}`)
  return true
}
