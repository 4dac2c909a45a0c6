import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileRevisions, revisionText } from './git-revisions.ts'

const hasGit = (() => {
  try {
    execFileSync('git', ['--version'])
    return true
  } catch {
    return false
  }
})()

describe.runIf(hasGit)('revisions of a file in Git', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'relata-git-')))
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd: folder })
  const commit = (name: string, text: string, subject: string): void => {
    writeFileSync(join(folder, name), text)
    git('add', '--all')
    git('commit', '--quiet', '-m', subject)
  }

  beforeAll(() => {
    git('init', '--quiet')
    commit('old name é.json', `one${' '.repeat(200)}`, 'First; rm -rf')
    git('mv', 'old name é.json', 'new.json')
    commit('new.json', `one${' '.repeat(200)}two`, 'Second')
    commit('other.json', 'x', 'Not about it')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('lists the commits that touched it, under its earlier name too, newest first', async () => {
    const found = await fileRevisions(join(folder, 'new.json'))
    expect(found.map(({ subject, author, path }) => [subject, author, path])).toEqual([
      ['Second', 'Ada', 'new.json'],
      ['First; rm -rf', 'Ada', 'old name é.json'],
    ])
    expect(found.every(({ at }) => Math.abs(at - Date.now()) < 120_000)).toBe(true)
  })

  it('gives the text of one of them and of nothing else', async () => {
    const path = join(folder, 'new.json')
    const [, first] = await fileRevisions(path)
    expect((await revisionText(path, first?.rev ?? '')).trim()).toBe('one')
    await expect(revisionText(path, 'HEAD')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(revisionText(path, '--output=x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('has none outside a work tree', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'relata-nogit-'))
    writeFileSync(join(outside, 'a.json'), 'x')
    expect(await fileRevisions(join(outside, 'a.json'))).toEqual([])
    expect(await fileRevisions(join(folder, 'never.json'))).toEqual([])
    rmSync(outside, { recursive: true, force: true })
  })
})
