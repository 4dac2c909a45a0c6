import { describe, expect, it } from 'vitest'
import { nameForDjango, nameInDatabase } from './names.ts'

describe('names with quotes of their own', () => {
  it.each([
    ['plain', 'plain'],
    ['"double"', 'double'],
    ['in""side', 'in"side'],
    ['"""deep"""', '"deep"'],
    ['lone"quote', 'lone"quote'],
    ['"', '"'],
    ['sales"."order', 'sales"."order'],
    ['"sales"."order"', 'sales"."order'],
    ["'single'", "'single'"],
    ['`ticked`', '`ticked`'],
  ])('%s is %s to the database', (given, stored) => {
    expect(nameInDatabase(given)).toBe(stored)
  })

  it.each(['plain', '"double"', 'a"b', '""', '"', 'a""b', '"a"b"'])('%s is found under its name for Django', (name) => {
    expect(nameInDatabase(nameForDjango(name))).toBe(name)
  })
})
