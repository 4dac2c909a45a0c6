/** A letter typed in a name costs what it touches: counts of what renders and is painted, never times. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeDocument } from '../../shared/document/file/write.ts'
import { bigDocument } from '../support/big-document.ts'
import { appPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await openStage({ design: writeDocument(bigDocument(400)) })
  page = stage.page
}, 60_000)
afterAll(() => stage.close())

interface Probe {
  readonly relataApp: { readonly compiled: { whenReady(): Promise<unknown> } }
}

const counts = (): Promise<{ draws: number; renders: Record<string, number> }> =>
  page.evaluate(() => ({ draws: globalThis.relataDraws ?? 0, renders: { ...globalThis.relataRenders } }))

/** Until nothing was rendered or painted for half a second. */
async function calm(): Promise<{ draws: number; renders: Record<string, number> }> {
  for (let before = await counts(); ;) {
    await page.waitForTimeout(500)
    const now = await counts()
    if (JSON.stringify(now) === JSON.stringify(before)) return now
    before = now
  }
}

describe('a letter of a name', () => {
  it('renders its row and its box, no other row, no field, no canvas', async () => {
    const app = await appPage(page)
    // What is found in a large design is known some time after it was opened.
    await page.evaluate(() => (window as unknown as Probe).relataApp.compiled.whenReady().then(() => null))
    await app.openModel('Model200')
    const input = app.inspector.getByRole('textbox', { name: 'Name', exact: true }).first()
    await input.focus()
    // The first one shows the dot of unsaved changes.
    await page.keyboard.press('End')
    await page.keyboard.type('a')
    const before = await calm()
    await page.keyboard.type('b')
    await page.locator('.box[data-model="Model200ab"]').waitFor()
    const after = await calm()
    const more = (name: string): number => (after.renders[name] ?? 0) - (before.renders[name] ?? 0)
    expect(after.draws - before.draws).toBe(0)
    expect(more('ModelNode')).toBe(1)
    expect(more('Row')).toBe(0)
    expect(more('ModelRow')).toBeLessThanOrEqual(1)
    expect(more('FieldRow')).toBe(0)
    // What of the inspector does not say the name.
    expect(more('FieldList') + more('MetaSection')).toBe(0)
    // Boxes that have room for their texts clip none of them: each clip costs in every frame.
    const clipped = page.locator('.box[data-model="Model200ab"] .row-name')
    expect(
      await clipped.evaluateAll((all) => all.filter((e) => getComputedStyle(e).overflow === 'hidden').length),
    ).toBe(0)
    expect(more('Canvas') + more('Flow')).toBe(0)
    expect(stage.troubles).toEqual([])
  })
})
