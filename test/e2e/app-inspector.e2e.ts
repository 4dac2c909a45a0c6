import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('editing in the inspector', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('renames a model while one types, as one undo step', async () => {
    await app.openModel('Post')
    const name = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    await name.fill('')
    await name.pressSequentially('Article')
    await name.press('Tab')
    expect(await app.models()).toContain('Article')
    expect(await app.undoLabels()).toEqual(['Rename model'])
    await stage.page.getByRole('button', { name: /^Undo: Rename model/ }).click()
    expect(await app.models()).toContain('Post')
  })

  it('says why a name cannot be taken, where it was typed, and loses nothing', async () => {
    const name = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    for (const [typed, reason] of [
      ['2nd', /does not begin with a digit/],
      ['class', /word of the Python language/],
      ['category', /already has a model “Category”/],
      ['x'.repeat(300), /at most 100 characters/],
      ['quo"te', /letters, digits and underscores/],
      ['', /name is needed/i],
    ] as const) {
      await name.fill(typed)
      expect(await app.inspector.getByRole('alert').innerText()).toMatch(reason)
      expect(await app.models()).toContain('Post')
    }
    await name.press('Escape')
    expect(await name.inputValue()).toBe('Post')
  })

  it('edits a field: type, length, null, behind one click the rest', async () => {
    await app.openModel('Post')
    await app.openField('title')
    const length = app.inspector.getByRole('textbox', { name: 'max_length' })
    await length.fill('abc')
    expect(await app.inspector.getByRole('alert').innerText()).toContain('whole number')
    await length.fill('120')
    await app.inspector.getByRole('checkbox', { name: /^null/ }).check()
    await app.tab('SQL')
    await eventually(async () => expect(await app.code()).toContain('"title" varchar(120) NULL'))
    await app.inspector.getByRole('button', { name: 'More options' }).click()
    await app.inspector.getByRole('searchbox', { name: 'Search options' }).fill('column')
    await app.inspector.getByRole('textbox', { name: 'db_column' }).fill('headline')
    await eventually(async () => expect(await app.code()).toContain('"headline" varchar(120)'))
    await stage.shot('inspector-field')
  })

  it('says what a delete does to these models, and repairs SET_NULL on the spot', async () => {
    await app.openModel('Post')
    await app.openField('category')
    expect(await app.inspector.innerText()).toContain('Each Post has one Category')
    expect(await app.inspector.innerText()).toContain('Category gets: posts')
    await app.inspector.getByRole('radio', { name: /^SET_NULL/ }).check()
    await eventually(async () =>
      expect(await app.inspector.getByRole('list', { name: 'Problems' }).innerText()).toContain('null'),
    )
    await stage.shot('inspector-set-null')
    await app.inspector.getByRole('list', { name: 'Problems' }).getByRole('button', { name: 'Make nullable' }).click()
    await eventually(async () => expect(await app.status.innerText()).toContain('No problems'))
  })

  it('shows the accessor that Django derives when related_name is emptied', async () => {
    const related = app.inspector.getByRole('textbox', { name: 'related_name' })
    await related.fill('')
    await eventually(async () => expect(await app.inspector.innerText()).toContain('Category gets: post_set'))
    expect(await related.getAttribute('placeholder')).toBe('post_set')
    await related.fill('1x')
    expect(await app.inspector.getByRole('alert').innerText()).toContain('“+”')
    await related.press('Escape')
  })

  it('goes back all the way', async () => {
    for (let steps = (await app.undoLabels()).length; steps > 0; steps -= 1) {
      await stage.page.getByRole('button', { name: /^Undo/ }).click()
    }
    expect(await app.models()).toEqual(['User', 'Profile', 'Category', 'Tag', 'Post'])
    expect(stage.troubles).toEqual([])
  })
})
