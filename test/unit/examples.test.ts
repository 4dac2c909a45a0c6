import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildExample } from '../../examples/builder.ts'
import { EXAMPLES } from '../../examples/make.ts'
import { designFileSchema } from '../../shared/document/file/file-schema.ts'
import { readDocument } from '../../shared/document/file/read.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { writeDocument } from '../../shared/document/file/write.ts'

const FOLDER = join(import.meta.dirname, '../../examples')
/** Size of a box on the canvas, px; auth.User shows eleven columns and two relations of its own. */
const WIDTH = 240
const heightOf = (rows: number): number => 34 + 24 * (rows + 1)

describe.each(EXAMPLES.map((spec) => [spec.name, spec] as const))('example %s', (name, spec) => {
  const text = readFileSync(join(FOLDER, `${name}.relata.json`), 'utf8')
  const doc = readDocument(text).doc as ErDocument

  it('is what examples/make.ts writes; when not, run `node examples/make.ts`', () => {
    expect(text).toBe(writeDocument(buildExample(spec)))
  })

  it('is a design without problems that fits the schema', () => {
    expect(readDocument(text).diagnostics).toEqual([])
    expect(designFileSchema.safeParse(JSON.parse(text)).error).toBeUndefined()
  })

  it('has rows for every model and four queries or more', () => {
    for (const model of Object.values(doc.models))
      expect([model.name, doc.rows[model.id]?.rows.length ?? 0]).toEqual([model.name, expect.any(Number)])
    expect(Object.values(doc.models).every((m) => (doc.rows[m.id]?.rows.length ?? 0) > 0)).toBe(true)
    expect(Object.keys(doc.queries).length).toBeGreaterThanOrEqual(4)
  })

  it('stands with room between its boxes', () => {
    const boxes = Object.values(doc.placements).map((p) => {
      const model = doc.models[p.model]
      return { x: p.x, y: p.y, h: heightOf(model?.external ? 13 : (model?.fields.length ?? 0)) }
    })
    for (const [n, a] of boxes.entries()) {
      for (const b of boxes.slice(n + 1)) {
        const apart = Math.max(b.x - a.x - WIDTH, a.x - b.x - WIDTH, b.y - a.y - a.h, a.y - b.y - b.h)
        expect(apart).toBeGreaterThanOrEqual(40)
      }
    }
  })
})
