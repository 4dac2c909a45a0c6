import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** Small things that a person meets who goes on working. */
describe('the second day', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const targets = () => stage.page.locator('.react-flow__node.target').count()

  it('a relation that was begun is given up when one goes on elsewhere', async () => {
    await app.openModel('Post')
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('r')
    await eventually(async () => expect(await targets()).toBe(1))
    await app.tab('SQL')
    await eventually(async () => expect(await targets()).toBe(0))
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('r')
    await eventually(async () => expect(await targets()).toBe(1))
    await stage.page.keyboard.press('Enter')
    await stage.page.locator('.relation-card').waitFor()
    await stage.page.keyboard.press('Escape')
    await app.tab('Preview')
  })

  it('from the palette it stays, though the focus comes back from a dialog', async () => {
    await app.openModel('Post')
    await stage.page.locator('.canvas').focus()
    await app.palette('Draw relation')
    await stage.page
      .getByRole('dialog')
      .getByRole('option', { name: /Draw relation/ })
      .first()
      .waitFor()
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await targets()).toBe(1))
    await stage.page.waitForTimeout(600)
    expect(await targets()).toBe(1)
    await stage.page.keyboard.press('Escape')
    await eventually(async () => expect(await targets()).toBe(0))
    expect(stage.troubles).toEqual([])
  })

  it('a row under the pointer tells what the box has no room for', async () => {
    await app.openModel('Post')
    const row = stage.page.locator('.box[data-model="Post"] .row').filter({ hasText: 'title' })
    const box = await row.boundingBox()
    await stage.page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 8)
    await stage.page.mouse.move((box?.x ?? 0) + 62, (box?.y ?? 0) + 9)
    const tip = stage.page.getByText('CharField(max_length=200)')
    await tip.waitFor()
    await stage.shot('second-day-row')
    const author = await stage.page.locator('.box[data-model="Post"] .row').filter({ hasText: 'author' }).boundingBox()
    await stage.page.mouse.move((author?.x ?? 0) + 60, (author?.y ?? 0) + 9)
    await stage.page.getByText('column author_id').waitFor()
    expect(await tip.isVisible()).toBe(false)
    await stage.page.mouse.move(5, 5)
    await stage.page.getByText('column author_id').waitFor({ state: 'hidden' })
  })

  it('of boxes over each other the selected one is seen whole', async () => {
    await app.openModel('Category')
    const top = () =>
      stage.page.evaluate(() => {
        const at = (name: string) => document.querySelector(`.box[data-model="${name}"]`)?.closest('.react-flow__node')
        return ['Category', 'Post'].map((name) => Number(getComputedStyle(at(name) ?? document.body).zIndex) || 0)
      })
    await eventually(async () => expect((await top())[0]).toBeGreaterThan((await top())[1] ?? 0))
    await app.openModel('Post')
    await eventually(async () => expect((await top())[1]).toBeGreaterThan((await top())[0] ?? 0))
  })

  it('a screen reader hears of one drawing, by its name', async () => {
    const drawings = stage.page.getByRole('application')
    expect(await drawings.count()).toBe(1)
    expect(await drawings.getAttribute('aria-label')).toMatch(/^Diagram/)
  })

  it('the drawing is copied as a picture', async () => {
    await stage.page.locator('.canvas').focus()
    await app.palette('Copy as picture')
    await stage.page
      .getByRole('dialog')
      .getByRole('option', { name: /Copy as picture/ })
      .first()
      .waitFor()
    await stage.page.keyboard.press('Enter')
    await stage.page.getByText('Picture of 5 models copied').waitFor()
    const kinds = await stage.page.evaluate(async () =>
      (await navigator.clipboard.read()).flatMap(({ types }) => types),
    )
    expect(kinds).toContain('image/png')
  })

  it('a file that is deleted outside is unsaved work, and saving brings it back', async () => {
    const file = join(stage.folder, 'blog.relata.json')
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    rmSync(file)
    const notice = stage.page.getByText('The file was deleted by another program')
    await notice.first().waitFor()
    await stage.shot('second-day-deleted')
    await stage.page.getByRole('img', { name: 'unsaved changes' }).waitFor()
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Control+s')
    await eventually(async () => expect(existsSync(file)).toBe(true))
    await eventually(async () => expect(await notice.count()).toBe(0))
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('models')
    expect(stage.troubles).toEqual([])
  })
})

