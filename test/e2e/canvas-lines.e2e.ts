/** Lines: bent by hand and by key, kept in the document, taken back; named both ways while the pointer rests on them. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { settled } from './canvas-page/open.ts'
import { canvasPages } from './canvas-page/story.ts'

const pages = canvasPages()
let page: Page

const FIELD = 'field:Comment.post'

interface Shown {
  readonly bend: readonly number[] | null
  readonly steps: readonly string[]
}

function shown(): Promise<Shown> {
  return page.evaluate((field) => {
    const { canvasPage } = globalThis as unknown as {
      canvasPage: {
        editor: {
          getState(): {
            doc: { placements: Record<string, { bends?: Record<string, number[]> }> }
            history: { past: { label: string }[] }
          }
        }
      }
    }
    const { doc, history } = canvasPage.editor.getState()
    return {
      bend: doc.placements['placement:main/comment']?.bends?.[field] ?? null,
      steps: history.past.map((step) => step.label),
    }
  }, FIELD)
}

/** Selects the relation; the bar says that it is. */
async function select(): Promise<void> {
  await page.evaluate((field) => {
    const { canvasPage } = globalThis as unknown as { canvasPage: { editor: { select(selection: object): void } } }
    canvasPage.editor.select({ models: new Set(['model:comment']), field: { model: 'model:comment', field } })
  }, FIELD)
  await page.locator('.edge-bar').waitFor()
}

/** Middle of the upright run of the selected line, page px. */
function uprightRun(): Promise<{ x: number; y: number }> {
  return page.evaluate(() => {
    const path = document.querySelector<SVGPathElement>('.canvas-over path.handle')
    const matrix = path?.getScreenCTM()
    // Handles in the order of the runs, each a square that begins at its corner.
    const [, second = ''] = (path?.getAttribute('d') ?? '').split('z')
    const [, x = '0', y = '0', size = '0'] = /M([-\d.]+) ([-\d.]+)h([-\d.]+)/.exec(second) ?? []
    const point = new DOMPoint(Number(x) + Number(size) / 2, Number(y) + Number(size) / 2).matrixTransform(
      matrix ?? undefined,
    )
    return { x: point.x, y: point.y }
  })
}

describe('lines', () => {
  it('are bent by dragging a run, as one step that stays, and find their way again', async () => {
    page = await pages.open('doc=showcase')
    await select()
    const at = await uprightRun()
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await page.mouse.move(at.x + 48, at.y + 10, { steps: 8 })
    await page.mouse.up()
    await settled(page)
    const bent = await shown()
    expect(bent.bend).toHaveLength(1)
    expect(bent.steps).toEqual(['Bend edge'])
    expect((await uprightRun()).x).toBeCloseTo(at.x + 48, -1)
    await page.getByRole('button', { name: 'Let the line find its way again' }).click()
    await settled(page)
    expect((await shown()).bend).toBe(null)
    expect((await uprightRun()).x).toBeCloseTo(at.x, 0)
    await page.keyboard.press('Control+z')
    await settled(page)
    expect((await shown()).bend).toEqual(bent.bend)
  })

  it('are moved aside with a key, as one step', async () => {
    page = await pages.open('doc=showcase')
    await select()
    const at = await uprightRun()
    await page.locator('.canvas').focus()
    for (let i = 0; i < 4; i++) await page.keyboard.press('.')
    await settled(page)
    expect((await uprightRun()).x).toBeCloseTo(at.x + 32, -1)
    expect((await shown()).steps).toEqual(['Bend edge'])
  })

  it('are in view, too, when everything is shown', async () => {
    page = await pages.open('doc=showcase')
    await select()
    await page.locator('.canvas').focus()
    for (let i = 0; i < 200; i++) await page.keyboard.press('.')
    await page.keyboard.press('Shift+1')
    await settled(page)
    const at = await uprightRun()
    const view = await page.locator('.canvas').boundingBox()
    expect(at.x).toBeLessThan((view?.x ?? 0) + (view?.width ?? 0) - 20)
    expect((await shown()).steps).toEqual(['Bend edge'])
  })

  it('are no hindrance to a frame that is drawn from beside one; a click there is theirs', async () => {
    page = await pages.open('doc=showcase')
    await select()
    const at = await uprightRun()
    await page.locator('.canvas').focus()
    // From the relation to its model, from that to nothing.
    for (let i = 0; i < 2; i++) await page.keyboard.press('Escape')
    await page.keyboard.press('v')
    const selected = () =>
      page.evaluate(() => {
        const { canvasPage } = globalThis as unknown as {
          canvasPage: { editor: { getState(): { selection: { models: Set<string>; field: unknown } } } }
        }
        const { models, field } = canvasPage.editor.getState().selection
        return { models: models.size, field: field !== null }
      })
    expect(await selected()).toEqual({ models: 0, field: false })
    await page.mouse.click(at.x, at.y)
    expect(await selected()).toMatchObject({ field: true })
    await page.locator('.canvas').focus()
    for (let i = 0; i < 2; i++) await page.keyboard.press('Escape')
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await page.mouse.move(at.x + 500, at.y + 300, { steps: 5 })
    await page.mouse.up()
    expect((await selected()).models).toBeGreaterThan(0)
    expect((await selected()).field).toBe(false)
    // From afar, where boxes are painted, what is selected has its frame all the same.
    const frames = page.locator('.canvas-over path.chosen:not([d=""])')
    expect(await frames.count()).toBe(0)
    for (let i = 0; i < 6; i++) await page.keyboard.press('-')
    await frames.waitFor({ state: 'attached' })
    const drawn = (await frames.getAttribute('d'))?.match(/z/g)?.length
    expect(drawn).toBe((await selected()).models)
    for (let i = 0; i < 6; i++) await page.keyboard.press('+')
    await settled(page)
    expect(await frames.count()).toBe(0)
  })

  it('give up a bend on Escape', async () => {
    page = await pages.open('doc=showcase')
    await select()
    const at = await uprightRun()
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await page.mouse.move(at.x - 60, at.y, { steps: 5 })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await settled(page)
    expect(await shown()).toEqual({ bend: null, steps: [] })
  })

  it('say how Python walks them, at both ends', async () => {
    page = await pages.open('doc=showcase')
    await select()
    const names = await page.locator('.canvas-over .edge-name').allTextContents()
    expect(names.toSorted()).toEqual(['comment.post', 'post.comments'])
  })
})
