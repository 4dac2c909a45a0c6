import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('live panels', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('change while one draws', async () => {
    await app.openModel('Category')
    for (const [tab, before, after] of [
      ['SQL', '"blog_category"', '"blog_topic"'],
      ['TypeScript', 'Category', 'Topic'],
      ['Django', 'class Category(', 'class Topic('],
    ] as const) {
      await app.tab(tab)
      await eventually(async () => expect(await app.code()).toContain(before))
      const name = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
      await name.fill('Topic')
      await eventually(async () => expect(await app.code()).toContain(after))
      await name.fill('Category')
      await name.press('Tab')
      await eventually(async () => expect(await app.code()).toContain(before))
    }
  })

  it('select what is clicked in the code', async () => {
    await app.tab('SQL')
    await app.dock.locator('.cm-line', { hasText: '"blog_tag"' }).first().click()
    await eventually(async () => expect(await app.inspector.getByRole('heading', { level: 2 }).innerText()).toBe('Tag'))
  })

  it('write on_delete into SQL when asked', async () => {
    await app.tab('SQL')
    expect(await app.code()).not.toContain('ON DELETE')
    await app.dock.getByRole('combobox', { name: 'on_delete' }).click()
    await stage.page.getByRole('option', { name: /by the database/ }).click()
    await eventually(async () => expect(await app.code()).toContain('ON DELETE CASCADE'))
  })

  it('list problems, lead to them, and repair them', async () => {
    await app.openModel('Post')
    await app.openField('author')
    await app.inspector.getByRole('radio', { name: /^SET_NULL/ }).check()
    await app.openModel('Tag')
    await app.tab('Problems')
    const list = app.dock.getByRole('list', { name: 'Problems' })
    await eventually(async () => expect(await list.innerText()).toContain('fields.E320'))
    await list.getByRole('button', { name: /on_delete=SET_NULL/ }).click()
    expect(await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('author')
    await list.getByRole('button', { name: 'Make nullable' }).click()
    await eventually(async () => expect(await app.dock.innerText()).toContain('All is well'))
    expect(stage.troubles).toEqual([])
  })
})
