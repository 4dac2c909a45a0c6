import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('rows of the sample database', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
  })
  afterAll(() => stage.close())

  const grid = () => app.dock.getByRole('grid')
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => stage.page.keyboard.press(key)), Promise.resolve())
  const table = async (name: string) => {
    await app.dock.getByRole('button', { name: new RegExp(`^${name}\\s*\\d`) }).click()
    await eventually(async () => expect(await grid().getAttribute('aria-label')).toBe(`Rows of ${name}`))
  }
  const bar = () => app.dock.getByRole('status').filter({ hasText: /written|Written|Taken back/ })
  const cell = (row: number, column: number) => grid().locator(`[id$="cell-${row}-${column}"]`)

  it('change in a cell, wait, are written, and are taken back', async () => {
    await table('blog_post')
    await grid().focus()
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'F2')
    const editor = stage.page.getByRole('textbox', { name: 'Value of title' })
    await editor.fill('x'.repeat(201))
    await press('Enter')
    expect(await stage.page.getByRole('alert').innerText()).toContain('at most 200 characters (it has 201)')
    await editor.fill('Django, first steps')
    await press('Enter')
    expect(await cell(0, 3).innerText()).toBe('Django, first steps')
    expect(await grid().getAttribute('aria-activedescendant')).toMatch(/cell-1-3$/)
    expect(await bar().innerText()).toContain('1 change not written yet (blog_post)')
    await stage.shot('data-staged')
    await app.dock.getByRole('button', { name: 'Apply' }).click()
    await eventually(async () => expect(await bar().innerText()).toContain('Written: blog_post: 1 changed'))
    await app.dock.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => expect(await bar().innerText()).toContain('Taken back: blog_post: 1 changed'))
    await eventually(async () => expect(await cell(0, 3).innerText()).toBe('Django basics'))
  })

  it('say of a cell that may not be empty that it is not', async () => {
    await grid().focus()
    await press('Control+Home', 'ArrowRight', 'Delete')
    await stage.page.getByText('author_id: This field cannot be null.').first().waitFor()
    expect(await cell(0, 1).innerText()).toContain('amina')
  })

  it('take a foreign key by what its row is called', async () => {
    await grid().focus()
    await press('Control+Home', 'ArrowRight')
    expect(await cell(0, 1).innerText()).toContain('amina')
    await stage.page.keyboard.type('car')
    await eventually(async () =>
      expect(
        await stage.page.getByRole('listbox', { name: 'Value of author_id' }).getByRole('option').allInnerTexts(),
      ).toEqual([expect.stringContaining('carol')]),
    )
    await press('Enter')
    expect(await cell(0, 1).innerText()).toMatch(/3\s*carol/)
    await app.dock.getByRole('button', { name: 'Discard' }).click()
    expect(await cell(0, 1).innerText()).toContain('amina')
    await app.dock
      .getByRole('status')
      .filter({ hasText: '1 change discarded' })
      .getByRole('button', { name: 'Undo' })
      .click()
    expect(await cell(0, 1).innerText()).toContain('carol')
    await app.dock.getByRole('button', { name: 'Discard' }).click()
  })

  it('lead to the rows they refer to, to those that refer to them, and back', async () => {
    await grid().focus()
    await press('Control+Home', 'ArrowRight', 'Alt+Enter')
    await eventually(async () => expect(await grid().getAttribute('aria-label')).toBe('Rows of auth_user'))
    expect(await app.dock.getByRole('list', { name: 'Filters' }).innerText()).toContain('id is 1')
    await eventually(async () => expect(await grid().innerText()).toContain('amina'))
    await grid().focus()
    await press('Control+Home', 'End')
    await eventually(async () => expect(await grid().getByRole('columnheader').last().innerText()).toContain('posts'))
    await eventually(async () => expect(await grid().locator('[aria-selected="true"]').innerText()).toBe('2'))
    await press('Alt+Enter')
    await eventually(async () =>
      expect(await app.dock.getByRole('list', { name: 'Filters' }).innerText()).toContain('author is 1'),
    )
    await eventually(async () => expect(await app.dock.innerText()).toContain('2 rows'))
    await grid().focus()
    await press('Alt+ArrowLeft')
    await eventually(async () => expect(await grid().getAttribute('aria-label')).toBe('Rows of auth_user'))
    await grid().focus()
    await press('Alt+ArrowLeft')
    await eventually(async () => expect(await grid().getAttribute('aria-label')).toBe('Rows of blog_post'))
  })

  it('hold many-to-many relations, changed as in an admin', async () => {
    await grid().focus()
    await press('Control+Home', 'End', 'Enter')
    const dialog = stage.page.getByRole('dialog', { name: 'tags of Django basics' })
    const chosen = dialog.getByRole('region', { name: 'Chosen' })
    await eventually(async () => expect(await chosen.getByRole('button').count()).toBeGreaterThan(0))
    const before = await chosen.getByRole('button').count()
    await dialog.getByRole('region', { name: 'Available' }).getByRole('button').first().click()
    await chosen.getByRole('button').first().click()
    await stage.shot('data-many')
    await dialog.getByRole('button', { name: 'Done' }).click()
    expect(await bar().innerText()).toContain('2 changes not written yet (blog_post_tags)')
    await app.dock.getByRole('button', { name: 'Apply' }).click()
    await eventually(async () =>
      expect(await bar().innerText()).toContain('Written: blog_post_tags: 1 added, blog_post_tags: 1 deleted'),
    )
    await eventually(async () => expect(Number(await cell(0, 5).innerText())).toBe(before))
    await app.dock.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => expect(await bar().innerText()).toContain('Taken back'))
  })

  it('begin as Django begins them, and say what is missing where it is missing', async () => {
    await table('blog_post')
    await app.dock.getByRole('button', { name: 'New row' }).click()
    await eventually(async () => expect(await bar().innerText()).toContain('1 change'))
    expect(await cell(0, 0).innerText()).toBe('counted up')
    await app.dock.getByRole('button', { name: 'Apply' }).click()
    await eventually(async () =>
      expect(await bar().innerText()).toContain('Nothing was written: 1 row cannot stay so.'),
    )
    expect(await cell(0, 1).getAttribute('aria-invalid')).toBe('true')
    expect(await cell(0, 1).getAttribute('title')).toBe('This field cannot be null.')
    await stage.shot('data-problems')
    await app.dock.getByRole('button', { name: 'Discard' }).click()
  })

  it('are deleted with what goes with them, shown before', async () => {
    await table('auth_user')
    await eventually(async () => expect(await grid().innerText()).toContain('amina'))
    await grid().focus()
    await press('Control+Home', 'Control+Delete')
    const dialog = stage.page.getByRole('dialog', { name: 'Delete this row of User?' })
    await eventually(async () => expect(await dialog.innerText()).toContain('It would delete 8 rows'))
    await dialog.getByRole('button', { name: 'Mark for deletion' }).click()
    expect(await bar().innerText()).toContain('1 change not written yet (auth_user)')
    await app.dock.getByRole('button', { name: 'Apply' }).click()
    await eventually(async () => expect(await bar().innerText()).toContain('auth_user: 1 deleted'))
    expect(await bar().innerText()).toContain('blog_post: 2 deleted')
    await app.dock.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => expect(await app.dock.getByRole('button', { name: /^auth_user\s*4/ }).count()).toBe(1))
  })

  it('open as cards on the canvas', async () => {
    await table('blog_post')
    await cell(0, 3).click({ button: 'right' })
    await stage.page.getByRole('menuitem', { name: 'Show on canvas' }).click()
    const card = stage.page.getByRole('region', { name: 'Post Django basics' })
    await eventually(async () => expect(await card.innerText()).toContain('amina'))
    expect(await card.innerText()).toMatch(/tags: \d/)
    await card.getByRole('button', { name: 'amina' }).click()
    const user = stage.page.getByRole('region', { name: 'User amina' })
    await eventually(async () => expect(await user.innerText()).toContain('posts: 2'))
    await stage.shot('data-cards')
    await user.press('Escape')
    expect(await user.count()).toBe(0)
    await card.getByRole('button', { name: 'Close card' }).click()
    expect(stage.troubles).toEqual([])
  })
})
