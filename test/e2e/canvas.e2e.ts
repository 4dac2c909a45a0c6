/** Stories of the drawing surface, on a page of its own: what it does, how little renders, how little is in the DOM. */
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { boxOf, drag, elements, relateByMouse, renders, steps } from './canvas-page/look.ts'
import { settled } from './canvas-page/open.ts'
import { canvasPages } from './canvas-page/story.ts'

const pages = canvasPages()
let page: Page

/** Pieces of a sheet of four by two that lie right round it. */
const AROUND = 6 * 4 - 4 * 2

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly args?: { readonly elementCount?: number }
}

interface EditorPage {
  canvasPage: {
    canvasStore: { getState(): { handle: { centerOn(id: string): void; zoomTo(zoom: number): void } } }
    editor: {
      dispatch(type: string, params: object): void
      getState(): { doc: { models: Record<string, { name: string } | undefined> } }
    }
  }
}

describe('the drawing surface', () => {
  it('renders nothing while the camera moves inside the kept window, and little when it leaves it', async () => {
    page = await pages.open('doc=showcase')
    const before = await renders(page)
    await page.mouse.move(700, 480)
    for (let i = 0; i < 30; i++) await page.mouse.wheel(4, 3)
    await page.keyboard.down('Control')
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, i % 2 === 0 ? 6 : -6)
    await page.keyboard.up('Control')
    await settled(page)
    expect(await renders(page)).toBe(before)
  })

  it('draws what a pan brings in pieces beside what is there, and all of it anew once it rests', async () => {
    page = await pages.open('doc=showcase')
    const drawn = () =>
      page.evaluate(() => ({
        draws: (globalThis as { relataDraws?: number }).relataDraws ?? 0,
        pieces: [...document.querySelectorAll<HTMLCanvasElement>('.canvas-tiles canvas')].filter(
          ({ style }) => style.visibility === 'visible',
        ).length,
      }))
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: { canvasStore: { getState(): { handle: { zoomTo(zoom: number): void } } } }
      }
      canvasPage.canvasStore.getState().handle.zoomTo(1)
    })
    // All boxes are there, and nothing is drawn any more.
    let before = await drawn()
    await expect
      .poll(
        async () => {
          const last = before
          await page.waitForTimeout(400)
          before = await drawn()
          return before.draws - last.draws
        },
        { timeout: 15_000 },
      )
      .toBe(0)
    // Those round the view are made when nothing has happened for a while: the first frame of a pan needs eight of them.
    await expect.poll(async () => (await drawn()).pieces, { timeout: 15_000 }).toBe(AROUND)
    // In one go: no time for a rest in between, however busy the machine is.
    const panned = await page.evaluate(() => {
      const pane = document.querySelector('.react-flow__pane') as HTMLElement
      const at = { clientX: 640, clientY: 400, bubbles: true, cancelable: true }
      const draws = (): number => (globalThis as { relataDraws?: number }).relataDraws ?? 0
      const pieces = (): number => document.querySelectorAll('.canvas-tiles canvas').length
      const was = { draws: draws(), pieces: pieces() }
      const pan = (): void => void pane.dispatchEvent(new WheelEvent('wheel', { ...at, deltaX: 20, deltaY: 12 }))
      pan()
      const first = pieces() - was.pieces
      for (let i = 0; i < 12; i++) pan()
      return { draws: draws() - was.draws, first, more: pieces() - was.pieces }
    })
    expect(panned.draws).toBe(0)
    // One ahead at most: nothing that is seen was missing.
    expect(panned.first).toBeLessThanOrEqual(1)
    expect(panned.more).toBeGreaterThan(1)
    await expect.poll(async () => (await drawn()).draws, { timeout: 15_000 }).toBeGreaterThan(before.draws)
    await expect.poll(async () => (await drawn()).pieces, { timeout: 15_000 }).toBe(AROUND)
    // Wherever the last pan ended, they lie round what is shown: none over it.
    const over = await page.evaluate(() => {
      const view = document.querySelector('.canvas-stage')?.getBoundingClientRect() ?? new DOMRect()
      return [...document.querySelectorAll<HTMLCanvasElement>('.canvas-tiles canvas')].filter((piece) => {
        const { left, right, top, bottom } = piece.getBoundingClientRect()
        const isOver = left < view.right - 1 && right > view.left + 1 && top < view.bottom - 1 && bottom > view.top + 1
        return piece.style.visibility === 'visible' && isOver
      }).length
    })
    expect(over).toBe(0)
  })

  it('stands on whole pixels in every frame of a pan, and loses none', async () => {
    page = await pages.open('doc=showcase')
    const moved = await page.evaluate(async () => {
      const pane = document.querySelector('.react-flow__pane') as HTMLElement
      const viewport = document.querySelector<HTMLElement>('.react-flow__viewport')
      const at = { clientX: 640, clientY: 400, bubbles: true, cancelable: true }
      const seen: string[] = []
      for (let i = 0; i < 5; i++) {
        pane.dispatchEvent(new WheelEvent('wheel', { ...at, deltaX: 7.3, deltaY: 3.37 }))
        await new Promise((done) => requestAnimationFrame(done))
        seen.push(viewport?.style.transform ?? '')
      }
      return seen
    })
    const shifts = moved.map((text) => /translate\((-?[\d.]+)px, (-?[\d.]+)px\)/.exec(text)?.slice(1).map(Number) ?? [])
    expect(shifts.flat().every(Number.isInteger)).toBe(true)
    // What is rounded is not lost: five steps of 7.3 and 3.37 px.
    const [first, last] = [shifts[0] ?? [], shifts.at(-1) ?? []]
    expect(Math.abs((first[0] ?? 0) - (last[0] ?? 0) - 4 * 7.3)).toBeLessThanOrEqual(1)
    expect(Math.abs((first[1] ?? 0) - (last[1] ?? 0) - 4 * 3.37)).toBeLessThanOrEqual(1)
  })

  it('works out the style of a box that comes, and of no other', async () => {
    page = await pages.open('doc=showcase')
    const session = await page.context().newCDPSession(page)
    const counts: number[] = []
    session.on('Tracing.dataCollected', ({ value }) => {
      for (const { name, ph, args } of value as unknown as TraceEvent[])
        if (name === 'UpdateLayoutTree' && ph === 'X') counts.push(args?.elementCount ?? 0)
    })
    await settled(page)
    await session.send('Tracing.start', { traceConfig: { includedCategories: ['devtools.timeline'] } })
    const [ofBox, ofAll] = await page.evaluate(async () => {
      const box = document.querySelector('.react-flow__node-model') as HTMLElement
      const copy = box.cloneNode(true) as HTMLElement
      box.after(copy)
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      copy.remove()
      return [box.querySelectorAll('*').length, document.querySelectorAll('*').length] as const
    })
    const ended = new Promise((done) => session.once('Tracing.tracingComplete', done))
    await session.send('Tracing.end')
    await ended
    expect(counts.length).toBeGreaterThan(0)
    expect(ofAll).toBeGreaterThan(4 * ofBox)
    expect(Math.max(...counts)).toBeLessThan(2 * ofBox + 20)
  })

  it('renders one box and paints nothing when a name changes', async () => {
    page = await pages.open('doc=showcase')
    const draws = () => page.evaluate(() => (globalThis as { relataDraws?: number }).relataDraws ?? 0)
    const rename = (name: string) =>
      page.evaluate((wanted) => {
        const { canvasPage } = globalThis as unknown as {
          canvasPage: { editor: { dispatch(type: string, params: object): void } }
        }
        canvasPage.editor.dispatch('model.rename', { id: 'model:profile', name: wanted })
      }, name)
    await rename('Profila')
    await settled(page)
    const before = { draws: await draws(), renders: await renders(page) }
    await rename('Profilo')
    await settled(page)
    expect(await page.locator('.box[data-model="Profilo"]').count()).toBe(1)
    expect(await draws()).toBe(before.draws)
    expect((await renders(page)) - before.renders).toBe(1)
  })

  it('paints nothing when a box that nobody sees grows with the name that a row of it says', async () => {
    page = await pages.open('n=0')
    const renameNear = (name: string) =>
      page.evaluate((wanted) => {
        const { editor } = (globalThis as unknown as EditorPage).canvasPage
        editor.dispatch('model.rename', { id: 'model:near', name: wanted })
        return editor.getState().doc.models['model:near']?.name
      }, name)
    await page.evaluate(() => {
      const { editor, canvasStore } = (globalThis as unknown as EditorPage).canvasPage
      const add = (id: string, x: number) =>
        editor.dispatch('model.add', { id, name: 'Model', at: { view: 'view:main', x, y: 40 } })
      add('model:near', 40)
      add('model:far', 6000)
      const relation = { id: 'field:far', from: 'model:far', to: 'model:near', kind: 'foreignKey' }
      editor.dispatch('relation.add', { ...relation, name: 'a_field_with_a_rather_long_name' })
      canvasStore.getState().handle.zoomTo(1)
      canvasStore.getState().handle.centerOn('model:near')
    })
    const draws = () => page.evaluate(() => (globalThis as { relataDraws?: number }).relataDraws ?? 0)
    // Ways are found a little at a time.
    await page.waitForTimeout(500)
    await settled(page)
    const before = await draws()
    // One step of the grid that boxes are wide by is little more than a letter.
    for (const name of ['Mode', 'Modes', 'Modest', 'Modesty']) expect(await renameNear(name)).toBe(name)
    await page.locator('.box[data-model="Modesty"]').waitFor()
    await settled(page)
    expect(await draws()).toBe(before)
  })

  it('shows what it painted as a picture while nothing is painted, and paints again for a drag', async () => {
    page = await pages.open('doc=showcase')
    const shown = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLCanvasElement>('.canvas-stage > .canvas-paint')]
          .filter(({ style }) => style.visibility !== 'hidden' && style.display !== 'none')
          // One that is painted on gives its pen again, one that shows a picture has none.
          .map((canvas) => (canvas.getContext('2d') === null ? 'picture' : 'painted')),
      )
    await expect.poll(shown, { timeout: 20_000 }).toEqual(['picture'])
    const tag = await boxOf(page, 'Tag')
    await page.mouse.move(tag.x + 60, tag.y + 20)
    await page.mouse.down()
    await page.mouse.move(tag.x + 90, tag.y + 60, { steps: 6 })
    expect(await shown()).toEqual(['painted'])
    await page.mouse.up()
    await expect.poll(shown, { timeout: 20_000 }).toEqual(['picture'])
  })

  it('keeps the DOM small at any size and zoom', async () => {
    for (const size of [200, 1000, 5000]) {
      page = await pages.open(`n=${size}`)
      expect(await elements(page)).toBeLessThan(300)
      for (const zoom of [0.6, 1, 2]) {
        await page.evaluate((z) => {
          const { canvasPage } = globalThis as unknown as {
            canvasPage: { canvasStore: { getState(): { handle: { zoomTo(zoom: number): void } } } }
          }
          canvasPage.canvasStore.getState().handle.zoomTo(z)
        }, zoom)
        await settled(page)
        expect(await elements(page)).toBeLessThan(2500)
      }
      if (size < 5000) await page.close()
    }
  })

  it('draws the picture of a far view that a worker made', async () => {
    page = await pages.open('n=1000')
    await page.waitForFunction(() => {
      const all = [...document.querySelectorAll<HTMLCanvasElement>('.canvas-paint')]
      const canvas = all.find(({ style }) => style.visibility !== 'hidden')
      if (canvas === undefined) return false
      const g = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
      g?.drawImage(canvas, 0, 0)
      const data = g?.getImageData(0, 0, canvas.width, canvas.height).data
      return data !== undefined && data.some((value, i) => i % 4 === 3 && value > 0)
    })
    expect(await page.locator('.box').count()).toBe(0)
  })

  it('drags one box and many as one undo step each, and renders only what was selected or moved', async () => {
    page = await pages.open('doc=showcase')
    const tag = await boxOf(page, 'Tag')
    const before = await renders(page)
    await drag(page, [tag.x + 60, tag.y + 20], [tag.x + 140, tag.y + 84], 30)
    const moved = await boxOf(page, 'Tag')
    expect(Math.round(moved.x - tag.x)).toBeGreaterThan(60)
    expect(await steps(page)).toEqual(['Move'])
    // Selecting and the drop; none of the thirty frames.
    expect((await renders(page)) - before).toBeLessThan(12)

    await page.keyboard.press('Control+a')
    await drag(page, [moved.x + 60, moved.y + 20], [moved.x + 60, moved.y + 60], 10)
    expect(await steps(page)).toEqual(['Move', 'Move'])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await settled(page)
    expect(await boxOf(page, 'Tag')).toEqual(tag)
  })

  it('moves the camera and no box while Space is held', async () => {
    page = await pages.open('doc=showcase')
    const tag = await boxOf(page, 'Tag')
    await page.keyboard.down('Space')
    await drag(page, [tag.x + 60, tag.y + 20], [tag.x - 40, tag.y + 70])
    await page.keyboard.up('Space')
    expect(await steps(page)).toEqual([])
    expect(Math.round((await boxOf(page, 'Tag')).x - tag.x)).toBe(-100)
  })

  it('gives up a drag on Escape', async () => {
    page = await pages.open('doc=showcase')
    const tag = await boxOf(page, 'Tag')
    await page.mouse.move(tag.x + 60, tag.y + 20)
    await page.mouse.down()
    await page.mouse.move(tag.x + 160, tag.y + 120, { steps: 6 })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await settled(page)
    expect(await boxOf(page, 'Tag')).toEqual(tag)
    expect(await steps(page)).toEqual([])
  })

  it('lights what belongs to a model without rendering anything', async () => {
    page = await pages.open('doc=showcase')
    const before = await renders(page)
    const tag = await boxOf(page, 'Tag')
    await page.mouse.move(tag.x + 50, tag.y + 20)
    await page.waitForSelector('.canvas[data-focus]')
    expect(await page.locator('.react-flow__node.lit').count()).toBe(2)
    await page.mouse.move(20, 20)
    await page.waitForSelector('.canvas:not([data-focus])')
    expect(await renders(page)).toBe(before)
  })

  it('names a relation both ways when the pointer rests on its line', async () => {
    page = await pages.open('doc=showcase')
    const comment = await boxOf(page, 'Comment')
    const row = await page.locator('.box[data-model="Comment"] [data-row="field:Comment.post"]').boundingBox()
    await page.mouse.move(comment.x - 60, (row?.y ?? 0) + (row?.height ?? 0) / 2)
    await page.waitForSelector('.edge-tip:not([hidden])')
    const text = await page.locator('.edge-tip').innerText()
    expect(text).toContain('comment.post → one Post')
    expect(text).toContain('post.comments.all() → many Comment')
    expect(text).toContain('on delete: cascade')
  })
})

describe('accessibility', () => {
  it('axe finds nothing, in both themes, with the card and the legend open', async () => {
    for (const theme of ['light', 'dark']) {
      page = await pages.open(`doc=showcase&theme=${theme}`)
      await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') })
      expect(await violations()).toEqual([])
      await relateByMouse(page, 'Comment', 'Tag')
      await page.waitForSelector('.relation-card')
      expect(await violations()).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Shift+L')
      await page.waitForSelector('.legend')
      expect(await violations()).toEqual([])
      if (theme === 'light') await page.close()
    }
  })

  function violations(): Promise<string[]> {
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(root: Document): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      const result = await axe.run(document)
      return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`)
    })
  }
})
