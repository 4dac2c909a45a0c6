import { describe, expect, it } from 'vitest'
import { bigDocument } from '../../../test/support/big-document.ts'
import { applyCommand } from '../../commands/registry.ts'
import type { CommandCall } from '../../commands/registry.ts'
import type { AreaId, FieldId, ModelId, ViewId } from '../../document/ids.ts'
import type { ErDocument } from '../../document/records.ts'
import { applyPatch } from '../../history/patch.ts'
import type { BundleEnd } from './bundles.ts'
import { createScene } from './scene.ts'
import type { Scene } from './scene.ts'
import { diagramSvg } from '../drawing/svg.ts'

const VIEW = 'view:main' as ViewId
const id = (name: string): ModelId => `model:${name}` as ModelId

function run(doc: ErDocument, calls: readonly CommandCall[]): ErDocument {
  return calls.reduce((now, { type, params }) => applyPatch(now, applyCommand(now, type, params as never)), doc)
}

const SPOTS: readonly (readonly [string, number, number])[] = [
  ['A', 0, 0],
  ['B', 0, 200],
  ['C', 900, 0],
  ['D', 900, 300],
  ['E', 1800, 0],
]
const LINKS: readonly (readonly [string, string])[] = [
  ['A', 'B'],
  ['A', 'C'],
  ['B', 'C'],
  ['D', 'A'],
  ['C', 'E'],
]

/** A and B in one area, E in another; both can be collapsed. */
function design(): ErDocument {
  const area = (name: string, x: number) => ({ view: VIEW, name, x, y: -60, width: 320, height: 500 })
  return run(bigDocument(0), [
    ...SPOTS.map(([name, x, y]): CommandCall => ({
      type: 'model.add',
      params: { id: id(name), name, at: { view: VIEW, x, y } },
    })),
    ...LINKS.map(([from, to]): CommandCall => ({
      type: 'relation.add',
      params: {
        id: `field:${from}${to}` as FieldId,
        from: id(from),
        to: id(to),
        kind: 'foreignKey',
        name: `to_${to.toLowerCase()}`,
        relatedName: '+',
      },
    })),
    { type: 'area.add', params: { id: 'area:left' as AreaId, ...area('Left', -40) } },
    { type: 'area.add', params: { id: 'area:right' as AreaId, ...area('Right', 1760) } },
  ])
}

const collapse = (area: string, collapsed = true): CommandCall => ({
  type: 'area.set',
  params: { id: area as AreaId, collapsed },
})

function sceneOf(doc: ErDocument): Scene {
  const scene = createScene()
  scene.reset(doc, VIEW)
  return scene
}

const nameOf = (end: BundleEnd): string => ('text' in end ? end.text : end.box.title)
const told = (scene: Scene): string[] =>
  scene
    .bundles()
    .map(({ from, to, edges }) => `${nameOf(from)}–${nameOf(to)} ${edges.length}`)
    .toSorted()

describe('lines of collapsed areas', () => {
  it('are none while all areas are open', () => expect(sceneOf(design()).bundles()).toEqual([]))

  it('end at the area, merged by what they lead to', () => {
    const scene = sceneOf(run(design(), [collapse('area:left')]))
    expect(told(scene)).toEqual(['D–Left 1', 'Left–C 2'])
    const merged = scene.bundles().find(({ edges }) => edges.length === 2)
    // Both are foreign keys from inside: the line has their feet.
    expect(merged?.edge).toMatchObject({ fromEnd: 'zeroMany', toEnd: 'one', onDelete: null })
    expect(scene.bundles().find(({ edges }) => edges.length === 1)?.edge.onDelete).toBe('CASCADE')
  })

  it('start and end at the borders of what they join', () => {
    const scene = sceneOf(run(design(), [collapse('area:left'), collapse('area:right')]))
    expect(told(scene)).toEqual(['C–Right 1', 'D–Left 1', 'Left–C 2'])
    for (const { from, to, route } of scene.bundles()) {
      const ends = [
        [from, route.slice(0, 2)],
        [to, route.slice(-2)],
      ] as const
      for (const [end, [x = 0, y = 0]] of ends) {
        expect([end.x, end.x + end.width]).toContain(x)
        expect(y).toBeGreaterThanOrEqual(end.y)
        expect(y).toBeLessThanOrEqual(end.y + end.height)
      }
    }
  })

  it('join two collapsed areas, and follow patches as a fresh drawing would', () => {
    let doc = run(design(), [
      {
        type: 'relation.add',
        params: { from: id('B'), to: id('E'), kind: 'foreignKey', name: 'far', relatedName: '+' },
      },
    ])
    const scene = sceneOf(doc)
    for (const call of [collapse('area:left'), collapse('area:right'), collapse('area:left', false)]) {
      const patch = applyCommand(doc, call.type, call.params as never)
      doc = applyPatch(doc, patch)
      scene.apply(doc, VIEW, patch)
      expect(told(scene)).toEqual(told(sceneOf(doc)))
    }
    expect(told(sceneOf(run(doc, [collapse('area:left')])))).toContain('Left–Right 1')
  })

  it('are drawn in SVG, with their number', () => {
    const svg = diagramSvg(run(design(), [collapse('area:left')]))
    expect(svg).toMatch(/text-anchor="middle"[^>]*>2<\/text>/)
  })
})
