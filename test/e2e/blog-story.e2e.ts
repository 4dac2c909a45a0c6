/** The story everything else serves: draw the tutorial's blog from an empty canvas, see its schema, query it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { createDocument } from '../../shared/document/create.ts'
import { readDocument } from '../../shared/document/file/read.ts'
import type { ErDocument, RelationField } from '../../shared/document/records.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const EMPTY = writeDocument(createDocument({ name: 'blog', app: 'blog' }))

let stage: Stage
afterEach(async () => {
  await stage.shot('story-end')
  await stage.close()
})

const box = (page: Page, name: string) => page.locator(`.box[data-model="${name}"]`)
const canvasArea = (page: Page) => page.getByTestId('rf__wrapper')

/** Double-clicks an empty place, names the model and types its fields, a line each. */
async function drawModel(
  page: Page,
  at: readonly [number, number],
  name: string,
  fields: readonly string[],
): Promise<void> {
  const area = await canvasArea(page).boundingBox()
  if (area === null) throw new Error('No canvas')
  await page.mouse.dblclick(area.x + at[0], area.y + at[1])
  await typeModel(page, name, fields)
}

/** The name is being edited; Enter goes on to the first field and from each to the next. */
async function typeModel(page: Page, name: string, fields: readonly string[]): Promise<void> {
  await editorOf(page, 'Name of the model')
  await page.keyboard.insertText(name)
  await page.keyboard.press('Enter')
  for (const field of fields) {
    await editorOf(page, 'New field')
    await page.keyboard.insertText(field)
    await page.keyboard.press('Enter')
  }
  await editorOf(page, 'New field')
  await leaveEditor(page)
}

/** Waits until a cell editor of that name has the focus; a fresh one for a field is empty. */
async function editorOf(page: Page, label: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const { activeElement: input } = document
    if (!(input instanceof HTMLInputElement) || !input.getAttribute('aria-label')?.startsWith(wanted)) return false
    return wanted !== 'New field' || input.value === ''
  }, label)
}

async function leaveEditor(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.locator('.box input').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
}

interface Relation {
  readonly kind: 'Foreign key' | 'One-to-one' | 'Many-to-many'
  readonly name: string
  readonly reverse?: string
}

/** Drags from one box's grip into another box and fills in the card. */
async function drawRelation(page: Page, from: string, to: string, relation: Relation): Promise<void> {
  const a = await box(page, from).boundingBox()
  const b = await box(page, to).boundingBox()
  if (a === null || b === null) throw new Error(`${from} or ${to} is not drawn`)
  await page.mouse.move(a.x + 40, a.y + 15)
  await page.mouse.move(a.x + a.width, a.y + 20)
  await page.mouse.down()
  await page.mouse.move(b.x + 40, b.y + 20, { steps: 12 })
  await page.mouse.up()
  await fillCard(page, relation)
}

async function fillCard(page: Page, { kind, name, reverse }: Relation): Promise<void> {
  const card = page.getByRole('form')
  await card.locator('.card-kinds label', { hasText: kind }).click()
  await card.getByLabel('Field name').fill(name)
  if (reverse !== undefined) await card.getByLabel('Reverse name').fill(reverse)
  await card.getByRole('button', { name: 'Create relation' }).click()
  await card.waitFor({ state: 'detached' })
}

async function saved(): Promise<ErDocument> {
  await stage.page.keyboard.press('Control+s')
  await stage.page.waitForFunction(() => {
    const { relataApp } = globalThis as unknown as {
      relataApp: { editor: { getState(): { revision: number; savedRevision: number } } }
    }
    const { revision, savedRevision } = relataApp.editor.getState()
    return revision === savedRevision && !document.title.startsWith('•')
  })
  const { doc } = readDocument(readFileSync(join(stage.folder, 'story.relata.json'), 'utf8'))
  if (doc === null) throw new Error('The saved design cannot be read')
  return doc
}

/** `blog.Post.author → auth.User CASCADE posts`, sorted: what was drawn, without ids. */
function relationsOf(doc: ErDocument): string[] {
  return Object.values(doc.models)
    .flatMap((model) =>
      model.fields
        .filter((f): f is RelationField => 'onDelete' in f)
        .map(
          (f) =>
            `${model.name}.${f.name} ${f.kind} ${doc.models[f.to ?? '']?.name} ${JSON.stringify(f.onDelete)} ${f.relatedName}`,
        ),
    )
    .sort()
}

const BLOG_RELATIONS = [
  'Post.author foreignKey User "CASCADE" posts',
  'Post.category foreignKey Category "CASCADE" posts',
  'Post.tags manyToMany Tag null posts',
  'Profile.user oneToOne User "CASCADE" null',
]

