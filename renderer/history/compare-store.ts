/** The comparison that is shown, on the drawing and in the list. */
import { createStore } from 'zustand/vanilla'
import type { App } from '../app/app-context.tsx'
import { canvasStore } from '../canvas/canvas-store.ts'
import { t } from '../texts/texts.ts'
import { comparedMarks } from '../views/follow-marks.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { comparisonMarks, compareVersions, mergedDocument } from './compare.ts'
import type { Comparison, VersionChange } from './compare.ts'
import { lookNow } from './look-back.ts'

export const SHOWN = ['both', 'before', 'after'] as const
export type Shown = (typeof SHOWN)[number]

interface CompareState {
  readonly comparison: Comparison | null
  /** Ids of the versions that are compared. */
  readonly before: string
  readonly after: string
  readonly shown: Shown
  readonly sideBySide: boolean
}

const NOTHING: CompareState = { comparison: null, before: 'saved', after: 'now', shown: 'both', sideBySide: false }

export const compareStore = createStore<CompareState>(() => NOTHING)

type Parts = Pick<App, 'editor' | 'ui' | 'canvas'>

/** Shows what differs: marked on the drawing until `endComparing`. */
export function showComparison(app: Parts, before: ErDocument, after: ErDocument): void {
  lookNow(app)
  const comparison = compareVersions(before, after)
  compareStore.setState({ comparison })
  draw(app)
  // What is gone may stand outside of what is in view.
  if (comparison.changes.length > 0) app.canvas.fit()
  app.ui.announce(t.history.compare.ready(comparison.changes.length))
}

export function showVersion(app: Parts, shown: Shown): void {
  compareStore.setState({ shown })
  draw(app)
}

export function endComparing({ ui }: Pick<App, 'ui'>): void {
  if (compareStore.getState().comparison === null) return
  compareStore.setState({ comparison: null, shown: 'both', sideBySide: false })
  comparedMarks.setState({ marks: null })
  canvasStore.setState({ preview: null })
  ui.announce(t.history.compare.ended)
}

export function goToChange(app: Parts, change: VersionChange): void {
  const { comparison, shown } = compareStore.getState()
  // What is gone is drawn in the marked drawing only, and what is new not in the old one.
  const isThere = (doc: ErDocument | undefined): boolean => doc?.models[change.model] !== undefined
  if (shown !== 'both' && !isThere(comparison?.[shown])) showVersion(app, 'both')
  if (app.editor.getState().doc.models[change.model] !== undefined)
    app.editor.select({ models: new Set([change.model]) })
  app.canvas.centerOn(change.model, change.field)
}

function draw({ editor }: Parts): void {
  const { comparison, shown } = compareStore.getState()
  if (comparison === null) return
  const { view } = editor.getState()
  const doc = shown === 'both' ? mergedDocument(comparison, view) : comparison[shown]
  const first = rootOf(doc).viewOrder[0]
  comparedMarks.setState({ marks: comparisonMarks(comparison) })
  canvasStore.setState({ preview: { doc, view: doc.views[view] === undefined && first !== undefined ? first : view } })
}

/** Another design, another view or an edit: the comparison is over. @returns stop */
export function followComparison({ editor, ui }: Pick<App, 'editor' | 'ui'>): () => void {
  const stops = [
    // What is compared is not what is there any more.
    editor.subscribe((now, before) => now.doc !== before.doc && endComparing({ ui })),
    followPreview(),
  ]
  return () => stops.forEach((stop) => stop())
}

function followPreview(): () => void {
  return canvasStore.subscribe((now, before) => {
    if (now.preview !== null || before.preview === null || compareStore.getState().comparison === null) return
    compareStore.setState({ comparison: null, shown: 'both', sideBySide: false })
    comparedMarks.setState({ marks: null })
  })
}
