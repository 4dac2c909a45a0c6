/** How often our components rendered, by name: what the stories assert instead of times. */
export const renderCounts: { [component: string]: number } = {}

export function countRender(component: string): void {
  renderCounts[component] = (renderCounts[component] ?? 0) + 1
}

declare global {
  // eslint-disable-next-line no-var
  var relataRenders: { [component: string]: number } | undefined
}
globalThis.relataRenders = renderCounts
