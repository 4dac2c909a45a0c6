import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const design = readFileSync(join(import.meta.dirname, '../fixtures/every-kind.relata.json'), 'utf8')

async function violations(stage: Stage): Promise<readonly string[]> {
  await stage.page.evaluate(axeSource)
  const results = await stage.page.evaluate(() =>
    (window as unknown as { axe: { run(root: Document, options: unknown): Promise<AxeResults> } }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { region: { enabled: false } },
    }),
  )
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  )
}

/** Parts of the inspector that stick out of it sideways. */
function overflows(stage: Stage): Promise<readonly string[]> {
  return stage.page.evaluate(() => {
    const panel = document.querySelector('[class*="scroller"]:has(h2)')
    if (panel === null) return ['no inspector']
    const right = panel.getBoundingClientRect().right
    return [...panel.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > right + 1 && one.closest('.cm-editor') === null)
      .map((one) => `${one.tagName} ${one.textContent?.slice(0, 40)}`)
  })
}

for (const [colorScheme, viewport] of [
  ['light', { width: 1280, height: 800 }],
  ['dark', { width: 900, height: 600 }],
] as const) {
  describe(`the inspector with everything open, ${colorScheme}, ${viewport.width} px`, () => {
    let stage: Stage
    let app: AppPage
    beforeAll(async () => {
      stage = await openStage({ design, colorScheme, viewport })
      app = await appPage(stage.page)
      if (viewport.width < 1000) await stage.page.keyboard.press('Control+b')
    })
    afterAll(() => stage.close())

    async function isClean(name: string): Promise<void> {
      await stage.page.waitForTimeout(200)
      await stage.shot(`inspector-${colorScheme}-${name}`)
      expect(await violations(stage), name).toEqual([])
      expect(await overflows(stage), name).toEqual([])
    }
    async function unfold(...names: readonly RegExp[]): Promise<void> {
      for (const name of names) await app.inspector.getByRole('button', { name, expanded: false }).first().click()
    }

    it('a model', async () => {
      await app.openModel('Product')
      await unfold(/^Methods and managers/, /^Choices classes/, /^Order and names/, /^Table/, /^More Meta/)
      await unfold(/^gross/, /^Status/, /live_slug/)
      await isClean('model')
    })

    it('its fields: plain, with choices, of another package, generated', async () => {
      for (const name of ['status', 'rrp', 'margin']) {
        await app.openModel('Product')
        await app.openField(name)
        if (name !== 'rrp') await unfold(/^More options/)
        await isClean(name)
      }
    })

    it('relations, a child, the design, several', async () => {
      await app.openModel('Line')
      await isClean('through')
      await app.openField('product')
      await unfold(/^More options/, /^As written/)
      await isClean('foreign-key')
      await app.openModel('Order')
      await app.openField('products')
      await isClean('many-to-many')
      await app.openModel('Book')
      await isClean('child')
      await stage.page.keyboard.press('Escape')
      await stage.page.evaluate(() =>
        (window as unknown as { relataApp: { editor: { select(what: object): void } } }).relataApp.editor.select({}),
      )
      await unfold(/^Code beside the models of shop/, /^Choices classes/, /^Priority/)
      await isClean('design')
      await app.openModel('Tag')
      await app.outline.getByRole('option', { name: /Line/ }).click({ modifiers: ['Control'] })
      await isClean('several')
      await app.inspector.getByRole('button', { name: /^ForeignKey/ }).click()
      await isClean('several-fields')
      expect(stage.troubles).toEqual([])
    })
  })
}

describe('a model with many problems', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    const ordering = ['one', 'two', 'three', 'four', 'five', 'six'].map((by) => ({ by }))
    const models = [{ id: 'model:many', name: 'Many', fields: [], meta: { ordering } }]
    stage = await openStage({ design: JSON.stringify({ format: 'relata', version: 1, models }) })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('tells the first two and counts the others, which a key opens', async () => {
    await app.openModel('Many')
    const told = app.inspector.getByText(/'ordering' refers to/).filter({ visible: true })
    await told.first().waitFor()
    expect(await told.count()).toBe(2)
    const more = app.inspector.locator('summary', { hasText: '4 more problems' })
    await more.focus()
    await stage.page.keyboard.press('Enter')
    await expect.poll(() => told.count()).toBe(6)
    await stage.shot('inspector-many-problems')
  })
})
