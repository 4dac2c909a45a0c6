/** How often our components rendered, by name: what the stories assert instead of times. */
const renderCounts: { [component: string]: number } = {}

export function countRender(component: string): void {
  renderCounts[component] = (renderCounts[component] ?? 0) + 1
}

/** How often the canvas was painted anew. */
export function countDraw(): void {
  globalThis.relataDraws = (globalThis.relataDraws ?? 0) + 1
}

declare global {
  // eslint-disable-next-line no-var
  var relataRenders: { [component: string]: number } | undefined
  // eslint-disable-next-line no-var
  var relataDraws: number | undefined
}
globalThis.relataRenders = renderCounts
