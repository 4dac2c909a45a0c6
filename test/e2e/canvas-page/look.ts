/** What a story of the canvas sees and does on its page. */
import type { Page } from 'playwright-core'
import { settled } from './open.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export async function boxOf(page: Page, name: string): Promise<Box> {
  const box = await page.locator(`.box[data-model="${name}"]`).boundingBox()
  if (box === null) throw new Error(`${name} is not drawn`)
  return box
}

/** The labels of the undo steps so far. */
export function steps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { canvasPage } = globalThis as unknown as {
      canvasPage: { editor: { getState(): { history: { past: { label: string }[] } } } }
    }
    return canvasPage.editor.getState().history.past.map((step) => step.label)
  })
}

interface SeenField {
  readonly name: string
  readonly kind: string
  readonly type?: string
  readonly to?: string | null
  readonly onDelete?: string | null
  readonly relatedName?: string | null
  readonly options: Record<string, unknown>
}

/** Fields of a model as they stand in the document. */
export function fieldsOf(page: Page, name: string): Promise<SeenField[]> {
  return page.evaluate((wanted) => {
    const { canvasPage } = globalThis as unknown as {
      canvasPage: { editor: { getState(): { doc: { models: Record<string, { name: string; fields: SeenField[] }> } } } }
    }
    const models = Object.values(canvasPage.editor.getState().doc.models)
    return models.find((m) => m.name === wanted)?.fields ?? []
  }, name)
}

export function modelNames(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { canvasPage } = globalThis as unknown as {
      canvasPage: { editor: { getState(): { doc: { models: Record<string, { name: string }> } } } }
    }
    return Object.values(canvasPage.editor.getState().doc.models)
      .map((m) => m.name)
      .sort()
  })
}

export function renders(page: Page): Promise<number> {
  return page.evaluate(() =>
    Object.values((globalThis as { relataRenders?: Record<string, number> }).relataRenders ?? {}).reduce(
      (a, b) => a + b,
      0,
    ),
  )
}

export function elements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length)
}

/** Presses at a point, moves in steps, lets go. */
export async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
  count = 12,
): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(...to, { steps: count })
  await page.mouse.up()
  await settled(page)
}

/** From the grip at the right of one box into another. */
export async function relateByMouse(page: Page, from: string, to: string): Promise<void> {
  const a = await boxOf(page, from)
  const b = await boxOf(page, to)
  await page.mouse.move(a.x + 40, a.y + 15)
  await drag(page, [a.x + a.width, a.y + 20], [b.x + 40, b.y + 20], 16)
}
