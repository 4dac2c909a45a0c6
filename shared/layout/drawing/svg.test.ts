import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../commands/registry.ts'
import type { CommandCall } from '../../commands/registry.ts'
import type { ModelId, ViewId } from '../../document/ids.ts'
import type { ErDocument } from '../../document/records.ts'
import { applyPatch } from '../../history/patch.ts'
import { bigDocument } from '../../../test/support/big-document.ts'
import { diagramSvg } from './svg.ts'
import { SVG_THEMES } from './svg-theme.ts'

const VIEW = 'view:main' as ViewId

function drawn(calls: readonly CommandCall[]): ErDocument {
  return calls.reduce(
    (doc, { type, params }) => applyPatch(doc, applyCommand(doc, type, params as never)),
    bigDocument(0),
  )
}

const post = 'model:post' as ModelId
const odd = 'model:odd' as ModelId
const doc = drawn([
  { type: 'model.add', params: { id: post, name: 'Post', at: { view: VIEW, x: 0, y: 0 } } },
  { type: 'model.add', params: { id: odd, name: '<a href="x">&\u0000', at: { view: VIEW, x: 480, y: 0 } } },
  { type: 'relation.add', params: { from: post, to: odd, kind: 'foreignKey', name: 'odd', onDelete: 'PROTECT' } },
])

describe('diagramSvg', () => {
  it('draws boxes, lines and what happens on delete, with hostile names made harmless', () => {
    const svg = diagramSvg(doc)
    expect(svg).toContain('>Post</text>')
    expect(svg).toContain('>protect</text>')
    expect(svg).toContain('&lt;a href=&quot;x&quot;&gt;&amp;')
    expect(svg).not.toContain('\u0000')
    expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length)
  })

  it('draws a mark for what happens on delete where the line has no room for words', () => {
    const below = drawn([
      { type: 'model.add', params: { id: post, name: 'Post', at: { view: VIEW, x: 0, y: 0 } } },
      { type: 'model.add', params: { id: odd, name: 'Odd', at: { view: VIEW, x: 0, y: 200 } } },
      { type: 'relation.add', params: { from: post, to: odd, kind: 'foreignKey', name: 'odd', onDelete: 'PROTECT' } },
    ])
    const svg = diagramSvg(below)
    expect(svg).not.toContain('>protect</text>')
    expect(svg).toContain(`fill="${SVG_THEMES.light.onDelete.PROTECT}"/>`)
  })

  it('says the few words of its own in the language that it is given', () => {
    const user = drawn([
      { type: 'model.add', params: { id: post, name: 'Post', external: true, at: { view: VIEW, x: 0, y: 0 } } },
    ])
    expect(diagramSvg(user)).toContain('>external</text>')
    const words = {
      badge: (text: string) => ({ external: 'externe' })[text] ?? text,
      more: (n: number) => `${n} autres`,
    }
    const french = diagramSvg(user, { words })
    expect(french).toContain('>externe</text>')
    expect(french).not.toContain('>external<')
  })

  it('draws areas with their names and notes with their words', () => {
    const at = { view: VIEW, x: -400, y: -300, width: 300, height: 200 }
    const svg = diagramSvg(
      drawn([
        { type: 'model.add', params: { id: post, name: 'Post', at: { view: VIEW, x: 0, y: 0 } } },
        { type: 'area.add', params: { ...at, name: 'Talk <b>', color: 'palette:1' } },
        { type: 'note.add', params: { ...at, text: '# Hello\n- **one** two' } },
      ]),
    )
    expect(svg).toContain('>Talk &lt;b&gt;</text>')
    expect(svg).toContain('>• one two</text>')
    expect(svg).toMatch(/viewBox="-472 -372 /)
  })

  it('finds places for models without one, and is the same for the same design', () => {
    expect(diagramSvg(doc)).toBe(diagramSvg(doc))
    expect(diagramSvg(doc, { theme: 'dark' })).not.toBe(diagramSvg(doc))
    expect(diagramSvg(bigDocument(60), { arrange: true })).toContain('Model59')
  })

  it('draws an empty design', () => {
    expect(diagramSvg(bigDocument(0))).toContain('</svg>')
  })
})
