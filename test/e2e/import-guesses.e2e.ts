import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const SCRIPT = `CREATE TABLE users (id bigserial PRIMARY KEY, name text);
CREATE TABLE profiles (id bigserial PRIMARY KEY, user_id bigint UNIQUE REFERENCES users (id));
FROBNICATE something;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
`

describe('an import and its guesses', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    writeFileSync(join(stage.folder, 'dump.sql'), SCRIPT)
    const fixtures = resolve(import.meta.dirname, '../fixtures/import')
    writeFileSync(join(stage.folder, 'entities.ts'), readFileSync(join(fixtures, 'typeorm-entities.txt')))
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const open = async (file: RegExp): Promise<void> => {
    await stage.page.keyboard.press('Control+Shift+o')
    await stage.page.getByRole('dialog', { name: 'Import a file' }).getByRole('button', { name: file }).click()
  }
  const report = () => stage.page.getByRole('dialog', { name: /drawn from dump\.sql/ })

  it('lists what was skipped first, with its line, then what was guessed', async () => {
    await open(/^dump\.sql/)
    await report().waitFor()
    const notes = await report().getByRole('listitem').allInnerTexts()
    expect(notes[0]).toMatch(/dump\.sql:3/)
    expect(notes.join('\n')).toMatch(/dump\.sql:4[^]*f is a function/)
    expect(notes.join('\n')).toMatch(/named User/)
    await stage.shot('import-report')
  })

  it('takes a guess back at a click, as one step that can be undone', async () => {
    await report().getByRole('button', { name: 'Make it a foreign key' }).click()
    await report().getByRole('button', { name: 'Name it Users' }).click()
    expect(await report().getByRole('button', { name: 'Done' }).count()).toBe(2)
    await report().getByRole('button', { name: 'Close' }).last().click()
    await eventually(async () => expect(await app.models()).toEqual(['Users', 'Profile']))
    await stage.page.keyboard.press('Control+z')
    await eventually(async () => expect(await app.models()).toEqual(['User', 'Profile']))
  })

  it('reads TypeORM entities by what is in the file', async () => {
    await open(/^entities\.ts/)
    const leave = stage.page.getByRole('dialog').getByRole('button', { name: /discard|without saving|don.t save/i })
    await leave.click()
    await stage.page.getByRole('dialog', { name: /drawn from entities\.ts/ }).waitFor()
    expect(stage.troubles).toEqual([])
  })
})
