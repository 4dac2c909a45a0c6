/** What people do on the first day with the example that opens: it may neither break nor end in silence. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('the first day', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  async function paste(text: string): Promise<void> {
    await stage.page.evaluate((value) => navigator.clipboard.writeText(value), text)
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Control+v')
  }

  it('an empty shell offers queries of this design, which run as they stand', async () => {
    await app.tab('Preview')
    await app.dock.locator('.cm-content').first().fill('')
    const offered = app.dock.getByRole('list', { name: 'Queries to try' }).getByRole('button')
    await offered.first().waitFor()
    expect(await offered.locator('code').allInnerTexts()).toContain(
      'Category.objects.annotate(n=Count("posts")).order_by("-n")',
    )
    await offered.filter({ hasText: 'annotate' }).click()
    const rows = app.dock.getByRole('grid', { name: /^Result/ }).or(app.dock.getByRole('grid'))
    await rows.first().waitFor()
    expect(await rows.first().innerText()).toMatch(/\bn\b/)
  })

  it('Shift+U finds the User that is there', async () => {
    const before = await app.models()
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Shift+U')
    await stage.page.getByText('Django’s User is there already').first().waitFor()
    expect(await app.models()).toEqual(before)
    await eventually(async () => {
      expect(await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('User')
    })
    // Its fields are known, and read where those of other models are.
    expect(await app.inspector.innerText()).toContain('is_superuser')
  })

  it('a CREATE TABLE that refers to a drawn table leads to its model, the database follows', async () => {
    await paste('CREATE TABLE invoice (id serial primary key, post_id integer not null references blog_post(id))')
    await eventually(async () => expect(await app.models()).toContain('Invoice'))
    expect(await app.models()).toEqual(['User', 'Profile', 'Category', 'Tag', 'Post', 'Invoice'])
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'))
    expect(await stage.page.getByText('skipped or guessed').count()).toBe(0)
  })

  it('a class is pasted as it was copied, without its imports', async () => {
    await paste('class Comment(models.Model):\n    post = models.ForeignKey(Post, on_delete=models.CASCADE)\n')
    await eventually(async () => expect(await app.models()).toContain('Comment'))
    expect(await stage.page.getByText('skipped or guessed').count()).toBe(0)
  })

  it('the rows of what is selected are one command away, and have the keys', async () => {
    await app.openModel('Tag')
    await app.palette('Show rows')
    await stage.page.keyboard.press('Enter')
    const grid = app.dock.getByRole('grid', { name: 'Rows of blog_tag' })
    await grid.waitFor()
    await eventually(async () => {
      expect(await grid.evaluate((element) => element === document.activeElement)).toBe(true)
    })
  })

  it('menus tick what is on', async () => {
    await stage.page.getByRole('button', { name: 'What the drawing shows' }).click()
    const byApp = stage.page.getByRole('menuitemcheckbox', { name: 'Colour by app' })
    expect(await byApp.getAttribute('aria-checked')).toBe('true')
    await stage.page.getByRole('menuitemcheckbox', { name: 'No colours' }).click()
    await stage.page.getByRole('button', { name: 'What the drawing shows' }).click()
    expect(await byApp.getAttribute('aria-checked')).toBe('false')
    await byApp.click()
  })

  it('what cannot be pasted is told, with what can', async () => {
    await paste('Lorem ipsum, dolor sit amet.')
    await stage.page.getByText('What can be pasted').first().waitFor()
    expect(stage.troubles).toEqual([])
  })
})

describe('typing on the drawing', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog', viewport: { width: 900, height: 600 } })
    await appPage(stage.page)
  })
  afterAll(() => stage.close())

  /** Where the drawing's own corner is on the page. */
  const origin = (): Promise<number> =>
    stage.page.locator('.react-flow__viewport').evaluate((element) => element.getBoundingClientRect().y)

  it('what is wrong is said in letters of the page, however small the drawing is', async () => {
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('m')
    await stage.page.keyboard.type('Category')
    await stage.page.keyboard.press('Enter')
    const alert = stage.page.getByRole('alert').filter({ hasText: 'already has a model' })
    await alert.waitFor()
    expect(await alert.evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(16)
  })

  it('what was typed and not taken is not lost in silence', async () => {
    await stage.page.locator('.canvas').click({ position: { x: 20, y: 20 } })
    await stage.page.getByText('“Category” was not taken').first().waitFor()
  })

  it('the row that is typed stays in view and clear of the tools', async () => {
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('m')
    await stage.page.keyboard.type('Longer')
    await stage.page.keyboard.press('Enter')
    for (const letter of 'abcdefghijklmn') {
      await stage.page.keyboard.type(`${letter} char`)
      await stage.page.keyboard.press('Enter')
    }
    const tools = await stage.page.getByRole('button', { name: 'Zoom out' }).boundingBox()
    await eventually(async () => {
      const input = await stage.page.locator('.cell-input').boundingBox()
      expect((input?.y ?? Infinity) + (input?.height ?? 0)).toBeLessThan(tools?.y ?? 0)
    })
    await stage.page.keyboard.press('Escape')
  })

  it('the drawing stays where it is when a bar opens above it', async () => {
    const before = await origin()
    await stage.page.getByRole('button', { name: 'Filter the drawing' }).click()
    await stage.page.getByRole('checkbox', { name: 'Hide the rest' }).waitFor()
    expect(await origin()).toBeCloseTo(before, 0)
    expect(stage.troubles).toEqual([])
  })
})
