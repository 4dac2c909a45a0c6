import { describe, expect, it } from 'vitest'
import { areaName } from './paint-shapes.ts'
import type { PaintedShape } from './paint-shapes.ts'

const area = (id: string, x: number, y: number, text: string): PaintedShape => ({
  kind: 'area',
  id: `area:${id}` as never,
  x,
  y,
  width: 400,
  height: 600,
  text,
  color: null,
  collapsed: false,
  locked: false,
})

describe('the name of an area from afar', () => {
  const narrow = area('hr', 0, 0, 'humanresources')

  it('goes on beside a narrow area where nothing is', () => {
    expect(areaName(narrow, 0.09, [])?.text).toMatch(/…$/)
    expect(areaName(narrow, 0.09, [narrow, area('below', 0, 900, 'sales')])?.text).toBe('humanresources')
  })

  it('ends where the next area begins on its line', () => {
    expect(areaName(narrow, 0.09, [narrow, area('next', 440, 0, 'sales')])?.text).toMatch(/…$/)
    expect(areaName(narrow, 0.09, [narrow, area('next', 440, 900, 'sales')])?.text).toBe('humanresources')
  })
})
