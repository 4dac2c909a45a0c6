import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { ExportPiece } from '../../../shared/exporters/exporter.ts'
import { pieceAt, pieceRanges, splicePieces } from './splice-pieces.ts'
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

  it('replaces what an edit of thousands touches, and nothing around it', () => {
    const names = Array.from({ length: 5_000 }, (_, i) => `model:${i}`)
    const before = [piece(null, 'head\n'), ...names.map((name) => piece(name, `${name}\n`)), piece(null, 'foot\n')]
    // Frames are written anew each time, and say the same.
    const edited = before.map((p) => (p.model === null ? { ...p } : p))
    edited[2_001] = piece('model:2000', 'other\n')
    const splices = splicePieces(before, edited)
    expect(splices.map(({ insert }) => insert)).toEqual(['other\n'])
    expect(applied(textOf(before), splices)).toBe(textOf(edited))
    const moved = [...before.slice(0, 10), ...before.slice(11, 500), piece('model:9', 'moved\n'), ...before.slice(500)]
    expect(splicePieces(before, moved).map(({ insert }) => insert)).toEqual(['', 'moved\n'])
  })

  it('knows where all stand after many small edits', () => {
    const pick = fc.nat({ max: 299 })
    const edits = fc.array(fc.tuple(pick, fc.string({ maxLength: 9 }), fc.boolean()), { maxLength: 12 })
    fc.assert(
      fc.property(edits, (all) => {
        let pieces = Array.from({ length: 300 }, (_, i) => piece(i % 50 === 0 ? null : `model:${i % 290}`, `${i}\n`))
        let text = textOf(pieces)
        for (const [place, insert, isNew] of all) {
          const next = [...pieces]
          const was = next[place]
          next[place] = { model: was?.model ?? null, text: insert }
          if (isNew) next.splice(place, 1, piece('model:new', insert), piece('model:1', insert))
          text = applied(text, splicePieces(pieces, next))
          pieces = next
          expect(text).toBe(textOf(pieces))
          const models = new Set(['model:1', 'model:new', 'model:288'])
          const shown = pieces.flatMap((one) => (one.model !== null && models.has(one.model) ? [one.text] : []))
          expect(pieceRanges(pieces, models).map(({ from, to }) => text.slice(from, to))).toEqual(shown)
        }
      }),
    )
  })

  it('knows where a model stands, and what stands at a place', () => {
    const pieces = [piece(null, '--\n'), piece('model:a', 'A\n'), piece('model:b', 'B\n')]
    expect(pieceRanges(pieces, new Set(['model:b']))).toEqual([{ model: 'model:b', from: 5, to: 7 }])
    expect([2, 3, 4, 5, 7].map((at) => pieceAt(pieces, at)?.model)).toEqual([
      undefined,
      'model:a',
      'model:a',
      'model:b',
      undefined,
    ])
  })
})
