/** A report that any part of the page asks for: what a paste left out or guessed. Shown by the room of files. */
import { createStore } from 'zustand/vanilla'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'

export interface Report {
  readonly title: string
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
}

export const reportStore = createStore<{ readonly report: Report | null }>(() => ({ report: null }))

export function showReport(report: Report): void {
  reportStore.setState({ report })
}
