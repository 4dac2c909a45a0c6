/** The history of a saved design is there when the file is opened again; the file itself knows nothing of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('a history that outlives the session', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const steps = () => stage.page.getByRole('listbox', { name: 'Steps' }).getByRole('option').allInnerTexts()

  it('keeps steps with a save, and shows them after the file was opened again', async () => {
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('m')
    await stage.page.keyboard.type('Label')
    await stage.page.keyboard.press('Enter')
    await stage.page.keyboard.press('Escape')
    await eventually(async () => expect(await app.models()).toContain('Label'))
    const labels = await app.undoLabels()
    await stage.page.keyboard.press('Control+s')
    const file = (): string => readFileSync(join(stage.folder, 'blog.relata.json'), 'utf8')
    await eventually(async () => expect(file()).toContain('Label'))
    expect(file()).not.toContain('Add model')
    await stage.page.keyboard.press('Control+o')
    await stage.page.getByRole('dialog').getByRole('button', { name: /^blog/ }).click()
    await stage.page.getByRole('dialog').waitFor({ state: 'detached' })
    await eventually(async () => expect(await app.undoLabels()).toEqual(labels))
    await app.tab('History')
    await eventually(async () => expect((await steps()).join(' ')).toContain('Add model'))
    expect((await steps()).at(-1)).toContain('Before these steps')
  })

  it('goes back past the opening, and the file is only changed by a save', async () => {
    const before = readFileSync(join(stage.folder, 'blog.relata.json'), 'utf8')
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Control+z')
    await stage.page.keyboard.press('Control+z')
    await eventually(async () => expect(await app.models()).not.toContain('Label'))
    expect(readFileSync(join(stage.folder, 'blog.relata.json'), 'utf8')).toBe(before)
    expect(stage.troubles).toEqual([])
  })
})
