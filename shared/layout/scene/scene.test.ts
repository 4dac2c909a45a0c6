import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../commands/registry.ts'
import type { CommandCall } from '../../commands/registry.ts'
import type { FieldId, ModelId, ViewId } from '../../document/ids.ts'
import type { ErDocument } from '../../document/records.ts'
import { applyPatch, invertPatch } from '../../history/patch.ts'
import { bigDocument, bigModelId } from '../../../test/support/big-document.ts'
import { createScene } from './scene.ts'
import type { Scene } from './scene.ts'

const VIEW = 'view:main' as ViewId
const id = (n: number): ModelId => `model:m${n}` as ModelId

function drawn(calls: readonly CommandCall[]): ErDocument {
  return calls.reduce(
    (doc, { type, params }) => applyPatch(doc, applyCommand(doc, type, params as never)),
    bigDocument(0),
  )
}

interface Sketch {
  readonly spots: readonly { readonly x: number; readonly y: number }[]
  readonly links: readonly (readonly [number, number])[]
}

/** Two to four models with room between them and many relations, to themselves too. */
const sketch: fc.Arbitrary<Sketch> = fc
  .record({
    spots: fc.array(fc.record({ dx: fc.nat(12), dy: fc.nat(12) }), { minLength: 2, maxLength: 4 }),
    links: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 2, maxLength: 9 }),
  })
  .map(({ spots, links }) => ({
    spots: spots.map(({ dx, dy }, i) => ({ x: (i % 2) * 640 + dx * 8, y: (i >> 1) * 720 + dy * 8 })),
    links: links.map(([a, b]) => [a % spots.length, b % spots.length] as const),
  }))

function sceneOf({ spots, links }: Sketch): Scene {
  const scene = createScene()
  const doc = drawn([
    ...spots.map((at, i): CommandCall => ({
      type: 'model.add',
      params: { id: id(i), name: `M${i}`, at: { view: VIEW, ...at } },
    })),
    ...links.map(([a, b], i): CommandCall => ({
      type: 'relation.add',
      params: {
        id: `field:f${i}` as FieldId,
        from: id(a),
        to: id(b),
        kind: 'foreignKey',
        name: `f${i}`,
        relatedName: '+',
      },
    })),
  ])
  scene.reset(doc, VIEW)
  return scene
}

/** Length over which two routes lie on each other, px. */
function shared(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i + 3 < a.length; i += 2) {
    for (let j = 0; j + 3 < b.length; j += 2) {
      for (const axis of [0, 1]) {
        const across = 1 - axis
        const flat = a[i + across] === a[i + 2 + across] && b[j + across] === b[j + 2 + across]
        if (!flat || a[i + across] !== b[j + across]) continue
        const [a0, a1] = [a[i + axis] as number, a[i + 2 + axis] as number]
        const [b0, b1] = [b[j + axis] as number, b[j + 2 + axis] as number]
        sum += Math.max(0, Math.min(Math.max(a0, a1), Math.max(b0, b1)) - Math.max(Math.min(a0, a1), Math.min(b0, b1)))
      }
    }
  }
  return sum
}

