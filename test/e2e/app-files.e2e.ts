import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually, nameFile } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('a design on disk', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'school' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const file = (): string => join(stage.folder, 'school.relata.json')
  const dialog = (name: RegExp) => stage.page.getByRole('dialog', { name })

  async function rename(from: string, to: string): Promise<void> {
    await app.openModel(from)
    const name = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    await name.fill(to)
    await name.press('Tab')
  }

  /** Drops a file on the page, as a user would from the desktop. */
  async function drop(name: string, text: string): Promise<void> {
    const data = await stage.page.evaluateHandle(
      ([fileName, content]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([content ?? ''], fileName ?? ''))
        return transfer
      },
      [name, text],
    )
    await stage.page.dispatchEvent('main', 'drop', { dataTransfer: data })
  }

  it('shows unsaved changes and saves them', async () => {
    await rename('Student', 'Pupil')
    await stage.page.getByRole('img', { name: 'unsaved changes' }).waitFor()
    await stage.page.keyboard.press('Control+s')
    await eventually(async () => expect(readFileSync(file(), 'utf8')).toContain('Pupil'))
    await eventually(async () => expect(await stage.page.getByRole('img', { name: 'unsaved changes' }).count()).toBe(0))
  })

  it('what is undone is no change: no dot, no copy, nothing asked', async () => {
    const { page } = stage
    const marker = page.getByRole('img', { name: 'unsaved changes' })
    const copies = (): readonly string[] => readdirSync(join(stage.folder, '.data', 'recovery'))
    await rename('Pupil', 'Learner')
    await marker.waitFor()
    await eventually(async () => expect(copies()).toHaveLength(1))
    await page.locator('.canvas').first().focus()
    while (!(await app.models()).includes('Pupil')) await page.keyboard.press('Control+z')
    await marker.waitFor({ state: 'detached' })
    await eventually(async () => expect(await page.title()).toMatch(/^school/))
    await eventually(async () => expect(copies()).toEqual([]))
    await page.keyboard.press('Control+Shift+z')
    await marker.waitFor()
    await page.keyboard.press('Control+z')
    await marker.waitFor({ state: 'detached' })
  })

  it('keeps a copy of unsaved work within 1.5 s', async () => {
    await rename('Pupil', 'Scholar')
    await eventually(async () => {
      const copies = readdirSync(join(stage.folder, '.data'), { recursive: true, withFileTypes: true })
      const texts = copies
        .filter((one) => one.isFile())
        .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'))
      expect(texts.some((text) => text.includes('Scholar'))).toBe(true)
    }, 1500)
  })

  it('does not overwrite what another program wrote: compare, then choose', async () => {
    const theirs = readFileSync(file(), 'utf8').replaceAll('"Course"', '"Lesson"')
    // Told while something is being typed: nothing takes the focus.
    const name = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    await name.press('End')
    await stage.page.keyboard.type('A')
    writeFileSync(file(), theirs)
    const decide = stage.page.getByRole('button', { name: 'Decide…' })
    await decide.waitFor()
    await stage.page.keyboard.type('ge')
    expect(await name.inputValue()).toBe('ScholarAge')
    await stage.shot('files-changed-bar')
    for (let i = 0; i < 3; i++) await stage.page.keyboard.press('Backspace')
    // The bar is called so, too.
    const overwrite = stage.page.getByRole('button', { name: 'Overwrite it' })
    const conflict = dialog(/changed by another program/).filter({ has: overwrite })
    expect(await conflict.count()).toBe(0)
    await decide.click()
    await conflict.waitFor()
    await decide.waitFor({ state: 'hidden' })
    await conflict.getByRole('button', { name: 'Compare' }).click()
    await eventually(async () => expect(await conflict.innerText()).toMatch(/differs/))
    expect(await conflict.innerText()).toContain('Scholar')
    await stage.shot('files-conflict')
    expect(readFileSync(file(), 'utf8')).toBe(theirs)
    await conflict.getByRole('button', { name: 'Overwrite it' }).click()
    await eventually(async () => expect(readFileSync(file(), 'utf8')).toContain('Scholar'))
    // Keys are the dialog's until it is gone.
    await conflict.waitFor({ state: 'hidden' })
  })

  it('saves under another name with the picker in the page', async () => {
    await stage.page.keyboard.press('Control+Shift+s')
    const picker = dialog(/Save to a file/)
    await nameFile(stage.page, 'copy.relata.json')
    await picker.getByRole('button', { name: 'Save', exact: true }).click()
    await eventually(async () =>
      expect(readFileSync(join(stage.folder, 'copy.relata.json'), 'utf8')).toContain('Scholar'),
    )
    await eventually(async () => expect(await stage.page.getByRole('heading', { level: 1 }).innerText()).toBe('copy'))
  })

  it('opens with the picker, and asks before leaving unsaved work', async () => {
    await rename('Scholar', 'Apprentice')
    await stage.page.keyboard.press('Control+o')
    const picker = dialog(/Open a file/)
    await picker.getByRole('button', { name: /^school\.relata\.json/ }).click()
    const question = dialog(/Save the changes/)
    await question.getByRole('button', { name: 'Don’t save' }).click()
    await eventually(async () => expect(await app.models()).toContain('Scholar'))
    await eventually(async () => expect(await stage.page.getByRole('heading', { level: 1 }).innerText()).toBe('school'))
  })

  it('says what is wrong with a damaged file and keeps the open design', async () => {
    const before = await app.models()
    await drop('broken.relata.json', '{"format": "relata", "models": [')
    const report = dialog(/cannot be opened/)
    await report.waitFor()
    await stage.shot('files-damaged')
    await report.getByRole('button', { name: 'Close' }).first().click()
    expect(await app.models()).toEqual(before)
  })

  it('opens a design that is dropped on the page', async () => {
    await drop(
      'dropped.relata.json',
      readFileSync(join(import.meta.dirname, '../../examples/library.relata.json'), 'utf8'),
    )
    await eventually(async () => expect(await app.models()).toContain('Reader'))
  })

  it('offers unsaved work after the page is gone', async () => {
    await app.openModel('Reader')
    const name = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    await name.fill('Borrower')
    await name.press('Tab')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const page = await stage.page.context().newPage()
    await stage.page.close({ runBeforeUnload: false })
    await page.goto(stage.host.freshUrl())
    const recovery = page.getByRole('dialog', { name: /unsaved work/ }).first()
    await recovery.waitFor()
    // Enter keeps what was typed: the button that throws it away has not the focus.
    const open = recovery.getByRole('button', { name: 'Open the copy' })
    await eventually(async () =>
      expect(await open.evaluate((element) => element === document.activeElement)).toBe(true),
    )
    await page.keyboard.press('Enter')
    const again = await appPage(page)
    await eventually(async () => expect(await again.models()).toContain('Borrower'))
    expect(stage.troubles).toEqual([])
  })
})
