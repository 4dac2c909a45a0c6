import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('the page’s own file picker, by keyboard', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    mkdirSync(join(stage.folder, 'shop'))
    writeFileSync(join(stage.folder, 'shop', 'one.sql'), 'CREATE TABLE one (id integer PRIMARY KEY);')
    writeFileSync(join(stage.folder, 'shop', 'two.sql'), 'CREATE TABLE two (id integer PRIMARY KEY);')
    await stage.page.locator('.canvas').focus()
  })
  afterAll(() => stage.close())

  const focused = () => stage.page.evaluate(() => document.activeElement?.textContent ?? '')

  it('begins in the files, walks by arrows and letters, and goes into folders', async () => {
    await app.palette('import')
    await stage.page
      .getByRole('dialog')
      .getByRole('option', { name: /Import/ })
      .first()
      .waitFor()
    await stage.page.keyboard.press('Enter')
    const entries = stage.page.getByRole('list', { name: 'Contents' }).getByRole('button')
    await eventually(async () => expect(await focused()).toBe(await entries.first().textContent()))
    await stage.page.keyboard.press('ArrowDown')
    expect(await focused()).toBe(await entries.nth(1).textContent())
    await stage.page.keyboard.press('s')
    expect(await focused()).toMatch(/^shop/)
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await focused()).toMatch(/^one\.sql/))
    await stage.page.keyboard.press('End')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await app.models()).toEqual(['Two']))
  })

  it('asks for a name with its stem ready to be typed over', async () => {
    await stage.page.keyboard.press('Escape')
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Control+Shift+s')
    const box = stage.page.getByRole('textbox', { name: 'File name' })
    await box.waitFor()
    await eventually(async () => {
      const chosen = await box.evaluate((element) => {
        const { value, selectionStart, selectionEnd } = element as HTMLInputElement
        return document.activeElement === element ? value.slice(selectionStart ?? 0, selectionEnd ?? 0) : null
      })
      expect(chosen).toMatch(/^[^.]+$/)
    })
    expect(stage.troubles).toEqual([])
  })
})
