import { expect, it } from 'vitest'
import { inUtc, onWall } from './wall-clock.ts'

it('a moment is shown on the clock of the project, and read back from it', () => {
  const late = { type: 'datetime', text: '2024-01-31T23:30:00+00:00' } as const
  expect(onWall(late, 'Asia/Tokyo').text).toBe('2024-02-01T08:30:00')
  expect(inUtc(onWall(late, 'Asia/Tokyo'), 'Asia/Tokyo').text).toBe('2024-01-31T23:30:00+00:00')
  expect(onWall({ type: 'datetime', text: '2024-03-01T12:30:00' }, 'Asia/Tokyo').text).toBe('2024-03-01T12:30:00')
})
