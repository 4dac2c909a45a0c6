/** Copies models as JSON text and fields as lines; pastes both, and text from elsewhere (`paste-text.ts`). */
import { clipOf, withoutExternals } from '../../../shared/commands/models/paste.ts'
import type { Clip } from '../../../shared/commands/models/copy-models.ts'
import { newId } from '../../../shared/document/ids.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import { placementId } from '../../../shared/document/records.ts'
import { boxContext, makeBox } from '../../../shared/layout/box/box.ts'
import { boundsOf } from '../../../shared/layout/grid-index.ts'
import { t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import { selectedFields } from '../edits/field-span.ts'
import { notesOn } from './paste-notes.ts'
import type { PasteNotes } from './paste-notes.ts'
import { fieldLines, pasteColumns, pastedKind, pasteSource } from './paste-text.ts'
import { showReport } from '../../state/report-store.ts'
import type { Pasted } from './paste-text.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import type { CanvasHandle, Point } from '../canvas-store.ts'
import { canvasStore, isFrozen, say } from '../canvas-store.ts'
import { selectNew } from '../edits/edits.ts'
import { snapToGrid } from '../input/snapping.ts'

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

/** The selected fields as lines, else the selected models as text; null: nothing is selected. */
export function selectionText(editor: EditorStore): string | null {
  const { doc, view, selection } = editor.getState()
  if (selection.field !== null) return fieldText(editor)
  const ids = [...selection.models]
  if (ids.length === 0) return null
  const spots = ids.flatMap((model) => {
    const placement = doc.placements[placementId(view, model)]
    return placement === undefined ? [] : [{ model, x: placement.x, y: placement.y, color: placement.color }]
  })
  const text: ClipText = { format: MARK, ...clipOf(doc, ids), spots }
  return JSON.stringify(text, null, 1)
}

/** Lines that make the same fields when they are pasted: `title char 200`. */
function fieldText(editor: EditorStore): string | null {
  const { doc } = editor.getState()
  const { model: id, fields } = selectedFields(editor)
  const model = doc.models[id ?? '']
  if (model === undefined) return null
  const { rows } = makeBox(
    model,
    boxContext(() => doc),
  )
  return fieldLines(new Set(fields), rows)
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

function readClip(text: string): ClipText | null {
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

/** Pastes copies and what is new near the point, where there is room. Whether the text could be models or fields. */
export function pasteText(editor: EditorStore, text: string, at: Point): boolean {
  if (isFrozen(editor)) return false
  if (pasteClip(editor, text, at)) return true
  const kind = pastedKind(text)
  if (kind === null) return false
  const { doc, view, selection } = editor.getState()
  const { handle } = canvasStore.getState()
  const where = { doc, view, at, ...(handle === null ? {} : { room: roomNear(handle, at) }) }
  if (kind === 'columns') {
    const target = selection.models.size === 1 ? ([...selection.models][0] ?? null) : null
    applyPasted(editor, pasteColumns(text, where, target))
  } else {
    // Reading takes a moment, in which the design may change: what is applied fits what is there then.
    void pasteSource(text, kind, where).then(
      (pasted) => applyPasted(editor, pasted),
      (error: unknown) => notify({ title: t.canvas.paste.nothing, text: String(error), kind: 'error' }),
    )
  }
  return true
}

/** Says why nothing was drawn, and what can be. */
export function notPasted(text: string | null): void {
  const { say: spoken, paste } = t.canvas
  if (text === null) return notify({ title: spoken.noClipboard })
  notify({ title: text.trim() === '' ? spoken.nothingToPaste : paste.nothing, text: paste.whatCan })
}

/** Skipped lines that a notice shows; the rest is counted. */
const MOST_SHOWN = 6

function applyPasted(editor: EditorStore, pasted: Pasted): void {
  const { skipped } = pasted
  const words = t.canvas.paste
  if (pasted.calls.length === 0) {
    notify({ title: words.nothing, text: skipped.slice(0, MOST_SHOWN).join('\n'), kind: 'error' })
    return
  }
  editor.dispatchAll(pasted.label, pasted.calls)
  editor.select({ models: new Set(pasted.models) })
  bringIntoView(pasted.models)
  const title = words.added(pasted.madeModels, pasted.madeFields)
  say(title)
  if (skipped.length === 0) return
  if (pasted.notes !== null) return tell(editor, title, pasted.notes)
  const more = skipped.length > MOST_SHOWN ? [words.more(skipped.length - MOST_SHOWN)] : []
  notify({ title, text: [words.skipped(skipped.length), ...skipped.slice(0, MOST_SHOWN), ...more].join('\n') })
}

/** Free room may be farther off than what is seen. */
export function bringIntoView(models: readonly ModelId[]): void {
  const { handle } = canvasStore.getState()
  if (handle === null) return
  const seen = new Set(handle.visibleModels())
  if (!models.every((id) => seen.has(id))) return handle.centerOnAll(models)
  // In part is not in view: as little as shows all of it.
  const bounds = boundsOf(models.flatMap((id) => handle.screenPositionFor(id) ?? []))
  if (bounds !== null) handle.keepInView(new DOMRect(bounds.x, bounds.y, bounds.width, bounds.height))
}

/** The same report as of a file: at once where something was left out, on demand where all was only guessed. */
function tell(editor: EditorStore, title: string, notes: PasteNotes): void {
  const diagnostics = notesOn(editor.getState().doc, notes)
  const report = { title, text: t.files.pasteNotes, diagnostics }
  if (diagnostics.some(({ severity }) => severity !== 'info')) return showReport(report)
  notify({
    title,
    text: t.files.guessed(diagnostics.length),
    action: { label: t.files.showNotes, run: () => showReport(report) },
  })
}

/** Whether the text was models of ours. */
function pasteClip(editor: EditorStore, text: string, at: Point): boolean {
  const clip = readClip(text)
  if (clip === null) return false
  const { dx, dy } = shiftOf(editor, clip, at)
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
  const made = selectNew(editor, ids)
  bringIntoView(made)
  say(t.spoken.pasted(made.length))
  return true
}

/** How far copies stand from their originals: as they stood to each other, near the point (null: near these), on nothing else. */
export function shiftOf(
  editor: EditorStore,
  { models, spots }: Pick<ClipText, 'models' | 'spots'>,
  near: Point | null,
): { dx: number; dy: number } {
  const { doc } = editor.getState()
  const context = boxContext(() => doc)
  const byId = new Map(withoutExternals(doc, models).map((model) => [model.id, model]))
  const boxes = spots.flatMap(({ model, x, y }) => {
    const copied = byId.get(model)
    return copied === undefined ? [] : [{ x, y, ...sizeOf(makeBox(copied, context)) }]
  })
  const bounds = boundsOf(boxes)
  const { handle } = canvasStore.getState()
  if (bounds === null) return { dx: 0, dy: 0 }
  const at = near ?? { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 }
  const corner = handle === null ? at : roomNear(handle, at)(bounds.width, bounds.height)
  return { dx: snapToGrid(corner.x - bounds.x), dy: snapToGrid(corner.y - bounds.y) }
}

function roomNear(handle: CanvasHandle, at: Point): (width: number, height: number) => Point {
  return (width, height) => handle.freeSpot(width, height, at)
}

function sizeOf({ width, height }: { readonly width: number; readonly height: number }) {
  return { width, height }
}
