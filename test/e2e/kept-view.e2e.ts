import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Placed {
  readonly views: readonly { readonly placements: readonly { readonly x: number; readonly y: number }[] }[]
}

/** The blog with its models as far apart as in a drawing of a thousand. */
function sparse(): string {
  const blog = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../examples/blog.relata.json'), 'utf8'),
  ) as Placed
  for (const view of blog.views)
    for (const place of view.placements) Object.assign(place, { x: place.x * 12, y: place.y * 12 })
  return JSON.stringify(blog)
}

describe('a view of what was found', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ design: sparse() })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('is arranged where it would be mostly ground, and undone in one step', async () => {
    const { page } = stage
    await app.openModel('Post')
    await page.locator('.canvas').focus()
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    const panel = page.getByRole('region', { name: 'Neighbours' })
    await panel.getByRole('button', { name: 'Keep as a view' }).click()
    await page.getByRole('tab', { name: 'Around Post' }).waitFor()
    // Near each other now: all of them in view with their rows.
    await eventually(async () => expect(await page.locator('.box').count()).toBe(4), 20_000)
    await eventually(async () => expect(await app.undoLabels()).toEqual(['Add view']))
    await page.locator('.canvas').focus()
    await page.keyboard.press('Control+z')
    await page.getByRole('tab', { name: 'Around Post' }).waitFor({ state: 'detached' })
    expect(await app.undoLabels()).toEqual([])
    expect(stage.troubles).toEqual([])
  })
})