async function drawBlogByMouse(page: Page): Promise<void> {
  const area = await canvasArea(page).boundingBox()
  if (area === null) throw new Error('No canvas')
  await page.mouse.click(area.x + 120, area.y + 60, { button: 'right' })
  await page.getByRole('menuitem', { name: /Django's User/ }).click()
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await box(page, 'User').waitFor()
  await drawModel(page, [120, 260], 'Profile', ['bio text blank', 'city char 100 blank'])
  await drawModel(page, [380, 60], 'Category', ['name char 100'])
  await drawModel(page, [620, 60], 'Tag', ['name char 50'])
  await drawModel(page, [400, 240], 'Post', ['title char 200', 'content text'])
  await drawRelation(page, 'Profile', 'User', { kind: 'One-to-one', name: 'user' })
  await drawRelation(page, 'Post', 'User', { kind: 'Foreign key', name: 'author', reverse: 'posts' })
  await drawRelation(page, 'Post', 'Category', { kind: 'Foreign key', name: 'category', reverse: 'posts' })
  await drawRelation(page, 'Post', 'Tag', { kind: 'Many-to-many', name: 'tags', reverse: 'posts' })
}

describe('the blog', () => {
  it('is drawn by mouse from an empty canvas, read as SQL and TypeScript, and queried on SQLite', async () => {
    stage = await openStage({ design: EMPTY })
    const { page } = stage
    await drawBlogByMouse(page)
    await stage.shot('story-drawn')
    expect(relationsOf(await saved())).toEqual(BLOG_RELATIONS)

    await page.getByRole('tab', { name: 'SQL', exact: true }).click()
    await expect.poll(() => page.locator('.cm-content').first().innerText()).toContain('CREATE TABLE "blog_post_tags"')
    await stage.shot('story-sql')
    await page.getByRole('tab', { name: 'TypeScript' }).click()
    await expect.poll(() => page.locator('.cm-content').first().innerText()).toContain('export interface Post')
    await page.getByRole('tab', { name: 'Preview' }).click()

    const preview = page.getByTestId('preview')
    await preview.getByLabel('Keep changes').check()
    await runCode(
      page,
      [
        'user = User.objects.create(username="alice", password="!")',
        'Profile.objects.create(user=user, city="Casablanca")',
        'c = Category.objects.create(name="Python")',
        'Post.objects.create(author=user, category=c, title="Drawn today", content="…")',
      ].join('\n'),
    )
    await expect.poll(() => preview.innerText()).not.toContain('Error')
    await runCode(page, 'Post.objects.filter(author__profile__city="Casablanca")')
    await expect.poll(() => preview.getByRole('grid').innerText()).toContain('Drawn today')
    await stage.shot('story-query')
    expect(stage.troubles).toEqual([])
  })

  it('is drawn by keyboard alone', async () => {
    stage = await openStage({ design: EMPTY })
    const { page } = stage
    await page
      .getByRole('application')
      .or(page.getByLabel(/^Diagram\./))
      .first()
      .focus()
    await page.keyboard.press('Shift+U')
    for (const [name, fields] of [
      ['Profile', ['user 1:1 User', 'bio text blank', 'city char 100 blank']],
      ['Category', ['name char 100']],
      ['Tag', ['name char 50']],
      ['Post', ['author fk User cascade', 'category fk Category', 'tags m2m Tag', 'title char 200', 'content text']],
    ] as const) {
      await page.keyboard.press('m')
      await editorOf(page, 'Name of the model')
      await page.keyboard.type(name)
      await page.keyboard.press('Enter')
      for (const field of fields) {
        await editorOf(page, 'New field')
        await page.keyboard.type(field)
        await page.keyboard.press('Enter')
      }
      await editorOf(page, 'New field')
      await leaveEditor(page)
    }
    await stage.shot('story-keyboard')
    const doc = await saved()
    expect(relationsOf(doc).map((line) => line.replace(/ \S+$/, ''))).toEqual(
      BLOG_RELATIONS.map((line) => line.replace(/ \S+$/, '')),
    )
    expect(
      Object.values(doc.models)
        .map((m) => m.fields.length)
        .sort(),
    ).toEqual([0, 1, 1, 3, 5])
    expect(stage.troubles).toEqual([])
  })

  it('can be undone to the empty canvas and redone to the last step, and reopens as it was saved', async () => {
    stage = await openStage({ design: EMPTY })
    const { page } = stage
    await drawBlogByMouse(page)
    const before = await saved()
    await canvasArea(page).click({ position: { x: 20, y: 440 } })
    const undo = page.getByRole('button', { name: /undo/i })
    const redo = page.getByRole('button', { name: /redo/i })
    let steps = 0
    while (await undo.isEnabled()) {
      await undo.click()
      steps++
    }
    expect(Object.keys((await saved()).models)).toEqual([])
    for (let i = 0; i < steps; i++) await redo.click()
    expect(await redo.isEnabled()).toBe(false)
    const after = await saved()
    expect(writeDocument(after)).toBe(writeDocument(before))
    await page.goto(stage.host.freshUrl())
    await box(page, 'Post').waitFor()
    expect(relationsOf(await saved())).toEqual(BLOG_RELATIONS)
    expect(stage.troubles).toEqual([])
  })
})

/** Replaces the shell's code and runs it. */
async function runCode(page: Page, code: string): Promise<void> {
  const preview = page.getByTestId('preview')
  await preview.locator('.cm-content').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(code)
  await page.keyboard.press('Escape')
  await preview.getByRole('button', { name: 'Run', exact: true }).click()
}
