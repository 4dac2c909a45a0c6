/** Editing on the canvas: cells, rows, lines, the marquee, the menu, arranging, finding the way back. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { boxOf, drag, fieldsOf, modelNames, steps } from './canvas-page/look.ts'
import { settled } from './canvas-page/open.ts'
import { canvasPages } from './canvas-page/story.ts'

const pages = canvasPages()
let page: Page

describe('editing on the canvas', () => {
  it('says what a type cell did not understand and keeps what was typed', async () => {
    page = await pages.open('doc=showcase')
    const row = await page.locator('.box[data-model="Tag"] [data-row="field:Tag.name"]').boundingBox()
    await page.mouse.dblclick((row?.x ?? 0) + (row?.width ?? 0) - 20, (row?.y ?? 0) + 12)
    await page.waitForSelector('.cell-input[data-column="type"]')
    await page.keyboard.type('chair 3')
    await page.keyboard.press('Enter')
    expect(await page.locator('.cell-error').innerText()).toContain('“chair” is not a type')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('fk Pos')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await settled(page)
    expect((await fieldsOf(page, 'Tag'))[0]).toMatchObject({ kind: 'foreignKey', to: 'model:post' })
  })

  it('reorders a row by its mark', async () => {
    page = await pages.open('doc=showcase')
    const row = await page.locator('[data-row="field:Post.title"]').boundingBox()
    const last = await page.locator('[data-row="field:Post.tags"]').boundingBox()
    await drag(page, [(row?.x ?? 0) + 14, (row?.y ?? 0) + 12], [(last?.x ?? 0) + 14, (last?.y ?? 0) + 26])
    expect((await fieldsOf(page, 'Post')).map((f) => f.name).at(-1)).toBe('title')
    expect(await steps(page)).toEqual(['Move field'])
  })

  it('relates a model to itself, and edits the line in its bar', async () => {
    page = await pages.open('doc=showcase')
    const tag = await boxOf(page, 'Tag')
    await page.mouse.move(tag.x + 40, tag.y + 15)
    await page.mouse.move(tag.x + tag.width, tag.y + 20)
    await page.mouse.down()
    await page.mouse.move(tag.x + tag.width + 60, tag.y + 50, { steps: 5 })
    await page.mouse.move(tag.x + 60, tag.y + 60, { steps: 5 })
    await page.mouse.up()
    await page.waitForSelector('.relation-card')
    await page.keyboard.press('Enter')
    await settled(page)
    expect((await fieldsOf(page, 'Tag')).at(-1)).toMatchObject({ name: 'parent', kind: 'foreignKey', to: 'model:tag' })
    await page.getByLabel('Kind of relation').selectOption('manyToMany')
    expect((await fieldsOf(page, 'Tag')).at(-1)).toMatchObject({ kind: 'manyToMany' })
    await page.getByRole('button', { name: 'Delete relation' }).click()
    await settled(page)
    expect((await fieldsOf(page, 'Tag')).map((f) => f.name)).toEqual(['name'])
  })

  it('selects with a marquee, copies, pastes, duplicates and deletes', async () => {
    page = await pages.open('doc=showcase')
    const tag = await boxOf(page, 'Tag')
    const comment = await boxOf(page, 'Comment')
    await page.keyboard.down('Shift')
    await drag(page, [tag.x - 30, tag.y - 40], [comment.x + comment.width + 20, comment.y + 30])
    await page.keyboard.up('Shift')
    expect(await page.locator('.box[data-selected]').count()).toBe(2)
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
    await page.waitForFunction(() => document.querySelector('.box[data-model="Tag2"]') !== null)
    expect(await modelNames(page)).toContain('Comment2')
    await page.keyboard.press('Control+d')
    await settled(page)
    expect(await modelNames(page)).toContain('Tag3')
    await page.keyboard.press('Delete')
    await settled(page)
    expect(await modelNames(page)).not.toContain('Tag3')
    expect(await steps(page)).toEqual(['Paste', 'Duplicate model', 'Delete model and the relations to it'])
  })

  it('offers what fits in the context menu', async () => {
    page = await pages.open('doc=showcase')
    const tag = await boxOf(page, 'Tag')
    await page.mouse.click(tag.x + 40, tag.y + 20, { button: 'right' })
    await page.getByRole('menuitem', { name: /^Collapse/ }).click()
    await settled(page)
    expect((await boxOf(page, 'Tag')).height).toBeLessThan(tag.height / 2 + 10)
  })

  it('arranges everything as one step, nothing over anything, locked models where they were', async () => {
    page = await pages.open('doc=showcase')
    const lost = await boxOf(page, 'Review')
    await page.mouse.click(lost.x + 60, lost.y + 20)
    await page.keyboard.press('l')
    await page.keyboard.press('Control+Shift+L')
    await page.waitForFunction(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: { editor: { getState(): { history: { past: unknown[] } } } }
      }
      return canvasPage.editor.getState().history.past.length === 2
    })
    await settled(page)
    expect(await steps(page)).toEqual(['Change appearance', 'Arrange'])
    const boxes = await page.evaluate(() =>
      [...document.querySelectorAll('.box')].map((box) => {
        const { left, top, right, bottom } = box.getBoundingClientRect()
        return { left, top, right, bottom }
      }),
    )
    expect(boxes.length).toBe(9)
    const over = boxes.filter((a, i) =>
      boxes.some((b, j) => i < j && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    )
    expect(over).toEqual([])
  })

  it('finds the way back when nothing is in view', async () => {
    page = await pages.open('doc=showcase')
    await page.mouse.move(640, 400)
    for (let i = 0; i < 8; i++) await page.mouse.wheel(0, 900)
    await page.getByRole('button', { name: 'Show all' }).click()
    await settled(page)
    expect((await boxOf(page, 'Post')).width).toBeGreaterThan(50)
  })
})
