/** Editing like a sheet: pasting text from elsewhere, fields by the row and by the dozen, typing before the page is there. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { boxOf } from './canvas-page/look.ts'
import { settled } from './canvas-page/open.ts'
import { canvasPages } from './canvas-page/story.ts'

const pages = canvasPages()
let page: Page

interface Field {
  readonly name: string
  readonly kind: string
  readonly type?: string
  readonly to?: string | null
  readonly onDelete?: unknown
  readonly options: Record<string, unknown>
}

/** Fields by model name, and the undo steps. */
function design(): Promise<{ models: Record<string, Field[]>; steps: string[] }> {
  return page.evaluate(() => {
    const { canvasPage } = globalThis as unknown as {
      canvasPage: {
        editor: {
          getState(): {
            doc: { models: Record<string, { name: string; fields: Field[] }> }
            history: { past: { label: string }[] }
          }
        }
      }
    }
    const { doc, history } = canvasPage.editor.getState()
    return {
      models: Object.fromEntries(Object.values(doc.models).map((m) => [m.name, m.fields])),
      steps: history.past.map((step) => step.label),
    }
  })
}

async function paste(text: string): Promise<void> {
  await page.locator('.canvas').focus()
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await page.keyboard.press('Control+v')
  await settled(page)
}

async function select(...models: string[]): Promise<void> {
  await page.evaluate((ids) => {
    const { canvasPage } = globalThis as unknown as { canvasPage: { editor: { select(selection: object): void } } }
    canvasPage.editor.select({ models: new Set(ids) })
  }, models)
}

async function rowOf(field: string): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator(`[data-row="${field}"]`).boundingBox()
  if (box === null) throw new Error(`${field} is not drawn`)
  return box
}

const names = (fields: readonly Field[] | undefined): string[] => (fields ?? []).map((field) => field.name)

describe('a relation to a model that is not there yet', () => {
  it('makes it where there is room, and shows it together with the cell', async () => {
    page = await pages.open('doc=showcase')
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: {
          canvasStore: { getState(): { handle: { zoomTo(zoom: number): void; centerOn(id: string): void } } }
        }
      }
      const { handle } = canvasPage.canvasStore.getState()
      handle.zoomTo(1)
      handle.centerOn('model:tag')
    })
    await settled(page)
    // At the right edge: what is made beside the box is beyond it.
    const tag = await boxOf(page, 'Tag')
    await page.mouse.move(640, 700)
    await page.mouse.wheel(tag.x + tag.width - 1260, 0)
    await settled(page)
    await select('model:tag')
    await page.locator('.box[data-model="Tag"]').focus()
    await page.keyboard.press('f')
    await page.keyboard.type('publisher fk +Publisher')
    await page.keyboard.press('Enter')
    await settled(page)
    const made = await boxOf(page, 'Publisher')
    expect(made.x).toBeGreaterThanOrEqual(0)
    expect(made.x + made.width).toBeLessThanOrEqual(1280)
    const cell = await page.locator('.cell-input').boundingBox()
    expect(cell?.x).toBeGreaterThanOrEqual(0)
  })
})

describe('pasting text', () => {
  it('a list of columns becomes a model, one step, and says what was left out', async () => {
    page = await pages.open('doc=showcase')
    await paste('Article:\n- title char 200 unique\n- author fk User cascade\n- mood nonsense\n- body text')
    const { models, steps } = await design()
    expect(names(models['Article'])).toEqual(['title', 'author', 'body'])
    expect(models['Article']?.[0]).toMatchObject({ type: 'CharField', options: { max_length: 200, unique: true } })
    expect(models['Article']?.[1]).toMatchObject({ kind: 'foreignKey', to: 'model:user', onDelete: 'CASCADE' })
    expect(steps).toEqual(['Paste'])
    await page.getByText(/Line 4: .*nonsense/).waitFor()
    await page.keyboard.press('Control+z')
    expect((await design()).models['Article']).toBe(undefined)
  })

  it('columns become fields of the one model that is selected', async () => {
    page = await pages.open('doc=showcase')
    await select('model:tag')
    await paste('slug slug unique\ncolour\tchar(7)')
    const { models, steps } = await design()
    expect(names(models['Tag'])).toEqual(['name', 'slug', 'colour'])
    expect(models['Tag']?.[2]).toMatchObject({ type: 'CharField', options: { max_length: 7 } })
    expect(steps).toEqual(['Paste fields'])
  })

  it('CREATE TABLE and a Django class become models, related to those that are there', async () => {
    page = await pages.open('doc=showcase')
    await paste(
      'CREATE TABLE shop (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL);\nCREATE TABLE branch (id INTEGER PRIMARY KEY, shop_id INTEGER NOT NULL REFERENCES shop(id));',
    )
    await expect.poll(async () => (await design()).steps).toEqual(['Paste'])
    const sql = (await design()).models
    expect(Object.keys(sql).filter((name) => /shop|branch/i.test(name))).toHaveLength(2)
    await paste(
      'class Vote(models.Model):\n    post = models.ForeignKey("Post", on_delete=models.PROTECT, related_name="votes")\n    value = models.SmallIntegerField(default=1)\n',
    )
    await expect.poll(async () => (await design()).steps).toEqual(['Paste', 'Paste'])
    const { models } = await design()
    expect(models['Vote']?.find((f) => f.name === 'post')).toMatchObject({ to: 'model:post', onDelete: 'PROTECT' })
  })

  it('leaves prose alone', async () => {
    page = await pages.open('doc=showcase')
    await paste('Dear all,\nthe meeting is at noon.\nBring the text and the date please.')
    expect((await design()).steps).toEqual([])
  })
})

