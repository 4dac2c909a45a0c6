import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

async function rectOf(page: Page, selector: string): Promise<Rect> {
  const rect = await page.locator(selector).first().boundingBox()
  if (rect === null) throw new Error(`${selector} is not on the page`)
  return rect
}

function shared(a: Rect, b: Rect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

describe('room in the drawing', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await stage.page.locator('.box').nth(4).waitFor()
  })
  afterAll(async () => {
    expect(stage.troubles).toEqual([])
    await stage.close()
  })

  const box = (name: string): Promise<Rect> => rectOf(stage.page, `.box:has-text("${name}")`)
  const zoom = (): Promise<string> => stage.page.locator('.canvas-zoom').innerText()

  it("is left to the boxes at a line's ends by the hint of the line", async () => {
    const { page } = stage
    const [user, profile] = [await box('username'), await box('bio')]
    await page.mouse.move((user.x + user.width + profile.x) / 2, user.y + user.height / 2)
    const tip = page.getByRole('tooltip').filter({ hasText: 'Profile.user' })
    await tip.waitFor()
    const place = (await tip.boundingBox()) as Rect
    expect(shared(place, profile)).toBe(0)
    expect(shared(place, user)).toBe(0)
  })

  it('is found for a model that is made near a box', async () => {
    const { page } = stage
    const post = await box('content')
    await page.mouse.dblclick(post.x - 24, post.y + post.height + 20)
    await page.keyboard.type('Review')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    expect(await app.models()).toContain('Review')
    const review = await box('Review')
    for (const other of ['username', 'content', 'bio']) expect(shared(review, await box(other))).toBe(0)
    await page.locator('.canvas').focus()
    await page.keyboard.press('Control+z')
    expect(await app.models()).not.toContain('Review')
  })

  it('is found for a note that would lie over the border of an area', async () => {
    const { page } = stage
    await app.openModel('Tag')
    await page.locator('.canvas').focus()
    await page.keyboard.press('Control+g')
    await page.getByRole('textbox', { name: 'Name of the area' }).press('Escape')
    const area = await rectOf(page, '.area')
    await page.mouse.click(area.x - 12, area.y + area.height - 20, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Add note' }).click()
    const note = await rectOf(page, '.note')
    expect(shared(note, area)).toBe(0)
    await page.keyboard.press('Escape')
    await page.locator('.canvas').focus()
    await page.keyboard.press('Control+z')
  })

  it('of a window that grows and shrinks is used: what was shown as a whole still is', async () => {
    const { page } = stage
    await page.getByRole('button', { name: 'Show everything' }).click()
    const whole = '82 %'
    await eventually(async () => expect(await zoom()).toBe(whole))
    await page.setViewportSize({ width: 1600, height: 1000 })
    await eventually(async () => expect(await zoom()).toBe('100 %'))
    const canvas = await rectOf(page, '.canvas-stage')
    const left = Math.min((await box('username')).x, (await box('content')).x)
    const tag = await rectOf(page, '.box:has-text("char 50")')
    // As far from the left as from the right.
    expect(Math.abs(left - canvas.x - (canvas.x + canvas.width - tag.x - tag.width))).toBeLessThan(30)
    await page.setViewportSize({ width: 1280, height: 800 })
    await eventually(async () => expect(await zoom()).toBe(whole))
  })

  it('of a window that grows is shared on all sides by what was moved by hand', async () => {
    const { page } = stage
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await eventually(async () => expect(await zoom()).not.toBe('82 %'))
    const before = await rectOf(page, '.canvas-stage')
    const post = await box('content')
    const off = (r: Rect, canvas: Rect): number => r.x - canvas.x - canvas.width / 2
    await page.setViewportSize({ width: 1500, height: 900 })
    await eventually(async () => {
      const now = await rectOf(page, '.canvas-stage')
      expect(now.width).toBeGreaterThan(before.width)
      expect(Math.abs(off(await box('content'), now) - off(post, before))).toBeLessThan(2)
    })
  })
})
