import { describe, expect, it } from 'vitest'
import { bigDocument } from '../../../test/support/big-document.ts'
import { applyCommand } from '../../commands/registry.ts'
import type { CommandType } from '../../commands/registry.ts'
import type { ModelId, ViewId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import { applyPatch } from '../../history/patch.ts'
import { arrangeView, arrangeWithAreas } from './arrange-view.ts'
import { overlaps } from './auto-layout.ts'
import { createScene } from '../scene/scene.ts'

const VIEW = 'view:main' as ViewId

function arranged(doc: ErDocument, options: Parameters<typeof arrangeView>[2] = {}): ErDocument {
  return applyPatch(doc, applyCommand(doc, 'layout.apply', arrangeView(doc, VIEW, options)))
}

function boxes(doc: ErDocument) {
  const scene = createScene()
  scene.reset(doc, VIEW)
  return [...scene.nodes.values()]
}

describe('arrangeView', () => {
  it('gives places that a layout.apply command takes, no box over another', () => {
    const nodes = boxes(arranged(bigDocument(150)))
    expect(nodes.length).toBe(150)
    expect(overlaps(nodes, nodes)).toBe(false)
  })

  it('leaves locked models where they are and keeps off them', () => {
    const doc = bigDocument(40)
    const locked = rootOf(doc).modelOrder[7] as ModelId
    const params = { view: VIEW, models: [locked], locked: true }
    const held = applyPatch(doc, applyCommand(doc, 'placement.set', params))
    const before = boxes(held).find((n) => n.id === locked)
    const nodes = boxes(arranged(held))
    expect(nodes.find((n) => n.id === locked)).toMatchObject({ x: before?.x, y: before?.y })
    expect(overlaps(nodes, nodes)).toBe(false)
  })

  it('places only what has no place when asked for the missing', () => {
    const doc = bigDocument(10)
    const id = 'model:new' as ModelId
    const grown = applyPatch(doc, applyCommand(doc, 'model.add', { id, name: 'New' }))
    expect(arrangeView(grown, VIEW, { which: 'missing' }).moves.map((m) => m.model)).toEqual([id])
  })
})

describe('arrangeWithAreas', () => {
  const withArea = () => {
    const doc = bigDocument(30)
    const members = rootOf(doc).modelOrder.slice(0, 4)
    const area = {
      id: 'area:talk',
      view: VIEW,
      name: 'Talk',
      color: null,
      x: -5000,
      y: -5000,
      width: 2000,
      height: 900,
    }
    const moves = members.map((model, i) => ({ model, x: -4900 + i * 400, y: -4800 }))
    const steps = [
      ['area.add', area],
      ['placement.move', { view: VIEW, moves }],
    ] as const
    const made = steps.reduce((now, [type, params]) => applyPatch(now, applyCommand(now, type, params as never)), doc)
    return { doc: made, members }
  }
  const inside = (doc: ErDocument) => {
    const scene = createScene()
    scene.reset(doc, VIEW)
    const [area] = scene.shapes.list
    return area === undefined ? [] : scene.contentOf(area).models.map(({ id }) => id)
  }

  it('keeps what is in an area in it, what is not out of it, and fits the area', () => {
    const { doc, members } = withArea()
    expect(inside(doc)).toEqual(members)
    const { areas, ...places } = arrangeWithAreas(doc, VIEW)
    let after = applyPatch(doc, applyCommand(doc, 'layout.apply', places))
    for (const { type, params } of areas) after = applyPatch(after, applyCommand(after, type, params as never))
    expect(inside(after)).toEqual(members)
    expect(areas).toHaveLength(1)
    const scene = createScene()
    scene.reset(after, VIEW)
    const nodes = [...scene.nodes.values()]
    expect(overlaps(nodes, nodes)).toBe(false)
  })

  it('by app: an area for each app of several models, what stands in an area stays in it; again changes nothing', () => {
    const { doc: made, members } = withArea()
    const others = rootOf(made).modelOrder.slice(4)
    const calls: readonly (readonly [CommandType, unknown])[] = [
      ['app.add', { id: 'app:talks', label: 'talks' }],
      ['app.add', { id: 'app:lone', label: 'lone' }],
      ...others.slice(0, 9).map((id) => ['model.setApp', { id, app: 'app:talks' }] as const),
      ['model.setApp', { id: others.at(-1), app: 'app:lone' }],
    ]
    const doc = calls.reduce((now, [type, params]) => applyPatch(now, applyCommand(now, type, params as never)), made)
    const arrangedByApp = (now: ErDocument) => {
      const { areas, ...places } = arrangeWithAreas(now, VIEW, { byApp: true })
      const placed = applyPatch(now, applyCommand(now, 'layout.apply', places))
      return areas.reduce((at, { type, params }) => applyPatch(at, applyCommand(at, type, params as never)), placed)
    }
    const contents = (now: ErDocument) => {
      const scene = createScene()
      scene.reset(now, VIEW)
      return Object.fromEntries(
        scene.shapes.list.map((area) => [
          area.text,
          scene
            .contentOf(area)
            .models.map(({ id }) => id)
            .toSorted(),
        ]),
      )
    }
    const after = arrangedByApp(doc)
    const [own] = Object.values(doc.apps)
    expect(contents(after)).toEqual({
      Talk: members.toSorted(),
      talks: others.slice(0, 9).toSorted(),
      [own?.label ?? '']: others.slice(9, -1).toSorted(),
    })
    expect(overlaps(boxes(after), boxes(after))).toBe(false)
    expect(contents(arrangedByApp(after))).toEqual(contents(after))
  })

  it('leaves a locked area and what it holds where they are', () => {
    const { doc, members } = withArea()
    const held = applyPatch(doc, applyCommand(doc, 'area.set', { id: 'area:talk' as never, locked: true }))
    const { areas, moves } = arrangeWithAreas(held, VIEW)
    expect(areas).toEqual([])
    expect(moves.filter(({ model }) => members.includes(model))).toEqual([])
  })
})

describe('a scene fed by patches', () => {
  it('is the same as one made anew', () => {
    const doc = bigDocument(12)
    const scene = createScene()
    scene.reset(doc, VIEW)
    const [first, second] = rootOf(doc).modelOrder as [ModelId, ModelId]
    const calls = [
      ['model.rename', { id: first, name: 'Renamed' }],
      ['relation.add', { from: first, to: second, kind: 'foreignKey' }],
      ['placement.move', { view: VIEW, moves: [{ model: first, x: 40, y: 2000 }] }],
      ['placement.set', { view: VIEW, models: [second], collapsed: true }],
      ['model.delete', { ids: [second] }],
    ] as const
    let now = doc
    for (const [type, params] of calls) {
      const patch = applyCommand(now, type, params as never)
      now = applyPatch(now, patch)
      scene.apply(now, VIEW, patch)
    }
    const fresh = createScene()
    fresh.reset(now, VIEW)
    const shape = (s: typeof scene) =>
      [...s.nodes.values()]
        .map(({ id, box, x, y, out, into }) => ({
          id,
          box: { ...box, rows: box.rows },
          x,
          y,
          out: out.map((e) => e.edge.id),
          into: into.length,
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(shape(scene)).toEqual(shape(fresh))
  })
})