describe('files that are not as they should be', () => {
  it('a damaged one is told with its place; what cannot be edited says why where one tries', async () => {
    const stage = await openStage({ example: 'blog' })
    const app = await appPage(stage.page)
    const good = readFileSync(join(stage.folder, 'blog.relata.json'), 'utf8')
    writeFileSync(join(stage.folder, 'broken.relata.json'), good.slice(0, 300))
    writeFileSync(join(stage.folder, 'newer.relata.json'), good.replace('"version": 1', '"version": 99'))
    const open = async (name: string) => {
      await stage.page.locator('.canvas').focus()
      await stage.page.keyboard.press('Control+o')
      await stage.page.getByRole('dialog').getByText(name).click()
    }
    await open('broken.relata.json')
    const damaged = stage.page.getByRole('dialog', { name: 'broken.relata.json cannot be opened' })
    await damaged.waitFor()
    expect(await damaged.innerText()).toMatch(/line \d+, column \d+\n/)
    await damaged.getByRole('button', { name: 'Close' }).last().click()
    await open('newer.relata.json')
    const reading = stage.page.getByRole('dialog', { name: 'newer.relata.json is open for reading only' })
    await reading.waitFor()
    await stage.page.keyboard.press('Escape')
    await reading.waitFor({ state: 'detached' })
    const add = stage.page
      .getByRole('toolbar')
      .or(stage.page.locator('header'))
      .getByRole('button', { name: /Model$/ })
      .first()
    expect(await add.getAttribute('aria-disabled')).toBe('true')
    await add.click({ force: true })
    await stage.page
      .getByText(/written by a newer version/)
      .last()
      .waitFor()
    expect(await app.models()).toHaveLength(5)
    expect(stage.troubles).toEqual([])
    await stage.close()
  })
})

describe('a window as narrow as a phone, or 400 %', () => {
  it('has all bars in it, nothing scrolls sideways, and the open tab is in sight', async () => {
    const stage = await openStage({ example: 'blog', viewport: { width: 320, height: 640 } })
    const app = await appPage(stage.page)
    for (const name of ['Export', '^Menu', 'Search or run'])
      expect(await rightOf(stage.page.getByRole('button', { name: new RegExp(name) }).first()), name).toBeLessThan(321)
    expect(await stage.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await eventually(async () =>
      expect((await app.dock.getByRole('tab', { name: 'Preview' }).boundingBox())?.x).toBeGreaterThanOrEqual(0),
    )
    await app.palette('Category')
    await stage.page.keyboard.press('Enter')
    await stage.shot('second-day-narrow')
    expect(stage.troubles).toEqual([])
    await stage.close()
  })

  it('long names give way before the views do, and stay in their panels', async () => {
    const stage = await openStage({ example: 'blog' })
    const app = await appPage(stage.page)
    const name = `Long${'er'.repeat(30)}`
    await app.openModel('Category')
    const box = app.inspector.getByRole('textbox', { name: 'Name' })
    await box.fill(name)
    await box.press('Enter')
    const tab = stage.page.getByRole('tablist', { name: 'Views' }).getByRole('tab').first()
    await eventually(async () => expect(await isCut(tab)).toBe(false))
    await stage.shot('second-day-long0')
    const table = app.inspector.getByText(`blog_${name.toLowerCase()}`)
    expect(await rightOf(table)).toBeLessThanOrEqual(1280)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    const title = app.dock.getByRole('heading', { level: 2 })
    await app.dock.getByRole('button', { name: /^blog_long/ }).click()
    await eventually(async () => expect(await title.innerText()).toContain('blog_long'))
    expect(await rightOf(title)).toBeLessThanOrEqual((await rightOf(app.dock)) + 1)
    await stage.shot('second-day-long')
    await stage.close()
  })
})

async function rightOf(locator: Locator): Promise<number> {
  const box = await locator.boundingBox()
  return box === null ? Number.NaN : box.x + box.width
}

const isCut = (locator: Locator): Promise<boolean> =>
  locator.evaluate(
    (element) => (element.parentElement?.scrollWidth ?? 0) > (element.parentElement?.clientWidth ?? 0) + 1,
  )
