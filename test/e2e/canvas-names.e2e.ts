/** A name that cannot be: said where it is typed, on the card and in the cells, and nothing changes. */
import { expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { openStage } from './stage.ts'

const WRONG = [
  ['', 'needed'],
  ['class', 'Python'],
  ['x'.repeat(300), '300'],
  ['say"hi"', 'letters'],
] as const

it('is refused by the relation card and by the cells on the canvas', async () => {
  const stage = await openStage({ example: 'blog' })
  const { page } = stage
  const app = await appPage(page)
  await page.locator('.box[data-model="Tag"]').waitFor()
  const models = await app.models()

  await app.openModel('Tag')
  await page
    .getByLabel(/^Diagram\./)
    .first()
    .focus()
  await page.keyboard.press('F2')
  const cell = page.getByRole('textbox', { name: 'Name of the model' })
  for (const [name, reason] of [...WRONG.slice(1), ['post', 'already']] as const) {
    await cell.fill(name)
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').innerText()).toContain(reason)
  }
  await page.keyboard.press('Escape')
  expect(await app.models()).toEqual(models)

  await page.keyboard.press('r')
  await page.keyboard.press('Enter')
  const card = page.getByRole('form')
  const create = card.getByRole('button', { name: 'Create relation' })
  for (const [name, reason] of [...WRONG, ['name', 'already']] as const) {
    await card.getByLabel('Field name').fill(name)
    expect(await card.getByRole('alert').innerText()).toContain(reason)
    expect(await create.isDisabled()).toBe(true)
  }
  await card.getByLabel('Field name').fill('owner')
  await card.getByLabel('Reverse name').fill('no way')
  expect(await create.isDisabled()).toBe(true)
  await card.getByLabel('Reverse name').fill('tags_of_%(class)s')
  await create.click()
  expect(await app.undoLabels()).toHaveLength(1)
  expect(stage.troubles).toEqual([])
  await stage.close()
})
