import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('sample settings', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
  })
  afterAll(() => stage.close())

  it('are chosen by field, seen at once, and fill the tables', async () => {
    const { page } = stage
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await app.dock.getByRole('button', { name: 'Fill…' }).click()
    await page.getByRole('menuitem', { name: 'Sample settings…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sample rows' })
    // It begins with a model of the design; of Django's own the values are as guessed.
    await dialog.getByRole('combobox', { name: 'Values of bio' }).waitFor()
    await dialog.getByRole('combobox', { name: 'Model' }).click()
    await page.getByRole('option', { name: 'auth.User' }).click()
    expect(await dialog.getByRole('combobox', { name: 'Values of is_superuser' }).isDisabled()).toBe(true)
    await dialog.getByRole('combobox', { name: 'Model' }).click()
    await page.getByRole('option', { name: 'blog.Profile' }).click()
    await dialog.getByRole('combobox', { name: 'Values of city' }).click()
    await page.getByRole('option', { name: 'One of a list' }).click()
    await dialog.getByRole('textbox', { name: 'values, with commas' }).fill('Zagora')
    await eventually(async () => expect(await dialog.getByRole('table').innerText()).toContain('Zagora'))
    await dialog.getByRole('spinbutton', { name: 'Rows a model' }).fill('30')
    await stage.shot('samples-settings')
    await dialog.getByRole('button', { name: 'Fill the tables' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await app.dock.getByRole('tab', { name: 'Query' }).click()
    await app.run('Profile.objects.filter(city="Zagora").count()')
    await eventually(async () => expect(await app.dock.innerText()).toMatch(/\n(2[789]|30)(\n|$)/))
    expect(stage.troubles).toEqual([])
  })
})
