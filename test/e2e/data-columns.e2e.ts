import BetterSqlite from 'better-sqlite3'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** A picture of one dot. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('a wide table that one works in all day', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    const names = Array.from({ length: 120 }, (_, i) => `field_${i}`)
    const db = new BetterSqlite(join(stage.folder, 'wide.db'))
    db.exec(`CREATE TABLE wide (id INTEGER PRIMARY KEY, note JSON, image BLOB, ${names.join(' TEXT, ')} TEXT)`)
    const insert = db.prepare(`INSERT INTO wide VALUES (?, ?, ?, ${names.map(() => '?').join(', ')})`)
    const cell = (row: number) => (_: string, i: number) => (i === 1 ? ['red', 'green', null][row % 3] : `${row}.${i}`)
    for (let row = 1; row <= 60; row++) {
      const note = JSON.stringify({ tags: ['a', 'b'], long: 'x'.repeat(row === 1 ? 3000 : 3) })
      insert.run(row, note, Buffer.from(PNG, 'base64'), ...names.map(cell(row)))
    }
    db.close()
    app = await appPage(stage.page)
    await stage.page.keyboard.press('Control+Shift+o')
    await stage.page
      .getByRole('dialog', { name: 'Import a file' })
      .getByRole('button', { name: /^wide\.db/ })
      .click()
    await eventually(async () => expect(await app.models()).toEqual(['Wide']))
    await stage.page.keyboard.press('Escape')
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await eventually(async () => expect(await grid().getByRole('columnheader').count()).toBeGreaterThan(3))
  })
  afterAll(() => stage.close())

  const grid = () => app.dock.getByRole('grid')
  const keys = async (...all: string[]) => {
    for (const key of all) await stage.page.keyboard.press(key)
  }
  const heads = () => grid().getByRole('columnheader').allInnerTexts()
  const names = async () => (await heads()).map((text) => text.split('\n')[0])

  it('finds a column by part of its name, keeps it in view, hides and moves others', async () => {
    await grid().focus()
    await keys('Alt+c')
    await stage.page.keyboard.type('d_77')
    await keys('Enter')
    await eventually(async () => expect(await names()).toContain('field_77'))
    await grid().getByRole('columnheader', { name: 'field_77' }).click({ button: 'right' })
    await stage.page.getByRole('menuitemcheckbox', { name: 'Keep in view' }).click()
    await grid().focus()
    await keys('End')
    await eventually(async () => expect(await names()).toEqual(expect.arrayContaining(['field_77', 'field_119'])))
    await stage.shot('columns-pinned')
    await keys('Home')
    const id = grid().getByRole('columnheader', { name: /^id/ })
    await id.click({ button: 'right' })
    await stage.page.getByRole('menuitem', { name: 'Hide id' }).click()
    await eventually(async () => expect((await names()).slice(0, 3)).toEqual(['field_77', 'note', 'image']))
    await grid()
      .getByRole('columnheader', { name: 'image' })
      .dragTo(grid().getByRole('columnheader', { name: 'note' }))
    await eventually(async () => expect((await names()).slice(0, 3)).toEqual(['field_77', 'image', 'note']))
    await stage.page.getByRole('button', { name: '1 column hidden' }).click()
    await stage.page.getByRole('button', { name: 'As in the table' }).click()
    await eventually(async () => expect((await names()).slice(0, 3)).toEqual(['id', 'note', 'image']))
    await keys('Escape')
  })

  it('finds rows by any of their values, and columns by theirs', async () => {
    await grid().focus()
    await keys('Control+f')
    await stage.page.keyboard.type('17.119')
    await eventually(async () => expect(await grid().getByRole('row').count()).toBe(2))
    await keys('Escape')
    await eventually(async () => expect(await grid().getByRole('row').count()).toBeGreaterThan(3))
    await grid().getByRole('columnheader', { name: 'field_1', exact: true }).click({ button: 'right' })
    await stage.page.getByRole('menuitem', { name: 'Values…' }).click()
    const dialog = stage.page.getByRole('dialog', { name: 'Values of field_1' })
    await dialog.getByRole('checkbox', { name: 'NULL: 20 rows' }).check()
    await dialog.getByRole('checkbox', { name: 'red: 20 rows' }).check()
    await stage.shot('columns-values')
    await dialog.getByRole('button', { name: 'Only these' }).click()
    await eventually(async () => expect(await app.dock.innerText()).toContain('40 rows'))
    await app.dock.getByRole('button', { name: /^Remove filter/ }).click()
    await eventually(async () => expect(await app.dock.innerText()).toContain('60 rows'))
  })

  it('adds up marked cells', async () => {
    await grid().focus()
    await keys('Control+Home')
    await grid().getByText('1.0', { exact: true }).click()
    await keys('Shift+ArrowDown', 'Shift+ArrowDown')
    await eventually(async () => expect(await app.dock.innerText()).toContain('3 cells'))
  })

  it('shows the row as a form: JSON on lines, the picture; what is changed there can be taken back', async () => {
    await stage.page.getByRole('button', { name: 'Allow changes…' }).click()
    await stage.page.getByRole('button', { name: 'Make the copy and allow changes' }).click()
    await eventually(async () => expect(await app.dock.getByRole('button', { name: 'New row' }).isEnabled()).toBe(true))
    await grid().focus()
    await keys('Control+Home', 'Alt+m', 'Alt+r')
    const form = stage.page.getByRole('region', { name: /^Row/ })
    await stage.shot('columns-whole')
    await form.getByRole('button', { name: 'Show all of it' }).click({ timeout: 10_000 })
    await eventually(async () => expect(await form.innerText()).toContain('"tags": [\n'))
    expect(await form.getByRole('img', { name: 'Picture in image' }).count()).toBe(1)
    await form.getByRole('button', { name: 'Edit field_0' }).click()
    await stage.page.keyboard.type('changed')
    await keys('Enter')
    await eventually(async () => expect(await app.dock.innerText()).toContain('1 change not written yet'))
    await stage.shot('columns-form')
    await grid().focus()
    await keys('Control+z')
    await eventually(async () => expect(await app.dock.innerText()).not.toContain('not written yet'))
    await keys('Control+y')
    await eventually(async () => expect(await app.dock.innerText()).toContain('1 change not written yet'))
    await keys('Control+z', 'Alt+m', 'Alt+r')
    expect(stage.troubles).toEqual([])
  })
})
