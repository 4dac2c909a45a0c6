/** What an edit in a large design makes anew: one piece of each text, one splice of each pane. Counts, no times. */
import { describe, expect, it } from 'vitest'
import { splicePieces } from '../../renderer/panels/code/splice-pieces.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import type { CommandType } from '../../shared/commands/registry.ts'
import { isRelation } from '../../shared/document/records.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter, ExportPiece } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { typescript } from '../../shared/exporters/typescript.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument, bigModelId } from '../support/big-document.ts'

const SIZE = 1_000
const MODEL = bigModelId(SIZE - 400)
const options = DEFAULT_EXPORT_OPTIONS

function pieces(exporter: Exporter, compiled: CompiledDesign): readonly ExportPiece[] {
  return exporter.export({ ...compiled, options }).pieces
}

/** How many pieces are other objects, and how many splices lead from one text to the next. */
function cost(exporter: Exporter, type: CommandType, params: unknown) {
  const start = compileDesign(bigDocument(SIZE))
  const before = pieces(exporter, start)
  const after = compileDesign(applyPatch(start.doc, applyCommand(start.doc, type, params as never)), start)
  const known = new Set(before)
  const now = pieces(exporter, after)
  const made = now.filter((piece) => piece.model !== null && !known.has(piece)).length
  const splices = splicePieces(before, now)
  const text = before.map((piece) => piece.text).join('')
  const spliced = splices.reduceRight(
    (whole, { from, to, insert }) => whole.slice(0, from) + insert + whole.slice(to),
    text,
  )
  // Nothing of an earlier text may be left: the same as written from nothing.
  const fresh = compileDesign(structuredClone(after.doc))
  exporter.export({ ...fresh, options: { ...options, extra: { drop: true } } })
  expect(spliced).toBe(exportedText(exporter.export({ ...fresh, options })))
  return { made, splices: splices.length }
}

describe.each([postgresql, sqlite, mysql, typescript] as readonly Exporter[])(
  `one edit in ${SIZE} models: $label`,
  (exporter) => {
    const { doc } = compileDesign(bigDocument(SIZE))
    const model = doc.models[MODEL]
    const plain = model?.fields[0]?.id
    const key = model?.fields.find((field) => isRelation(field) && field.kind === 'foreignKey')

    it('a field renamed, a key made nullable: one piece, one splice', () => {
      expect(cost(exporter, 'field.rename', { model: MODEL, id: plain, name: 'renamed' })).toEqual({
        made: 1,
        splices: 1,
      })
      const nullable = { model: MODEL, id: key?.id, keyword: 'null', value: true }
      expect(cost(exporter, 'field.setOption', nullable)).toEqual({ made: 1, splices: 1 })
    })

    it('a model renamed: its piece and those that name it', () => {
      const targets = model?.fields.filter(isRelation).length ?? 0
      const sources = Object.values(doc.models).filter((m) => m.fields.some((f) => isRelation(f) && f.to === MODEL))
      const joins = sources.filter((m) => m.fields.some((f) => f.kind === 'manyToMany' && f.to === MODEL)).length
      const { made } = cost(exporter, 'model.rename', { id: MODEL, name: 'Renamed' })
      expect(made).toBeGreaterThan(0)
      // Types name each other on both sides; of join tables each key counts.
      expect(made).toBeLessThanOrEqual(1 + targets + sources.length + 2 * joins)
    })

    it('a model added: its own piece', () => {
      expect(cost(exporter, 'model.add', { name: 'Added', x: 0, y: 0 })).toEqual({ made: 1, splices: 1 })
    })
  },
)
