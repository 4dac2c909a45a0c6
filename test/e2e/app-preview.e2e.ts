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

  it('answers in the words of the ORM, with the SQL beside it', async () => {
    await app.run('Post.objects.filter(author__profile__city="Casablanca")')
    await eventually(async () => expect(await grid().innerText()).toContain('Django basics'))
    expect(await app.dock.innerText()).toMatch(/3 rows/)
    await stage.shot('preview-orm')
    await app.dock.getByRole('tab', { name: 'SQL', exact: true }).nth(1).click()
    expect(await app.dock.innerText()).toContain('INNER JOIN "blog_profile"')
    await app.dock.getByRole('tab', { name: 'Result' }).click()
  })

  it('runs a script: prints, rows and errors, statement by statement', async () => {
    await app.run('post = Post.objects.first()\nprint(post.title)\npost.tags.all()\nPost.objects.filter(nope=1)')
    await eventually(async () =>
      expect(await app.dock.getByRole('alert').innerText()).toContain('Cannot resolve keyword'),
    )
    expect(await app.dock.innerText()).toContain('Django basics')
    expect(await grid().innerText()).toContain('django')
  })

  it('takes back what a query changes, unless told to keep it', async () => {
    await app.run('Tag.objects.all().delete()')
    await eventually(async () => expect(await app.dock.innerText()).toContain('blog.Tag'))
    await app.run('Tag.objects.count()')
    await eventually(async () => expect(await app.dock.innerText()).toMatch(/\n4\n|\n4$/))
    await app.dock.getByRole('checkbox', { name: 'Keep changes' }).check()
    await app.run('Tag.objects.create(name="kept")')
    await eventually(async () => expect(await app.dock.innerText()).toContain('Changes kept: blog_tag: 1 added'))
    await app.dock.getByRole('checkbox', { name: 'Keep changes' }).uncheck()
    await app.run('Tag.objects.count()')
    await eventually(async () => expect(await app.dock.innerText()).toMatch(/\n5\n|\n5$/))
  })

  it('completes names from the drawing', async () => {
    await app.dock.getByRole('textbox', { name: 'Query' }).click()
    await stage.page.keyboard.press('Control+a')
    await stage.page.keyboard.type('Post.objects.filter(author__prof')
    await stage.page.getByRole('option', { name: /profile/ }).waitFor()
    // A list that has just opened does not take Enter yet: it could have been meant for a new line.
    await stage.page.waitForTimeout(200)
    await stage.page.keyboard.press('Enter')
    expect(await app.dock.getByRole('textbox', { name: 'Query' }).innerText()).toContain('author__profile')
  })

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
    expect(await grid().getAttribute('aria-activedescendant')).toMatch(/cell-1-1$/)
    await stage.page.keyboard.press('Control+End')
    expect(await grid().getAttribute('aria-activedescendant')).toMatch(/cell-5-1$/)
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
  })

  it('says what a delete would do before anything happens', async () => {
    await app.dock.getByRole('button', { name: /^auth_user\s*\d/ }).click()
    await eventually(async () => expect(await grid().innerText()).toContain('amina'))
    await grid().focus()
    await stage.page.keyboard.press('Control+Delete')
    const dialog = stage.page.getByRole('dialog', { name: 'Delete this row of User?' })
    await eventually(async () => expect(await dialog.innerText()).toContain('It would delete 8 rows'))
    expect(await dialog.innerText()).toContain('blog.Post')
    await stage.shot('preview-impact')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  it('fills the tables with rows that fit together', async () => {
    await app.dock.getByRole('button', { name: 'Fill…' }).click()
    await stage.page.getByRole('menuitem', { name: /^100 rows/ }).click()
    await eventually(
      async () => expect(await app.dock.getByRole('button', { name: /^blog_post\s*\d/ }).innerText()).toMatch(/10\d/),
      20_000,
    )
    expect(stage.troubles.filter((text) => !text.includes('sql.query'))).toEqual([])
  })
})
