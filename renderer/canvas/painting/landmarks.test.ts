import { describe, expect, it } from 'vitest'
import { landmarks } from './landmarks.ts'
import type { NamedBox } from './landmarks.ts'

const ZOOM = 0.05
const box = (title: string, x: number, y: number, tone: NamedBox['tone'] = null): NamedBox & { lines: number } => ({
  box: { title },
  x,
  y,
  width: 200,
  height: 150,
  tone,
  lines: 1,
})
const names = (boxes: readonly (NamedBox & { lines: number })[]): string[] =>
  landmarks(boxes, (one) => one.lines, ZOOM).map(({ text }) => text)

describe('names on a far view', () => {
  it('stand in the middle of their boxes', () => {
    expect(landmarks([box('Order', 1000, 2000)], () => 1, ZOOM)).toEqual([{ text: 'Order', x: 1100, y: 2075 }])
  })

  it('of neighbours the one that more lines meet is named', () => {
    const hub = { ...box('Customer', 300, 0), lines: 40 }
    expect(names([box('Tax', 0, 0), hub, box('Note', 600, 0), box('Far', 9000, 0)])).toEqual(['Customer', 'Far'])
  })

  it('never lie over each other', () => {
    const many = Array.from({ length: 900 }, (_, i) => box(`Model${i}`, (i % 30) * 300, Math.floor(i / 30) * 250))
    const found = landmarks(many, (one) => one.lines, ZOOM)
    expect(found.length).toBeGreaterThan(10)
    for (const [i, a] of found.entries())
      for (const b of found.slice(i + 1))
        expect(Math.abs(a.y - b.y) > 11 / ZOOM || Math.abs(a.x - b.x) > 30 / ZOOM).toBe(true)
  })

  it('what is marked is named first, what steps back not at all', () => {
    const hub = { ...box('Hub', 0, 0), lines: 99 }
    expect(names([hub, box('Added', 100, 0, 'added'), { ...box('Dim', 9000, 0, 'dim'), lines: 50 }])).toEqual(['Added'])
  })

  it('leave the names of areas free', () => {
    const area = { x: 0, y: 0, width: 400, height: 220 }
    const [under, beside] = [box('Under', 50, 20), box('Beside', 3000, 20)]
    expect(landmarks([under, beside], () => 1, ZOOM, [area]).map(({ text }) => text)).toEqual(['Beside'])
  })

  it('a name that is too long is cut', () => {
    expect(names([box('A'.repeat(120), 0, 0)])[0]).toMatch(/^A{5,20}…$/)
  })
})
