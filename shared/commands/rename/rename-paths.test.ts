import { describe, expect, it } from 'vitest'
import type { ErDocument, Model } from '../../document/records.ts'
import { applyPatch } from '../../history/patch.ts'
import { django } from '../../importers/django.ts'
import { applyCommand } from '../registry.ts'

const TEXT = `
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

class Named(models.Model):
    name = models.CharField(max_length=10)
    class Meta:
        abstract = True

class Author(Named):
    age = models.IntegerField()
    class Meta:
        ordering = ['-book__pages', Lower('name').desc()]

class Book(models.Model):
    pages = models.IntegerField()
    author = models.ForeignKey(Author, models.CASCADE, limit_choices_to=Q(name='name') | Q(age__gt=1))
    twice = models.GeneratedField(expression=F('pages') * 2, output_field=models.IntegerField(), db_persist=True)
    class Meta:
        ordering = ['author__name']
        indexes = [models.Index(Lower('author'), name='pages', condition=Q(pages__gt=3) & ~Q(author_id=1))]
        constraints = [models.CheckConstraint(condition=Q(**{'pages__lt': F('author')}), name='fine')]
`

function renamed(model: string, field: string, name: string): readonly string[] {
  const bytes = new TextEncoder().encode(TEXT)
  const imported = django.import([{ path: 'models.py', bytes }], { app: 'app' }, {}) as { readonly doc: ErDocument }
  const owner = Object.values(imported.doc.models).find((m) => m.name === model) as Model
  const id = owner.fields.find((f) => f.name === field)?.id
  if (id === undefined) throw new Error(field)
  const doc = applyPatch(imported.doc, applyCommand(imported.doc, 'field.rename', { model: owner.id, id, name }))
  const [before, after] = [imported.doc, doc].map((d) => JSON.stringify(Object.values(d.models)).split('"'))
  return (after ?? []).filter((text, i) => text !== before?.[i])
}

describe('a renamed field', () => {
  it('is called by its new name in conditions and expressions', () => {
    expect(renamed('Book', 'pages', 'leaves')).toEqual([
      'book__leaves',
      'leaves',
      "F('leaves') * 2",
      'Q(leaves__gt=3) & ~Q(author_id=1)',
      "Q(**{'leaves__lt': F('author')})",
    ])
  })

  it('of a base is found in those that have it, and along relations', () => {
    expect(renamed('Named', 'name', 'label')).toEqual([
      'label',
      "Lower('label').desc()",
      "Q(label='name') | Q(age__gt=1)",
      'author__label',
    ])
  })

  it('of a relation keeps what its column is called by', () => {
    expect(renamed('Book', 'author', 'writer')).toEqual([
      'writer',
      'writer__name',
      "Lower('writer')",
      'Q(pages__gt=3) & ~Q(writer_id=1)',
      "Q(**{'pages__lt': F('writer')})",
    ])
  })
})
