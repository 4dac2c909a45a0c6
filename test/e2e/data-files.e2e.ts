import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('rows and files', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
  })
  afterAll(() => stage.close())

  const page = () => stage.page
  const grid = () => app.dock.getByRole('grid')
  const table = (name: string) => app.dock.getByRole('button', { name: new RegExp(`^${name}\\s*\\d`) })
  const more = async (item: string) => {
    await app.dock.getByRole('button', { name: 'More' }).click()
    await page().getByRole('menuitem', { name: item }).click()
  }

  it('go out as CSV and come back as they were', async () => {
    await table('blog_tag').click()
    await eventually(async () => expect(await grid().innerText()).toContain('orm'))
    await more('Export rows…')
    await page().getByRole('button', { name: 'Export…' }).click()
    const picker = page().getByRole('dialog', { name: /Save/ })
    await picker.getByRole('button', { name: 'Save' }).click()
    await eventually(async () =>
      expect(await page().locator('body').innerText()).toContain('4 rows written to blog_tag.csv'),
    )
    const text = readFileSync(join(stage.folder, 'blog_tag.csv'), 'utf8')
    expect(text.split('\n').slice(0, 2)).toEqual(['id,name', '1,"django"'])

    const changed = text
      .replaceAll(/^\d+,/gm, '')
      .replace(/^id,/, '')
      .replaceAll(/^"(.+)"$/gm, '"$1, again"')
    writeFileSync(join(stage.folder, 'again.csv'), changed)
    await more('Import rows…')
    const dialog = page().getByRole('dialog', { name: 'Import rows…' })
    await dialog.getByLabel('A file of this computer').setInputFiles(join(stage.folder, 'again.csv'))
    const mapped = page().getByRole('dialog', { name: 'Import again.csv into blog_tag' })
    await eventually(async () => expect(await mapped.innerText()).toContain('django, again'))
    expect(await mapped.getByRole('combobox', { name: 'name: Goes to' }).innerText()).toBe('name')
    await stage.shot('data-import')
    await mapped.getByRole('button', { name: 'Import', exact: true }).click()
    await eventually(async () => expect(await app.dock.innerText()).toContain('Written: blog_tag: 4 added'))
    await eventually(async () => expect(await grid().innerText()).toContain('django, again'))
    await app.dock.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => expect(await table('blog_tag').innerText()).toMatch(/4/))
    await eventually(async () => expect(await grid().innerText()).not.toContain('again'))
  })

  it('that do not fit are named by line, and nothing is kept', async () => {
    writeFileSync(join(stage.folder, 'bad.csv'), `name\nfine\n${'x'.repeat(60)}\n`)
    await more('Import rows…')
    await page()
      .getByRole('dialog', { name: 'Import rows…' })
      .getByLabel('A file of this computer')
      .setInputFiles(join(stage.folder, 'bad.csv'))
    const dialog = page().getByRole('dialog', { name: 'Import bad.csv into blog_tag' })
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await eventually(async () => expect(await dialog.innerText()).toContain('Nothing was imported: 1 row did not fit.'))
    expect(await dialog.innerText()).toContain('Line 3, name Ensure this value has at most 50 characters (it has 60).')
    // From there it goes on: another column, another file, or without those rows.
    await dialog.getByRole('combobox', { name: 'Rows that do not fit' }).click()
    await page()
      .getByRole('option', { name: /Leave them out/ })
      .click()
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await eventually(async () => expect(await dialog.innerText()).toContain('1 row imported, 1 row left out'))
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await eventually(async () => expect(await grid().innerText()).toContain('fine'))
    await app.dock.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => expect(await grid().innerText()).not.toContain('fine'))
  })

  it('are copied as tables of several kinds', async () => {
    await grid().focus()
    for (const key of ['Control+Home', 'Shift+ArrowDown', 'Shift+ArrowRight']) await page().keyboard.press(key)
    await page().keyboard.press('Control+C')
    const pasted = () => page().evaluate(() => navigator.clipboard.readText())
    expect(await pasted()).toBe('1\tdjango\n2\torm')
    await more('Copy as Markdown table')
    await eventually(async () =>
      expect(await pasted()).toBe('| id | name |\n| ---: | --- |\n| 1 | django |\n| 2 | orm |'),
    )
    await more('Copy as INSERT statements')
    await eventually(async () =>
      expect(await pasted()).toContain(`INSERT INTO "blog_tag" ("id", "name") VALUES (1, 'django');`),
    )
    expect(stage.troubles).toEqual([])
  })
})
