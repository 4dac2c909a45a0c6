import { describe, expect, it } from 'vitest'
import type { ErDocument } from '../../document/records.ts'
import { django } from '../../exporters/django.ts'
import { postgresql } from '../../exporters/postgresql.ts'

import { DEFAULT_EXPORT_OPTIONS as options, exportedText } from '../../exporters/exporter.ts'
import { columnPairs } from '../../relations/links/column-pairs.ts'
import { compileDesign } from '../../schema/compile-design.ts'
import { buildDocument } from './build.ts'
import { readSourceModule } from './modules.ts'

const MODELS = `from django.db import models


class Person(models.Model):
    country = models.IntegerField()
    number = models.IntegerField()

    class Meta:
        unique_together = [("country", "number")]


class Membership(models.Model):
    person_country = models.IntegerField()
    person_number = models.IntegerField()
    person = models.ForeignObject(
        Person,
        on_delete=models.CASCADE,
        related_name="memberships",
        from_fields=("person_country", "person_number"),
        to_fields=("country", "number"),
    )
`

function read(text: string): ErDocument {
  return buildDocument([readSourceModule('app/models.py', text)], { app: 'app' }).doc
}

describe('ForeignObject', () => {
  const doc = read(MODELS)
  const { resolution, schema } = compileDesign(doc)
  const membership = [...resolution.models.values()].find(({ name }) => name === 'Membership')
  const person = membership?.fields.find(({ name }) => name === 'person')

  it('is a relation without a column over the columns of other fields', () => {
    expect(person).toMatchObject({ kind: 'foreignKey', column: null, className: 'ForeignObject' })
    if (person === undefined) throw new Error('no field')
    const pairs = columnPairs(resolution.models, person).map(([own, far]) => [own.name, far.name])
    expect(pairs).toEqual([
      ['person_country', 'country'],
      ['person_number', 'number'],
    ])
  })

  it('comes back as it was written', () => {
    expect(exportedText(django.export({ doc, resolution, schema, options }))).toBe(MODELS)
  })

  it('makes no constraint in the database, as in Django', () => {
    expect(exportedText(postgresql.export({ doc, resolution, schema, options }))).not.toContain('FOREIGN KEY')
  })
})
