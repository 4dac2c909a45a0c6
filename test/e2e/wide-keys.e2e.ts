import BetterSqlite from 'better-sqlite3'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const TABLES = `
  CREATE TABLE warehouse (region TEXT NOT NULL, no INTEGER NOT NULL, city TEXT, PRIMARY KEY (region, no));
  CREATE TABLE shelf (id INTEGER PRIMARY KEY, region TEXT NOT NULL, no INTEGER NOT NULL, code TEXT,
    FOREIGN KEY (region, no) REFERENCES warehouse (region, no) ON DELETE CASCADE);
  INSERT INTO warehouse VALUES ('N', 1, 'Oslo'), ('N', 2, 'Bergen'), ('S', 1, 'Rome');
  INSERT INTO shelf VALUES (1, 'N', 2, 'a'), (2, 'N', 1, 'b'), (3, 'S', 1, 'c'), (4, 'N', 1, 'd');`

describe('a database whose keys have several columns', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    const db = new BetterSqlite(join(stage.folder, 'stock.db'))
    db.exec(TABLES)
    db.close()
    app = await appPage(stage.page)
    await stage.page.keyboard.press('Control+Shift+o')
    await stage.page
      .getByRole('dialog', { name: 'Import a file' })
      .getByRole('button', { name: /^stock\.db/ })
      .click()
    await eventually(async () => expect(await app.models()).toEqual(['Shelf', 'Warehouse']))
  })
  afterAll(() => stage.close())

  const grid = () => app.dock.getByRole('grid')
  const result = (text: RegExp) => eventually(async () => expect(await app.dock.innerText()).toMatch(text))

  it('shows which columns are the key, and is not scrolled by what looks for one of them', async () => {
    const marked = stage.page.locator('[data-model="Warehouse"] [data-mark="key"] .row-name')
    await eventually(async () => expect(await marked.allInnerTexts()).toEqual(['pk', 'region', 'no']))
    const scrolled = await stage.page.locator('.canvas-stage').evaluate((element) => {
      element.scrollTop = 80
      return element.scrollTop
    })
    expect(scrolled).toBe(0)
  })

  it('is asked over the relation, both ways', async () => {
    await app.run("[s.code for s in Shelf.objects.filter(warehouse__city='Oslo')]")
    await result(/b[^]*d/)
    await app.run("[w.city for w in Warehouse.objects.annotate(n=Count('shelf')).filter(n=2)]")
    await result(/Oslo/)
  })

  it('leads from a row to the one that it refers to', async () => {
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await app.dock.getByRole('button', { name: /^shelf\s*4/ }).click()
    await eventually(async () => expect(await grid().innerText()).toContain('N'))
    await grid().focus()
    for (const key of ['Control+Home', 'ArrowRight', 'Alt+Enter']) await stage.page.keyboard.press(key)
    await eventually(async () => expect(await grid().getAttribute('aria-label')).toBe('Rows of warehouse'))
    const filters = await app.dock.getByRole('list', { name: 'Filters' }).innerText()
    expect(filters).toContain('region is N')
    expect(filters).toContain('no is 2')
    await eventually(async () => expect(await grid().innerText()).toContain('Bergen'))
    await stage.shot('wide-keys')
  })

  it('counts the rows that refer to a row, shows them, and adds one to them', async () => {
    await app.dock.getByRole('button', { name: /^warehouse\s*3/ }).click()
    await eventually(async () => expect(await grid().getAttribute('aria-label')).toBe('Rows of warehouse'))
    const cells = () => grid().getByRole('row').filter({ hasText: 'Oslo' }).getByRole('gridcell')
    await eventually(async () => expect(await cells().allInnerTexts()).toEqual(['N', '1', 'Oslo', '2']))
    await grid().focus()
    for (const key of ['Control+Home', 'End', 'Alt+Enter']) await stage.page.keyboard.press(key)
    await eventually(async () => expect(await grid().getAttribute('aria-label')).toBe('Rows of shelf'))
    await eventually(async () => expect(await grid().getByRole('row').count()).toBe(3))
    await stage.page.getByRole('button', { name: 'Allow changes…' }).click()
    await stage.page.getByRole('button', { name: 'Make the copy and allow changes' }).click()
    const add = app.dock.getByRole('button', { name: 'New row' })
    await eventually(async () => expect(await add.isEnabled()).toBe(true))
    await eventually(async () => expect(await grid().getByRole('row').count()).toBe(3))
    await stage.shot('wide-keys-reverse')
    await add.click()
    const news = grid().locator('[data-mark="new"] [role="gridcell"]')
    await eventually(async () => expect(await news.allInnerTexts()).toEqual(expect.arrayContaining(['N', '1'])))
    await app.dock.getByRole('button', { name: 'Apply' }).click()
    await eventually(async () => expect(await grid().getByRole('row').count()).toBe(4))
  })

  it('gives a row another one by its name: all of the columns change together', async () => {
    await app.dock.getByRole('button', { name: /^shelf\s*5/ }).click()
    await eventually(async () => expect(await grid().getByRole('row').count()).toBe(6))
    await grid().focus()
    for (const key of ['Control+Home', 'End', 'Enter']) await stage.page.keyboard.press(key)
    await stage.page.keyboard.type('rom')
    const list = stage.page.getByRole('listbox', { name: 'Value of warehouse' })
    await eventually(async () => expect(await list.getByRole('option').allInnerTexts()).toHaveLength(1))
    await stage.shot('wide-keys-picker')
    await stage.page.keyboard.press('Enter')
    const first = grid().getByRole('row').nth(1).getByRole('gridcell')
    await eventually(async () => expect((await first.allInnerTexts()).slice(1)).toEqual(['S', '1', 'a', 'S · 1 Rome']))
    await app.dock.getByRole('button', { name: 'Apply' }).click()
    const db = new BetterSqlite(join(stage.folder, 'stock.db'), { readonly: true })
    await eventually(() =>
      Promise.resolve(expect(db.prepare('SELECT region, no FROM shelf WHERE id = 1').raw().get()).toEqual(['S', 1])),
    )
    db.close()
  })

  it('lies open as a card on the canvas, with the rows on both sides', async () => {
    await grid().getByText('Rome').first().click({ button: 'right' })
    await stage.page.getByRole('menuitem', { name: 'Show on canvas' }).click()
    const card = stage.page.getByRole('region', { name: /^Shelf/ })
    await card.getByRole('button', { name: 'Rome' }).click()
    const house = stage.page.getByRole('region', { name: /^Warehouse/ })
    await eventually(async () => expect(await house.innerText()).toMatch(/shelf_set: 2/))
    await stage.shot('wide-keys-cards')
    expect(stage.troubles).toEqual([])
  })
})
