import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { ExportPiece } from '../../../shared/exporters/exporter.ts'
import { pieceRanges, splicePieces } from './splice-pieces.ts'
import type { Splice } from './splice-pieces.ts'

const piece = (model: string | null, text: string): ExportPiece => ({ model: model as ExportPiece['model'], text })
const textOf = (pieces: readonly ExportPiece[]): string => pieces.map(({ text }) => text).join('')

function applied(text: string, splices: readonly Splice[]): string {
  let out = ''
  let at = 0
  for (const { from, to, insert } of splices) {
    out += text.slice(at, from) + insert
    at = to
  }
  return out + text.slice(at)
}

describe('splicing exported pieces', () => {
  it('touches only the piece that changed', () => {
    const before = [piece(null, 'head\n'), piece('model:a', 'A\n'), piece('model:b', 'B\n'), piece('model:c', 'C\n')]
    const after = before.map((p) => (p.model === 'model:b' ? piece('model:b', 'BB\n') : p))
    expect(splicePieces(before, after)).toEqual([{ from: 7, to: 9, insert: 'BB\n' }])
    expect(splicePieces(before, before)).toEqual([])
  })

  it('inserts a new model and removes a gone one without touching the rest', () => {
    const before = [piece('model:a', 'A\n'), piece('model:b', 'B\n')]
    expect(splicePieces(before, [piece('model:a', 'A\n'), piece('model:n', 'N\n'), piece('model:b', 'B\n')])).toEqual([
      { from: 2, to: 2, insert: 'N\n' },
    ])
    expect(splicePieces(before, [piece('model:b', 'B\n')])).toEqual([{ from: 0, to: 2, insert: '' }])
  })

  it('arrives at the new text from any old one', () => {
    const pieces = fc.array(
      fc.record({
        model: fc.option(fc.constantFrom('model:a', 'model:b', 'model:c', 'model:d')),
        text: fc.string({ maxLength: 4 }),
      }),
    )
    fc.assert(
      fc.property(pieces, pieces, (a, b) => {
        const before = a.map(({ model, text }) => piece(model, text))
        const after = b.map(({ model, text }) => piece(model, text))
        expect(applied(textOf(before), splicePieces(before, after))).toBe(textOf(after))
      }),
    )
  })

  it('knows where each model stands', () => {
    expect(pieceRanges([piece(null, '--\n'), piece('model:a', 'A\n')])).toEqual([{ model: 'model:a', from: 3, to: 5 }])
  })
})
