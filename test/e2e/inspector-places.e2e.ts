import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const MODELS = `from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=50)


class Book(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
`

interface Probe {
  readonly relataApp: {
    readonly editor: {
      getState(): {
        readonly doc: {
          readonly models: Record<string, { readonly id: string; readonly name: string }>
          readonly placements: Record<string, { readonly model: string; readonly x: number; readonly y: number }>
        }
        readonly view: string
      }
      dispatch(type: string, params: object): void
    }
  }
}

describe('places of a models.py', () => {
  let stage: Stage
  let app: AppPage
  const at = (...names: readonly string[]): string => join(stage.folder, ...names)
  const views = (): string => at('models.relata-views.json')
  const dialog = (name: RegExp) => stage.page.getByRole('dialog', { name })
  beforeAll(async () => {
    stage = await openStage({ example: 'school' })
    writeFileSync(at('models.py'), MODELS)
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  async function open(): Promise<void> {
    await stage.page.keyboard.press('Control+o')
    await dialog(/^Open a file$/)
      .getByRole('button', { name: /^models\.py/ })
      .click()
    await eventually(async () => expect(await app.models()).toContain('Book'))
  }
  const placeOf = (name: string) =>
    stage.page.evaluate((wanted) => {
      const { doc } = (window as unknown as Probe).relataApp.editor.getState()
      const model = Object.values(doc.models).find((one) => one.name === wanted)
      const place = Object.values(doc.placements).find((one) => one.model === model?.id)
      return place === undefined ? null : { x: place.x, y: place.y }
    }, name)
  const move = (name: string, x: number) =>
    stage.page.evaluate(
      ([wanted, left]) => {
        const { editor } = (window as unknown as Probe).relataApp
        const { doc, view } = editor.getState()
        const model = Object.values(doc.models).find((one) => one.name === wanted)?.id
        editor.dispatch('placement.move', { view, moves: [{ model, x: left, y: 80 }] })
      },
      [name, x] as const,
    )

  it('a first save asks once whether they are kept, and shows where', async () => {
    await open()
    expect(await placeOf('Book')).not.toBe(null)
    await move('Book', 640)
    await stage.page.keyboard.press('Control+s')
    const question = dialog(/^Keep the places/)
    expect(await question.innerText()).toContain('models.relata-views.json')
    await stage.shot('places-question')
    await question.getByRole('button', { name: 'Keep places' }).click()
    await eventually(async () => expect(existsSync(views())).toBe(true))
    expect(readFileSync(views(), 'utf8')).toContain('{"model": "model:app.Book", "x": 640, "y": 80}')
    expect(readFileSync(at('models.py'), 'utf8')).toBe(MODELS)
    await app.inspector.getByRole('checkbox', { name: /^Keep places in models\.relata-views\.json/ }).waitFor()
  })

  it('they are there the next time, new models beside them, gone ones forgotten', async () => {
    writeFileSync(
      at('models.py'),
      `${MODELS.replace('class Author', 'class Writer').replace('(Author', '(Writer')}\n\nclass Shelf(models.Model):\n    pass\n`,
    )
    await eventually(async () => expect(await app.models()).toEqual(['Writer', 'Book', 'Shelf']))
    expect(await placeOf('Book')).toEqual({ x: 640, y: 80 })
    expect(await placeOf('Shelf')).not.toBe(null)
    await move('Shelf', 960)
    await stage.page.keyboard.press('Control+s')
    await eventually(async () => expect(readFileSync(views(), 'utf8')).toContain('model:app.Shelf'))
    expect(readFileSync(views(), 'utf8')).not.toContain('Author')
    expect(await dialog(/^Keep the places/).count()).toBe(0)
  })

  it('a project folder has a command of its own; its places lie inside', async () => {
    mkdirSync(at('site', 'shop'), { recursive: true })
    writeFileSync(at('site', 'shop', 'models.py'), MODELS)
    await app.palette('project folder')
    await stage.page.keyboard.press('Enter')
    const picker = dialog(/^Open a Django project folder$/)
    await picker.getByRole('button', { name: /^site/ }).click()
    await picker.getByRole('button', { name: /^shop/ }).waitFor()
    await stage.shot('places-folder')
    await picker.getByRole('button', { name: 'Open this folder as a Django project' }).click()
    await eventually(async () => expect(await app.models()).toEqual(['Author', 'Book']))
    await move('Author', 320)
    await stage.page.keyboard.press('Control+s')
    await eventually(async () => expect(existsSync(at('site', '.relata-views.json'))).toBe(true))
    expect(stage.troubles).toEqual([])
  })
})
