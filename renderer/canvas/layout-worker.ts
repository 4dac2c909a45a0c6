/** Runs the fine layout off the page's thread and says how far it is. */
import { Graphviz } from '@hpcc-js/wasm-graphviz'
import type { LayoutJob } from '../../shared/layout/arrange-plan.ts'
import { layoutTree } from '../../shared/layout/layout-tree.ts'
import type { TreeSpots } from '../../shared/layout/layout-tree.ts'

export type LayoutAnswer = { readonly found: TreeSpots } | { readonly share: number } | { readonly error: string }

const scope = globalThis as unknown as {
  onmessage: ((event: { data: LayoutJob }) => void) | null
  postMessage(message: LayoutAnswer): void
}

/** Ten steps are enough for a bar. */
const STEP = 0.1

scope.onmessage = ({ data }) => {
  const { graph, group, ...options } = data
  let told = 0
  const onProgress = (share: number): void => {
    if (share < told + STEP) return
    told = share
    scope.postMessage({ share })
  }
  Graphviz.load()
    .then((graphviz) => {
      const engine = (text: string): string => graphviz.layout(text, 'plain', 'dot')
      scope.postMessage({ found: layoutTree(graph, group, { ...options, engine, onProgress }) })
    })
    .catch((error: unknown) => scope.postMessage({ error: String(error) }))
}
