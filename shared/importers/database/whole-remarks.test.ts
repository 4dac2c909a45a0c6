import { describe, expect, it } from 'vitest'
import { dbml } from '../dbml.ts'
import { sql } from '../sql.ts'

const file = (path: string, text: string) => [{ path, bytes: new TextEncoder().encode(text) }]

describe('a source without tables', () => {
  it.each([
    ['rows.sql', "SET NAMES utf8mb4;\nINSERT INTO a VALUES (1, 'x');\n"],
    ['empty.sql', ''],
  ])('is told of: %s', async (path, text) => {
    const { diagnostics } = await sql.import(file(path, text), { app: 'app' }, {})
    expect(diagnostics.map(({ code }) => code)).toContain('relata.6041')
  })

  it('that says what is wrong with it is not told of twice', async () => {
    const { diagnostics } = await dbml.import(file('a.dbml', 'Table a {'), { app: 'app' }, {})
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(diagnostics.map(({ code }) => code)).not.toContain('relata.6041')
  })
})
