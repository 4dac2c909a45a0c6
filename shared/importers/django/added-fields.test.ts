import { describe, expect, it } from 'vitest'
import type { ErDocument, Model } from '../../document/records.ts'
import { django } from '../../exporters/django.ts'
import { exportOnto } from '../../exporters/django-onto.ts'
import { exportedText } from '../../exporters/exporter.ts'
import { compileDesign } from '../../schema/compile-design.ts'
import { buildDocument } from './build.ts'
import { readSourceModule } from './modules.ts'

const MODELS = `from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=20)


class Post(models.Model):
    title = models.CharField(max_length=20)

    class Meta:
        ordering = ["title"]


class Base(models.Model):
    class Meta:
        abstract = True


Base.add_to_class("early", models.IntegerField(default=0))


class Concrete(Base):
    x = models.IntegerField()


Base.add_to_class("late", models.IntegerField(default=0))
Post.add_to_class("subtitle", models.CharField(max_length=30, null=True))
Post.add_to_class("tag", models.ForeignKey(Tag, models.CASCADE, related_name="posts"))
Post.add_to_class("others", models.ManyToManyField("self", symmetrical=False))
Tag.add_to_class("parent", models.ForeignKey("self", models.CASCADE, null=True))
Tag.add_to_class("name", models.CharField(max_length=99))
models.BooleanField(default=True).contribute_to_class(Post, "shown")
Post.add_to_class("describe", lambda self: self.title)


class Loop(models.Model):
    for n in ("a", "b"):
        locals()[n] = models.IntegerField()
`

const read = (text: string) => buildDocument([readSourceModule('models.py', text)], { app: 'app' })
const fieldsOf = (doc: ErDocument) =>
  Object.fromEntries(
    Object.values(doc.models).flatMap((m) => (m.external ? [] : [[m.name, m.fields.map((f) => f.name)]])),
  )
const pythonOf = (doc: ErDocument) =>
  exportedText(django.export({ ...compileDesign(doc), options: { onDelete: 'orm', extra: {} } }))

describe('fields that are added after the class', () => {
  const { doc, diagnostics } = read(MODELS)

  it('are those that Django has, behind the others', () => {
    // Recorded from Django 5.2, which has the late one in no class and Tag.name twice (models.E006).
    expect(fieldsOf(doc)).toEqual({
      Tag: ['name', 'parent'],
      Post: ['title', 'subtitle', 'tag', 'others', 'shown'],
      Base: ['early'],
      Concrete: ['x'],
      Loop: [],
    })
  })

  it('say what was not followed', () => {
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('Base.add_to_class("late", … was not followed: classes built on it before'),
      expect.stringContaining('Tag.add_to_class("name", … was not followed: there is a name already'),
      'Loop: a loop makes fields that only running it would tell; it is kept as written.',
    ])
  })

  it('stand in their classes in an export, and once', () => {
    const text = pythonOf(doc)
    expect(text).toContain('    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="posts")\n')
    expect(text).not.toContain('Post.add_to_class("tag"')
    expect(text).toContain('Post.add_to_class("describe", lambda self: self.title)')
    expect(text).toContain('Tag.add_to_class("name", models.CharField(max_length=99))')
    expect(fieldsOf(read(text).doc)).toEqual(fieldsOf(doc))
  })

  it('are changed where they stand', () => {
    const edited = structuredClone(doc) as { models: Record<string, Model> } & ErDocument
    const post = Object.values(edited.models).find((m) => m.name === 'Post') as Model
    const fields = post.fields.map((field) => {
      if (field.name === 'subtitle' && field.kind === 'scalar') {
        return { ...field, name: 'lead', options: { ...field.options, max_length: 50 } }
      }
      return field
    })
    const fresh = { ...fields[0], id: 'field:fresh', name: 'extra' } as Model['fields'][number]
    edited.models[post.id] = { ...post, fields: [...fields.filter(({ name }) => name !== 'tag'), fresh] }
    const files = [{ path: 'models.py', text: MODELS }]
    expect(exportOnto({ files, original: doc, edited: doc, app: 'app' }).files[0]?.text).toBe(MODELS)
    const text = exportOnto({ files, original: doc, edited, app: 'app' }).files[0]?.text ?? ''
    expect(text).toContain('Post.add_to_class("lead", models.CharField(max_length=50, null=True))\n')
    expect(text).not.toContain('"tag"')
    expect(text).toContain('    title = models.CharField(max_length=20)\n    extra = models.CharField(max_length=20)\n')
    expect(fieldsOf(read(text).doc)['Post']).toEqual(['title', 'extra', 'lead', 'others', 'shown'])
  })
})
