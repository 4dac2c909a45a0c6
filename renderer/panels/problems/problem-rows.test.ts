import { describe, expect, it } from 'vitest'
import type { Diagnostic, Severity } from '../../../shared/diagnostics/diagnostic.ts'
import { problemRows } from './problem-rows.ts'

const fix = (label: string) => ({ label, command: { type: 'field.delete', params: { label } } })
const found = (code: string, label: string, severity: Severity, fixes: readonly string[] = ['Fix']): Diagnostic => ({
  code,
  severity,
  message: '',
  hint: null,
  subject: { kind: 'field', label },
  fixes: fixes.map((one) => fix(`${one} ${label}`)),
})
const together = (all: readonly Diagnostic[]) =>
  problemRows(all, null).flatMap((row) => (row.kind === 'problem' ? [row.together.map(({ label }) => label)] : []))

describe('repairs of a kind', () => {
  it('stand on the first, and are those of all', () => {
    const all = [found('a', '1', 'info'), found('b', '2', 'info'), found('a', '3', 'info'), found('a', '4', 'info', [])]
    expect(together(all)).toEqual([['Fix 1', 'Fix 3'], [], [], []])
  })

  it('are not offered where it is not clear which, nor for errors', () => {
    expect(together([found('a', '1', 'info', ['Do', 'Undo']), found('a', '2', 'info')])).toEqual([[], []])
    expect(together([found('a', '1', 'error'), found('a', '2', 'error')])).toEqual([[], []])
  })
})
