import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importText } from '../../test/support/import-fixture.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { inSqliteNames } from './sqlite-names.ts'

const text = readFileSync(join(import.meta.dirname, '../../test/support/nasty/clash.py'), 'utf8')

it('names models and fields as the tables are that SQLite has', async () => {
  const { doc } = await importText('models.py', text, { app: 'shop' })
  const { resolution, schema } = inSqliteNames(compileDesign(doc))
  const models = [...resolution.models.values()]
  const person = models.find((model) => model.name === 'Person')
  const columns = schema.tables.find((table) => table.name === person?.table)?.columns.map((column) => column.name)
  expect(person?.fields.map((field) => field.column)).toEqual(columns)
  expect(new Set(columns?.map((name) => name.toLowerCase())).size).toBe(columns?.length)
  const tables = models.map(({ table }) => table.toLowerCase())
  expect(new Set(tables).size).toBe(tables.length)
})

it('is the design itself where no names clash', async () => {
  const { doc } = await importText(
    'models.py',
    'from django.db import models\nclass A(models.Model):\n    x = models.TextField()\n',
  )
  const compiled = compileDesign(doc)
  expect(inSqliteNames(compiled)).toBe(compiled)
})