describe('the scene', () => {
  it('lays parallel and self edges beside each other, never on each other', () => {
    fc.assert(
      fc.property(sketch, (s) => {
        const scene = sceneOf(s)
        const routes = scene.edgesIn({ x: -1e4, y: -1e4, width: 3e4, height: 3e4 }).edges.map((e) => scene.routeOf(e))
        expect(routes).toHaveLength(s.links.length)
        routes.forEach((a, i) => routes.slice(i + 1).forEach((b) => expect(shared(a, b)).toBeLessThanOrEqual(8)))
      }),
      { numRuns: 300 },
    )
  })

  it('takes the short way again where the box that was in it is gone', () => {
    const at = (x: number, y: number) => ({ view: VIEW, x, y })
    const pair = drawn([
      { type: 'model.add', params: { id: id(0), name: 'A', at: at(0, 200) } },
      { type: 'model.add', params: { id: id(1), name: 'B', at: at(400, 200) } },
      {
        type: 'relation.add',
        params: { id: 'field:f' as FieldId, from: id(0), to: id(1), kind: 'foreignKey', name: 'b' },
      },
    ])
    // High enough that the way round it is long.
    const rows = Array.from({ length: 20 }, (_, i): CommandCall => ({
      type: 'field.add',
      params: { model: id(2), name: `f${i}`, type: 'TextField' },
    }))
    const between: CommandCall = { type: 'model.add', params: { id: id(2), name: 'C', at: at(200, 0) } }
    const both = [between, ...rows].reduce(
      (doc, { type, params }) => applyPatch(doc, applyCommand(doc, type, params as never)),
      pair,
    )
    const far = { view: VIEW, moves: [{ model: id(2), x: 200, y: 2000 }] }
    const wayOf = (scene: Scene): readonly number[] => {
      const [edge] = scene.edgesIn({ x: -1e4, y: -1e4, width: 3e4, height: 3e4 }).edges
      return edge === undefined ? [] : [...scene.routeOf(edge)]
    }
    const scene = createScene()
    scene.reset(pair, VIEW)
    const short = wayOf(scene)
    for (const patch of [
      applyCommand(both, 'model.delete', { ids: [id(2)] }),
      applyCommand(both, 'placement.move', far),
    ]) {
      scene.reset(both, VIEW)
      expect(wayOf(scene)).not.toEqual(short)
      scene.apply(applyPatch(both, patch), VIEW, patch)
      expect(wayOf(scene)).toEqual(short)
    }
    scene.reset(both, VIEW)
    wayOf(scene)
    const { x, y, width, height } = scene.nodes.get(id(2)) ?? { x: 0, y: 0, width: 0, height: 0 }
    scene.place([{ id: id(2), x: 200, y: 2000 }])
    scene.settle([id(2)], [{ x, y, width, height }])
    expect(wayOf(scene)).toEqual(short)
  })

  it('is after any patch what it would be from the start', () => {
    const step = fc.tuple(
      fc.constantFrom('move', 'rename', 'relate', 'delete', 'collapse', 'area', 'fold'),
      fc.nat(),
      fc.nat(),
    )
    fc.assert(
      fc.property(sketch, fc.array(step, { minLength: 1, maxLength: 8 }), (s, steps) => {
        const scene = sceneOf(s)
        let doc = drawn(
          s.spots.map((at, i): CommandCall => ({
            type: 'model.add',
            params: { id: id(i), name: `M${i}`, at: { view: VIEW, ...at } },
          })),
        )
        scene.reset(doc, VIEW)
        steps.forEach(([kind, a, b], n) => {
          const call = stepCall(doc, kind, a, b, n)
          if (call === null) return
          const patch = applyCommand(doc, call.type, call.params as never)
          doc = applyPatch(doc, patch)
          scene.apply(doc, VIEW, patch)
          expect(pictureOf(scene)).toEqual(pictureOf(fresh(doc)))
          const before = applyPatch(doc, invertPatch(patch))
          scene.apply(before, VIEW, invertPatch(patch))
          expect(pictureOf(scene)).toEqual(pictureOf(fresh(before)))
          scene.apply(doc, VIEW, patch)
        })
      }),
      { numRuns: 120 },
    )
  })

  it('says whether anything stands or runs elsewise, and keeps rows that say the same', () => {
    let doc = bigDocument(60)
    const scene = fresh(doc)
    const model = bigModelId(30)
    const run = (type: string, params: object) => {
      const patch = applyCommand(doc, type as CommandCall['type'], params as never)
      doc = applyPatch(doc, patch)
      return scene.apply(doc, VIEW, patch)
    }
    const rows = scene.nodes.get(model)?.box.rows ?? []
    const renamed = run('model.rename', { id: model, name: 'Model3x' })
    expect(renamed.drawn).toBe(false)
    expect(renamed.boxes.has(model)).toBe(true)
    expect(renamed.boxes.size).toBeLessThan(10)
    expect(scene.nodes.get(model)?.box.rows.every((row, i) => row === rows[i])).toBe(true)
    const field = doc.models[model]?.fields[0]?.id
    expect(run('field.rename', { model, id: field, name: 'titl' }).drawn).toBe(false)
    const now = scene.nodes.get(model)?.box.rows ?? []
    expect(now.filter((row, i) => row !== rows[i]).map((row) => row.field)).toEqual([field])
    expect(run('field.delete', { model, ids: [field] }).drawn).toBe(true)
    expect(run('placement.move', { view: VIEW, moves: [{ model, x: 8, y: 8 }] }).drawn).toBe(true)
    expect(run('model.delete', { ids: [model] }).drawn).toBe(true)
  })
})

it('tells the small map which boxes changed, and whether there are more than so many', () => {
  const doc = bigDocument(60)
  const scene = fresh(doc)
  expect(scene.takeMapDirty()).toBe(null)
  expect([...(scene.takeMapDirty() ?? [0])]).toEqual([])
  const patch = applyCommand(doc, 'placement.move', { view: VIEW, moves: [{ model: bigModelId(7), x: 8, y: 8 }] })
  scene.apply(applyPatch(doc, patch), VIEW, patch)
  const slot = scene.nodes.get(bigModelId(7))?.slot
  expect([...(scene.takeMapDirty() ?? [])]).toEqual([slot])
  scene.place([{ id: bigModelId(7), x: 16, y: 16 }])
  expect([...(scene.takeMapDirty() ?? [])]).toEqual([slot])
  const all = { x: -1e4, y: -1e4, width: 3e4, height: 3e4 }
  expect([scene.hasMoreIn(all, 59), scene.hasMoreIn(all, 60)]).toEqual([true, false])
})

