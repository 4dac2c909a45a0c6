import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('all of a model in the inspector', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await app.tab('Django')
  })
  afterAll(() => stage.close())
  const python = (text: string) => eventually(async () => expect(await app.code()).toContain(text))
  const pick = async (label: string | RegExp, item: RegExp): Promise<void> => {
    await app.inspector.getByRole('combobox', { name: label }).first().click()
    await stage.page.getByRole('option', { name: item }).first().click()
  }

  it('bases: added from a list, one written, put in order by keyboard, removed', async () => {
    await app.openModel('Tag')
    await pick('Add a base class', /^Category/)
    await pick('Add a base class', /^Another class/)
    await app.inspector.getByRole('textbox', { name: 'Base class as written' }).fill('SlugMixin')
    await stage.page.keyboard.press('Enter')
    await python('class Tag(Category, SlugMixin):')
    expect(await app.inspector.innerText()).toContain('Multi-table: each Tag is a row here and one in Category')
    await app.inspector.getByRole('button', { name: 'Move SlugMixin', exact: true }).press('ArrowUp')
    await python('class Tag(SlugMixin, Category):')
    await stage.shot('inspector-bases')
    await app.inspector.getByRole('button', { name: 'Remove Category' }).click()
    await app.inspector.getByRole('button', { name: 'Remove SlugMixin' }).click()
    await python('class Tag(models.Model):')
  })

  it('Meta: ordering from a list with its direction, and as text', async () => {
    await app.openModel('Post')
    await app.inspector.getByRole('button', { name: /^Order and names/ }).click()
    const ordering = app.inspector.getByRole('group', { name: 'ordering' })
    await ordering.getByRole('combobox', { name: 'Add a field' }).click()
    await stage.page.getByRole('option', { name: 'category__name' }).click()
    await ordering.getByRole('button', { name: /^category__name: smallest first/ }).click()
    await python('ordering = ["-category__name"]')
    await ordering.getByRole('textbox', { name: 'ordering as text' }).fill('title, -author')
    await python('ordering = ["title", "-author"]')
    const grip = await ordering.getByRole('button', { name: 'Move title', exact: true }).boundingBox()
    const below = await ordering.getByRole('button', { name: 'Move author', exact: true }).boundingBox()
    if (grip === null || below === null) throw new Error('no grips')
    await stage.page.mouse.move(grip.x + 5, grip.y + 8)
    await stage.page.mouse.down()
    await stage.page.mouse.move(below.x + 5, below.y + below.height / 2, { steps: 4 })
    await stage.page.mouse.up()
    await python('ordering = ["-author", "title"]')
  })

  it('a check is looked at while it is typed; a unique constraint takes a condition', async () => {
    await app.inspector.getByRole('button', { name: /^Indexes and constraints/ }).click()
    await app.inspector.getByRole('button', { name: 'Check', exact: true }).click()
    const make = app.inspector.getByRole('group', { name: 'Check' })
    const condition = make.getByRole('textbox', { name: 'Condition' })
    await condition.fill('Q(titel__gt="")')
    expect(await make.innerText()).toContain('Post has no field “titel”.')
    await condition.fill('Q(title__gt="')
    expect(await make.getByRole('alert').innerText()).toContain('Not a Python value')
    await condition.fill('Q(title__gt="")')
    await eventually(async () => expect(await make.innerText()).toContain('CHECK ("title" > \'\')'))
    await make.getByRole('button', { name: 'Add' }).click()
    await python('models.CheckConstraint(')
    await app.inspector.getByRole('button', { name: 'Unique', exact: true }).click()
    const unique = app.inspector.getByRole('group', { name: 'Unique' })
    await unique.getByRole('checkbox', { name: /^author/ }).check()
    await unique.getByRole('checkbox', { name: /^title/ }).check()
    await unique.getByRole('button', { name: 'Add' }).click()
    await app.inspector.getByRole('textbox', { name: 'condition', exact: true }).fill('Q(content="")')
    await app.inspector.getByRole('combobox', { name: 'deferrable' }).waitFor()
    await python('condition=Q(content="")')
    await stage.shot('inspector-constraints')
  })

  it('methods are Python with colours; what does not parse stays in the field with its line', async () => {
    await app.inspector.getByRole('button', { name: /^Methods and managers/ }).click()
    await app.inspector.getByRole('button', { name: 'Method', exact: true }).click()
    const source = app.inspector.getByRole('textbox', { name: 'Python of method_1' })
    await source.waitFor()
    await source.click()
    await stage.page.keyboard.press('Control+a')
    await stage.page.keyboard.insertText('def shout(self):\n    return self.title.upper(')
    await eventually(async () =>
      expect(await app.inspector.getByRole('alert').innerText()).toMatch(/Not Python yet: line 2/),
    )
    await stage.shot('inspector-method')
    await stage.page.keyboard.insertText(')')
    await python('return self.title.upper()')
    await app.inspector.getByRole('button', { name: /^shout/ }).waitFor()
    // Renamed while it is typed: the caret stays.
    await stage.page.keyboard.press('Control+Home')
    for (let i = 0; i < 4; i += 1) await stage.page.keyboard.press('ArrowRight')
    await stage.page.keyboard.type('be_')
    await python('def be_shout(self):')
  })

  it('a list of values becomes a choices class; its members are renamed, added and used', async () => {
    await app.openModel('Tag')
    await app.openField('name')
    await app.inspector.getByRole('button', { name: 'Choices', exact: true }).click()
    await pick('Choices', /^A new choices class/)
    await python('class Name(models.TextChoices):')
    await app.inspector.getByRole('textbox', { name: 'Name of the class' }).fill('Kind')
    await app.inspector.getByRole('button', { name: 'Value', exact: true }).click()
    await app.inspector.getByRole('textbox', { name: 'Name', exact: true }).last().fill('LIVE')
    await app.inspector.getByRole('textbox', { name: 'Stored value' }).last().fill('live')
    await python('LIVE = "live"')
    await python('choices=Kind')
    expect(await app.inspector.innerText()).toContain('Used by Tag.name')
    await stage.shot('inspector-choices')
  })

  it('a join table is made explicit by the palette, and the through model opens', async () => {
    await app.openModel('Post')
    await app.openField('tags')
    await app.palette('make explicit')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await app.models()).toContain('PostTag'))
    expect(await app.inspector.getByRole('heading', { level: 2 }).innerText()).toBe('PostTag')
    await app.tab('SQL')
    await eventually(async () => expect(await app.code()).toContain('CREATE TABLE "blog_post_tags"'))
    await stage.page.getByRole('button', { name: /^Undo: Promote/ }).click()
  })

  it('several fields at once: mixed until they are alike, one undo step', async () => {
    await app.openModel('Post')
    await app.inspector.getByRole('checkbox', { name: 'Choose author' }).check()
    await app.inspector.getByRole('checkbox', { name: 'Choose category' }).check()
    await app.inspector.getByRole('button', { name: 'Edit 2 fields together' }).click()
    expect(await app.inspector.getByRole('heading', { level: 2 }).innerText()).toBe('2 fields')
    await pick('on_delete', /^PROTECT/)
    await app.tab('Django')
    await eventually(async () => expect((await app.code()).match(/on_delete=models\.PROTECT/g)).toHaveLength(2))
    expect((await app.undoLabels()).at(-1)).toBe('Change on_delete of several')
    await stage.shot('inspector-several')
    await app.openModel('Post')
    await app.outline.getByRole('option', { name: /Profile/ }).click({ modifiers: ['Shift'] })
    await app.inspector.getByRole('button', { name: /^ForeignKey/ }).click()
    expect(stage.troubles).toEqual([])
  })
})
