/** Pairs of versions of a design between which to migrate, with rows for the earlier one. */
import { applyCommand } from '../../shared/commands/registry.ts'
import type { CommandType } from '../../shared/commands/registry.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { django } from '../../shared/importers/django.ts'
import type { Imported } from '../../shared/importers/importer.ts'
import { alignIds } from '../../renderer/history/align-ids.ts'
import { exampleDocument } from './designs.ts'

export interface MigrationPair {
  readonly name: string
  readonly before: ErDocument
  readonly after: ErDocument
  /** INSERTs that both engines take, for tables of `before`. */
  readonly rows: string
}

const SHOP = `
from django.db import models
from django.utils import timezone
from django.core.validators import MinValueValidator
def upload(i, n): return n
class Base(models.Model):
    created = models.DateTimeField(default=timezone.now)
    class Meta:
        abstract = True
class Status(models.TextChoices):
    DRAFT = "DR", "Draft"
    LIVE = "LI"
class Cat(Base):
    name = models.CharField(max_length=20, unique=True)
    size = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
class Item(Base):
    status = models.CharField(max_length=2, choices=Status.choices, default=Status.DRAFT)
    cat = models.ForeignKey(Cat, on_delete=models.CASCADE, related_name="%(class)s_items")
    owner = models.ForeignKey("auth.User", null=True, on_delete=models.PROTECT)
    price = models.DecimalField(max_digits=6, decimal_places=2, validators=[MinValueValidator(0)])
    doc = models.FileField(upload_to=upload, db_comment="the scan")
    tags = models.ManyToManyField("Tag", through="Tagging")
    class Meta:
        ordering = ["-price"]
        unique_together = [("cat", "price")]
        indexes = [models.Index(fields=["price"]), models.Index(fields=["-created", "price"], name="cp")]
        constraints = [models.CheckConstraint(condition=models.Q(price__gte=0), name="pos")]
class Tag(models.Model):
    name = models.CharField(max_length=10)
class Tagging(models.Model):
    item = models.ForeignKey(Item, on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE)
class Special(Item):
    note = models.TextField(blank=True)
    class Meta:
        verbose_name = "special item"
class ItemProxy(Item):
    class Meta:
        proxy = True
`

const LATER = [
  ['max_length=20, unique=True', 'max_length=40'],
  ['models.PositiveIntegerField(default=1)', 'models.FloatField(db_default=2.5)'],
  [
    '    name = models.CharField(max_length=10)',
    '    name = models.TextField(unique=True)\n    colour = models.CharField(max_length=9)\n    code = models.UUIDField(unique=True)\n    home = models.ForeignKey(Cat, on_delete=models.CASCADE)',
  ],
  ['null=True, on_delete=models.SET_NULL', 'on_delete=models.CASCADE'],
  ['"-price"', '"price"'],
  ['("cat", "price")', '("cat", "status")'],
  ['models.Index(fields=["price"]), ', ''],
  ['price__gte=0', 'price__gte=-1'],
  [
    '    doc = models.FileField(upload_to=upload, db_comment="the scan")\n',
    '    uid = models.UUIDField(null=True)\n    cats = models.ManyToManyField(Cat, related_name="+")\n',
  ],
  [
    'class ItemProxy(Item):\n    class Meta:\n        proxy = True\n',
    'class Extra(models.Model):\n    item = models.OneToOneField(Item, on_delete=models.CASCADE)\n    class Meta:\n        db_table = "xx"\n        order_with_respect_to = "item"\n',
  ],
] as const

function modelsDocument(text: string): ErDocument {
  const file = { path: 'models.py', bytes: new TextEncoder().encode(text) }
  const options = { app: 'shop', settings: { AUTH_USER_MODEL: 'auth.User' } }
  const { doc } = django.import([file], options, {}) as Imported
  if (doc === null) throw new Error('No models in it')
  return doc
}

