/** Models whose text is kept from the last export read as if they had been written anew. Seeded. */
import { expect, it } from 'vitest'
import { CommandError } from '../../shared/commands/define-command.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { django } from '../../shared/exporters/django.ts'
import { DEFAULT_EXPORT_OPTIONS } from '../../shared/exporters/exporter.ts'
import type { ExportPiece } from '../../shared/exporters/exporter.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument, bigModelId } from '../support/big-document.ts'
import { dice, randomCall, randomDocument } from '../support/random-commands.ts'
import type { Call } from '../support/random-commands.ts'

function applied(doc: ErDocument, { type, params }: Call): ErDocument {
  try {
    return applyPatch(doc, applyCommand(doc, type, params as never))
  } catch (thrown) {
    // What a command refuses (a second app of that name) changes nothing.
    if (thrown instanceof CommandError) return doc
    throw thrown
  }
}

function pieces(doc: ErDocument, onDelete: 'orm' | 'database' = 'orm'): readonly ExportPiece[] {
  return django.export({ ...compileDesign(doc), options: { ...DEFAULT_EXPORT_OPTIONS, onDelete } }).pieces
}

it.each([1, 2, 3])('100 random commands, seed %i: as written anew after each', (seed) => {
  const d = dice(seed)
  let doc = randomDocument(seed, 40, applied)
  for (let i = 0; i < 100; i++) {
    const call = randomCall(doc, d)
    doc = applied(doc, call)
    const onDelete = i % 3 === 0 ? 'database' : 'orm'
    // Records that nobody has seen: nothing is kept of them.
    const fresh = pieces(structuredClone(doc), onDelete)
    expect(pieces(doc, onDelete), `seed ${seed}, after command ${i}, ${call.type}`).toEqual(fresh)
  }
})

it('an edit in 1,000 models makes one piece anew, a name also those that say it', () => {
  const doc = bigDocument(1_000)
  const before = pieces(doc)
  const fresh = (after: ErDocument): number => {
    const known = new Set(before)
    return pieces(after).filter((piece) => piece.model !== null && !known.has(piece)).length
  }
  const model = bigModelId(500)
  const field = doc.models[model]?.fields[0]?.id
  expect(fresh(applied(doc, { type: 'field.rename', params: { model, id: field, name: 'renamed' } } as Call))).toBe(1)
  const said = Object.values(doc.models).filter((m) => m.fields.some((f) => 'to' in f && f.to === model)).length
  expect(fresh(applied(doc, { type: 'model.rename', params: { id: model, name: 'Renamed' } } as Call))).toBe(1 + said)
})
