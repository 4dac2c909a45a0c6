/** Keys are shown, changed, kept; rename everywhere and printing by key. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('keys', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const focusCanvas = () => stage.page.locator('.canvas').focus()

  it('of two strokes say how they go on, and Escape forgets them', async () => {
    await focusCanvas()
    await stage.page.keyboard.press('y')
    const hint = stage.page.getByRole('status', { name: 'How these keys go on' })
    await hint.getByText('Theme: Dark').waitFor()
    expect(await axeViolations(stage.page)).toEqual([])
    await stage.page.keyboard.press('Escape')
    await eventually(async () => expect(await hint.count()).toBe(0))
    await stage.page.keyboard.press('y')
    await stage.page.keyboard.press('d')
    await eventually(async () => expect(await stage.page.locator('html').getAttribute('data-theme')).toBe('dark'))
  })

  it('can be changed on the sheet, which warns whose keys they are', async () => {
    await focusCanvas()
    await stage.page.keyboard.press('?')
    const sheet = stage.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.getByRole('searchbox').fill('legend')
    await sheet.getByRole('button', { name: 'Change the keys of Legend' }).click()
    await stage.page.keyboard.press('m')
    expect(await sheet.innerText()).toContain('These keys are taken: Add model')
    await stage.page.keyboard.press('Escape')
    await sheet.getByRole('button', { name: 'Change the keys of Legend' }).click()
    await stage.page.keyboard.press('Control+Shift+y')
    expect(await axeViolations(stage.page)).toEqual([])
    await stage.page.keyboard.press('Enter')
    await eventually(async () =>
      expect(await sheet.getByRole('button', { name: /usual keys of Legend/ }).count()).toBe(1),
    )
    await stage.page.keyboard.press('Escape')
    await focusCanvas()
    const legend = stage.page.getByText('How to read the lines')
    await stage.page.keyboard.press('Shift+L')
    expect(await legend.count()).toBe(0)
    await stage.page.keyboard.press('Control+Shift+y')
    await legend.waitFor()
    // Kept by the host, so that the next window has them.
    await eventually(async () => {
      const prefs = await stage.page.evaluate(() =>
        (
          window as unknown as {
            relataApp: { client: { call(m: string, p: object): Promise<{ keys?: Record<string, string[]> }> } }
          }
        ).relataApp.client.call('prefs.get', {}),
      )
      expect(prefs.keys).toEqual({ 'canvas.legend': ['Mod+Shift+Y'] })
    })
  })

  it('rename everywhere shows what follows, and is one step', async () => {
    await app.openModel('Post')
    await focusCanvas()
    await stage.page.keyboard.press('Shift+F2')
    const dialog = stage.page.getByRole('dialog', { name: 'Rename Post everywhere' })
    await dialog.getByRole('textbox').fill('Article')
    await eventually(async () => expect(await dialog.innerText()).toContain('blog_article_tags'))
    expect(await dialog.getByRole('region', { name: 'Saved queries that are rewritten' }).innerText()).toContain(
      'Article',
    )
    expect(await axeViolations(stage.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Rename', exact: true }).click()
    await eventually(async () => expect(await app.models()).toContain('Article'))
    expect(await app.undoLabels()).toEqual(['Rename everywhere'])
  })

  it('prints the drawing as vectors, with a title', async () => {
    await focusCanvas()
    await stage.page.keyboard.press('Control+Alt+p')
    const dialog = stage.page.getByRole('dialog', { name: 'Print the drawing' })
    expect(await dialog.getByRole('status').innerText()).toBe('1 page')
    await dialog.getByRole('combobox', { name: 'Size' }).click()
    await stage.page.getByRole('option', { name: 'At 100 %' }).click()
    await dialog.getByRole('checkbox', { name: 'Landscape' }).uncheck()
    await eventually(async () => expect(await dialog.getByRole('status').innerText()).toMatch(/^[2-9] pages$/))
    expect(await axeViolations(stage.page)).toEqual([])
    await stage.page.emulateMedia({ media: 'print' })
    const pages = stage.page.locator('.print-only > svg')
    expect(await pages.count()).toBeGreaterThan(1)
    expect(await pages.first().isVisible()).toBe(true)
    expect(await pages.first().innerHTML()).toContain('blog · Main')
    expect(await stage.page.locator('#root').isVisible()).toBe(false)
    await stage.page.emulateMedia({ media: null })
    expect(stage.troubles).toEqual([])
  })
})
