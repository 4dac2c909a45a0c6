import { expect, it } from 'vitest'
import { Crowd } from './crowd.ts'

it('keeps what was added until it was taken out as often, and of many removals what is left', () => {
  const crowd = new Crowd([1, 2])
  crowd.add(2)
  crowd.remove(2)
  expect([...crowd].toSorted()).toEqual([1, 2])
  crowd.remove(2)
  crowd.remove(5)
  expect([...crowd]).toEqual([1])
  for (let i = 100; i < 400; i++) crowd.add(i)
  for (let i = 100; i < 300; i++) crowd.remove(i)
  crowd.add(300)
  crowd.remove(301)
  expect([...crowd].toSorted((a, b) => a - b)).toEqual([1, 300, ...Array.from({ length: 98 }, (_, i) => 302 + i)])
})
