/** What axe finds on the page, as one line a node. Portals stand beside the landmarks by design, hence without `region`. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource)
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run(root: Document, options: unknown): Promise<AxeResults> } }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { region: { enabled: false } },
    }),
  )
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  )
}

/** Elements whose text is wider than their box and not cut on purpose; and the page itself must not scroll. */
export function overflows(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight) found.push('the page scrolls')
    for (const element of document.querySelectorAll('header, footer, aside, section > header, button')) {
      const style = getComputedStyle(element)
      if (style.overflow !== 'visible' || element.closest('.canvas') !== null) continue
      if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0)
        found.push(`${element.tagName} ${element.textContent?.slice(0, 40)}`)
    }
    return found
  })
}
