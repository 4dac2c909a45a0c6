import { expect, it } from 'vitest'
import { matches, ranked } from './ranked.ts'

const item = (label: string, text?: string) => ({ value: label, label, ...(text === undefined ? {} : { text }) })
const GROUPS = [
  { value: 'production', items: [item('ProductVendor'), item('Product')] },
  { value: 'purchasing', items: [item('ShipMethod', 'how a vendor ships'), item('VendorContact'), item('Vendor')] },
]
const names = (query: string) => ranked(GROUPS, query).flatMap(({ items }) => items.map(({ label }) => label))

it('puts what is typed first, then what begins with it, then what has it within', () => {
  expect(names('vendor').slice(0, 4)).toEqual(['Vendor', 'VendorContact', 'ShipMethod', 'ProductVendor'])
  expect(names('product')[0]).toBe('Product')
  expect(names(' VENDOR ')[0]).toBe('Vendor')
})

it('leaves the order alone while nothing is typed, and among those that fit alike', () => {
  expect(ranked(GROUPS, '')).toBe(GROUPS)
  expect(names('d')).toEqual(['ProductVendor', 'Product', 'ShipMethod', 'VendorContact', 'Vendor'])
})

it('finds names and second lines', () => {
  expect(matches(item('ShipMethod', 'how a vendor ships'), 'vendor')).toBe(true)
  expect(matches(item('ShipMethod'), 'vendor')).toBe(false)
})
