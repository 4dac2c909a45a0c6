/**
 * Looking back: the drawing shows the design as it was, the present stays as it is. Nothing can be edited
 * meanwhile; one goes back to the present, or goes on from the point that is shown.
 */
import { createStore } from 'zustand/vanilla'
import type { ErDocument } from '../../shared/document/records.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { App } from '../app/app-context.tsx'
import { canvasStore } from '../canvas/canvas-store.ts'
import { t } from '../texts/texts.ts'
import { stepName } from './step-name.ts'
import { documentAt, timelineOf } from './timeline.ts'

/** The point that is shown; null: the present. */
export const lookStore = createStore<{ readonly point: number | null }>(() => ({ point: null }))

/** Why nothing can be edited before one looked back. */
let wasReadOnly: string | null = null

type Parts = Pick<App, 'editor' | 'ui'>

/** Why the file may not be written, looking back or not; null: it may. What is saved is the present. */
export function lockOfFile({ editor }: Pick<App, 'editor'>): string | null {
  return lookStore.getState().point === null ? editor.getState().readOnly : wasReadOnly
}

/** The design has a file of its own now, that is ours to change. */
export function unlockFile({ editor }: Pick<App, 'editor'>): void {
  if (lookStore.getState().point === null) editor.setState({ readOnly: null })
  else wasReadOnly = null
}

export function lookAt({ editor, ui }: Parts, wanted: number): void {
  const { doc, history, view, readOnly } = editor.getState()
  const timeline = timelineOf(history)
  const point = Math.max(0, Math.min(timeline.steps.length, wanted))
  const step = timeline.steps[point - 1]
  const said = step === undefined ? t.history.start : stepName(step.label)
  if (point === timeline.present) {
    lookNow({ editor, ui })
    return ui.announce(t.history.present)
  }
  if (lookStore.getState().point === null) wasReadOnly = readOnly
  const then = documentAt(doc, timeline, point)
  lookStore.setState({ point })
  editor.setState({ readOnly: t.history.lookingBack })
  canvasStore.setState({ preview: { doc: then, view: viewIn(then, view) } })
  ui.announce(t.history.at(point, timeline.steps.length, said))
}

/** One step earlier or later than what is shown. */
export function lookBy(parts: Parts, by: number): void {
  const { present } = timelineOf(parts.editor.getState().history)
  lookAt(parts, (lookStore.getState().point ?? present) + by)
}

/** Back to the present. */
export function lookNow({ editor }: Pick<App, 'editor' | 'ui'>): void {
  if (lookStore.getState().point === null) return
  lookStore.setState({ point: null })
  editor.setState({ readOnly: wasReadOnly })
  canvasStore.setState({ preview: null })
}

/** The point that is shown becomes the present: what came after it is undone, and can be done again. */
export function goOnFromHere(parts: Parts): void {
  const { point } = lookStore.getState()
  if (point === null) return
  lookNow(parts)
  const { editor, ui } = parts
  const { steps, present } = timelineOf(editor.getState().history)
  const count = Math.abs(present - point)
  for (let n = 0; n < count; n++) if ((present > point ? editor.undo() : editor.redo()) === null) break
  const step = steps[point - 1]
  ui.announce(t.history.wentOn(step === undefined ? t.history.start : stepName(step.label)))
}

/** Another design, or another view, ends looking back. @returns stop */
export function followLook({ editor }: Parts): () => void {
  return canvasStore.subscribe((now, before) => {
    if (now.preview !== null || before.preview === null || lookStore.getState().point === null) return
    // The canvas left the preview by itself: another design was opened, or another view.
    lookStore.setState({ point: null })
    if (editor.getState().readOnly === t.history.lookingBack) editor.setState({ readOnly: wasReadOnly })
  })
}

function viewIn(doc: ErDocument, view: ReturnType<App['editor']['getState']>['view']) {
  return doc.views[view] === undefined ? (rootOf(doc).viewOrder[0] ?? view) : view
}
