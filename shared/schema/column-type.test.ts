import { expect, it } from 'vitest'
import { importText } from '../../test/support/import-fixture.ts'

const MODELS = `from django.db import models

class JSONField(models.TextField):
    def from_db_value(self, value, *args):
        return value

class UUIDField(models.CharField):
    def db_type(self, connection):
        return "uniqueidentifier"

class Note(models.Model):
    data = JSONField(default=dict)
    key = UUIDField(max_length=36)
`

it("a field class of the project that is called as one of Django's has the column of what it is built on", async () => {
  const { tables } = await importText('models.py', MODELS)
  const columns = tables.flatMap((t) => t.columns.map((c) => [c.name, c.type.kind, c.type.raw]))
  expect(columns).toEqual([
    ['id', 'bigInteger', null],
    ['data', 'text', null],
    ['key', 'other', 'uniqueidentifier'],
  ])
})
