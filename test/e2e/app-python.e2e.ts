import { readFileSync, writeFileSync } from 'node:fs'
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
        return self.name


class Book( models.Model ):
    title  = models.CharField( max_length = 100 )
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name='books')

    class Meta:
        ordering = ['title']
`

describe('a models.py as a design', () => {
  let stage: Stage
  let app: AppPage
  const path = (): string => join(stage.folder, 'models.py')
  beforeAll(async () => {
    stage = await openStage({ example: 'school' })
    writeFileSync(path(), MODELS)
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const notice = (text: RegExp) => stage.page.getByRole('dialog', { name: text }).or(stage.page.getByText(text)).first()

  it('is drawn, and counts as unsaved', async () => {
    await stage.page.keyboard.press('Control+Shift+o')
    await stage.page
      .getByRole('dialog', { name: 'Import a file' })
      .getByRole('button', { name: /^models\.py/ })
      .click()
    await eventually(async () => expect(await app.models()).toEqual(['Author', 'Book']))
    await stage.page.getByRole('img', { name: 'unsaved changes' }).waitFor()
  })

  it('without an edit nothing is written', async () => {
    await app.tab('Django')
    await app.dock.getByRole('button', { name: 'Save back onto models.py' }).click()
    await notice(/up to date already/).waitFor()
    expect(readFileSync(path(), 'utf8')).toBe(MODELS)
  })

  it('an edit changes its line and no other', async () => {
    await app.openModel('Book')
    await app.openField('title')
    await app.inspector.getByRole('textbox', { name: 'max_length' }).fill('250')
    await app.dock.getByRole('button', { name: 'Save back onto models.py' }).click()
    // A file that was only opened may not be written: the user says so, once.
    const picker = stage.page.getByRole('dialog', { name: 'Save to a file' })
    expect(await picker.getByRole('textbox', { name: 'File name' }).inputValue()).toBe('models.py')
    await picker.getByRole('button', { name: 'Save', exact: true }).click()
    await stage.page
      .getByRole('dialog', { name: /^Replace models\.py/ })
      .getByRole('button', { name: 'Replace' })
      .click()
    await eventually(async () => expect(readFileSync(path(), 'utf8')).not.toBe(MODELS))
    const before = MODELS.split('\n')
    const after = readFileSync(path(), 'utf8').split('\n')
    expect(after.length).toBe(before.length)
    const changed = after.filter((line, index) => line !== before[index])
    expect(changed).toHaveLength(1)
    expect(changed[0]).toContain('250')
  })

  it('what someone else changed meanwhile is not overwritten unasked', async () => {
    const theirs = `${readFileSync(path(), 'utf8')}\n# theirs\n`
    writeFileSync(path(), theirs)
    await app.inspector.getByRole('textbox', { name: 'max_length' }).fill('260')
    await app.dock.getByRole('button', { name: 'Save back onto models.py' }).click()
    const question = stage.page.getByRole('dialog', { name: /models\.py was changed by another program/ })
    await question.getByRole('button', { name: 'Cancel' }).click()
    expect(readFileSync(path(), 'utf8')).toBe(theirs)
    expect(stage.troubles).toEqual([])
  })
})
