/** Ways to arrange: each one undo step, locked models and areas respected; tidying moves only what has to move. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { settled } from './canvas-page/open.ts'
import { canvasPages } from './canvas-page/story.ts'

const pages = canvasPages()
let page: Page

interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface State {
  readonly places: Record<string, { x: number; y: number; locked: boolean }>
  readonly areas: (Rect & { id: string })[]
  readonly steps: string[]
}

function state(): Promise<State> {
  return page.evaluate(() => {
    const { canvasPage } = globalThis as unknown as {
      canvasPage: {
        editor: {
          getState(): {
            doc: {
              placements: Record<string, { model: string; x: number; y: number; locked: boolean }>
              areas: Record<string, Rect & { id: string }>
            }
            history: { past: { label: string }[] }
          }
        }
      }
    }
    const { doc, history } = canvasPage.editor.getState()
    return {
      places: Object.fromEntries(
        Object.values(doc.placements).map((p) => [p.model, { x: p.x, y: p.y, locked: p.locked }]),
      ),
      areas: Object.values(doc.areas),
      steps: history.past.map((step) => step.label),
    }
  })
}

/** Runs in the page: commands and the handle. */
async function run(what: string, ...params: unknown[]): Promise<void> {
  await page.evaluate(
    async ([name, args]) => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: {
          editor: { dispatch(type: string, params: unknown): void }
          canvasStore: { getState(): { handle: Record<string, (...args: unknown[]) => unknown> } }
        }
      }
      if (name.includes('.')) canvasPage.editor.dispatch(name, args[0])
      else await canvasPage.canvasStore.getState().handle[name]?.(...args)
    },
    [what, params] as const,
  )
  await settled(page)
}

const VIEW = 'view:main'

describe('arranging', () => {
  it('in every style is one step, leaves locked models, and keeps what is in an area in it', async () => {
    page = await pages.open('doc=showcase')
    await run('area.add', { id: 'area:a', view: VIEW, name: 'Talk', x: 760, y: 100, width: 300, height: 440 })
    await run('placement.set', { view: VIEW, models: ['model:user'], locked: true })
    const user = (await state()).places['model:user']
    for (const style of ['leftRight', 'topDown', 'compact', 'star']) {
      const before = (await state()).steps.length
      await run('arrange', null, style, 'model:post')
      const { steps, places, areas } = await state()
      expect(steps).toHaveLength(before + 1)
      expect(places['model:user']).toEqual(user)
      const area = areas[0] as Rect
      for (const id of ['model:tag', 'model:comment']) {
        const { x, y } = places[id] as { x: number; y: number }
        expect(x > area.x && y > area.y && x < area.x + area.width && y < area.y + area.height).toBe(true)
      }
      const post = places['model:post'] as { x: number; y: number }
      expect(
        post.x > area.x - 170 && post.x < area.x + area.width && post.y > area.y - 200 && post.y < area.y + area.height,
      ).toBe(false)
    }
  })

  it('by app is one step, with an area around the models of each', async () => {
    page = await pages.open('doc=showcase')
    await run('app.add', { id: 'app:talk', label: 'talk' })
    for (const id of ['model:tag', 'model:comment', 'model:review']) await run('model.setApp', { id, app: 'app:talk' })
    const before = await state()
    await run('arrangeByApp')
    const after = await state()
    expect(after.steps).toHaveLength(before.steps.length + 1)
    expect(after.areas).toHaveLength(2)
    const talk = after.areas.map(({ x, y, width, height }) =>
      Object.entries(after.places).flatMap(([id, p]) =>
        p.x > x && p.y > y && p.x < x + width && p.y < y + height ? [id] : [],
      ),
    )
    expect(talk.map((ids) => ids.toSorted())).toContainEqual(['model:comment', 'model:review', 'model:tag'])
  })

  it('an area by itself moves only what is in it', async () => {
    page = await pages.open('doc=showcase')
    await run('area.add', { id: 'area:a', view: VIEW, name: 'Talk', x: 760, y: 100, width: 300, height: 440 })
    const before = await state()
    await run('arrangeArea', 'area:a')
    const after = await state()
    const moved = Object.keys(after.places).filter((id) => {
      const [a, b] = [after.places[id], before.places[id]]
      return a?.x !== b?.x || a?.y !== b?.y
    })
    expect(moved.every((id) => id === 'model:tag' || id === 'model:comment')).toBe(true)
    expect(after.areas[0]).toMatchObject({ x: 760, y: 100 })
  })

  it('tidying moves only what lies over something', async () => {
    page = await pages.open('doc=showcase')
    const tidy = await state()
    await run('tidyNew')
    expect(await state()).toEqual(tidy)
    await run('placement.move', { view: VIEW, moves: [{ model: 'model:review', x: 400, y: 200 }] })
    const before = await state()
    await run('tidyNew')
    const after = await state()
    expect(after.places['model:review']).not.toEqual(before.places['model:review'])
    expect({ ...after.places, 'model:review': null }).toEqual({ ...before.places, 'model:review': null })
  })

  it('says how far it is and can be cancelled, with everything where it was', async () => {
    page = await pages.open('n=1200')
    const before = await state()
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: { canvasStore: { getState(): { handle: { arrange(): Promise<void> } } } }
      }
      void canvasPage.canvasStore.getState().handle.arrange()
    })
    await page.locator('.canvas-arranging progress').waitFor()
    await page.locator('.canvas-arranging button').click()
    await page.locator('.canvas-arranging').waitFor({ state: 'detached' })
    expect(await state()).toEqual(before)
  })
})
