import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('getting around by keyboard', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'library' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const heading = () => app.inspector.getByRole('heading', { level: 2 }).innerText()

  it('the palette finds models, fields and accessors, and Enter goes there', async () => {
    await app.palette('author')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await heading()).toBe('Author'))
    await app.palette('book.title')
    await stage.page.keyboard.press('Enter')
    await eventually(async () =>
      expect(await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('title'),
    )
    await app.palette('author.books')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await heading()).toBe('Relation'))
  })

  it('the palette runs commands and says so when nothing fits', async () => {
    await app.palette('zzzz')
    expect(await stage.page.getByRole('dialog').innerText()).toContain('Nothing is called that')
    await stage.page.getByRole('combobox', { name: 'Search and commands' }).fill('theme: dark')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await stage.page.locator('html').getAttribute('data-theme')).toBe('dark'))
  })

  it('arrows and Enter walk the list of models', async () => {
    await stage.page.keyboard.press('Escape')
    await app.outline.getByRole('combobox').focus()
    await stage.page.keyboard.type('rea')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await heading()).toBe('Reader'))
    await stage.page.keyboard.press('Escape')
  })

  it('panels fold by key and come back', async () => {
    await app.inspector.getByRole('heading', { level: 2 }).click()
    await stage.page.keyboard.press('Control+b')
    await eventually(async () => expect((await app.outline.boundingBox())?.width ?? 0).toBeLessThan(2))
    await stage.page.keyboard.press('Control+b')
    await eventually(async () => expect((await app.outline.boundingBox())?.width ?? 0).toBeGreaterThan(100))
  })

  it('a sheet shows every key', async () => {
    await stage.page.keyboard.press('?')
    const sheet = stage.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    expect(await sheet.innerText()).toContain('Search and commands')
    await stage.page.keyboard.press('Escape')
    expect(stage.troubles).toEqual([])
  })
})
