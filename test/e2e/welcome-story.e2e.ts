/** The first run draws a model with the user; all by keyboard. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations, overflows } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('the first model in one minute', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: null, viewport: { width: 900, height: 600 } })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const card = () => stage.page.getByRole('region', { name: 'The first model in one minute' })
  const step = () => card().locator('[aria-current="step"]').innerText()
  const press = async (...keys: string[]) => {
    for (const key of keys) await stage.page.keyboard.press(key)
  }

  it('is offered beside the example, and begins on an empty canvas', async () => {
    expect(await app.models()).toContain('Post')
    expect(await axeViolations(stage.page)).toEqual([])
    await card().getByRole('button', { name: 'Draw with me' }).click()
    await eventually(async () => expect(await app.models()).toEqual([]))
    expect(await step()).toBe('Model')
    await stage.shot('welcome-model')
    expect(await overflows(stage.page)).toEqual([])
  })

  it('goes on as the user draws', async () => {
    await stage.page.locator('.canvas').focus()
    await press('m')
    await stage.page.keyboard.type('Author')
    await press('Enter')
    await eventually(async () => expect(await step()).toBe('Field'))
    await stage.page.keyboard.type('name char 100')
    await press('Enter', 'Escape')
    await eventually(async () => expect(await step()).toBe('Relation'))
  })

  it('can be stopped, and resumed from the help', async () => {
    await card().getByRole('button', { name: /^Stop/ }).click()
    expect(await card().count()).toBe(0)
    await stage.page.locator('.canvas').focus()
    await press('x', 'h')
    await eventually(async () => expect(await step()).toBe('Relation'))
  })

  it('does a step when asked, and ends with a query that ran', async () => {
    await card().getByRole('button', { name: 'Do it for me' }).click()
    await eventually(async () => expect(await app.models()).toEqual(['Author', 'Book']))
    await eventually(async () => expect(await step()).toBe('Query'))
    expect(await axeViolations(stage.page)).toEqual([])
    await card().getByRole('button', { name: 'Run it' }).click()
    await eventually(async () => expect(await card().innerText()).toContain('That is all there is to it'))
    // The example's database went with the example; this design has its own.
    expect(await app.dock.innerText()).toContain('No rows.')
    await stage.shot('welcome-end')
    await card().getByRole('button', { name: 'Done' }).click()
    expect(await card().count()).toBe(0)
    expect(stage.troubles).toEqual([])
  })
})
