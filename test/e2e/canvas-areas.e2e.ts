/** Areas and notes: drawn, written, moved with what they contain, resized, collapsed, by mouse and by keyboard. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { settled } from './canvas-page/open.ts'
import { canvasPages } from './canvas-page/story.ts'

const pages = canvasPages()
let page: Page

interface Seen {
  readonly name?: string
  readonly text?: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly color: string | null
  readonly collapsed?: boolean
}

/** Areas and notes of the document, and the labels of the undo steps. */
function seen(): Promise<{ areas: Seen[]; notes: Seen[]; steps: string[]; undone: number }> {
  return page.evaluate(() => {
    const { canvasPage } = globalThis as unknown as {
      canvasPage: {
        editor: {
          getState(): {
            doc: { areas: Record<string, Seen>; notes: Record<string, Seen> }
            history: { past: { label: string }[]; future: object[] }
          }
        }
      }
    }
    const { doc, history } = canvasPage.editor.getState()
    return {
      areas: Object.values(doc.areas),
      notes: Object.values(doc.notes),
      steps: history.past.map((step) => step.label),
      undone: history.future.length,
    }
  })
}

async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(...to, { steps: 10 })
  await page.mouse.up()
  await settled(page)
}

async function boxOf(selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator(selector).boundingBox()
  if (box === null) throw new Error(`${selector} is not drawn`)
  return box
}

const model = (name: string): string => `.box[data-model="${name}"]`

describe('areas', () => {
  it('are drawn with a drag, named in place, and take what they contain along, one step each', async () => {
    page = await pages.open('doc=showcase')
    const tag = await boxOf(model('Tag'))
    const comment = await boxOf(model('Comment'))
    await page.keyboard.press('a')
    await drag([tag.x - 40, tag.y - 60], [comment.x + comment.width + 60, comment.y + comment.height + 20])
    await page.keyboard.type('Talk')
    await page.keyboard.press('Enter')
    await settled(page)
    const area = page.locator('.area[data-area="Talk"]')
    expect(await area.getAttribute('aria-label')).toBe('Talk, Tag, Comment')
    const before = await seen()
    const at = await boxOf('.area')
    await drag([at.x + 60, at.y + 14], [at.x + 60, at.y + 94])
    const after = await seen()
    expect(after.steps).toHaveLength(before.steps.length + 1)
    expect((await boxOf(model('Tag'))).y).toBeCloseTo(tag.y + 80, -1)
    expect((await boxOf(model('Comment'))).y - (await boxOf(model('Tag'))).y).toBeCloseTo(comment.y - tag.y, 0)
    await page.keyboard.press('Control+z')
    await settled(page)
    expect((await boxOf(model('Tag'))).y).toBeCloseTo(tag.y, 0)
    expect((await seen()).areas).toEqual(before.areas)
  })

  it('group what is selected, take a colour, a size, fold up and open again', async () => {
    page = await pages.open('doc=showcase')
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: { editor: { select(selection: object): void } }
      }
      canvasPage.editor.select({ models: new Set(['model:tag', 'model:comment']) })
    })
    await page.keyboard.press('Control+g')
    await page.keyboard.type('Talk')
    await page.keyboard.press('Enter')
    await settled(page)
    await page.getByRole('button', { name: 'Colour 6' }).click()
    const { x, y, width, height } = await boxOf('.area')
    await drag([x + width, y + height], [x + width + 48, y + height + 24])
    const [area] = (await seen()).areas
    expect(area).toMatchObject({ name: 'Talk', color: 'palette:5' })
    expect(Math.round(area?.width ?? 0) % 8).toBe(0)
    await page.getByRole('button', { name: 'Collapse', exact: true }).click()
    await settled(page)
    expect(await page.locator(model('Tag')).count()).toBe(0)
    expect(await page.locator('.area').getAttribute('aria-label')).toMatch(
      /^Talk, 2 models, joined to .*Post.*, collapsed$/,
    )
    const folded = await boxOf('.area')
    await drag([folded.x + 60, folded.y + 14], [folded.x + 60, folded.y + 54])
    await page.getByRole('button', { name: 'Expand', exact: true }).click()
    await settled(page)
    expect(await page.locator(model('Tag')).count()).toBe(1)
    const opened = await boxOf('.area')
    const tag = await boxOf(model('Tag'))
    expect(tag.x).toBeGreaterThan(opened.x)
    expect(tag.y).toBeGreaterThan(opened.y + 20)
  })

  it('are reached with Tab, moved with arrows, deleted without their models', async () => {
    page = await pages.open('doc=showcase')
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: { editor: { select(selection: object): void } }
      }
      canvasPage.editor.select({ models: new Set(['model:timestamped']) })
    })
    await page.keyboard.press('Control+g')
    await page.keyboard.press('Enter')
    await page.locator('.canvas').focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('area')
    const before = await boxOf(model('TimeStamped'))
    await page.keyboard.press('ArrowRight')
    await settled(page)
    expect((await boxOf(model('TimeStamped'))).x).toBeGreaterThan(before.x + 4)
    await page.keyboard.press('Delete')
    await settled(page)
    expect(await page.locator('.area').count()).toBe(0)
    expect(await page.locator(model('TimeStamped')).count()).toBe(1)
  })
})

describe('notes', () => {
  it('are written in Markdown, shown without taking HTML from it, and undone as one step', async () => {
    page = await pages.open('doc=showcase')
    await page.keyboard.press('n')
    await page.keyboard.type(
      '# Hello\n- **bold** and `code`\n<img src=x onerror=alert(1)>\n[site](https://example.org)',
    )
    await page.keyboard.press('Escape')
    await settled(page)
    const note = page.locator('.note')
    expect(await note.locator('strong').textContent()).toBe('bold')
    expect(await note.locator('img').count()).toBe(0)
    expect(await note.locator('a').getAttribute('href')).toBe('https://example.org')
    expect((await seen()).notes[0]?.text).toContain('<img')
    expect((await seen()).steps.at(-1)).toBe('Add note')
    await page.keyboard.press('Control+z')
    await settled(page)
    expect(await note.count()).toBe(0)
  })

  it('are duplicated beside themselves, areas too, as one step', async () => {
    page = await pages.open('doc=showcase')
    await page.keyboard.press('n')
    await page.keyboard.type('Remember')
    await page.keyboard.press('Escape')
    await settled(page)
    const before = await seen()
    await page.keyboard.press('Control+d')
    await settled(page)
    const { notes, steps } = await seen()
    const [original, copy] = notes
    expect(notes.map(({ text }) => text)).toEqual(['Remember', 'Remember'])
    expect([copy?.x, copy?.y]).toEqual([Number(original?.x) + 40, Number(original?.y) + 40])
    expect(steps).toHaveLength(before.steps.length + 1)
    await page.keyboard.press('Control+z')
    await settled(page)
    expect((await seen()).notes).toEqual(before.notes)
  })

  it('leave nothing when nothing was written', async () => {
    page = await pages.open('doc=showcase')
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    await settled(page)
    expect(await seen()).toMatchObject({ notes: [], steps: [], undone: 0 })
  })
})
