/** Arranges off the page's thread: quick places at once where there are many boxes, then the fine ones, saying how far it is. */
import type { LayoutJob } from '../../../shared/layout/arrange/arrange-plan.ts'
import { layoutTree } from '../../../shared/layout/arrange/layout-tree.ts'
import type { TreeSpots } from '../../../shared/layout/arrange/layout-tree.ts'

export interface LayoutTask extends LayoutJob {
  /** Tell quick places before the fine ones are begun. */
  readonly wantsFirst: boolean
}

export type LayoutAnswer =
  | { readonly first: TreeSpots }
  | { readonly share: number }
  | { readonly found: TreeSpots }
  | { readonly error: string }

const scope = globalThis as unknown as {
  onmessage: ((event: { data: LayoutTask }) => void) | null
  postMessage(message: LayoutAnswer): void
}

/** Ten steps are enough for a bar. */
const STEP = 0.1

scope.onmessage = ({ data }) => {
  arrange(data).catch((error: unknown) => scope.postMessage({ error: String(error) }))
}

async function arrange({ graph, group, wantsFirst, ...options }: LayoutTask): Promise<void> {
  if (wantsFirst) scope.postMessage({ first: layoutTree(graph, group, options) })
  // A megabyte of its own: not before the first places are told.
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz')
  const graphviz = await Graphviz.load()
  const engine = (text: string): string => graphviz.layout(text, 'plain', 'dot')
  let told = 0
  const onProgress = (share: number): void => {
    if (share < told + STEP) return
    told = share
    scope.postMessage({ share })
  }
  scope.postMessage({ found: layoutTree(graph, group, { ...options, engine, onProgress }) })
}
