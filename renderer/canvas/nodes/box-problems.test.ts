import { describe, expect, it } from 'vitest'
import type { Diagnostic, Severity } from '../../../shared/diagnostics/diagnostic.ts'
import { boxProblems } from './box-problems.ts'

const found = (...severities: Severity[]): Diagnostic[] =>
  severities.map((severity, i) => ({
    code: `test.${i}`,
    severity,
    message: `${severity} ${i}`,
    hint: null,
    subject: { kind: 'model', label: 'blog.Post' },
    fixes: [],
  }))

describe('the sign of a box', () => {
  it('is not there for remarks: a box whose remarks become known does not render again', () => {
    expect(boxProblems(undefined)).toBe(null)
    expect(boxProblems(found('info', 'info'))).toBe(null)
  })

  it('counts errors and says the worst, not the remark that stands before it', () => {
    expect(boxProblems(found('info', 'warning', 'error', 'error'))).toMatchObject({
      errors: 2,
      first: { message: 'error 2' },
    })
  })

  it('is the same object for the same diagnostics', () => {
    const same = found('warning')
    expect(boxProblems(same)).toBe(boxProblems(same))
  })
})
