import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { truncateSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('staged rows, when their database is in trouble', () => {
  let stage: Stage
  let app: AppPage
  let writer: ChildProcess | null = null
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 30_000)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
  })
  afterAll(async () => {
    writer?.kill('SIGKILL')
    await stage.close()
  })

  const path = () => join(stage.folder, 'blog.relata.sqlite')
  const table = (name: string) => app.dock.getByRole('button', { name: new RegExp(`^${name}\\s*\\d`) }).click()
  const apply = () => app.dock.getByRole('button', { name: 'Apply' }).click()
  const again = () => app.dock.getByRole('button', { name: 'Try again' }).first().click()
  const said = (text: RegExp) => eventually(async () => expect(await app.dock.innerText()).toMatch(text), 30_000)
  async function title(text: string): Promise<void> {
    await table('blog_post')
    const grid = app.dock.getByRole('grid', { name: 'Rows of blog_post' })
    await grid.focus()
    for (const key of ['Control+Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'F2', 'Control+a']) {
      await stage.page.keyboard.press(key)
    }
    await stage.page.keyboard.type(text)
    await stage.page.keyboard.press('Enter')
    await said(/1 change not written yet \(blog_post\)/)
  }

  it('are kept while another program holds it, and written once it lets go', async () => {
    await title('While it is held')
    writer = fork(join(import.meta.dirname, '../../electron/test-support/other-writer.ts'), [path(), 'exclusive'])
    await once(writer, 'message')
    await apply()
    await said(/Nothing was written\. The database is locked by another program[^]*1 change not written yet/)
    await table('blog_tag')
    await said(/The database is locked by another program[^]*Try again/)
    await stage.shot('rows-locked')
    const gone = once(writer, 'exit')
    writer.kill('SIGKILL')
    await gone
    await again()
    await said(/django[^]*1 change not written yet/)
    await apply()
    await said(/Written: blog_post: 1 changed/)
  })

  it('are kept when the file is deleted or damaged, and the way on is beside what is said', async () => {
    await title('After a loss')
    unlinkSync(path())
    await apply()
    await said(/deleted or replaced by another program[^]*Nothing was written/)
    await stage.shot('rows-deleted')
    await again()
    await eventually(async () => expect(await app.dock.innerText()).not.toMatch(/deleted or replaced/), 30_000)
    // The new file has the rows of the design: not the ones that were changed.
    await apply()
    await said(/Nothing was written: 1 row cannot stay so/)
    await app.dock.getByRole('button', { name: 'Discard' }).click()
    await title('After damage')
    truncateSync(path(), 3 * 4096)
    await apply()
    await said(/The database file is damaged[^]*Nothing was written/)
    await again()
    await eventually(async () => expect(await app.dock.innerText()).not.toMatch(/is damaged/), 30_000)
    await apply()
    await said(/Written: blog_post: 1 changed/)
    expect(stage.troubles).toEqual([])
  })
})
