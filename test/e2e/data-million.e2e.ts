import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const MANY = 1_000_000

describe('a million rows', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await app.dock.getByRole('combobox', { name: 'Language of the shell' }).click()
    await stage.page.getByRole('option', { name: /^SQL/ }).click()
    await app.dock.getByRole('checkbox', { name: 'Keep changes' }).check()
    await app.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY}) INSERT INTO blog_tag (name) SELECT 'tag ' || ((i * 7919) % ${MANY}) FROM n`,
    )
    await eventually(async () => expect(await app.dock.innerText()).toContain('added'), 60_000)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await app.dock.getByRole('button', { name: /^blog_tag\s*1,000,004/ }).click()
    await eventually(async () => expect(await app.dock.innerText()).toContain('1,000,004 rows'))
  }, 120_000)
  afterAll(() => stage.close())

  const grid = () => app.dock.getByRole('grid')
  const press = (key: string) => stage.page.keyboard.press(key)
  const firstShown = async () => {
    const text = await grid().getByRole('row').nth(1).innerText()
    return Number(text.split('\n')[0]?.replaceAll(',', ''))
  }
  const rowsInPage = () => grid().getByRole('row').count()

  it('are all there, and only those in view are in the page', async () => {
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(MANY + 5))
    expect(await rowsInPage()).toBeLessThan(60)
    await grid().focus()
    await press('Control+End')
    await eventually(async () => expect(await grid().innerText()).toContain('1,000,004'))
    expect(await grid().locator('[aria-selected="true"]').count()).toBe(1)
    await press('Control+Home')
    await eventually(async () => expect(await firstShown()).toBe(1))
  })

  it('are reached anywhere by the scroll bar, and one by one by the wheel', async () => {
    await grid().evaluate((element) => void (element.scrollTop = (element.scrollHeight - element.clientHeight) / 2))
    await eventually(async () => expect(Math.abs((await firstShown()) - MANY / 2)).toBeLessThan(2_000))
    await eventually(async () => expect(await grid().locator('[data-look="waiting"]').count()).toBe(0))
    const before = await firstShown()
    await grid().hover()
    await stage.page.mouse.wheel(0, 260)
    await eventually(async () => expect((await firstShown()) - before).toBe(10))
    expect(await rowsInPage()).toBeLessThan(60)
    await stage.shot('data-million')
  })

  it('are sorted and filtered without SQL, and said in the words of the ORM', async () => {
    await grid().getByRole('columnheader', { name: /^name/ }).click()
    await eventually(async () => expect(await grid().getByRole('row').nth(1).innerText()).toContain('css'), 20_000)
    await grid().focus()
    await press('Control+End')
    await eventually(async () => expect(await grid().innerText()).toContain('tag 999999'), 30_000)
    await app.dock.getByRole('button', { name: 'Filter' }).click()
    await stage.page.getByRole('combobox', { name: 'Column' }).click()
    await stage.page.getByRole('option', { name: 'name', exact: true }).click()
    await stage.page.getByRole('textbox', { name: 'Value' }).fill('99999')
    await press('Enter')
    await eventually(async () => expect(await app.dock.innerText()).toMatch(/\b19 rows\b/), 20_000)
    expect(await app.dock.getByRole('list', { name: 'Filters' }).innerText()).toContain('name contains “99999”')
    await stage.shot('data-filtered')
    await app.dock.getByRole('button', { name: 'Show as query' }).click()
    await eventually(async () =>
      expect(await app.dock.getByRole('textbox', { name: 'Query' }).innerText()).toBe(
        'Tag.objects.filter(name__icontains="99999").order_by("name")',
      ),
    )
    expect(stage.troubles).toEqual([])
  })
})
