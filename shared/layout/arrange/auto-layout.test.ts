import { Graphviz } from '@hpcc-js/wasm-graphviz'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoLayout, overlaps } from './auto-layout.ts'
import { communities, components } from './graph.ts'
import type { LayoutGraph } from './graph.ts'

const graph: fc.Arbitrary<LayoutGraph> = fc
  .record({
    nodes: fc.array(fc.record({ width: fc.integer({ min: 22, max: 42 }), height: fc.integer({ min: 5, max: 60 }) }), {
      minLength: 1,
      maxLength: 120,
    }),
    edges: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 200 }),
  })
  .map(({ nodes, edges }) => ({
    nodes: nodes.map((n, i) => ({ id: `m${i}`, width: n.width * 8, height: n.height * 8 })),
    edges: edges.map(([a, b]) => [a % nodes.length, b % nodes.length] as const),
  }))

describe('autoLayout', () => {
  it('puts no box over another, quick or fine', async () => {
    const graphviz = await Graphviz.load()
    const engine = (text: string) => graphviz.layout(text, 'plain', 'dot')
    fc.assert(
      fc.property(graph, fc.boolean(), (g, fine) => {
        const spots = autoLayout(g, { aspect: 1.6, engine: fine ? engine : null })
        expect(overlaps(g.nodes, spots)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  it('makes no tower of models that nearly all point at the same few', async () => {
    const graphviz = await Graphviz.load()
    const engine = (text: string) => graphviz.layout(text, 'plain', 'dot')
    const nodes = Array.from({ length: 40 }, (_, i) => ({ id: `m${i}`, width: 320, height: 300 }))
    // Each of them at three hubs, and at one of the layer before.
    const edges = nodes.flatMap((_, i): [number, number][] =>
      i < 3 ? [] : [...[0, 1, 2].map((hub): [number, number] => [i, hub]), [i, Math.max(0, i - 9)]],
    )
    const spots = autoLayout({ nodes, edges }, { aspect: 1.6, engine })
    const width = Math.max(...spots.map(({ x }) => x + 320))
    const height = Math.max(...spots.map(({ y }) => y + 300))
    expect(height / width).toBeLessThan(1.6)
    expect(overlaps(nodes, spots)).toBe(false)
  })

  it('keeps off what must stay', () => {
    fc.assert(
      fc.property(graph, fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2000 }), (g, x, y) => {
        const stays = { x, y, width: 320, height: 400 }
        const spots = autoLayout(g, { aspect: 1.6, obstacles: [stays] })
        const all = [...g.nodes, { id: 'stays', width: 320, height: 400 }]
        expect(overlaps(all, [...spots, stays])).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same for the same graph', () => {
    fc.assert(
      fc.property(graph, (g) => void expect(autoLayout(g, { aspect: 1.6 })).toEqual(autoLayout(g, { aspect: 1.6 }))),
      { numRuns: 20 },
    )
  })

  it('puts targets left of what points at them', () => {
    const box = { width: 200, height: 100 }
    const chain = {
      nodes: ['a', 'b', 'c'].map((id) => ({ id, ...box })),
      edges: [
        [0, 1],
        [1, 2],
      ] as const,
    }
    const [a, b, c] = autoLayout(chain, { aspect: 1.6 })
    expect((c?.x ?? 0) < (b?.x ?? 0) && (b?.x ?? 0) < (a?.x ?? 0)).toBe(true)
  })
})

describe('graph parts', () => {
  it('finds connected parts and groups no larger than asked', () => {
    fc.assert(
      fc.property(graph, fc.integer({ min: 3, max: 40 }), (g, most) => {
        expect(
          components(g)
            .flat()
            .sort((a, b) => a - b),
        ).toEqual([...g.nodes.keys()])
        const groups = communities(g, most)
        expect(groups.flat().sort((a, b) => a - b)).toEqual([...g.nodes.keys()])
        expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(most)
      }),
      { numRuns: 60 },
    )
  })
})
