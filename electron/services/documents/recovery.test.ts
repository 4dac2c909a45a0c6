import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRecovery, recoveryId } from './recovery.ts'
import type { Recovery } from './recovery.ts'

let folder: string
let recovery: Recovery
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relata-recovery-'))
  recovery = createRecovery(folder)
})
afterEach(() => {
  recovery.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ID = recoveryId('/nowhere/a.relata.json')
const SOURCE = { path: null, label: 'a', etag: null }

it('[D3] a copy on its way to the disk when its window goes is offered', async () => {
  const writes = [recovery.write(ID, SOURCE, 'first'), recovery.write(ID, SOURCE, 'second')]
  recovery.release(ID)
  expect(await recovery.list()).toMatchObject([{ id: ID, label: 'a' }])
  await Promise.all(writes)
  expect(await recovery.list()).toMatchObject([{ id: ID, label: 'a' }])
  expect((await recovery.read(ID))?.text).toBe('second')
})

it('[D3] a copy that follows a save belongs to its window again', async () => {
  await recovery.write(ID, SOURCE, 'before')
  const saved = recovery.discard(ID)
  const after = recovery.write(ID, SOURCE, 'after')
  await Promise.all([saved, after])
  expect(await recovery.list()).toEqual([])
  recovery.release(ID)
  expect(await recovery.list()).toMatchObject([{ id: ID }])
})