function edited(
  doc: ErDocument,
  ...steps: readonly (readonly [CommandType, (now: ErDocument) => object])[]
): ErDocument {
  return steps.reduce((now, [type, params]) => applyPatch(now, applyCommand(now, type, params(now) as never)), doc)
}

function model(doc: ErDocument, name: string): Model {
  const found = Object.values(doc.models).find((one) => one.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

const renameModel = (from: string, name: string) =>
  ['model.rename', (doc: ErDocument) => ({ id: model(doc, from).id, name })] as const
const renameField = (of: string, from: string, name: string) =>
  [
    'field.rename',
    (doc: ErDocument) => ({
      model: model(doc, of).id,
      id: model(doc, of).fields.find((field) => field.name === from)?.id,
      name,
    }),
  ] as const

function emptied(doc: ErDocument): ErDocument {
  const own = Object.values(doc.models).filter(({ external }) => !external)
  return edited(doc, ['model.delete', () => ({ ids: own.map(({ id }) => id) })])
}

const SHOP_ROWS = `
INSERT INTO shop_cat (id, created, name, size, parent_id) VALUES (1, '2024-01-01 00:00:00', 'a', 1, NULL), (2, '2024-01-01 00:00:00', 'b', 2, 1);
INSERT INTO shop_item (id, created, status, cat_id, owner_id, price, doc) VALUES (1, '2024-01-01 00:00:00', 'DR', 1, NULL, 5, 'x'), (2, '2024-01-01 00:00:00', 'LI', 1, NULL, 6, 'y');
INSERT INTO shop_tag (id, name) VALUES (1, 'n'), (2, 'm');
INSERT INTO shop_tagging (id, item_id, tag_id) VALUES (1, 1, 1), (2, 1, 2);
INSERT INTO shop_special (item_ptr_id, note) VALUES (2, 'n');
`

export function migrationPairs(): readonly MigrationPair[] {
  const blog = exampleDocument('blog')
  const shop = modelsDocument(SHOP)
  const text = LATER.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`No ${from}`)
    return now.replace(from, to)
  }, SHOP)
  const later = alignIds(shop, modelsDocument(text))
  const swapped = edited(
    blog,
    renameModel('Tag', 'Label'),
    renameModel('Category', 'Tag'),
    renameModel('Label', 'Category'),
  )
  const circle = (extra: string) =>
    modelsDocument(
      `from django.db import models\nclass A(models.Model):\n    b = models.ForeignKey("B", on_delete=models.CASCADE, related_name="+")\n    n = models.IntegerField()\n    class Meta:\n        unique_together = [("b", "n")]\nclass B(models.Model):\n    a = models.ForeignKey(A, null=True, on_delete=models.CASCADE, related_name="+")\n${extra}`,
    )
  return [
    { name: 'nothing', before: blog, after: blog, rows: '' },
    { name: 'the first models', before: emptied(blog), after: blog, rows: '' },
    { name: 'no models any more', before: blog, after: emptied(blog), rows: '' },
    {
      name: 'other names',
      before: blog,
      after: edited(
        blog,
        renameModel('Tag', 'Label'),
        renameField('Post', 'title', 'heading'),
        renameField('Post', 'tags', 'labels'),
        renameField('Post', 'author', 'writer'),
      ),
      rows: '',
    },
    { name: 'names swapped', before: blog, after: swapped, rows: '' },
    { name: 'a whole shop', before: emptied(shop), after: shop, rows: '' },
    { name: 'a shop changed everywhere', before: shop, after: later, rows: SHOP_ROWS },
    { name: 'a shop changed back', before: later, after: shop, rows: '' },
    { name: 'a circle', before: emptied(circle('')), after: circle(''), rows: '' },
    {
      name: 'names in an abstract base',
      before: shop,
      after: edited(shop, renameField('Base', 'created', 'made'), renameModel('Cat', 'Kind')),
      rows: SHOP_ROWS,
    },
  ]
}
