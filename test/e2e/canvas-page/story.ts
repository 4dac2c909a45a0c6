/** What every file of canvas stories begins and ends with. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openCanvasPages } from './open.ts'
import type { CanvasPage } from './open.ts'

/** Opens pages for the stories of this file; each is closed after its story, which must have caused no trouble. */
export function canvasPages(): Pick<CanvasPage, 'open'> {
  let pages: CanvasPage
  const opened: Page[] = []
  beforeAll(async () => {
    pages = await openCanvasPages()
  })
  afterAll(() => pages.close())
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.close()
    expect(pages.troubles).toEqual([])
  })
  return {
    async open(query, prepare) {
      const page = await pages.open(query, prepare)
      opened.push(page)
      return page
    },
  }
}
