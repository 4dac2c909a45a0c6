import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createKeptSteps } from './kept-steps.ts'

describe('kept steps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relata-steps-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const kept = createKeptSteps(folder)

  it('come back for the file that they lead to, and for no other content', async () => {
    await kept.write('a'.repeat(32), '1-2-abc', '[1]')
    expect(await kept.read('a'.repeat(32), '9-9-abc')).toBe('[1]')
    expect(await kept.read('a'.repeat(32), '1-2-abd')).toBeNull()
    expect(await kept.read('b'.repeat(32), '1-2-abc')).toBeNull()
  })

  it('are kept for few designs only', async () => {
    for (let i = 0; i < 70; i++) await kept.write(String(i).padStart(32, '0'), 'x-y', '[]')
    expect(readdirSync(join(folder, 'steps')).length).toBeLessThanOrEqual(60)
  })
})
