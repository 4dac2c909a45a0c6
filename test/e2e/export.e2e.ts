import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDocument } from '../../shared/document/file/read.ts'
import { designInPdf } from '../../shared/importers/embedded/pdf.ts'
import { designInPng } from '../../shared/importers/embedded/png.ts'
import { appPage, eventually, nameFile } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const modelsIn = (design: string | null): readonly string[] =>
  Object.values((design === null ? null : readDocument(design).doc)?.models ?? {})
    .filter((model) => !model.external)
    .map((model) => model.name)
    .toSorted()

describe('exporting', () => {
  let stage: Stage
  let app: AppPage
  const file = (name: string): string => join(stage.folder, name)
  const dialog = () => stage.page.getByRole('dialog', { name: 'Export', exact: true })
  const choose = (target: string) => dialog().getByRole('button', { name: target, exact: true }).click()
  async function open(): Promise<void> {
    await app.palette('Export')
    await stage.page.keyboard.press('Enter')
    await dialog().waitFor()
  }
  async function saveAs(name: string): Promise<void> {
    await dialog()
      .getByRole('button', { name: /^Save .*…$/ })
      .click()
    const picker = stage.page.getByRole('dialog', { name: 'Save to a file' })
    await nameFile(stage.page, name)
    await picker.getByRole('button', { name: 'Save', exact: true }).click()
    await eventually(async () => expect(existsSync(file(name))).toBe(true), 30_000)
  }
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('a PNG shows the drawing at the chosen size and holds the design', async () => {
    await open()
    await choose('PNG')
    expect(
      await dialog()
        .getByRole('button', { name: 'PNG', exact: true })
        .evaluate((button) => button === document.activeElement),
    ).toBe(true)
    await dialog().getByRole('img', { name: 'Picture of blog' }).waitFor()
    await stage.shot('export-png')
    await saveAs('blog.png')
    const bytes = readFileSync(file('blog.png'))
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
    expect(modelsIn(designInPng(bytes))).toEqual(['Category', 'Post', 'Profile', 'Tag'])
    // More than one colour: something is drawn.
    const drawn = await stage.page.evaluate(
      async (data) => {
        const image = await createImageBitmap(new Blob([Uint8Array.from(data)]))
        const canvas = new OffscreenCanvas(image.width, image.height)
        const context = canvas.getContext('2d')
        context?.drawImage(image, 0, 0)
        const pixels = new Uint32Array(context?.getImageData(0, 0, image.width, image.height).data.buffer ?? [])
        return { width: image.width, height: image.height, colours: new Set(pixels).size }
      },
      [...bytes],
    )
    expect([drawn.width, drawn.height]).toEqual([width, height])
    expect(drawn.colours).toBeGreaterThan(20)
  })

  it('a PDF of the selection holds these models only', async () => {
    await app.openModel('Post')
    await open()
    await choose('PDF')
    await dialog().getByRole('combobox', { name: 'Which models' }).click()
    await stage.page.getByRole('option', { name: 'The selection, 1 model' }).click()
    await stage.shot('export-pdf-selection')
    await saveAs('post.pdf')
    const bytes = readFileSync(file('post.pdf'))
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(modelsIn(designInPdf(bytes))).toEqual(['Post'])
  })

  it('a picture opens again as the design it shows', async () => {
    const relata = join(import.meta.dirname, '../../cli/relata.mjs')
    const read = (name: string): readonly string[] => {
      execFileSync(process.execPath, [relata, 'import', file(name), '-o', file('again.relata.json')], { stdio: 'pipe' })
      return modelsIn(readFileSync(file('again.relata.json'), 'utf8'))
    }
    expect(read('blog.png')).toEqual(['Category', 'Post', 'Profile', 'Tag'])
    expect(read('post.pdf')).toEqual(['Post'])
  })

  it('SQL of a selection writes its tables and names the others', async () => {
    await open()
    await choose('SQLite')
    await dialog().getByRole('combobox', { name: 'Which models' }).click()
    await stage.page.getByRole('option', { name: 'The selection, 1 model' }).click()
    const text = await dialog().getByRole('region', { name: 'schema.sql' }).innerText()
    expect(text.match(/CREATE TABLE "\w+"/g)).toEqual(['CREATE TABLE "blog_post"', 'CREATE TABLE "blog_post_tags"'])
    expect(text).toContain('-- Referenced, created elsewhere: auth_user, blog_category, blog_tag')
    await stage.page.keyboard.press('Escape')
  })

  it('the next export is compared with the file of the last one and written onto it', async () => {
    await open()
    await choose('PostgreSQL')
    await saveAs('schema.sql')
    const before = readFileSync(file('schema.sql'), 'utf8')
    writeFileSync(file('schema.sql'), before.replace('CREATE TABLE "blog_tag"', '-- by hand\nCREATE TABLE "blog_tag"'))

    await open()
    await dialog().getByRole('checkbox', { name: 'Compare with schema.sql' }).check()
    await dialog().getByText('0 lines more, 1 line fewer than in the file.').waitFor()
    const diff = await dialog().getByRole('region', { name: 'Compare with schema.sql' }).innerText()
    expect(diff.split('\n').filter((line) => /^[-+]/.test(line))).toEqual(['--- by hand'])
    await stage.shot('export-compare')
    await dialog().getByRole('button', { name: 'Save onto schema.sql' }).click()
    await eventually(async () => expect(readFileSync(file('schema.sql'), 'utf8')).toBe(before))

    await open()
    await dialog().getByText('schema.sql is up to date').waitFor()
    await stage.page.keyboard.press('Escape')
  })

  it('nothing went wrong on the page', () => expect(stage.troubles).toEqual([]))
})
