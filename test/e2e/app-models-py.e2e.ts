import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const MODELS = `# Shelves and what stands on them.
from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=50)  # as on the cover

    def __str__(self):
        return   self.name


class Book( models.Model ):
    title  = models.CharField( max_length = 100 )   # the long one
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name='books')

    class Meta:
        ordering = ['title']
`

/** The name of a file in a folder as the picker shows it. */
const NAMED = /^models\.py/

describe('a models.py opened as a design', () => {
  let stage: Stage
  let app: AppPage
  const path = (): string => join(stage.folder, 'models.py')
  const read = (): string => readFileSync(path(), 'utf8')
  const dialog = (name: RegExp) => stage.page.getByRole('dialog', { name })
  const hint = () => stage.page.getByRole('button', { name: 'Saves go back into models.py, only the lines you change' })
  beforeAll(async () => {
    stage = await openStage({ example: 'school' })
    writeFileSync(path(), MODELS)
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('is drawn, named in the title, and says where saves go', async () => {
    await stage.page.keyboard.press('Control+o')
    await dialog(/^Open a file$/)
      .getByRole('button', { name: NAMED })
      .click()
    await eventually(async () => expect(await app.models()).toEqual(['Author', 'Book']))
    await stage.page.getByRole('heading', { name: 'models.py' }).waitFor()
    await hint().waitFor()
    expect(await stage.page.getByRole('img', { name: 'unsaved changes' }).count()).toBe(0)
    await stage.shot('models-py-open')
  })

  it('a renamed field: the first save shows its lines, then only they have changed', async () => {
    await app.openModel('Book')
    await app.openField('title')
    const name = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    await name.fill('headline')
    await name.press('Enter')
    await stage.page.keyboard.press('Control+s')
    const review = dialog(/^Changes to 1 file$/)
    await review.waitFor()
    expect(
      await review.getByText('+    headline  = models.CharField( max_length = 100 )   # the long one').count(),
    ).toBe(1)
    await stage.shot('models-py-review')
    expect(read()).toBe(MODELS)
    await review.getByRole('button', { name: 'Save' }).click()
    await eventually(async () =>
      expect(read()).toBe(MODELS.replace('    title ', '    headline ').replace("['title']", "['headline']")),
    )
    await eventually(async () => expect(await stage.page.getByRole('img', { name: 'unsaved changes' }).count()).toBe(0))
  })

  it('what someone else wrote is not overwritten unasked', async () => {
    const theirs = `${read()}\n# theirs\n`
    await app.inspector.getByRole('textbox', { name: 'max_length' }).fill('250')
    writeFileSync(path(), theirs)
    await stage.page.keyboard.press('Control+s')
    const conflict = dialog(/models\.py was changed by another program/)
    await conflict.waitFor()
    expect(read()).toBe(theirs)
    await stage.shot('models-py-conflict')
    await conflict.getByRole('button', { name: 'Overwrite it' }).click()
    await eventually(async () => expect(read()).toContain('max_length = 250'))
    expect(read()).toBe(theirs.replace('max_length = 100', 'max_length = 250'))
  })

  it('Review changes says when there is nothing to write; Save as makes a design', async () => {
    await hint().click()
    const review = dialog(/^No changes$/)
    await review.waitFor()
    await review.getByRole('button', { name: 'Close' }).first().click()
    // Keys belong to the dialog until it has gone.
    await review.waitFor({ state: 'detached' })
    await eventually(async () => expect(await stage.page.locator('[data-modal]').count()).toBe(0))
    await stage.page.keyboard.press('Control+Shift+s')
    const picker = dialog(/^Save to a file$/)
    expect(await picker.getByRole('textbox', { name: 'File name' }).inputValue()).toBe('models.relata.json')
    await picker.getByRole('button', { name: 'Save', exact: true }).click()
    await stage.page.getByRole('heading', { name: 'models', exact: true }).waitFor()
    expect(await hint().count()).toBe(0)
    expect(readFileSync(join(stage.folder, 'models.relata.json'), 'utf8')).toContain('"headline"')
    expect(stage.troubles).toEqual([])
  })

  it('a project folder is one design; the save names the file it changes', async () => {
    for (const name of ['shop', 'news']) {
      mkdirSync(join(stage.folder, 'site', name), { recursive: true })
      writeFileSync(
        join(stage.folder, 'site', name, 'models.py'),
        name === 'shop' ? MODELS : MODELS.replace('Book(', 'Story('),
      )
    }
    await stage.page.keyboard.press('Control+o')
    const picker = dialog(/^Open a file$/)
    await picker.getByRole('button', { name: /^site/ }).click()
    await picker.getByRole('button', { name: /^news/ }).waitFor()
    await picker.getByRole('button', { name: 'Open this folder as a Django project' }).click()
    await eventually(async () => expect(await app.models()).toContain('Story'))
    await app.openModel('Story')
    await app.openField('title')
    await app.inspector.getByRole('textbox', { name: 'max_length' }).fill('300')
    await stage.page.keyboard.press('Control+s')
    const review = dialog(/^Changes to 1 file$/)
    await review.getByRole('heading', { name: /news\/models\.py/ }).waitFor()
    await stage.shot('models-py-folder')
    await review.getByRole('button', { name: 'Save' }).click()
    const saved = join(stage.folder, 'site', 'news', 'models.py')
    await eventually(async () => expect(readFileSync(saved, 'utf8')).toContain('max_length = 300'))
    expect(readFileSync(join(stage.folder, 'site', 'shop', 'models.py'), 'utf8')).toBe(MODELS)
    expect(stage.troubles).toEqual([])
  })
})
