/** The whole window by keyboard: from part to part, their sizes, and back to where one was. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('the window by keyboard', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const pane = () =>
    stage.page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane') ?? null)
  const press = (key: string) => stage.page.keyboard.press(key)

  it('F6 goes round all its parts, and past one that is folded', async () => {
    await stage.page.locator('.canvas').focus()
    const seen: (string | null)[] = []
    for (let i = 0; i < 6; i++) {
      await press('F6')
      seen.push(await pane())
    }
    expect(seen).toEqual(['dock', 'inspector', 'status', 'bar', 'outline', 'canvas'].filter((p) => seen.includes(p)))
    expect(seen).toEqual(expect.arrayContaining(['dock', 'inspector', 'bar', 'outline', 'canvas']))
    await stage.page.locator('.canvas').focus()
    await press('Control+j')
    await eventually(async () => {
      await stage.page.locator('.canvas').focus()
      await press('F6')
      expect(await pane()).toBe('inspector')
    })
    await press('Control+j')
  })

  it('comes back to where one was', async () => {
    await app.openModel('Post')
    const table = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    await table.focus()
    await press('F6')
    expect(await pane()).not.toBe('inspector')
    await press('Shift+F6')
    expect(await table.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('a tab that is asked for by key takes the focus', async () => {
    await stage.page.locator('.canvas').focus()
    await press('Alt+5')
    await eventually(async () => {
      const name = await stage.page.evaluate(() => document.activeElement?.textContent ?? '')
      expect(name).toContain('Problems')
    })
  })

  it('what is opened by key takes the focus: a path where its end is chosen, a comparison where its versions are', async () => {
    const { page } = stage
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    await app.openModel('Post')
    await page.locator('.canvas').focus()
    await press('g')
    await press('p')
    await eventually(async () => expect(await focused()).toBe('To'))
    // What is typed is chosen with Enter, without an arrow first.
    await press('Enter')
    await eventually(async () => expect(await focused()).toBe('To: Search'))
    await page.keyboard.type('Prof')
    await press('Enter')
    await eventually(async () =>
      expect(await page.getByRole('combobox', { name: 'To', exact: true }).innerText()).toBe('Profile'),
    )
    expect(await page.getByRole('region', { name: 'Path between models' }).innerText()).toContain('author__profile')
    await press('Escape')
    await press('z')
    await press('c')
    await eventually(async () => expect(await focused()).toBe('Before'))
    await page.locator('.canvas').focus()
  })

  it('letters on a closed list of choices choose; they drew a relation while a path’s end was looked for', async () => {
    const { page } = stage
    const before = await app.undoLabels()
    await page.locator('.canvas').focus()
    for (const key of ['g', 'p']) await press(key)
    const bar = page.getByRole('region', { name: 'Path between models' })
    const [from, to] = ['From', 'To'].map((name) => bar.getByRole('combobox', { name, exact: true }))
    await from?.focus()
    // Letters that come late begin anew: the same again, after what was typed is forgotten.
    await eventually(async () => {
      await page.keyboard.type('Prof')
      await page.waitForTimeout(900)
      expect(await from?.innerText()).toContain('Profile')
    })
    await to?.focus()
    await page.keyboard.type('Tag')
    await bar.getByText('user__posts__tags').waitFor()
    expect(await app.undoLabels()).toEqual(before)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await press('Escape')
  })

  it('says the name that a new model was given, not the one it was made with', async () => {
    await stage.page.locator('.canvas').focus()
    await press('m')
    await eventually(async () => expect(await stage.page.getByText('Added model Model').count()).toBe(1))
    await stage.page.keyboard.type('Review')
    await press('Enter')
    await eventually(async () => expect(await stage.page.getByText('Added model Review').count()).toBe(1))
    await press('Escape')
  })

  it('resizes its parts with the arrows', async () => {
    const handle = stage.page.getByRole('separator', { name: 'Resize: Models' })
    const width = () => app.outline.evaluate((element) => element.getBoundingClientRect().width)
    const before = await width()
    await handle.focus()
    await press('ArrowRight')
    await eventually(async () => expect(await width()).toBeGreaterThan(before))
    expect(stage.troubles).toEqual([])
  })
})
