import { describe, expect, it } from 'vitest'
import type { RelationField } from '../../document/records.ts'
import { django } from '../../exporters/django.ts'
import { DEFAULT_EXPORT_OPTIONS as options, exportedText } from '../../exporters/exporter.ts'
import { compileDesign } from '../../schema/compile-design.ts'
import type { Imported } from '../importer.ts'
import { buildDocument } from './build.ts'
import { readSourceModule } from './modules.ts'

const MODELS = `from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=20)


class QuietKey(models.ForeignKey):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("on_delete", models.SET_NULL)
        kwargs["null"] = True
        kwargs["related_name"] = "+"
        super().__init__(*args, **kwargs)


class AuthorKey(models.ForeignKey):
    def __init__(self, on_delete=models.CASCADE, **kwargs):
        kwargs["to"] = "app.Author"
        super().__init__(on_delete=on_delete, **kwargs)


class WilfulKey(models.ForeignKey):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **choose(kwargs))


class Book(models.Model):
    quiet = QuietKey(Author)
    author = AuthorKey(models.PROTECT, related_name="books")
    wilful = WilfulKey(Author, models.CASCADE, related_name="wilful")
`

function read(text: string): Imported {
  return buildDocument([readSourceModule('app/models.py', text)], { app: 'app' })
}

function fieldsOf({ doc }: Imported): ReadonlyMap<string, RelationField> {
  const book = Object.values(doc.models).find(({ name }) => name === 'Book')
  return new Map((book?.fields ?? []).map((field) => [field.name, field as RelationField]))
}

function written({ doc }: Imported): string {
  const { resolution, schema } = compileDesign(doc)
  return exportedText(django.export({ doc, resolution, schema, options }))
}

describe('constructors of own relation classes', () => {
  const imported = read(MODELS)
  const fields = fieldsOf(imported)

  it('give the field what they set, also in the place of arguments', () => {
    expect(fields.get('quiet')).toMatchObject({
      onDelete: 'SET_NULL',
      relatedName: '+',
      options: { null: true },
      implied: { on_delete: 'SET_NULL', null: true, related_name: '+' },
    })
    expect(fields.get('author')).toMatchObject({ kind: 'foreignKey', onDelete: 'PROTECT', relatedName: 'books' })
    expect(fields.get('author')?.to).toBe(fields.get('quiet')?.to)
  })

  it('are not told again in the code that is written', () => {
    const text = written(imported)
    expect(text).toContain('quiet = QuietKey(to=Author)')
    expect(text).toContain('author = AuthorKey(on_delete=models.PROTECT, related_name="books")')
    expect(written(read(text))).toBe(text)
  })

  it('are told again where the design says otherwise', () => {
    const { doc } = imported
    const [model] = Object.values(doc.models).filter(({ name }) => name === 'Book')
    if (model === undefined) throw new Error('No Book')
    const edited = model.fields.map((field) =>
      field.name === 'quiet' ? { ...field, relatedName: null, onDelete: 'CASCADE' as const, options: {} } : field,
    )
    const other = { ...imported, doc: { ...doc, models: { ...doc.models, [model.id]: { ...model, fields: edited } } } }
    expect(written(other as Imported)).toContain(
      'quiet = QuietKey(to=Author, on_delete=models.CASCADE, null=False, related_name=None)',
    )
  })

  it('are said where they cannot be followed', () => {
    expect(imported.diagnostics.map(({ message }) => message)).toContain(
      'Book.wilful: what WilfulKey.__init__ sets was not followed; only its call was read.',
    )
    expect(fields.get('wilful')).toMatchObject({ onDelete: 'CASCADE', relatedName: 'wilful' })
  })
})
