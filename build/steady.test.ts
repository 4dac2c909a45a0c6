import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './run.ts'
import { failures } from './steady.ts'

describe('what runs once more', () => {
  const result = (name: string, ...states: string[]) => ({
    name: join(ROOT, name),
    status: states.length === 0 || states.includes('failed') ? 'failed' : 'passed',
    assertionResults: states.map((status, at) => ({ fullName: `test ${at}`, status })),
  })

  it('is the files that failed, also those that could not be loaded', () => {
    const report = {
      testResults: [result('a.test.ts', 'passed', 'failed'), result('b.test.ts', 'passed'), result('c.test.ts')],
    }
    expect([...failures(report)]).toEqual([
      ['a.test.ts', ['test 1']],
      ['c.test.ts', []],
    ])
  })

  it('is nothing where there is no report', () => {
    expect(failures(null).size).toBe(0)
  })
})
