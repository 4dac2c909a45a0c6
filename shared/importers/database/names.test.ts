import { expect, it } from 'vitest'
import { modelName, plainModelName } from './names.ts'

it.each([
  ['IN_SERIAL', 'InSerial'],
  ['MEDIA_TYPE', 'MediaType'],
  ['web_API', 'WebAPI'],
  ['API', 'API'],
])('the table %s names the model %s', (table, model) => {
  expect(plainModelName(table)).toBe(model)
  expect(modelName(table, new Set())).toBe(model)
})
