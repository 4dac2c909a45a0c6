import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('the preview', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
  })
  afterAll(() => stage.close())

  const grid = () => app.dock.getByRole('grid')
  async function useSql(): Promise<void> {
    await app.dock.getByRole('combobox', { name: 'Language of the shell' }).click()
    await stage.page.getByRole('option', { name: /^SQL/ }).click()
  }

  it('runs SQL on the sample rows and shows them', async () => {
    await useSql()
    await app.run('SELECT id, title FROM blog_post ORDER BY id')
    await eventually(async () => expect(await grid().innerText()).toContain('Django basics'))
    expect(await app.dock.innerText()).toMatch(/6 rows/)
    expect(await grid().getAttribute('aria-rowcount')).toBe('7')
    await stage.shot('preview-sql')
  })

  it('moves through the cells by keyboard', async () => {
    await grid().focus()
    await stage.page.keyboard.press('ArrowDown')
    await stage.page.keyboard.press('ArrowRight')
    expect(await grid().getAttribute('aria-activedescendant')).toBe('cell-1-1')
    await stage.page.keyboard.press('Control+End')
    expect(await grid().getAttribute('aria-activedescendant')).toBe('cell-5-1')
  })

  it('knows a field that was drawn a second ago', async () => {
    await app.openModel('Post')
    await app.openField('title')
    await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).fill('headline')
    await app.run('SELECT headline FROM blog_post')
    await eventually(async () => expect(await grid().innerText()).toContain('Django basics'))
  })

  it('says what is wrong with a query', async () => {
    await app.run('SELECT nothing FROM blog_post')
    await eventually(async () => expect(await app.dock.getByRole('alert').innerText()).toContain('nothing'))
  })

  it('stops an endless query and goes on', async () => {
    await app.run('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n')
    await app.dock.getByRole('button', { name: 'Stop' }).click()
    await eventually(async () => expect(await app.dock.innerText()).toContain('Cancelled'))
    await app.run('SELECT 42 AS answer')
    await eventually(async () => expect(await grid().innerText()).toContain('42'))
  })

  it('walks back through what was run', async () => {
    await app.dock.getByRole('textbox', { name: 'Query' }).click()
    await stage.page.keyboard.press('Control+Home')
    await stage.page.keyboard.press('ArrowUp')
    await stage.page.keyboard.press('ArrowUp')
    expect(await app.dock.getByRole('textbox', { name: 'Query' }).innerText()).toContain('RECURSIVE')
  })

  it('shows every table with its rows', async () => {
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await app.dock.getByRole('button', { name: /^blog_tag/ }).click()
    await eventually(async () => expect(await grid().innerText()).toContain('name'))
    await stage.shot('preview-rows')
    expect(stage.troubles.filter((text) => !text.includes('sql.query'))).toEqual([])
  })
})
