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
      .getByRole('dialog', { name: 'Open a file' })
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
})
