import BetterSqlite from 'better-sqlite3'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const TABLES = `
  CREATE TABLE Artist (ArtistId INTEGER PRIMARY KEY, Name TEXT NOT NULL);
  CREATE TABLE Album (AlbumId INTEGER PRIMARY KEY, Title TEXT NOT NULL, ArtistId INTEGER NOT NULL REFERENCES Artist);
  INSERT INTO Artist VALUES (1, 'Miles Davis'), (2, 'Nina Simone');
  INSERT INTO Album VALUES (1, 'Kind of Blue', 1), (2, 'Pastel Blues', 2), (3, 'Milestones', 1);`

describe('a database that others made', () => {
  let stage: Stage
  let app: AppPage
  let file: string
  let before: Buffer
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    file = join(stage.folder, 'music.db')
    const db = new BetterSqlite(file)
    db.exec(TABLES)
    db.close()
    before = readFileSync(file)
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const isUntouched = () => readFileSync(file).equals(before)
  const banner = () => app.dock.getByRole('region', { name: 'Database file' })
  const button = (name: string | RegExp) => app.dock.getByRole('button', { name })
  const grid = () => app.dock.getByRole('grid')
  const titles = (path: string) => {
    const db = new BetterSqlite(path, { readonly: true })
    const found = db.prepare('SELECT Title FROM Album ORDER BY AlbumId').pluck().all()
    db.close()
    return found
  }
  const result = (text: RegExp) => eventually(async () => expect(await app.dock.innerText()).toMatch(text))
  const language = async (name: string) => {
    await app.dock.getByRole('combobox', { name: 'Language of the shell' }).click()
    await stage.page.getByRole('option', { name }).click()
  }

  it('is drawn, and the shell and the rows are its own, for reading only', async () => {
    await stage.page.keyboard.press('Control+Shift+o')
    await stage.page
      .getByRole('dialog', { name: 'Import a file' })
      .getByRole('button', { name: /^music\.db/ })
      .click()
    await eventually(async () => expect(await app.models()).toEqual(['Album', 'Artist']))
    await eventually(async () =>
      expect(await banner().innerText()).toContain('music.db is open read-only. Nothing here changes it.'),
    )
    expect(await app.status.innerText()).toContain('music.db: open')
    await app.run("[a.title for a in Album.objects.filter(artist__name='Miles Davis')]")
    await result(/Kind of Blue[^]*Milestones/)
    await language('SQL')
    await app.run('SELECT Title FROM Album WHERE ArtistId = 2')
    await result(/Pastel Blues/)
    expect(isUntouched()).toBe(true)
  })

  it('refuses what would change it, with the words', async () => {
    await app.dock.getByRole('checkbox', { name: 'Keep changes' }).check()
    await app.run("UPDATE Album SET Title = 'x'")
    await result(/open for reading only/)
    await language('Python')
    await app.run("Album.objects.create(title='x', artist_id=1)")
    await result(/this session may only read/)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await button(/^Album\s*3/).click()
    await eventually(async () => expect(await grid().innerText()).toContain('Kind of Blue'))
    expect(await app.dock.innerText()).toContain('This database is open for reading only.')
    await grid().focus()
    await stage.page.keyboard.press('ArrowRight')
    await stage.page.keyboard.press('F2')
    expect(await stage.page.getByRole('textbox', { name: /^Value of/ }).count()).toBe(0)
    await button('Fill…').click()
    const made = stage.page.getByRole('group', { name: /not Relata’s to make/ }).getByRole('menuitem')
    expect(await made.evaluateAll((all) => all.every((one) => one.getAttribute('aria-disabled') === 'true'))).toBe(true)
    await stage.shot('foreign-menu')
    // A menu that is still coming up does not hear the key.
    await eventually(async () => {
      await stage.page.keyboard.press('Escape')
      expect(await stage.page.getByRole('menu').count()).toBe(0)
    })
    await stage.shot('foreign-read')
    expect(await axeViolations(stage.page)).toEqual([])
    expect(isUntouched()).toBe(true)
  })

  it('gives its place to a sample database, and takes it back', async () => {
    await button('Use a sample database instead').click()
    await eventually(async () => expect(await banner().innerText()).toContain('music.db is not touched'))
    await eventually(async () => expect(await app.status.innerText()).toContain('Sample database: up to date'))
    await button('Use music.db').click()
    await eventually(async () => expect(await grid().innerText()).toContain('Kind of Blue'))
    expect(isUntouched()).toBe(true)
  })

  it('is changed once that is allowed, after a copy was made', async () => {
    await button('Allow changes…').focus()
    await stage.page.keyboard.press('Enter')
    const question = stage.page.getByRole('dialog', { name: 'Allow changes to music.db?' })
    expect(await question.innerText()).toContain('music.db.backup-')
    await stage.shot('foreign-question')
    await question.getByRole('button', { name: 'Make the copy and allow changes' }).click()
    await eventually(async () => expect(await banner().innerText()).toContain('Changes go into music.db; the copy is'))
    await eventually(async () => expect(await banner().evaluate((one) => one === document.activeElement)).toBe(true))
    const copies = readdirSync(stage.folder).filter((name) => /^music\.db\.backup-.*\.sqlite$/.test(name))
    expect(copies).toHaveLength(1)
    expect(await banner().innerText()).toContain(copies[0])
    expect(titles(join(stage.folder, copies[0] ?? ''))).toEqual(['Kind of Blue', 'Pastel Blues', 'Milestones'])
    expect(isUntouched()).toBe(true)
    await grid().focus()
    await stage.page.keyboard.press('Control+Home')
    await stage.page.keyboard.press('ArrowRight')
    await stage.page.keyboard.press('F2')
    await stage.page.getByRole('textbox', { name: /^Value of/ }).fill('Sketches of Spain')
    await stage.page.keyboard.press('Enter')
    await button('Apply').click()
    await eventually(async () => expect(titles(file)).toContain('Sketches of Spain'))
    await app.dock.getByRole('tab', { name: 'Query', exact: true }).click()
    await app.run("Album.objects.create(title='Blue Train', artist_id=1)")
    await eventually(async () => expect(titles(file)).toContain('Blue Train'))
    await stage.shot('foreign-write')
    expect(titles(join(stage.folder, copies[0] ?? ''))).not.toContain('Blue Train')
  })

  it('that was dropped on the page can only be looked at; what is gone is said in the pane', async () => {
    const data = await stage.page.evaluateHandle(
      (bytes) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([Uint8Array.from(bytes)], 'dropped.sqlite'))
        return transfer
      },
      [...before],
    )
    await stage.page.dispatchEvent('main', 'drop', { dataTransfer: data })
    await stage.page.getByRole('button', { name: 'Don’t save' }).click()
    await eventually(async () => expect(await banner().innerText()).toContain('It was dropped on the page'))
    expect(await button('Allow changes…').count()).toBe(0)
    await app.run('Album.objects.last().title')
    await result(/Milestones/)
    writeFileSync(join(stage.folder, 'gone.db'), before)
    await banner().focus()
    await stage.page.keyboard.press('Control+Shift+o')
    const picker = stage.page.getByRole('dialog', { name: 'Import a file' })
    await picker.getByRole('button', { name: /^gone\.db/ }).click()
    await stage.page.getByRole('dialog', { name: /Save the changes/ }).waitFor()
    rmSync(join(stage.folder, 'gone.db'))
    await stage.page.getByRole('button', { name: 'Don’t save' }).click()
    await eventually(async () =>
      expect(await app.dock.getByRole('alert').innerText()).toContain('“gone.db” is not there any more'),
    )
    await stage.shot('foreign-gone')
    expect(stage.troubles).toEqual([])
  })
})
