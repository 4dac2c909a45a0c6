import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations, overflows } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const SCREENS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 900, height: 600 } },
] as const

for (const screen of SCREENS) {
  describe(`the rows, ${screen.colorScheme}, ${screen.viewport.width} px`, () => {
    let stage: Stage
    let app: AppPage
    beforeAll(async () => {
      stage = await openStage({ example: 'blog', ...screen })
      app = await appPage(stage.page)
      await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
      await app.dock.getByRole('tab', { name: 'Rows' }).click()
      await app.dock.getByRole('button', { name: /^blog_post\s*\d/ }).click()
      await eventually(async () => expect(await grid().innerText()).toContain('amina'))
    })
    afterAll(() => stage.close())

    const grid = () => app.dock.getByRole('grid')
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await stage.page.keyboard.press(key)
    }
    async function isClean(name: string): Promise<void> {
      await stage.page.waitForTimeout(200)
      await stage.shot(`rows-${screen.colorScheme}-${name}`)
      expect(await axeViolations(stage.page), name).toEqual([])
      expect(await overflows(stage.page), name).toEqual([])
    }

    it('are named for a screen reader and stay inside the window', async () => {
      await grid().focus()
      await press('Control+Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter')
      await stage.page.getByRole('textbox', { name: 'Value of content' }).waitFor()
      await isClean('long-text')
      await press('Escape', 'ArrowLeft', 'Delete')
      await stage.page.keyboard.type('x')
      await press('Enter')
      await isClean('staged')
      await app.dock.getByRole('button', { name: 'Filter' }).click()
      await isClean('filter')
      await press('Escape')
      await grid().focus()
      await press('Shift+F10')
      await stage.page.getByRole('menuitem', { name: 'Copy as JSON' }).waitFor()
      await isClean('menu')
      await press('Escape')
      await app.dock.getByRole('button', { name: 'More' }).click()
      await stage.page.getByRole('menuitem', { name: 'Keys in the rows' }).click()
      await stage.page.getByRole('dialog', { name: 'Keys in the rows' }).waitFor()
      await press('Escape')
      await grid().focus()
      await press('Control+Home', 'End', 'Enter')
      await stage.page.getByRole('dialog', { name: 'tags of' }).waitFor()
      await isClean('many')
    })
  })
}