describe('fields', () => {
  it('are dragged to another model by their mark', async () => {
    page = await pages.open('doc=showcase')
    const from = await rowOf('field:Comment.text')
    const to = await rowOf('field:Tag.name')
    await page.mouse.move(from.x + 14, from.y + from.height / 2)
    await page.mouse.down()
    await page.mouse.move(to.x + 60, to.y + 3, { steps: 12 })
    await page.mouse.up()
    await settled(page)
    const { models, steps } = await design()
    expect(names(models['Tag'])).toEqual(['text', 'name'])
    expect(names(models['Comment'])).not.toContain('text')
    expect(steps).toEqual(['Move fields'])
  })

  it('are selected by the dozen with Shift, and deleted, retyped and copied together', async () => {
    page = await pages.open('doc=showcase')
    const first = await rowOf('field:Post.title')
    await page.mouse.click(first.x + 60, first.y + 12)
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await settled(page)
    expect(await page.locator('.row[data-selected]').count()).toBe(3)
    await page.keyboard.press('Control+c')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe('title char 200\nslug slug unique\nbody text')
    await page.keyboard.press('t')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('int')
    await page.keyboard.press('Escape')
    const last = await rowOf('field:Post.body')
    await page.mouse.click(first.x + 60, first.y + 12)
    await page.keyboard.down('Shift')
    await page.mouse.click(last.x + 60, last.y + 12)
    await page.keyboard.up('Shift')
    await page.keyboard.press('Delete')
    await settled(page)
    const { models, steps } = await design()
    expect(names(models['Post'])).toEqual(['author', 'editor', 'category', 'tags'])
    expect(steps.at(-1)).toBe('Delete field')
  })
})

describe('typing at once', () => {
  it('keys after M belong to the new model, however quickly they come, and to its fields', async () => {
    page = await pages.open('n=300')
    await page.locator('.canvas').focus()
    // All in one go, without waiting for a frame: what quick hands and scripts do.
    const keys = ['m', ...'Nimbus', 'Enter', ...'name char 80', 'Enter', ...'mentor fk Nimbus', 'Enter', 'Enter']
    const cdp = await page.context().newCDPSession(page)
    await Promise.all(
      keys.map((key) =>
        cdp.send('Input.dispatchKeyEvent', {
          type: 'keyDown',
          key,
          code: key.length === 1 ? '' : key,
          ...(key.length === 1 ? { text: key } : {}),
          ...(key === 'Enter' ? { windowsVirtualKeyCode: 13 } : {}),
        }),
      ),
    )
    await expect
      .poll(async () => names((await design()).models['Nimbus']), { timeout: 8000 })
      .toEqual(['name', 'mentor'])
    expect((await design()).models['Nimbus']?.[1]).toMatchObject({ kind: 'foreignKey' })
    expect(Object.keys((await design()).models)).toHaveLength(301)
  })

  it('a line says all of a field: its target that is not there yet, choices, a default', async () => {
    page = await pages.open('n=0')
    await page.locator('.canvas').focus()
    await page.keyboard.press('m')
    const lines = ['Patient', 'ward fk Ward', ' set null as patients', 'blood char 3 choices A, B, AB default A']
    for (const line of lines) {
      await page.keyboard.type(line)
      await page.keyboard.press('Enter')
      if (!line.endsWith('Ward')) continue
      // What is not there is asked about, and the answer is one key away.
      await expect.poll(() => page.getByRole('alert').textContent()).toContain('“+Ward” makes it')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    }
    await page.keyboard.press('Escape')
    const { models } = await design()
    expect(Object.keys(models)).toEqual(['Patient', 'Ward'])
    expect(models['Patient']).toMatchObject([
      { name: 'ward', kind: 'foreignKey', onDelete: 'SET_NULL', relatedName: 'patients', options: { null: true } },
      { name: 'blood', options: { max_length: 3, default: 'A' }, choices: { kind: 'pairs' } },
    ])
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(2)
  })

  it('keys after N belong to the note', async () => {
    page = await pages.open('n=300')
    await page.locator('.canvas').focus()
    const cdp = await page.context().newCDPSession(page)
    await Promise.all(
      ['n', ...'Remember me'].map((key) => cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key })),
    )
    await expect.poll(() => page.locator('textarea').inputValue()).toBe('Remember me')
  })
})
