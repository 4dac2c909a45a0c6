/** The blog drawn on an empty canvas, by mouse and by keyboard only. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { fieldsOf, modelNames, relateByMouse, steps } from './canvas-page/look.ts'
import { settled } from './canvas-page/open.ts'
import { canvasPages } from './canvas-page/story.ts'

const pages = canvasPages()
let page: Page

/** The name and the fields of the model whose title is being written. */
async function write(name: string, fields: readonly string[]): Promise<void> {
  await page.waitForSelector('.cell-input[data-column="title"]')
  await page.keyboard.type(name)
  for (const field of fields) {
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-row="new"] .cell-input')
    await page.keyboard.type(field)
  }
  await page.keyboard.press('Shift+Enter')
  await page.waitForFunction(() => document.querySelector('.cell-input') === null)
  await settled(page)
}

describe('drawing the blog', () => {
  it('by mouse, from an empty canvas', async () => {
    page = await pages.open('n=0')
    const add = async (x: number, y: number, name: string, fields: readonly string[]): Promise<void> => {
      await page.mouse.dblclick(x, y)
      await write(name, fields)
    }
    await add(180, 120, 'User', ['username char 150 unique'])
    await add(180, 520, 'Profile', ['bio text null', 'city char 80'])
    await add(1000, 120, 'Category', ['name char 80 unique'])
    await add(1000, 520, 'Tag', ['name char 40'])
    await add(600, 300, 'Post', ['title char 200', 'body text'])
    expect(await modelNames(page)).toEqual(['Category', 'Post', 'Profile', 'Tag', 'User'])

    await relateByMouse(page, 'Post', 'User')
    await page.waitForSelector('.relation-card')
    await page.getByLabel('Field name').fill('author')
    await page.getByLabel('Reverse name').fill('posts')
    expect(await page.locator('.card-words').innerText()).toBe(
      'Each Post has one User: post.author\nA User has many Posts: user.posts.all()',
    )
    await page.getByRole('button', { name: 'Create relation' }).click()
    await settled(page)

    await relateByMouse(page, 'Post', 'Category')
    await page.waitForSelector('.relation-card')
    await page.locator('.card-deletes label', { hasText: 'SET_NULL' }).click()
    await page.keyboard.press('Enter')
    await settled(page)

    await relateByMouse(page, 'Post', 'Tag')
    await page.waitForSelector('.relation-card')
    await page.locator('.card-kinds label', { hasText: 'Many-to-many' }).click()
    await page.getByRole('button', { name: 'Create relation' }).click()
    await settled(page)

    await relateByMouse(page, 'Profile', 'User')
    await page.waitForSelector('.relation-card')
    await page.locator('.card-kinds label', { hasText: 'One-to-one' }).click()
    await page.getByRole('button', { name: 'Create relation' }).click()
    await settled(page)

    const post = await fieldsOf(page, 'Post')
    expect(post.map((f) => f.name)).toEqual(['title', 'body', 'author', 'category', 'tags'])
    expect(post[2]).toMatchObject({ kind: 'foreignKey', onDelete: 'CASCADE', relatedName: 'posts' })
    expect(post[3]).toMatchObject({ kind: 'foreignKey', onDelete: 'SET_NULL', options: { null: true } })
    expect(post[4]).toMatchObject({ kind: 'manyToMany', onDelete: null })
    expect((await fieldsOf(page, 'Profile')).at(-1)).toMatchObject({ kind: 'oneToOne', name: 'user' })

    // A model with the name typed at once is one step; so is each field and each relation.
    const count = (await steps(page)).length
    expect(count).toBe(5 + 7 + 4)
    for (let i = 0; i < count; i++) await page.keyboard.press('Control+z')
    await settled(page)
    expect(await modelNames(page)).toEqual([])
    for (let i = 0; i < count; i++) await page.keyboard.press('Control+Shift+z')
    await settled(page)
    expect(await fieldsOf(page, 'Post')).toEqual(post)
  })

  it('by keyboard only', async () => {
    page = await pages.open('n=0')
    const add = async (name: string, fields: readonly string[]): Promise<void> => {
      await page.keyboard.press('m')
      await write(name, fields)
    }
    await page.locator('.canvas').focus()
    await add('User', ['username char 150 unique'])
    await add('Category', ['name char 80', 'parent fk self set null null'])
    await add('Post', ['title char 200', 'author fk User cascade', 'category fk cat protect'])
    expect(await fieldsOf(page, 'Post')).toMatchObject([
      { name: 'title', type: 'CharField', options: { max_length: 200 } },
      { name: 'author', kind: 'foreignKey', onDelete: 'CASCADE' },
      { name: 'category', kind: 'foreignKey', onDelete: 'PROTECT' },
    ])
    expect((await fieldsOf(page, 'Category'))[1]).toMatchObject({
      name: 'parent',
      onDelete: 'SET_NULL',
      options: { null: true },
    })

    // A relation drawn with R: the nearest model is proposed, Enter opens the card, Enter creates.
    await page.keyboard.press('r')
    await page.waitForFunction(() => document.querySelector('.react-flow__node.target') !== null)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.relation-card')
    await page.keyboard.type('extra')
    await page.keyboard.press('Enter')
    await settled(page)
    expect((await fieldsOf(page, 'Post')).at(-1)).toMatchObject({ name: 'extra', kind: 'foreignKey' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Post, 4 fields/)

    // Letters choose its end by name, and it is brought into view; none of them is a command meanwhile.
    await page.mouse.move(640, 400)
    await page.mouse.wheel(0, 2000)
    await settled(page)
    await page.keyboard.press('r')
    await page.keyboard.type('user')
    await page.waitForFunction(
      () => document.querySelector('.react-flow__node.target .box')?.getAttribute('data-model') === 'User',
    )
    await settled(page)
    const target = await page.locator('.box[data-model="User"]').boundingBox()
    expect(target?.y).toBeGreaterThan(0)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.relation-card')
    // Its buttons are pressed by key, whatever is selected beneath.
    await page.getByRole('button', { name: 'Cancel' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector('.relation-card') === null)
    expect(await page.locator('.cell-input').count()).toBe(0)
    const zoom = page.locator('.canvas-zoom')
    const before = await zoom.innerText()
    await page.getByRole('button', { name: 'Zoom in' }).focus()
    await page.keyboard.press('Space')
    await page.waitForFunction((text) => document.querySelector('.canvas-zoom')?.textContent !== text, before)
    await page.locator('.box[data-model="Post"]').focus()
    await page.keyboard.press('r')
    await page.keyboard.type('user')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.relation-card')
    await page.keyboard.type('editor')
    await page.keyboard.press('Enter')
    await settled(page)
    expect((await fieldsOf(page, 'Post')).at(-1)).toMatchObject({ name: 'editor', kind: 'foreignKey' })
  })

  it('goes along relations with Alt and arrows, edits a row with Enter, and leaves at the end of Tab', async () => {
    page = await pages.open('doc=showcase')
    const label = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    await page.locator('.canvas').focus()
    await page.keyboard.press('Tab')
    await settled(page)
    expect(await label()).toMatch(/^TimeStamped, abstract, 2 fields/)
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as { canvasPage: { editor: { select(s: object): void } } }
      canvasPage.editor.select({ models: new Set(['model:post']) })
    })
    await page.locator('.box[data-model="Post"]').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await settled(page)
    expect(await label()).toMatch(/^(Tag|Comment),/)
    await page.keyboard.press('Alt+ArrowLeft')
    await settled(page)
    expect(await label()).toMatch(/^Post,/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.cell-input')
    await page.keyboard.type('headline')
    await page.keyboard.press('Shift+Enter')
    await settled(page)
    expect((await fieldsOf(page, 'Post'))[0]?.name).toBe('headline')
    for (let i = 0; i < 12; i++) await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.box') === null)).toBe(true)
  })
})
