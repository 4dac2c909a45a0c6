import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlaps } from './auto-layout.ts'
import type { LayoutGraph, Spot } from './graph.ts'
import type { Rect } from '../grid-index.ts'
import { LAYOUT_STYLES, styledLayout } from './layout-styles.ts'
import { layoutTree } from './layout-tree.ts'

const graph: fc.Arbitrary<LayoutGraph> = fc
  .record({
    sizes: fc.array(fc.record({ width: fc.integer({ min: 22, max: 42 }), rows: fc.integer({ min: 0, max: 20 }) }), {
      minLength: 1,
      maxLength: 40,
    }),
    links: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 60 }),
  })
  .map(({ sizes, links }) => ({
    nodes: sizes.map(({ width, rows }, i) => ({ id: `n${i}`, width: width * 8, height: 48 + rows * 24 })),
    edges: links.map(([a, b]) => [a % sizes.length, b % sizes.length] as const),
  }))

const boxes = (g: LayoutGraph, spots: readonly Spot[]): Rect[] =>
  g.nodes.map(({ width, height }, i) => ({ ...(spots[i] as Spot), width, height }))

const meet = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('every style', () => {
  for (const style of LAYOUT_STYLES) {
    it(`${style}: puts nothing over anything, nor over what stays`, () => {
      fc.assert(
        fc.property(graph, fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { maxLength: 4 }), (g, stays) => {
          const obstacles = stays.map(([x, y]) => ({ x: x * 8, y: y * 8, width: 240, height: 160 }))
          const spots = styledLayout(g, { aspect: 1.5, style, obstacles })
          expect(overlaps(g.nodes, spots)).toBe(false)
          for (const box of boxes(g, spots)) expect(obstacles.some((o) => meet(box, o))).toBe(false)
        }),
        { numRuns: 60 },
      )
    })

    it(`${style}: keeps models in their areas, and areas apart`, () => {
      fc.assert(
        fc.property(graph, fc.integer({ min: 0, max: 9 }), (g, cut) => {
          const all = [...g.nodes.keys()]
          const inA = all.filter((i) => i % 10 < cut && i % 3 === 0)
          const inB = all.filter((i) => i % 10 < cut && i % 3 === 1)
          const rest = all.filter((i) => !inA.includes(i) && !inB.includes(i))
          const group = {
            models: rest,
            areas: [{ id: 'a', models: inA, areas: [{ id: 'b', models: inB, areas: [] }] }],
          }
          const { spots, areas } = layoutTree(g, group, { aspect: 1.5, style })
          const rects = boxes(g, spots)
          const areaA = areas.find((area) => area.id === 'a') as Rect
          const areaB = areas.find((area) => area.id === 'b') as Rect
          const within = (inner: Rect, outer: Rect): boolean =>
            inner.x >= outer.x &&
            inner.y >= outer.y &&
            inner.x + inner.width <= outer.x + outer.width &&
            inner.y + inner.height <= outer.y + outer.height
          expect(overlaps(g.nodes, spots)).toBe(false)
          expect(within(areaB, areaA)).toBe(true)
          for (const i of inA) expect(within(rects[i] as Rect, areaA)).toBe(true)
          for (const i of inA) expect(meet(rects[i] as Rect, areaB)).toBe(false)
          for (const i of inB) expect(within(rects[i] as Rect, areaB)).toBe(true)
          for (const i of rest) expect(meet(rects[i] as Rect, areaA)).toBe(false)
        }),
        { numRuns: 40 },
      )
    })
  }

  it('top to bottom is the other turned: what is pointed at stands above', () => {
    const g = { nodes: ['a', 'b'].map((id) => ({ id, width: 200, height: 120 })), edges: [[0, 1]] as const }
    const [a, b] = styledLayout(g, { aspect: 1.5, style: 'topDown' }) as [Spot, Spot]
    expect(b.y).toBeLessThan(a.y)
    const [c, d] = styledLayout(g, { aspect: 1.5 }) as [Spot, Spot]
    expect(d.x).toBeLessThan(c.x)
  })

  it('a star has its model in the middle of what is related to it', () => {
    const nodes = Array.from({ length: 9 }, (_, i) => ({ id: `n${i}`, width: 200, height: 120 }))
    const spots = styledLayout(
      { nodes, edges: nodes.slice(1).map((_, i) => [i + 1, 0] as const) },
      { aspect: 1, style: 'star', centre: 0 },
    )
    const middle = (axis: 'x' | 'y'): number => spots.slice(1).reduce((sum, s) => sum + s[axis], 0) / 8
    expect(Math.abs(middle('x') - (spots[0] as Spot).x)).toBeLessThan(60)
    expect(Math.abs(middle('y') - (spots[0] as Spot).y)).toBeLessThan(60)
  })
})
