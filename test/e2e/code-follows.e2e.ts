/** The code pane follows an edit where it stands: the text, its marks and the lines that are in view. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Probe {
  readonly relataApp: {
    readonly editor: {
      getState(): { readonly doc: { readonly models: Record<string, { readonly id: string; readonly name: string }> } }
      dispatch(type: string, params: unknown): void
      select(selection: { readonly models: ReadonlySet<string> }): void
    }
  }
}

const PATIENCE_MS = 20_000
const NAMES = ['Profiles', 'Profilesx', 'Profiles', 'Post', 'Profile']

describe('the code pane', () => {
  let stage: Stage
  let app: AppPage
  let model = ''
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    model = await stage.page.evaluate(() => {
      const { editor } = (window as unknown as Probe).relataApp
      const found = Object.values(editor.getState().doc.models).find(({ name }) => name === 'Profile')
      editor.select({ models: new Set([found?.id ?? '']) })
      return found?.id ?? ''
    })
  })
  afterAll(async () => {
    await stage?.close()
  })

  it.each([
    ['SQL', /CREATE TABLE/],
    ['TypeScript', /export interface/],
    ['Django', /^class /],
  ] as const)('%s: a renamed model stays marked and in view', async (tab, line) => {
    await app.tab(tab)
    const { page } = stage
    const marked = page.locator('.cm-line.cm-piece').filter({ hasText: line }).first()
    await eventually(async () => expect(await marked.count()).toBe(1), PATIENCE_MS)
    for (const name of NAMES) {
      await page.evaluate(
        ([id, to]) => (window as unknown as Probe).relataApp.editor.dispatch('model.rename', { id, name: to }),
        [model, name] as const,
      )
      await eventually(async () => {
        expect((await marked.textContent())?.toLowerCase()).toContain(name.toLowerCase())
      }, PATIENCE_MS)
    }
    expect(stage.troubles).toEqual([])
  })
})