describe('a box that grows with the name that a row of it says', () => {
  const long = 'a_field_with_a_rather_long_name'
  const startAt = (x: number): ErDocument =>
    drawn([
      { type: 'model.add', params: { id: id(0), name: 'A', at: { view: VIEW, x: 0, y: 0 } } },
      { type: 'model.add', params: { id: id(1), name: 'Bcdefg', at: { view: VIEW, x, y: 300 } } },
      { type: 'model.add', params: { id: id(2), name: 'C', at: { view: VIEW, x: -800, y: 300 } } },
      ...[1, 2].map((to): CommandCall => ({
        type: 'relation.add',
        params: { id: `field:f${to}` as FieldId, from: id(0), to: id(to), kind: 'foreignKey', name: `${long}${to}` },
      })),
    ])
  const wayOf = (scene: Scene, to: number): readonly number[] =>
    scene.routeOf(scene.edgeOfField(`field:f${to}`) as never)

  /** @param x where the model stands that is renamed */
  function renamed(x: number, name: string) {
    const start = startAt(x)
    const scene = fresh(start)
    const before = { toRight: wayOf(scene, 1), toLeft: wayOf(scene, 2) }
    const patch = applyCommand(start, 'model.rename', { id: id(1), name })
    const change = scene.apply(applyPatch(start, patch), VIEW, patch)
    const { width } = scene.nodes.get(id(0)) as { width: number }
    return { scene, before, change, width }
  }

  it('moves the ends at its right and keeps the ways', () => {
    const { scene, before, change, width } = renamed(800, 'Bcdefghij')
    expect(width).toBeGreaterThan(before.toRight[0] as number)
    expect([change.drawn, change.lines, [...change.boxes].sort()]).toEqual([true, false, [id(0), id(1)]])
    expect(wayOf(scene, 1)).toEqual(before.toRight.with(0, width))
    expect(wayOf(scene, 2)).toBe(before.toLeft)
    expect(scene.edgeAt(width + 4, before.toRight[1] as number, 3)?.edge.id).toBe('field:f1')
  })

  it('looks for another way where there is no room', () => {
    const { scene, before, change, width } = renamed(Math.ceil(renamed(800, 'Bcdefg').width) + 48, 'Bcdefghij')
    expect(change.lines).toBe(true)
    expect([0, width]).toContain(wayOf(scene, 1)[0])
    expect(wayOf(scene, 2)).toBe(before.toLeft)
  })
})

function fresh(doc: ErDocument): Scene {
  const scene = createScene()
  scene.reset(doc, VIEW)
  return scene
}

/** Boxes, edges and shapes by id; routes depend on who was routed first and are left out. */
function pictureOf(scene: Scene) {
  const nodes = [...scene.nodes.values()].map(({ id: model, x, y, width, height, box, out, into }) => ({
    model,
    rect: [x, y, width, height],
    rows: box.rows,
    out: out.map((e) => e.edge),
    into: [...into].map((e) => e.edge.id).sort(),
  }))
  const shapes = scene.shapes.list.map(({ id: shape, x, y, width, height, text }) => [shape, x, y, width, height, text])
  return { nodes: nodes.sort((a, b) => (a.model < b.model ? -1 : 1)), shapes }
}

function stepCall(doc: ErDocument, kind: string, a: number, b: number, n: number): CommandCall | null {
  const models = Object.keys(doc.models) as ModelId[]
  const model = models[a % Math.max(1, models.length)]
  const other = models[b % Math.max(1, models.length)]
  const area = Object.values(doc.areas)[0]
  if (model === undefined || other === undefined) return null
  const calls: { [kind: string]: CommandCall } = {
    move: { type: 'placement.move', params: { view: VIEW, moves: [{ model, x: (a % 9) * 80, y: (b % 9) * 80 }] } },
    rename: { type: 'model.rename', params: { id: model, name: `R${n}` } },
    relate: {
      type: 'relation.add',
      params: {
        id: `field:s${n}` as FieldId,
        from: model,
        to: other,
        kind: 'foreignKey',
        name: `s${n}`,
        relatedName: '+',
      },
    },
    delete: { type: 'model.delete', params: { ids: [model] } },
    collapse: { type: 'placement.set', params: { view: VIEW, models: [model], collapsed: b % 2 === 0 } },
    area: {
      type: 'area.add',
      params: { view: VIEW, name: 'A', x: 0, y: 0, width: 300 + (a % 700), height: 300 + (b % 700) },
    },
    fold: { type: 'area.set', params: { id: area?.id as never, collapsed: area?.collapsed !== true } },
  }
  return kind === 'fold' && area === undefined ? null : (calls[kind] as CommandCall)
}
