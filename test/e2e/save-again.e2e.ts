import { mkdirSync, readFileSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('a disk that says no', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'school' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('keeps the work in the page, says why, and saves when it is tried again', async () => {
    const file = join(stage.folder, 'school.relata.json')
    const aside = join(stage.folder, 'aside')
    await app.openModel('Student')
    const name = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    await name.fill('Pupil')
    await name.press('Tab')
    const marker = stage.page.getByRole('img', { name: 'unsaved changes' })
    await marker.waitFor()
    // A folder in the file's place: nothing can be written there, whoever runs this.
    renameSync(file, aside)
    mkdirSync(file)
    await stage.page.keyboard.press('Control+s')
    const dialog = stage.page.getByRole('dialog', { name: 'The design is not saved' })
    await dialog.waitFor()
    expect(await dialog.innerText()).toContain('Your work is still here.')
    await stage.shot('save-refused')
    expect(await app.models()).toContain('Pupil')
    rmdirSync(file)
    renameSync(aside, file)
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await eventually(async () => expect(readFileSync(file, 'utf8')).toContain('Pupil'))
    await eventually(async () => expect(await marker.count()).toBe(0))
    expect(stage.troubles).toEqual([])
  })
})
