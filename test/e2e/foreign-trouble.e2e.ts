import BetterSqlite from 'better-sqlite3'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const TABLES =
  "CREATE TABLE Album (AlbumId INTEGER PRIMARY KEY, Title TEXT); INSERT INTO Album VALUES (1, 'Milestones')"

describe('database files that others have in use, or that are none', () => {
  let stage: Stage
  let app: AppPage
  let writer: ChildProcess | null = null
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    for (const name of ['busy.db', 'held.db']) {
      const db = new BetterSqlite(join(stage.folder, name))
      if (name === 'busy.db') db.pragma('journal_mode = WAL')
      db.exec(TABLES)
      db.close()
    }
    writeFileSync(join(stage.folder, 'text.db'), 'not a database, '.repeat(500))
    app = await appPage(stage.page)
  })
  afterAll(async () => {
    writer?.kill('SIGKILL')
    await stage.close()
  })

  const banner = () => app.dock.getByRole('region', { name: 'Database file' })
  const said = (text: RegExp) => eventually(async () => expect(await app.dock.innerText()).toMatch(text), 20_000)
  async function startWriter(name: string, mode: 'wal' | 'exclusive'): Promise<void> {
    const entry = join(import.meta.dirname, '../../electron/test-support/other-writer.ts')
    writer = fork(entry, [join(stage.folder, name), mode])
    await once(writer, 'message')
  }
  async function stopWriter(): Promise<void> {
    const gone = writer === null ? null : once(writer, 'exit')
    writer?.kill('SIGKILL')
    writer = null
    await gone
  }
  async function open(name: string): Promise<void> {
    // The keys of the shell's editor are its own.
    if ((await banner().count()) > 0) await banner().focus()
    await stage.page.keyboard.press('Control+Shift+o')
    const picker = stage.page.getByRole('dialog', { name: 'Import a file' })
    await picker.getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}`) }).click()
  }
  const leave = () => stage.page.getByRole('button', { name: 'Don’t save' }).click()

  it('one that is written to is drawn with its log and asked by a script', async () => {
    await startWriter('busy.db', 'wal')
    await open('busy.db')
    await eventually(async () => expect(await app.models()).toEqual(['Album', 'Late']), 20_000)
    await eventually(async () => expect(await banner().innerText()).toContain('busy.db is open read-only'), 20_000)
    await app.dock.getByRole('combobox', { name: 'Language of the shell' }).click()
    await stage.page.getByRole('option', { name: /^SQL/ }).click()
    await app.run("SELECT Title FROM Album; SELECT 'later: ' || (count(*) > 0) FROM Late")
    await said(/Milestones[^]*later: 1/)
    await stage.shot('foreign-script')
    await app.run('SELECT Title FROM Album; DELETE FROM Album')
    await said(/open for reading only/)
  })

  it('is found again after the page was loaded anew', async () => {
    await stage.page.reload()
    app = await appPage(stage.page)
    await stage.page.getByRole('button', { name: 'Open the copy' }).click()
    await eventually(async () => expect(await app.models()).toEqual(['Album', 'Late']), 20_000)
    await eventually(async () => expect(await banner().innerText()).toContain('busy.db is open read-only'), 20_000)
    await app.run('Album.objects.get().title')
    await said(/Milestones/)
    await stopWriter()
  })

  it('one that is held is said to be, and opens when it is let go; one that is none is not opened', async () => {
    await startWriter('held.db', 'exclusive')
    await open('held.db')
    await leave()
    await said(/locked by another program\. Close it there/)
    expect(await app.status.getByRole('button', { name: 'held.db: not open' }).count()).toBe(1)
    await stage.shot('foreign-locked')
    await stopWriter()
    await app.run('Album.objects.get().title')
    await said(/Milestones/)
    await open('text.db')
    await eventually(async () =>
      expect(await stage.page.locator('body').innerText()).toContain('“text.db” is not a SQLite database, or it is'),
    )
    await stage.shot('foreign-none')
    expect(readdirSync(stage.folder).filter((name) => /^(?:held|text)\.db-/.test(name))).toEqual([])
    expect(stage.troubles).toEqual([])
  })
})
