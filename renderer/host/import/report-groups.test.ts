import { describe, expect, it } from 'vitest'
import type { Diagnostic, Severity } from '../../../shared/diagnostics/diagnostic.ts'
import { fixesOf, noteGroups, withoutLabel } from './report-groups.ts'

function note(code: string, severity: Severity = 'info', fixes: Diagnostic['fixes'] = []): Diagnostic {
  return { code, severity, message: code, hint: null, subject: { kind: 'document', label: code }, fixes }
}

describe('notes of an import', () => {
  it('come in groups: what was left out, then the guesses by kind', () => {
    const groups = noteGroups([
      note('relata.6021'),
      note('relata.6043'),
      note('relata.6038'),
      note('relata.6022', 'warning'),
      note('relata.6024'),
      note('relata.6030', 'error'),
      note('relata.6021'),
    ])
    expect(groups.map(({ kind, notes }) => [kind, notes.map((n) => n.code)])).toEqual([
      ['left', ['relata.6030', 'relata.6022']],
      ['manyToMany', ['relata.6024']],
      ['names', ['relata.6021', 'relata.6021']],
      ['otherTypes', ['relata.6043']],
      ['other', ['relata.6038']],
    ])
  })

  it('are taken back together, except those that are already', () => {
    const fix = { label: 'Name it Users', command: { type: 'model.rename', params: {} } }
    const [first, second] = [note('relata.6021', 'info', [fix, fix]), note('relata.6021', 'info', [fix])]
    const [group] = noteGroups([first, second, note('relata.6021')])
    expect(group && fixesOf(group, new Set([first]))).toEqual([fix])
  })

  it('do not say twice what they are about', () => {
    const about = { ...note('shop_tag'), message: 'shop_tag: The model is named Tag.' }
    expect(withoutLabel(about).message).toBe('The model is named Tag.')
    // There a line stands beside it, not the name.
    const placed = { ...about, subject: { ...about.subject, line: 3 } }
    expect(withoutLabel(placed)).toBe(placed)
  })
})
