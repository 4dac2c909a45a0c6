/** Runs the fine layout off the page's thread. */
import { Graphviz } from '@hpcc-js/wasm-graphviz'
import type { Rect } from '../../shared/layout/grid-index.ts'
import { autoLayout } from '../../shared/layout/auto-layout.ts'
import type { LayoutGraph, Spot } from '../../shared/layout/graph.ts'

export interface LayoutJob {
  readonly graph: LayoutGraph
  readonly aspect: number
  readonly obstacles: readonly Rect[]
  readonly origin: Spot
}

export type LayoutAnswer = { readonly spots: readonly Spot[] } | { readonly error: string }

const scope = globalThis as unknown as {
  onmessage: ((event: { data: LayoutJob }) => void) | null
  postMessage(message: LayoutAnswer): void
}

scope.onmessage = ({ data }) => {
  const { graph, aspect, obstacles, origin } = data
  Graphviz.load()
    .then((graphviz) => {
      const engine = (text: string): string => graphviz.layout(text, 'plain', 'dot')
      scope.postMessage({ spots: autoLayout(graph, { aspect, obstacles, origin, engine }) })
    })
    .catch((error: unknown) => scope.postMessage({ error: String(error) }))
}
