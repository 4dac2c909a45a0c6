import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { filesBelow } from './source-files.ts'

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'relata-links-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (...path: string[]) => {
  const at = join(root, ...path)
  mkdirSync(join(at, '..'), { recursive: true })
  writeFileSync(at, '')
}
const link = (to: string, ...path: string[]) => {
  const at = join(root, ...path)
  mkdirSync(join(at, '..'), { recursive: true })
  symlinkSync(to, at)
}
const below = async (folder: string) =>
  (await filesBelow(join(root, folder), ['py'], 100, () => new Error('too many'))).map((file) => file.path).toSorted()

it('reads a project made of links', async () => {
  write('store', 'aaa')
  write('real', 'shop', 'models.py')
  write('real', 'shop', 'deep', 'more.py')
  link('../store/aaa', 'project', 'manage.py')
  link('../real/shop', 'project', 'shop')
  expect(await below('project')).toEqual(['project/manage.py', 'project/shop/deep/more.py', 'project/shop/models.py'])
})

it('ends where links lead in circles, to nothing, or to a folder that it reads anyway', async () => {
  write('project', 'a', 'models.py')
  write('project', 'b', 'models.py')
  link('../b', 'project', 'a', 'b')
  link('../a', 'project', 'b', 'a')
  link('..', 'project', 'a', 'up')
  link('../..', 'project', 'a', 'root')
  link('self', 'project', 'self')
  link('/nowhere/at/all.py', 'project', 'gone.py')
  write('elsewhere', 'site-packages', 'x.py')
  link('../elsewhere/site-packages', 'project', 'lib')
  link('../elsewhere', 'project', 'one')
  link('../elsewhere', 'project', 'two')
  write('elsewhere', 'y.py')
  link('..', 'elsewhere', 'back')
  expect(await below('project')).toEqual(['project/a/models.py', 'project/b/models.py', 'project/one/y.py'])
})
