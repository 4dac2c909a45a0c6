import { describe, expect, it } from 'vitest'
import type { CustomField, ErDocument, Model } from '../../document/records.ts'
import { applyPatch } from '../../history/patch.ts'
import { django } from '../../importers/django.ts'
import { typeText } from '../../layout/box/type-text.ts'
import { applyCommand } from '../registry.ts'

const TEXT = `
from django.db import models
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType

class Tag(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    target = GenericForeignKey()

class Note(models.Model):
    kind = models.ForeignKey(ContentType, models.CASCADE)
    key = models.PositiveIntegerField()
    about = GenericForeignKey('kind', fk_field='key')

class Post(models.Model):
    tags = GenericRelation(Tag, related_query_name='post')
    notes = GenericRelation('app.Note', 'key', content_type_field='kind')
    other = GenericRelation(to='note', object_id_field='key', content_type_field='kind')
`

const { doc: DOC } = django.import(
  [{ path: 'models.py', bytes: new TextEncoder().encode(TEXT) }],
  { app: 'app' },
  {},
) as { readonly doc: ErDocument }

function named(doc: ErDocument, name: string): Model {
  const found = Object.values(doc.models).find((m) => m.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

/** Arguments of the generic fields, by name. */
function args(doc: ErDocument): Readonly<Record<string, string>> {
  const fields = Object.values(doc.models).flatMap((m) => m.fields)
  const own = fields.filter((f): f is CustomField => f.kind === 'custom')
  return Object.fromEntries(own.map((f) => [f.name, f.args]))
}

function renamedField(model: string, field: string, name: string): Readonly<Record<string, string>> {
  const owner = named(DOC, model)
  const id = owner.fields.find((f) => f.name === field)?.id
  if (id === undefined) throw new Error(field)
  return args(applyPatch(DOC, applyCommand(DOC, 'field.rename', { model: owner.id, id, name })))
}

function renamedModel(model: string, name: string): Readonly<Record<string, string>> {
  return args(applyPatch(DOC, applyCommand(DOC, 'model.rename', { id: named(DOC, model).id, name })))
}

describe('a new name reaches generic fields', () => {
  it('of a field: what was left to Django is written', () => {
    const made = renamedField('Tag', 'object_id', 'owner_id')
    expect(made['target']).toBe('fk_field="owner_id"')
    expect(made['tags']).toBe(`Tag, related_query_name='post', object_id_field="owner_id"`)
    expect(made['notes']).toBe("'app.Note', 'key', content_type_field='kind'")
    expect(renamedField('Tag', 'content_type', 'kind')['target']).toBe('ct_field="kind"')
  })

  it('of a field: what was written is replaced', () => {
    const made = renamedField('Note', 'key', 'row')
    expect(made['about']).toBe("'kind', fk_field='row'")
    expect(made['notes']).toBe("'app.Note', 'row', content_type_field='kind'")
    expect(made['other']).toBe("to='note', object_id_field='row', content_type_field='kind'")
    expect(made['tags']).toBe(args(DOC)['tags'])
  })

  it('of a model', () => {
    expect(renamedModel('Tag', 'Label')).toMatchObject({ tags: "Label, related_query_name='post'" })
    const made = renamedModel('Note', 'Memo')
    expect(made['notes']).toBe("'app.Memo', 'key', content_type_field='kind'")
    expect(made['other']).toBe("to='Memo', object_id_field='key', content_type_field='kind'")
    expect(made['tags']).toBe(args(DOC)['tags'])
  })

  it('leaves other fields and other models alone', () => {
    expect(renamedField('Tag', 'target', 'object')).toMatchObject({ object: '' })
    expect(renamedModel('Post', 'Article')).toEqual(args(DOC))
  })
})

describe('what a row says of them', () => {
  it('names the two fields, or the model', () => {
    const text = (model: string, field: string) => {
      const found = named(DOC, model).fields.find((f) => f.name === field)
      return found === undefined ? '' : typeText(found, () => '')
    }
    expect(text('Tag', 'target')).toBe('gfk content_type, object_id')
    expect(text('Note', 'about')).toBe('gfk kind, key')
    expect(text('Post', 'tags')).toBe('generic Tag')
    expect(text('Post', 'notes')).toBe('generic app.Note')
  })
})
