import { describe, expect, it } from 'vitest'
import { importText } from '../../../test/support/import-fixture.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import { dbml } from '../../exporters/dbml.ts'
import { exportedText } from '../../exporters/exporter.ts'
import { compileDesign } from '../../schema/compile-design.ts'

const TEXT = `Project "The shop" {
  database_type: 'PostgreSQL'
  Note: '''
    Everything
    we sell
  '''
}
TablePartial base [headercolor: #00FF00] {
  id int [pk]
}
Table core.order as O [headercolor: #3498DB, note: 'orders'] {
  ~base
}
Table core.line {
  ~base
  order_id int [ref: > O.id]
}
Table "loose one" {
  id int [pk]
}
TableGroup "e-commerce" [color: #AA00BB, note: 'what is sold'] {
  O
  core.line
}
TableGroup empty {
  Note: 'nothing yet'
}
Note to_do [color: #123456] { 'read this' }
Note {
  'and this'
}
TableGroup odd { core.nowhere }
`

function inArea(doc: ErDocument, name: string): readonly string[] {
  const area = Object.values(doc.areas).find((one) => one.name === name)
  if (area === undefined) return []
  return Object.values(doc.placements)
    .filter(({ x, y }) => x >= area.x && y >= area.y && x <= area.x + area.width && y <= area.y + area.height)
    .map(({ model }) => doc.models[model]?.meta.db_table ?? '')
}

/** What the canvas shows beside boxes. */
function frameOf(doc: ErDocument) {
  return {
    title: rootOf(doc).name,
    areas: Object.values(doc.areas).map(({ name, color }) => [name, color, inArea(doc, name).toSorted()]),
    notes: Object.values(doc.notes).map(({ text, color }) => [text, color]),
    colors: Object.values(doc.placements).map((one) => [doc.models[one.model]?.meta.db_table, one.color]),
  }
}

describe('groups, notes and colours of DBML', () => {
  it('are areas, notes and colours on the canvas', async () => {
    const { doc, diagnostics } = await importText('x.dbml', TEXT)
    expect(frameOf(doc)).toEqual({
      title: 'The shop',
      areas: [
        ['e-commerce', '#AA00BB', ['core"."line', 'core"."order']],
        ['empty', null, []],
        ['odd', null, []],
      ],
      notes: [
        ['Everything\nwe sell', null],
        ['read this', '#123456'],
        ['and this', null],
        ['what is sold', '#AA00BB'],
        ['nothing yet', null],
      ],
      colors: [
        ['core"."order', '#3498DB'],
        ['core"."line', '#00FF00'],
        ['loose one', null],
      ],
    })
    expect(diagnostics.filter((d) => d.code === 'relata.6031').map((d) => d.message)).toEqual([
      'Line 32 was skipped: there is no table nowhere.',
    ])
  })

  it('come back from our own DBML', async () => {
    const { doc } = await importText('x.dbml', TEXT.replace(/TableGroup (odd|empty)[^}]*\}/g, ''))
    const written = exportedText(dbml.export({ ...compileDesign(doc), options: { onDelete: 'orm', extra: {} } }))
    const again = await importText('y.dbml', written)
    expect(frameOf(again.doc)).toEqual(frameOf(doc))
    const twice = dbml.export({ ...compileDesign(again.doc), options: { onDelete: 'orm', extra: {} } })
    expect(exportedText(twice)).toBe(written)
  })
})
