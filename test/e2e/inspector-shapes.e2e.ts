/** Areas and notes in the inspector: all of them by keyboard, each change one step back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations, overflows } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Shape {
  readonly name?: string
  readonly text?: string
  readonly color: string | null
  readonly collapsed?: boolean
  readonly width: number
}

interface Probe {
  readonly relataApp: {
    readonly editor: {
      getState(): { readonly doc: { readonly areas: Record<string, Shape>; readonly notes: Record<string, Shape> } }
      select(selection: object): void
    }
  }
}

describe('an area and a note in the inspector', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const press = async (...keys: string[]) => {
    for (const key of keys) await stage.page.keyboard.press(key)
  }
  const shapes = () =>
    stage.page.evaluate(() => {
      const { doc } = (window as unknown as Probe).relataApp.editor.getState()
      return { areas: Object.values(doc.areas), notes: Object.values(doc.notes) }
    })
  const select = (kind: 'areas' | 'notes') =>
    stage.page.evaluate((of) => {
      const { editor } = (window as unknown as Probe).relataApp
      editor.select({ [of]: new Set(Object.keys(editor.getState().doc[of])) })
    }, kind)
  const heading = () => app.inspector.getByRole('heading', { level: 2 }).innerText()
  const undo = async () => {
    await stage.page.locator('.canvas').focus()
    await press('Control+z')
  }

  it('shows what an area is called, its colour, and the models in it', async () => {
    await app.openModel('Post')
    await app.outline.getByRole('option', { name: /Tag/ }).click({ modifiers: ['Control'] })
    await stage.page.locator('.canvas').focus()
    await press('Control+g')
    await stage.page.keyboard.type('Writing')
    await press('Enter')
    await eventually(async () => expect(await heading()).toBe('Writing'))
    await eventually(async () => expect(await app.inspector.innerText()).toMatch(/\d models in it/))
    expect(await app.inspector.getByRole('button', { name: /Tag$/ }).count()).toBe(1)
    expect(await axeViolations(stage.page)).toEqual([])
    expect(await overflows(stage.page)).toEqual([])
    await stage.shot('inspector-area')
  })

  it('is renamed, coloured and folded up by keyboard, and each goes back by itself', async () => {
    const before = (await shapes()).areas[0]
    const name = app.inspector.getByRole('textbox', { name: 'Name' })
    await name.focus()
    await press('Control+a')
    await stage.page.keyboard.type('Words')
    await press('Tab')
    // The colours are one stop, the arrows go through them.
    await press('ArrowRight')
    await eventually(async () => expect((await shapes()).areas[0]?.color).not.toBe(before?.color))
    await press('Tab', 'Space')
    await eventually(async () => expect((await shapes()).areas[0]).toMatchObject({ name: 'Words', collapsed: true }))
    // Those that are not drawn any more are still in it.
    await eventually(async () => expect(await app.inspector.innerText()).toMatch(/\d models in it/))
    await undo()
    await undo()
    await eventually(async () => expect((await shapes()).areas[0]).toEqual({ ...before, name: 'Words' }))
    await undo()
    await eventually(async () => expect((await shapes()).areas[0]).toEqual(before))
  })

  it('leads to its models', async () => {
    await app.inspector.getByRole('button', { name: 'Select them' }).click()
    await eventually(async () => expect(await heading()).toMatch(/\d models/))
    await select('areas')
    await app.inspector.getByRole('button', { name: /Tag$/ }).click()
    await eventually(async () => expect(await heading()).toBe('Tag'))
  })

  it('writes and places a note', async () => {
    await stage.page.locator('.canvas').focus()
    await press('Escape', 'n')
    await stage.page.keyboard.type('Ask the *editors*')
    await press('Escape')
    await select('notes')
    await eventually(async () => expect(await heading()).toBe('Note'))
    const text = app.inspector.getByRole('textbox', { name: 'Text' })
    expect(await text.inputValue()).toBe('Ask the *editors*')
    await text.fill('Ask **everybody**')
    await eventually(async () =>
      expect(await stage.page.locator('.canvas').innerHTML()).toContain('<strong>everybody</strong>'),
    )
    const width = app.inspector.getByRole('textbox', { name: 'Width' })
    await width.fill('20')
    expect(await app.inspector.getByRole('alert').innerText()).toBe('At least 96.')
    await width.fill('320')
    await press('Enter')
    expect((await shapes()).notes[0]).toMatchObject({ text: 'Ask **everybody**', width: 320 })
    expect(await axeViolations(stage.page)).toEqual([])
    await stage.shot('inspector-note')
    await undo()
    await eventually(async () => expect((await shapes()).notes[0]?.width).not.toBe(320))
    expect((await shapes()).notes[0]?.text).toBe('Ask **everybody**')
  })

  it('colours and locks several at once', async () => {
    await stage.page.evaluate(() => {
      const { editor } = (window as unknown as Probe).relataApp
      const { areas, notes } = editor.getState().doc
      editor.select({ areas: new Set(Object.keys(areas)), notes: new Set(Object.keys(notes)) })
    })
    await eventually(async () => expect(await heading()).toBe('1 area, 1 note'))
    await app.inspector.getByRole('radio', { name: 'Colour 3' }).click()
    const { areas, notes } = await shapes()
    expect([areas[0]?.color, notes[0]?.color]).toEqual(['palette:2', 'palette:2'])
    await undo()
    await eventually(async () => expect((await shapes()).notes[0]?.color).toBeNull())
    expect(stage.troubles).toEqual([])
  })
})
