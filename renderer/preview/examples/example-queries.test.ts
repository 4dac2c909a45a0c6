import { describe, expect, it } from 'vitest'
import { compiledModels } from '../../../test/support/models-py.ts'
import { exampleQueries } from './example-queries.ts'

const of = (text: string, language: 'orm' | 'sql' = 'orm') =>
  exampleQueries(compiledModels(`from django.db import models\n\n${text}`).resolution, language).map(({ code }) => code)

const WARD = `class Ward(models.Model):
    name = models.CharField(max_length=80)

class Patient(models.Model):
    ward = models.ForeignKey(Ward, models.CASCADE, related_name="patients", related_query_name="patient")
`

describe('exampleQueries', () => {
  it('speak of a relation that leads to a text and back to many', () => {
    expect(of(WARD)).toEqual([
      'Patient.objects.all()',
      'Patient.objects.filter(ward__name__icontains="a")',
      'Ward.objects.annotate(n=Count("patient")).order_by("-n")',
      'for one in Ward.objects.all()[:5]:\n    print(one, one.patients.count())',
    ])
    expect(of(WARD, 'sql')[1]).toBe(
      'SELECT b."name", a.*\nFROM "app_patient" AS a\nJOIN "app_ward" AS b ON b."id" = a."ward_id"',
    )
  })

  it('say what can be said of less', () => {
    expect(of('')).toEqual([])
    expect(of('class Tag(models.Model):\n    name = models.TextField()')).toEqual(['Tag.objects.all()'])
    expect(of('class A(models.Model):\n    up = models.ForeignKey("self", models.CASCADE)')).toEqual([
      'A.objects.all()',
    ])
    const hidden = WARD.replace('related_name="patients", related_query_name="patient"', 'related_name="+"')
    expect(of(hidden)).toHaveLength(2)
  })
})
