/** The rows lead on: empty targets, join models with columns of their own, sorting by names, imports too long to undo. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { django } from '../../shared/importers/django.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const MODELS = `from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=50)


class Band(models.Model):
    name = models.CharField(max_length=50)
    members = models.ManyToManyField(Person, through="Membership")


class Membership(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    band = models.ForeignKey(Band, on_delete=models.CASCADE)
    reason = models.CharField(max_length=50, blank=True)


class Place(models.Model):
    name = models.CharField(max_length=50)


class Concert(models.Model):
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
`
const ROWS = `zoe = Person.objects.create(name="Zoe")
amina = Person.objects.create(name="amina")
beatles = Band.objects.create(name="Beatles")
beatles.members.add(zoe, amina)`

describe('the rows lead on', () => {
  let stage: Stage
  let app: AppPage
  const grid = () => app.dock.getByRole('grid')
  const open = (table: string) => app.dock.getByRole('button', { name: new RegExp(`^${table}\\s*\\d`) }).click()
  /** Into the new row's cell. */
  async function typeIn(column: string, text: string): Promise<void> {
    await grid().locator('[id$="cell-0-1"]').dblclick()
    await app.dock.getByRole('textbox', { name: new RegExp(column) }).fill(text)
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await grid().innerText()).toContain(text))
  }
  const toast = (text: string) => stage.page.getByText(text).first().waitFor()

  beforeAll(async () => {
    const bytes = new TextEncoder().encode(MODELS)
    const { doc } = await django.import([{ path: 'music/models.py', bytes }], { app: 'music' }, {})
    stage = await openStage({ design: writeDocument(doc) })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await app.tab('Preview')
    await app.dock.getByRole('checkbox', { name: 'Keep changes' }).check()
    await app.run(ROWS)
    await eventually(async () => expect(await app.dock.innerText()).toContain('music_membership: 2 added'))
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
  })
  afterAll(() => stage.close())

  it('sorts a foreign key by what its row is called, or by its key', async () => {
    await open('music_membership')
    await eventually(async () => expect(await grid().innerText()).toContain('amina'))
    const people = async () => (await grid().innerText()).match(/amina|Zoe/g)
    expect(await people()).toEqual(['Zoe', 'amina'])
    const head = grid().getByRole('columnheader', { name: /^person_id/ })
    await head.click()
    await eventually(async () => expect(await people()).toEqual(['amina', 'Zoe']))
    expect(await head.getAttribute('title')).toContain('sorted by name')
    await grid().getByText('amina').click({ button: 'right' })
    await stage.page.getByRole('menuitem', { name: 'Sort by key, ascending' }).click()
    await eventually(async () => expect(await people()).toEqual(['Zoe', 'amina']))
    await stage.shot('data-sort-label')
  })

  it('edits a many-to-many with a model of its own where its columns are', async () => {
    await open('music_band')
    await eventually(async () => expect(await grid().innerText()).toContain('Beatles'))
    await grid().focus()
    await stage.page.keyboard.press('Control+Home')
    for (let n = 0; n < 2; n++) await stage.page.keyboard.press('ArrowRight')
    await stage.page.keyboard.press('Enter')
    await toast('Membership has columns of its own')
    await eventually(async () => expect(await grid().innerText()).toContain('reason'))
    await eventually(async () => expect((await grid().innerText()).match(/amina|Zoe/g)?.length).toBe(2))
    await stage.shot('data-through')
  })

  it('leads from a required key without rows to where one is added', async () => {
    await open('music_concert')
    await eventually(async () => expect(await grid().innerText()).toContain('place_id'))
    await app.dock.getByRole('button', { name: 'New row' }).click()
    await eventually(async () => expect(await grid().getAttribute('aria-rowcount')).toBe('2'))
    await grid().locator('[id$="cell-0-1"]').dblclick()
    await stage.page.getByRole('option', { name: 'Add a Place first…' }).waitFor()
    await stage.shot('data-none-yet')
    await stage.page.keyboard.press('Enter')
    await toast('Add a Place with Insert')
    await eventually(async () => expect(await grid().innerText()).toContain('name'))
    await app.dock.getByRole('button', { name: 'New row' }).click()
    await eventually(async () => expect(await grid().getAttribute('aria-rowcount')).toBe('2'))
    await typeIn('name', 'Hall')
    await stage.page.keyboard.press('Alt+ArrowLeft')
    await eventually(async () => expect(await grid().innerText()).toContain('place_id'))
    await grid().locator('[id$="cell-0-1"]').dblclick()
    await stage.shot('data-chosen-new')
    await stage.page.getByRole('option', { name: /Hall/ }).click()
    await app.dock.getByRole('button', { name: /^Apply/ }).click()
    await eventually(async () =>
      expect(await app.dock.getByRole('button', { name: /^music_concert\s*\d/ }).innerText()).toMatch(/\n1\n/),
    )
  })

  it('says before an import that it is too long to be taken back', async () => {
    const path = join(stage.folder, 'many.csv')
    writeFileSync(path, `name\n${'somebody\n'.repeat(250_000)}`)
    await open('music_person')
    await app.dock.getByRole('button', { name: 'More' }).click()
    await stage.page.getByRole('menuitem', { name: /Import/ }).click()
    await stage.page.getByLabel('A file of this computer').setInputFiles(path)
    await stage.page.getByText(/cannot be taken back with Undo afterwards/).waitFor()
    await stage.shot('data-import-long')
    await stage.page.getByRole('button', { name: 'Cancel' }).click()
    expect(stage.troubles).toEqual([])
  })
})
