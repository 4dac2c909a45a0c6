import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Probe {
  readonly relataApp: {
    readonly files: { getState(): { readonly doc: string } }
    readonly editor: {
      getState(): { readonly doc: { readonly models: Record<string, { readonly id: string; readonly name: string }> } }
      dispatch(type: string, params: object): void
      seal(): void
      undo(): string | null
    }
  }
}

describe('care with files and steps', () => {
  let stage: Stage
  let app: AppPage
  const at = (name: string): string => join(stage.folder, name)
  const dialog = (name: RegExp, page: Page = stage.page) => page.getByRole('dialog', { name })
  async function open(name: RegExp, page: Page = stage.page): Promise<void> {
    await page.keyboard.press('Control+o')
    await dialog(/^Open a file$/, page)
      .getByRole('button', { name })
      .click()
  }
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('a design of a newer version opens for reading only and is not written over', async () => {
    const text = readFileSync(at('blog.relata.json'), 'utf8')
    const newer = text.replace('"version": 1', '"version": 9').replace('"name": "blog"', '"name": "x", "later": [1]')
    writeFileSync(at('newer.relata.json'), newer)
    await open(/^newer/)
    await dialog(/^newer\.relata\.json is open for reading only$/)
      .getByRole('button', { name: 'Close' })
      .first()
      .click()
    await app.openModel('Post')
    expect(await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).isDisabled()).toBe(true)
    await stage.page.keyboard.press('Control+s')
    const question = dialog(/is open for reading only$/)
    await question.getByRole('button', { name: 'Save a copy…' }).click()
    const picker = dialog(/^Save to a file$/)
    expect(await picker.getByRole('textbox', { name: 'File name' }).inputValue()).toBe('newer-copy.relata.json')
    await picker.getByRole('button', { name: 'Save', exact: true }).click()
    await stage.page.getByRole('heading', { name: 'newer-copy', exact: true }).waitFor()
    expect(await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).isDisabled()).toBe(false)
    expect(readFileSync(at('newer.relata.json'), 'utf8')).toBe(newer)
    expect(readFileSync(at('newer-copy.relata.json'), 'utf8')).toContain('"later": [1]')
  })

  it('1,500 steps are taken back, the last of them from the list of models by key', async () => {
    await open(/^blog\.relata\.json/)
    await stage.page.getByRole('heading', { name: 'blog', exact: true }).waitFor()
    await stage.page.evaluate(() => {
      const { editor } = (window as unknown as Probe).relataApp
      const post = Object.values(editor.getState().doc.models).find(({ name }) => name === 'Post')
      for (let i = 0; i < 1500; i += 1) {
        editor.dispatch('model.rename', { id: post?.id, name: `Post${i}` })
        editor.seal()
      }
    })
    expect((await app.undoLabels()).length).toBe(1500)
    await app.openModel('Tag')
    await stage.page.evaluate(() => {
      const { editor } = (window as unknown as Probe).relataApp
      for (let i = 0; i < 1450; i += 1) editor.undo()
    })
    for (let i = 0; i < 50; i += 1) await stage.page.keyboard.press('Control+z')
    await eventually(async () => expect(await app.models()).toContain('Post'))
    expect((await app.undoLabels()).length).toBe(0)
  })

  it('what is dropped is read before anything is asked about the design that is open', async () => {
    await app.openModel('Tag')
    await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).fill('Label')
    const drop = async (name: string, text: string): Promise<void> => {
      const data = await stage.page.evaluateHandle(
        ([fileName, content]) => {
          const transfer = new DataTransfer()
          transfer.items.add(new File([content], fileName))
          return transfer
        },
        [name, text] as const,
      )
      await stage.page.dispatchEvent('body', 'drop', { dataTransfer: data })
    }
    await drop('broken.relata.json', '{ "nothing"')
    const refused = dialog(/^broken\.relata\.json cannot be opened$/)
    await refused.waitFor()
    expect(await dialog(/^Save the changes/).count()).toBe(0)
    await refused.getByRole('button', { name: 'Close' }).first().click()
    await drop('models.py', 'from django.db import models\n\n\nclass A(models.Model):\n    pass\n')
    await dialog(/^Save the changes/)
      .getByRole('button', { name: 'Cancel' })
      .click()
    expect(await app.models()).toContain('Label')
  })

  it('two tabs on one file: the second save is noticed; models are pasted across', async () => {
    const [other] = await Promise.all([
      stage.page.context().waitForEvent('page'),
      stage.page.evaluate(() => {
        window.open(location.href)
      }),
    ])
    const second = await appPage(other)
    // It starts with the same design: opened is what has another handle.
    const handle = () => other.evaluate(() => (window as unknown as Probe).relataApp.files.getState().doc)
    const before = await handle()
    await open(/^blog\.relata\.json/, other)
    await eventually(async () => expect(await handle()).not.toBe(before))
    expect(await second.models()).toContain('Tag')
    await second.openModel('Tag')
    await second.inspector.getByRole('textbox', { name: 'Name', exact: true }).fill('Keyword')
    await other.keyboard.press('Control+s')
    await stage.page.getByRole('button', { name: 'Decide…' }).click()
    // The bar of that name is about to go.
    const conflict = dialog(/^blog\.relata\.json was changed by another program$/).and(
      stage.page.locator('[data-modal]'),
    )
    await conflict.waitFor()
    await stage.shot('two-tabs')
    await conflict.getByRole('button', { name: 'Take the file' }).click()
    await eventually(async () => expect(await app.models()).toContain('Keyword'))
    await stage.page.bringToFront()
    await app.openModel('Profile')
    await stage.page.locator('[data-model="Profile"]').focus()
    await eventually(async () => {
      await stage.page.keyboard.press('Control+c')
      expect(await stage.page.evaluate(() => navigator.clipboard.readText())).toContain('relata/models')
    })
    await other.bringToFront()
    await other.locator('.canvas').first().focus()
    await other.keyboard.press('Control+v')
    await eventually(async () => expect(await second.models()).toContain('Profile2'))
    expect(stage.troubles).toEqual([])
    await other.close()
  })
})
