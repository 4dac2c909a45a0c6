import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErDocument } from '../../shared/document/records.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { sql } from '../../shared/importers/sql.ts'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const TABLES = ['author', 'book', 'shelf', 'loan']
const SQL = TABLES.map((name) => `CREATE TABLE shop.${name} (id uuid PRIMARY KEY DEFAULT gen_random_uuid());`).join(
  '\n',
)

describe('remarks of an export', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    const bytes = new TextEncoder().encode(SQL)
    const { doc } = (await sql.import([{ path: 'shop.sql', bytes }], { app: 'shop', dialect: 'postgresql' }, {})) as {
      readonly doc: ErDocument
    }
    stage = await openStage({ design: writeDocument(doc) })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('are counted in one line when they are many, and name what they are about', async () => {
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Control+e')
    const dialog = stage.page.getByRole('dialog', { name: 'Export' })
    const line = dialog.getByText('4 warnings')
    await line.waitFor()
    expect(
      await dialog
        .getByText(/gen_random_uuid/)
        .first()
        .isVisible(),
    ).toBe(false)
    await stage.shot('remarks-folded')
    await line.click()
    await dialog.getByText('shop.Author.id').waitFor()
    expect(await axeViolations(stage.page)).toEqual([])
    await stage.shot('remarks-open')
    await stage.page.keyboard.press('Escape')
  })

  it('stand so beside the code, too; a table in a schema is called as in SQL', async () => {
    await app.tab('SQL')
    await eventually(async () => expect(await app.dock.innerText()).toContain('4 warnings'))
    await app.openModel('Book')
    await eventually(async () => expect(await app.inspector.innerText()).toContain('shop.book'))
    expect(stage.troubles).toEqual([])
  })
})
