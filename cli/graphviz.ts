import { Graphviz } from '@hpcc-js/wasm-graphviz'
import type { DotEngine } from '../shared/layout/arrange/dot.ts'

/** Graphviz's layered layout, from text to text. */
export async function loadDot(): Promise<DotEngine> {
  const graphviz = await Graphviz.load()
  return (text) => graphviz.layout(text, 'plain', 'dot')
}
