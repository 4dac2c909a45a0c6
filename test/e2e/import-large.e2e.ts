import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** Seventy tables whose models get other names, one key that leads nowhere. */
const MANY = `${Array.from(
  { length: 70 },
  (_, i) => `CREATE TABLE things_${i}s (id bigserial PRIMARY KEY, n text);`,
).join('\n')}
CREATE TABLE lost (id bigserial PRIMARY KEY, gone_id bigint REFERENCES gone (id));
`

/** Minutes of work for SQLite: each table is looked up in all those before it. */
const ENDLESS = Array.from(
  { length: 60_000 },
  (_, i) => `CREATE TABLE [t${i}] (id INTEGER PRIMARY KEY AUTOINCREMENT);`,
).join('\n')

const PASTED = `CREATE TABLE authors (id bigserial PRIMARY KEY, name text);
FROBNICATE;
CREATE TABLE profiles (id bigserial PRIMARY KEY, author_id bigint UNIQUE REFERENCES authors (id));`

describe('a large import', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    writeFileSync(join(stage.folder, 'many.sql'), MANY)
    writeFileSync(join(stage.folder, 'endless.sql'), ENDLESS)
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const open = async (file: RegExp): Promise<void> => {
    await stage.page.keyboard.press('Control+Shift+o')
    await stage.page.getByRole('dialog', { name: 'Import a file' }).getByRole('button', { name: file }).click()
  }

  it('says how far it is and stops when asked; what is open stays', async () => {
    const before = await app.models()
    await open(/^endless\.sql/)
    const dialog = stage.page.getByRole('dialog', { name: 'Importing endless.sql…' })
    await dialog.waitFor()
    await stage.shot('importing')
    await dialog.getByRole('button', { name: 'Stop the import' }).click()
    await dialog.waitFor({ state: 'detached' })
    await stage.page.getByText('The import of endless.sql was stopped').first().waitFor()
    expect(await app.models()).toEqual(before)
  })

  it('tells it plainly where its process dies; the next import works', async () => {
    const before = await app.models()
    await open(/^endless\.sql/)
    const dialog = stage.page.getByRole('dialog', { name: 'Importing endless.sql…' })
    await dialog.waitFor()
    // The host is this process; its own are started anew.
    execFileSync('pkill', ['-KILL', '-P', String(process.pid), '-f', 'session-main'])
    await dialog.waitFor({ state: 'detached' })
    await stage.page.getByText('The import of endless.sql broke off').first().waitFor()
    await stage.page.getByText('Nothing has changed; try again.').first().waitFor()
    expect(await stage.page.getByText('connection', { exact: false }).count()).toBe(0)
    expect(await app.models()).toEqual(before)
  })

  it('groups what it has to say, and takes a whole kind of guesses back in one step', async () => {
    await open(/^many\.sql/)
    const report = stage.page.getByRole('dialog', { name: /many\.sql/ })
    await report.waitFor()
    await stage.shot('import-groups')
    await report.getByText('To look at: 1').waitFor()
    await report.getByText('Names guessed: 71').click()
    await report.getByRole('button', { name: 'Take all of these back' }).click()
    await report.getByRole('button', { name: 'Close' }).last().click()
    await eventually(async () => expect(await app.models()).toContain('Things69s'))
    await stage.page.keyboard.press('Control+z')
    await eventually(async () => expect(await app.models()).toContain('Things69'))
    expect(await app.models()).not.toContain('Things0s')
  })

  it('of a text that is pasted gives the same report', async () => {
    await stage.page.evaluate((text) => navigator.clipboard.writeText(text), PASTED)
    await stage.page.getByRole('application').first().focus()
    await stage.page.keyboard.press('Control+v')
    const report = stage.page.getByRole('dialog', { name: /Added 2 models/ })
    await report.waitFor()
    await stage.shot('paste-report')
    await report.getByRole('button', { name: 'Make it a foreign key' }).click()
    await report.getByRole('button', { name: 'Name it Authors' }).click()
    await report.getByRole('button', { name: 'Close' }).last().click()
    await eventually(async () => expect(await app.models()).toContain('Authors'))
    // What killed it is in the host's log.
    expect(stage.troubles.filter((text) => !text.includes('ended unexpectedly'))).toEqual([])
  })
})
