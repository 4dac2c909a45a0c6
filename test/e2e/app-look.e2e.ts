import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds, as one line a node. Portals stand beside the landmarks by design, hence without `region`. */
async function violations(stage: Stage): Promise<readonly string[]> {
  await stage.page.evaluate(axeSource)
  const results = await stage.page.evaluate(() =>
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
function overflows(stage: Stage): Promise<readonly string[]> {
  return stage.page.evaluate(() => {
    const found: string[] = []
    const page = document.documentElement
    if (page.scrollWidth > page.clientWidth || page.scrollHeight > page.clientHeight) found.push('the page scrolls')
    for (const element of document.querySelectorAll('header, footer, aside, section > header, button')) {
      const style = getComputedStyle(element)
      if (style.overflow !== 'visible' || element.closest('.canvas') !== null) continue
      if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0)
        found.push(`${element.tagName} ${element.textContent?.slice(0, 40)}`)
    }
    return found
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  describe(`every screen, ${colorScheme}`, () => {
    let stage: Stage
    let app: AppPage
    beforeAll(async () => {
      stage = await openStage({ example: 'blog', colorScheme })
      app = await appPage(stage.page)
    })
    afterAll(() => stage.close())

    async function isClean(name: string): Promise<void> {
      await stage.page.waitForTimeout(250)
      await stage.shot(`look-${colorScheme}-${name}`)
      expect(await violations(stage), name).toEqual([])
      expect(await overflows(stage), name).toEqual([])
    }

    it('follows the system’s theme without a flash', async () => {
      expect(await stage.page.locator('html').getAttribute('data-theme')).toBe(colorScheme)
      await isClean('start')
    })

    it('inspector: model, field, relations, several', async () => {
      await app.openModel('Post')
      await isClean('model')
      await app.openField('title')
      await stage.page.getByRole('button', { name: 'More options' }).click()
      await isClean('field')
      await app.openModel('Post')
      await app.openField('author')
      await isClean('foreign-key')
      await app.openModel('Post')
      await app.openField('tags')
      await isClean('many-to-many')
      await app.openModel('Post')
      await app.outline.getByRole('option', { name: /Tag/ }).click({ modifiers: ['Shift'] })
      await isClean('several')
    })

    it('dock: every tab', async () => {
      for (const tab of ['SQL', 'TypeScript', 'Django', 'Problems', 'Preview']) {
        await app.tab(tab)
        await isClean(tab.toLowerCase())
      }
    })

    it('dialogs', async () => {
      for (const [keys, name] of [
        ['Control+k', 'palette'],
        ['?', 'shortcuts'],
        ['Control+e', 'export'],
        ['Shift+R', 'assistant'],
        ['Control+o', 'picker'],
      ] as const) {
        await app.inspector.getByRole('heading', { level: 2 }).click()
        await stage.page.keyboard.press(keys)
        await stage.page.getByRole('dialog').waitFor()
        await isClean(name)
        await stage.page.keyboard.press('Escape')
        await stage.page.getByRole('dialog').waitFor({ state: 'detached' })
      }
      expect(stage.troubles).toEqual([])
    })
  })
}

describe('small windows and empty designs', () => {
  it('a window of 900 by 600 has room for everything', async () => {
    const stage = await openStage({ example: 'blog', viewport: { width: 900, height: 600 } })
    const app = await appPage(stage.page)
    await stage.page.keyboard.press('Control+b')
    await app.openModel('Post')
    await stage.shot('look-small')
    expect(await overflows(stage)).toEqual([])
    expect(await violations(stage)).toEqual([])
    await stage.close()
  })

  it('a first run shows the blog and what to try; an empty design teaches the first step', async () => {
    const stage = await openStage({ example: null })
    const app = await appPage(stage.page)
    expect(await app.models()).toContain('Post')
    expect(await stage.page.getByRole('region', { name: 'What to try' }).innerText()).toContain('Double-click')
    expect(await violations(stage)).toEqual([])
    await stage.page.keyboard.press('Control+Alt+n')
    await stage.page.getByRole('heading', { name: 'Draw the first model' }).waitFor()
    await stage.shot('look-empty')
    expect(await violations(stage)).toEqual([])
    expect(stage.troubles).toEqual([])
    await stage.close()
  })
})
