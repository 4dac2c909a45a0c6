import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('relations: the card, the assistant, the Django panel', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'school' })
    app = await appPage(stage.page)
    await app.tab('Django')
  })
  afterAll(() => stage.close())
  const card = () => stage.page.getByRole('form', { name: /→/ })
  const python = (text: string | RegExp) => eventually(async () => expect(await app.code()).toMatch(text))

  /** Draws a relation by keyboard from one model to itself: the nearest target is chosen by its own key. */
  async function draw(name: string): Promise<void> {
    await app.openModel(name)
    await stage.page.locator(`[data-model="${name}"]`).focus()
    await stage.page.keyboard.press('r')
    await stage.page.keyboard.press('Enter')
    await card().waitFor()
  }

  it('a second relation gets a reverse name that is free, said why, and can be changed', async () => {
    const models = await app.models()
    const first = models.find((name) => name !== 'User') ?? ''
    await draw(first)
    await stage.page.keyboard.press('Enter')
    await card().waitFor({ state: 'detached' })
    await draw(first)
    const form = card()
    const reverse = form.getByRole('textbox', { name: 'Reverse name' })
    const proposed = await reverse.inputValue()
    expect(proposed).not.toBe('')
    expect(await form.getByRole('status').innerText()).toContain('another is proposed')
    await reverse.fill(`${first.toLowerCase()}_set`)
    expect(await form.getByRole('status').innerText()).toContain('fields.E304')
    await stage.shot('card-clash')
    await form.getByRole('button', { name: `Use ${proposed}` }).click()
    expect(await reverse.inputValue()).toBe(proposed)
    await form.getByRole('button', { name: 'Create relation' }).click()
    await python(`related_name="${proposed}"`)
    await eventually(async () => expect(await app.status.innerText()).toContain('No problems'))
  })

  it('the card leads to the assistant, which is answered by keyboard', async () => {
    const [name = ''] = (await app.models()).filter((one) => one !== 'User')
    await draw(name)
    await card().getByRole('button', { name: 'Help me choose…' }).click()
    const dialog = stage.page.getByRole('dialog', { name: 'Relate two models' })
    await dialog.waitFor()
    const second = dialog.getByRole('group', { name: /^Can one .* have many/ }).nth(1)
    await second.getByRole('radio', { name: 'No' }).focus()
    await stage.page.keyboard.press('ArrowLeft')
    await eventually(async () => expect(await dialog.getByRole('status').innerText()).toContain('ManyToManyField'))
    await stage.shot('assistant-many')
    const field = dialog.getByRole('textbox', { name: 'Name of the field' })
    await field.fill('class')
    expect(await dialog.getByRole('alert').innerText()).toContain('Python')
    await field.fill('linked')
    await stage.page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await python(/linked = models\.ManyToManyField\(/)
    expect(await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('linked')
  })

  it('the panel marks the field that is selected; a click in its text selects another', async () => {
    const panel = stage.page.getByTestId('code-django')
    await eventually(async () => expect(await panel.locator('.cm-field').first().innerText()).toContain('linked ='))
    const line = panel.locator('.cm-piece:not(.cm-field)').filter({ hasText: ' = models.' }).first()
    const name = (await line.innerText()).trim().split(' ')[0] ?? ''
    await line.click()
    await eventually(async () =>
      expect(await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe(name),
    )
    expect(stage.troubles).toEqual([])
  })
})
