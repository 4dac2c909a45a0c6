/** models.py after small edits, one after the other, reads as if it had been written from nothing. Seeded. */
import { expect, it } from 'vitest'
import type { AppId } from '../../shared/document/ids.ts'
import { isRelation, rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Field, Model } from '../../shared/document/records.ts'
import { django } from '../../shared/exporters/django.ts'
import { DEFAULT_EXPORT_OPTIONS } from '../../shared/exporters/exporter.ts'
import type { ExportPiece } from '../../shared/exporters/exporter.ts'
import { django as djangoImporter } from '../../shared/importers/django.ts'
import type { Imported } from '../../shared/importers/importer.ts'
import { splicePieces } from '../../renderer/panels/code/splice-pieces.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument } from '../support/big-document.ts'
import { dice } from '../support/random-commands.ts'

type Dice = ReturnType<typeof dice>
type Edit = (doc: ErDocument, model: Model, d: Dice) => ErDocument

function put(doc: ErDocument, model: Model): ErDocument {
  return { ...doc, models: { ...doc.models, [model.id]: model } }
}

function withField(doc: ErDocument, model: Model, field: Field | undefined, to: Partial<Field>): ErDocument {
  const fields = model.fields.map((f) => (f === field ? ({ ...f, ...to } as Field) : f))
  return field === undefined ? doc : put(doc, { ...model, fields })
}

const letter: Edit = (doc, model) => put(doc, { ...model, name: `${model.name}x` })
const fieldLetter: Edit = (doc, model, d) => {
  const field = d.pick(model.fields)
  return withField(doc, model, field, { name: `${field?.name ?? ''}x` })
}

/** Names that grow, meet others and known ones; bases, keys and code that say them; what asks for an import. */
const EDITS: readonly Edit[] = [
  letter,
  letter,
  fieldLetter,
  fieldLetter,
  (doc, model) => put(doc, { ...model, name: model.name.slice(0, -1) || 'M' }),
  (doc, model, d) => put(doc, { ...model, name: d.pick(['Model3', 'Author', 'Decimal', 'User', 'Status', 'list']) }),
  (doc, model, d) => {
    const base = d.pick(Object.values(doc.models))
    return put(doc, { ...model, bases: d.chance(0.5) && base.id !== model.id ? [{ model: base.id }] : [] })
  },
  (doc, model, d) => {
    const expr = d.pick(['timezone.now', 'Decimal("1")', 'Model3.LIMIT', 'dict', 'Status.DRAFT'])
    return withField(doc, model, d.pick(model.fields), { options: { default: { expr } } } as Partial<Field>)
  },
  (doc, model, d) => {
    const target = d.pick(Object.values(doc.models))
    const toSource = d.pick([null, target.name, 'Author', '"self"'])
    return withField(doc, model, model.fields.find(isRelation), { to: target.id, toSource } as Partial<Field>)
  },
  (doc, model, d) => {
    const other = d.pick(Object.values(doc.models))
    const field = other.fields[0]
    const constraint = { kind: 'unique', name: 'u', options: {}, fields: field === undefined ? [] : [field.id] }
    const rest = { id: 'constraint:u', expressions: [], condition: null, include: [], deferrable: null }
    return put(doc, { ...model, constraints: [{ ...constraint, ...rest } as unknown as Model['constraints'][number]] })
  },
  (doc, model, d) => put(doc, { ...model, docstring: d.pick([null, 'Says Model3.']) }),
  (doc, model, d) => put(doc, { ...model, app: d.pick(Object.values(doc.apps)).id }),
]

const IMPORTED = `from django.db import models
from decimal import Decimal

LIMIT = 3

class Status(models.TextChoices):
    DRAFT = "d", "Draft"

class Base(models.Model):
    LIMIT = 3
    created = models.DateTimeField()
    class Meta:
        abstract = True

class Author(Base):
    name = models.CharField(max_length=10, default=Status.DRAFT, choices=Status)

class Book(Base):
    author = models.ForeignKey(Author, models.CASCADE)
    second = models.ForeignKey(to=Author, on_delete=models.CASCADE, related_name="+")
    price = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal("1"))
    tags = models.ManyToManyField("Tag", through="Tagging")

    class Meta:
        unique_together = [("author", "second")]
        ordering = ["created", "price"]

    def authors(self):
        return Author.objects.all()

class Tag(models.Model):
    label = models.CharField(max_length=10)
    owner = models.ForeignKey("auth.User", models.CASCADE)

class Tagging(models.Model):
    tag = models.ForeignKey(Tag, models.CASCADE)
    book = models.ForeignKey(Book, models.CASCADE, to_field="id")

class Special(Author):
    level = models.IntegerField()

def shown(author=Author):
    return author.LIMIT
`

function imported(): ErDocument {
  const found = djangoImporter.import(
    [{ path: 'shop/models.py', bytes: new TextEncoder().encode(IMPORTED) }],
    { app: 'shop' },
    {},
  )
  return (found as Imported).doc
}

/** Some of the models in a second app. */
function twoApps(): ErDocument {
  const doc = bigDocument(24)
  const second = 'app:second' as AppId
  const models = Object.fromEntries(
    Object.values(doc.models).map((model, i) => [model.id, i % 3 === 0 ? { ...model, app: second } : model]),
  )
  return { ...doc, models, apps: { ...doc.apps, [second]: { id: second, label: 'second' } } }
}

function pieces(doc: ErDocument): readonly ExportPiece[] {
  return django.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS }).pieces
}

const START = { 'one app': () => bigDocument(24), 'two apps': twoApps, imported }

it.each(Object.entries(START).flatMap(([name, start]) => [1, 2, 3].map((seed) => [name, seed, start] as const)))(
  '%s, seed %i: small edits one by one, as all at once',
  (_, seed, start) => {
    const d = dice(seed)
    let doc = start()
    expect(rootOf(doc).modelOrder.length).toBeGreaterThan(4)
    for (let i = 0; i < 120; i++) {
      // What clashes keeps to the long way for good.
      if (i % 8 === 0) doc = start()
      const before = pieces(doc)
      const edit = d.pick(EDITS)
      doc = edit(doc, d.pick(Object.values(doc.models).filter((model) => !model.external)), d)
      const now = pieces(doc)
      const splices = splicePieces(before, now)
      // Records that nobody has seen: nothing is kept of them.
      expect(now, `seed ${seed}, after edit ${i}: ${String(edit)}`).toEqual(pieces(structuredClone(doc)))
      const text = before.map((piece) => piece.text).join('')
      const spliced = splices.reduceRight((all, s) => all.slice(0, s.from) + s.insert + all.slice(s.to), text)
      expect(spliced).toBe(now.map((piece) => piece.text).join(''))
    }
  },
)
