import { describe, expect, it } from 'vitest'
import { bigDocument, bigModelId } from '../../../test/support/big-document.ts'
import { dice, randomCall, randomDocument } from '../../../test/support/random-commands.ts'
import { applyCommand } from '../../commands/registry.ts'
import { applyPatch } from '../../history/patch.ts'
import type { ErDocument } from '../records.ts'
import { applySplices, NOTHING_WRITTEN, splicesTo } from './text-splices.ts'
import { documentPieces, writeDocument } from './write.ts'

const run = (doc: ErDocument, type: string, params: unknown): ErDocument =>
  applyPatch(doc, applyCommand(doc, type as never, params as never))

describe('splices between two states of a file', () => {
  it('lead to the very text that the document has, through 40 runs of random commands', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const d = dice(seed + 1000)
      let doc = randomDocument(seed, 10, (now, { type, params }) => run(now, type, params))
      let { splices, written } = splicesTo(NOTHING_WRITTEN, documentPieces(doc))
      let text = applySplices('', splices)
      for (let step = 0; step < 20; step++) {
        const { type, params } = randomCall(doc, d)
        doc = run(doc, type, params)
        ;({ splices, written } = splicesTo(written, documentPieces(doc)))
        text = applySplices(text, splices)
        expect(text, `seed ${seed}, step ${step}, ${type}`).toBe(writeDocument(doc))
        expect(written.length).toBe(text.length)
      }
    }
  })

  it('are as short as what changed: a name costs its model, a model that goes its own text', () => {
    const doc = bigDocument(200)
    const first = splicesTo(NOTHING_WRITTEN, documentPieces(doc))
    const size = (next: ErDocument): number =>
      splicesTo(first.written, documentPieces(next)).splices.reduce((sum, { text }) => sum + text.length, 0)
    expect(size(run(doc, 'model.rename', { id: bigModelId(50), name: 'Other' }))).toBeLessThan(1500)
    expect(size(run(doc, 'model.delete', { ids: [bigModelId(199)] }))).toBeLessThan(1500)
    expect(size(run(doc, 'model.add', { name: 'New', at: { view: 'view:main', x: 0, y: 0 } }))).toBeLessThan(1500)
    expect(size(doc)).toBe(0)
  })

  it('that do not fit are refused', () => {
    expect(() => applySplices('abc', [{ from: 2, to: 9, text: '' }])).toThrow(RangeError)
    expect(() =>
      applySplices('abc', [
        { from: 2, to: 3, text: '' },
        { from: 0, to: 1, text: '' },
      ]),
    ).toThrow(RangeError)
  })
})
