/** Time travel, and comparing with an earlier version from Git. */
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations, overflows } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Probe {
  readonly relataApp: {
    readonly editor: {
      getState(): { readonly doc: { readonly models: Record<string, { readonly id: string; readonly name: string }> } }
      dispatch(type: string, params: unknown): void
      seal(): void
    }
  }
}

describe('time travel', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd: stage.folder })
    git('init', '--quiet')
    git('add', 'blog.relata.json')
    git('commit', '--quiet', '-m', 'The first draft')
    app = await appPage(stage.page)
    for (const name of ['Label', 'Topic', 'Keyword']) {
      await stage.page.evaluate((to) => {
        const { editor } = (window as unknown as Probe).relataApp
        const tag = Object.values(editor.getState().doc.models).find(({ name: n }) => /^(Tag|Label|Topic)$/.test(n))
        editor.dispatch('model.rename', { id: tag?.id, name: to })
        editor.seal()
      }, name)
    }
    await app.tab('History')
  })
  afterAll(() => stage.close())

  const boxes = () => stage.page.locator('.react-flow__node .box-title, .react-flow__node header').allInnerTexts()
  const zoomIn = async () => {
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Shift+0')
  }

  it('replays steps on the drawing and leaves the present alone', async () => {
    await zoomIn()
    const slider = stage.page.getByRole('slider', { name: /^Time/ })
    await slider.focus()
    await stage.page.keyboard.press('ArrowLeft')
    await stage.page.keyboard.press('ArrowLeft')
    await eventually(async () => expect((await boxes()).join(' ')).toContain('Label'))
    expect(await app.models()).toContain('Keyword')
    expect(await stage.page.getByText('You are looking back').count()).toBeGreaterThan(0)
    expect(await axeViolations(stage.page)).toEqual([])
    await stage.shot('history-past')
    // Nothing can be edited meanwhile.
    await stage.page.keyboard.press('Control+z')
    expect(await app.undoLabels()).toHaveLength(3)
    await stage.page.getByRole('button', { name: 'Back to the present' }).click()
    await eventually(async () => expect((await boxes()).join(' ')).toContain('Keyword'))
  })

  it('goes on from an earlier step, by keyboard, and what came after can be done again', async () => {
    const list = stage.page.getByRole('listbox', { name: 'Steps' })
    await list.focus()
    await stage.page.keyboard.press('ArrowDown')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await app.models()).toContain('Topic'))
    expect(await app.undoLabels()).toHaveLength(2)
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Control+y')
    await eventually(async () => expect(await app.models()).toContain('Keyword'))
  })

  it('compares with a version in Git: in words, in the drawing, side by side', async () => {
    const part = stage.page.getByRole('region', { name: 'Compare versions' })
    await part.getByRole('combobox', { name: 'Before' }).click()
    await stage.page.getByRole('option', { name: /The first draft/ }).click()
    const change = part.getByRole('button', { name: /Keyword/ })
    await change.waitFor()
    expect(await change.innerText()).toContain('name: Tag → Keyword')
    expect(await part.innerText()).toContain('Rename blog_tag to blog_keyword')
    const code = part.getByRole('group', { name: 'Django migration' })
    expect(await code.innerText()).toContain('migrations.RenameModel')
    await part.getByRole('combobox', { name: 'Written for' }).click()
    await stage.page.getByRole('option', { name: 'SQL for PostgreSQL' }).click()
    await eventually(async () =>
      expect(await part.getByRole('group', { name: 'SQL for PostgreSQL' }).innerText()).toContain(
        'ALTER TABLE "blog_tag" RENAME TO "blog_keyword"',
      ),
    )
    await part.getByRole('button', { name: 'Copy' }).click()
    expect(await stage.page.evaluate(() => navigator.clipboard.readText())).toContain('COMMIT;')
    await change.click()
    await eventually(async () =>
      expect(await app.inspector.getByRole('heading', { level: 2 }).innerText()).toBe('Keyword'),
    )
    expect(await axeViolations(stage.page)).toEqual([])
    expect(await overflows(stage.page)).toEqual([])
    await stage.shot('history-compare')
    await part.getByRole('button', { name: 'Side by side' }).click()
    const dialog = stage.page.getByRole('dialog', { name: 'Side by side' })
    expect(await dialog.locator('figure svg').count()).toBe(2)
    expect(await dialog.locator('figure').first().innerText()).toContain('Tag')
    expect(await axeViolations(stage.page)).toEqual([])
    await stage.page.keyboard.press('Escape')
    await part.getByRole('button', { name: 'End comparing' }).click()
    await eventually(async () => expect(await change.count()).toBe(0))
    expect(stage.troubles).toEqual([])
  })
})
