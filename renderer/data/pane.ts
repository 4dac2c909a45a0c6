/** Which part of the preview is shown: other parts of the page may ask for one. */
import { createStore } from 'zustand/vanilla'

export type PreviewPane = 'query' | 'data'

export const previewPane = createStore<{ readonly pane: PreviewPane }>(() => ({ pane: 'query' }))

export function showPane(pane: PreviewPane): void {
  previewPane.setState({ pane })
}
