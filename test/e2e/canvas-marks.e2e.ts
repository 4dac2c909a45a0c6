/** Marks over the drawing, hidden models and another document in its place: what the rest of the page builds filters and comparisons on. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { settled } from './canvas-page/open.ts'
import { canvasPages } from './canvas-page/story.ts'

const pages = canvasPages()
let page: Page

type Tones = Record<string, 'added' | 'removed' | 'changed' | 'hit' | 'dim'>

/** Marks by model name. */
async function mark(tones: Tones | null, hidden: readonly string[] = [], colours: Record<string, string> = {}) {
  await page.evaluate(
    ([wanted, gone, colors]) => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: { canvasStore: { setState(state: object): void } }
      }
      const id = (name: string): string => `model:${name.toLowerCase()}`
      const marks =
        wanted === null
          ? null
          : {
              tones: new Map(Object.entries(wanted).map(([name, tone]) => [id(name), tone])),
              hidden: new Set(gone.map(id)),
              colours: new Map(Object.entries(colors).map(([name, color]) => [id(name), color])),
            }
      canvasPage.canvasStore.setState({ marks })
    },
    [tones, hidden, colours] as const,
  )
  await settled(page)
}

function renderCount(component: string): Promise<number> {
  return page.evaluate(
    (name) => (globalThis as { relataRenders?: Record<string, number> }).relataRenders?.[name] ?? 0,
    component,
  )
}

const box = (name: string) => page.locator(`.box[data-model="${name}"]`)

function drawn(): Promise<string[]> {
  return page.evaluate(() => {
    const { canvasPage } = globalThis as unknown as {
      canvasPage: { canvasStore: { getState(): { handle: { drawnModels(): string[] } } } }
    }
    return canvasPage.canvasStore.getState().handle.drawnModels()
  })
}

describe('marks', () => {
  it('show on the boxes they name, and only those render', async () => {
    page = await pages.open('doc=showcase')
    const before = await renderCount('ModelNode')
    await mark({ Post: 'added', Tag: 'removed', Comment: 'changed', User: 'dim' })
    expect(await renderCount('ModelNode')).toBe(before + 4)
    expect(await box('Post').getAttribute('data-tone')).toBe('added')
    expect(await box('Tag').getAttribute('aria-label')).toMatch(/, removed$/)
    expect(await box('Category').getAttribute('data-tone')).toBe(null)
    await mark(null)
    expect(await renderCount('ModelNode')).toBe(before + 8)
    expect(await page.locator('.box[data-tone]').count()).toBe(0)
  })

  it('hide models with their edges, and give them back where they were', async () => {
    page = await pages.open('doc=showcase')
    const at = await box('Post').boundingBox()
    await mark({}, ['Post', 'Tag'])
    expect(await box('Post').count()).toBe(0)
    expect(await drawn()).not.toContain('model:post')
    expect(await box('User').getAttribute('aria-label')).toContain('2 relations')
    await mark(null)
    expect(await box('Post').boundingBox()).toEqual(at)
    expect(await drawn()).toContain('model:post')
  })

  it('give boxes other colours', async () => {
    page = await pages.open('doc=showcase')
    await mark({}, [], { Post: 'rgb(1, 2, 3)' })
    const color = await box('Post').evaluate((element) => element.style.getPropertyValue('--app'))
    expect(color).toBe('rgb(1, 2, 3)')
  })

  it('reach the far view', async () => {
    page = await pages.open('n=1000')
    const greenish = (): Promise<number> =>
      page.evaluate(() => {
        let count = 0
        const all = [...document.querySelectorAll<HTMLCanvasElement>('.canvas-paint')]
        const canvas = all.find(({ style }) => style.visibility !== 'hidden')
        if (canvas === undefined) return 0
        const g = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
        g?.drawImage(canvas, 0, 0)
        const data = g?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b] = [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0]
          if (g > r + 50 && g > b + 20) count++
        }
        return count
      })
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: {
          canvasStore: { setState(state: object): void; getState(): { handle: { drawnModels(): string[] } } }
        }
      }
      const all = canvasPage.canvasStore.getState().handle.drawnModels()
      canvasPage.canvasStore.setState({ marks: { tones: new Map(all.map((id) => [id, 'added'])) } })
    })
    await expect.poll(greenish, { timeout: 10_000 }).toBeGreaterThan(2000)
  })
})

describe('another document in place of the open one', () => {
  it('is drawn, cannot be edited, and goes again', async () => {
    page = await pages.open('doc=showcase')
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: {
          editor: {
            getState(): { doc: object; view: string }
            dispatch(type: string, params: object): void
          }
          canvasStore: { setState(state: object): void }
        }
      }
      const { editor, canvasStore } = canvasPage
      const { doc, view } = editor.getState()
      editor.dispatch('model.rename', { id: 'model:post', name: 'Article' })
      editor.dispatch('model.delete', { ids: ['model:tag'] })
      canvasStore.setState({ preview: { doc, view } })
    })
    await settled(page)
    expect(await box('Post').count()).toBe(1)
    expect(await box('Tag').count()).toBe(1)
    const at = await box('Post').boundingBox()
    await page.mouse.dblclick((at?.x ?? 0) + 40, (at?.y ?? 0) + 20)
    await settled(page)
    expect(await page.locator('.cell-input').count()).toBe(0)
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as { canvasPage: { canvasStore: { setState(state: object): void } } }
      canvasPage.canvasStore.setState({ preview: null })
    })
    await settled(page)
    expect(await box('Article').count()).toBe(1)
    expect(await box('Tag').count()).toBe(0)
  })
})
