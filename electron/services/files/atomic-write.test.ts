import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import fs from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

import { tempFolder } from '../../test-support/test-host.ts'
import { atomicWrite, sweepTemporaries } from './atomic-write.ts'
import type { WriteFs } from './atomic-write.ts'
import { fileFailure } from '../file-failure.ts'
import { forkScript } from '../../test-support/fork-script.ts'

const folder = tempFolder()
const file = join(folder, 'a.json')
const bytes = (text: string) => Buffer.from(text)
const strays = () => readdirSync(folder).filter((name) => name.endsWith('.tmp'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => {
  for (const name of strays()) rmSync(join(folder, name))
  writeFileSync(file, 'old')
})

/** The real operations, with a record of the order and one that fails. */
function tracing(failing: string | null, errno: string): { io: WriteFs; calls: string[] } {
  const calls: string[] = []
  const step = (name: string) => {
    calls.push(name)
    if (name === failing) throw Object.assign(new Error(errno), { code: errno })
  }
  const open = async (path: string, flags: string, mode?: number) => {
    step(flags === 'wx' ? 'open' : 'open folder')
    const handle = await fs.open(path, flags, mode)
    return new Proxy(handle, {
      get(target, key) {
        const value = Reflect.get(target, key) as unknown
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          const name = `${String(key)}${flags === 'wx' ? '' : ' folder'}`
          // Whatever fails, the handle itself has to be closed.
          if (key === 'close') return (value.apply(target, args) as Promise<void>).then(() => step(name))
          step(name)
          return value.apply(target, args) as unknown
        }
      },
    })
  }
  const rename = async (from: string, to: string) => {
    step('rename')
    await fs.rename(from, to)
  }
  return { io: { ...fs, open: open as never, rename: rename as never }, calls }
}

describe('[D1] a save', () => {
  it('writes, syncs, replaces, syncs the folder, in this order', async () => {
    const { io, calls } = tracing(null, '')
    await atomicWrite(file, bytes('new'), { fs: io, beforeReplace: async () => void calls.push('check') })
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(calls).toEqual([
      'open',
      'writeFile',
      'chmod',
      'sync',
      'close',
      'check',
      'rename',
      'open folder',
      'sync folder',
      'close folder',
    ])
  })

  for (const errno of ['ENOSPC', 'EIO', 'EACCES', 'EDQUOT', 'EROFS']) {
    it(`that fails with ${errno} at any step before the rename leaves the old bytes and no stray file`, async () => {
      for (const step of ['open', 'writeFile', 'chmod', 'sync', 'close', 'rename']) {
        const { io } = tracing(step, errno)
        const failure = await atomicWrite(file, bytes('new'), { fs: io }).catch((thrown: unknown) =>
          fileFailure(thrown, 'a.json'),
        )
        expect(failure).toMatchObject({ error: { detail: errno } })
        expect(readFileSync(file, 'utf8')).toBe('old')
        expect(strays()).toEqual([])
      }
    })
  }

  it('goes through a link to the real file, keeps its mode, and does not replace what is write-protected', async () => {
    const link = join(folder, 'link.json')
    symlinkSync(file, link)
    chmodSync(file, 0o640)
    expect(await atomicWrite(link, bytes('via link'))).toBe(file)
    expect(readFileSync(file, 'utf8')).toBe('via link')
    expect(statSync(file).mode & 0o777).toBe(0o640)
    const denied = {
      ...fs,
      access: () => Promise.reject(Object.assign(new Error(), { code: 'EACCES' })),
    } as unknown as WriteFs
    await expect(atomicWrite(file, bytes('no'), { fs: denied })).rejects.toMatchObject({ code: 'EACCES' })
    await expect(atomicWrite(folder, bytes('no'))).rejects.toMatchObject({ code: 'INVALID' })
    expect(readFileSync(file, 'utf8')).toBe('via link')
  })

  it('sweeps temporary files of an hour ago, nothing else', async () => {
    const old = join(folder, `.relata-${'a'.repeat(16)}.tmp`)
    const fresh = join(folder, `.relata-${'b'.repeat(16)}.tmp`)
    const foreign = join(folder, '.relata-notes.tmp')
    for (const path of [old, fresh, foreign]) writeFileSync(path, 'x')
    const longAgo = new Date(Date.now() - 2 * 3_600_000)
    for (const path of [old, foreign]) utimesSync(path, longAgo, longAgo)
    expect(await sweepTemporaries(folder)).toBe(1)
    expect(strays().toSorted()).toEqual(['.relata-bbbbbbbbbbbbbbbb.tmp', '.relata-notes.tmp'])
  })

  const kills = process.env['RELATA_FULL'] === '1' ? 1_000 : 120
  it(`is whole after ${kills} kills: nothing corrupt, nothing acknowledged lost`, { timeout: 600_000 }, async () => {
    const place = join(folder, 'killed')
    mkdirSync(place)
    const target = join(place, 'big.json')
    const isWhole = (text: string) => {
      const n = Number(text.slice(0, text.indexOf(':')))
      return text === `${n}:${'x'.repeat(1_000_000)}`
    }
    for (let done = 0; done < kills;) {
      const child = forkScript('save-for-ever', [target])
      let acknowledged = 0
      child.on('message', (n) => (acknowledged = n as number))
      await new Promise((resolve) => child.once('message', resolve))
      await new Promise((resolve) => setTimeout(resolve, (done * 3) % 23))
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
      const text = readFileSync(target, 'utf8')
      expect(isWhole(text)).toBe(true)
      expect(Number(text.slice(0, text.indexOf(':')))).toBeGreaterThanOrEqual(acknowledged)
      done++
    }
  })
})
