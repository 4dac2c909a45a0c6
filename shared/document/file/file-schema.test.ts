import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { designJsonSchema } from './file-schema.ts'

it('relata.schema.json is what the zod schema gives; when not, run `node build/json-schema.ts`', () => {
  const file = readFileSync(join(import.meta.dirname, '../relata.schema.json'), 'utf8')
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(designJsonSchema())))
})
