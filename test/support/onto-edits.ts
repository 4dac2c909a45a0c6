/** Edits of a design that was read from a models.py, for the tests that save them back onto it. */
import type { FieldId, IndexId, ModelId } from '../../shared/document/ids.ts'
import { isRelation } from '../../shared/document/records.ts'
import type { ErDocument, Field, Model } from '../../shared/document/records.ts'

export const WRITTEN = `# Settings of the shop.
"""Models of the shop."""
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _   # translations


STATUS = (
    ('new', _('New')),    # just came in
    ('old', 'Old'),
)


def token():
    return uuid.uuid4().hex


class Size(models.TextChoices):
    SMALL = 's', _('Small')
    LARGE = 'l'


# --- base -------------------------------------------------
class Stamped(models.Model):
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ('-created',)


class Category(Stamped):
    """A drawer
    for products."""

    name = models.CharField(max_length=50, unique=True)  # shown in the menu
    parent = models.ForeignKey(
        'self',
        models.CASCADE,
        null=True, blank=True,   # roots have none
        related_name='children',
    )

    class Meta(Stamped.Meta):
        verbose_name_plural = 'categories'

    def __str__(self):
        return self.name


class Product(Stamped):
    # the catalogue number
    sku = models.CharField(_('SKU'), max_length=20, primary_key=True, default=token)
    title=models.CharField( max_length = 100 )
    size = models.CharField(max_length=1, choices=Size.choices, default=Size.SMALL)
    status = models.CharField(max_length=3, choices=STATUS, default='new')
    price = models.DecimalField(max_digits=8, decimal_places=2)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    others = models.ManyToManyField(to='Category', blank=True,
                                    related_name='+')
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)

    objects = models.Manager()

    class Meta:
        unique_together = [('title', 'size'),
                           ('title', 'status')]
        indexes = [
            models.Index(fields=['title', '-price'], name='title_price'),   # for the list
            models.Index(fields=['status']),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price__gte=0),
                name='price_ok',
            ),
        ]

    def total(self, n):
        # price times n
        return self.price * n   


class Order(models.Model):
    lines = models.ManyToManyField(Product, through='Line')
    class Meta: ordering = ['-pk']; verbose_name = 'order'


class Line(models.Model):
    order = models.ForeignKey(Order, models.CASCADE); product = models.ForeignKey('shop.Product', models.CASCADE)
    amount = models.PositiveIntegerField(default=1)


class Empty(models.Model):
    pass
`

export interface Edit {
  readonly what: string
  readonly doc: ErDocument
  /** A changed line has to contain one of these. */
  readonly mentions: readonly string[]
}

export interface Pick {
  readonly source: string
  readonly doc: ErDocument
  readonly models: readonly Model[]
  one<T>(list: readonly T[]): T
}

export function put(doc: ErDocument, model: Model): ErDocument {
  return { ...doc, models: { ...doc.models, [model.id]: model } }
}

function withField(doc: ErDocument, model: Model, field: Field): ErDocument {
  return put(doc, { ...model, fields: model.fields.map((f) => (f.id === field.id ? field : f)) })
}

/** A field that nothing else refers to, so that taking it away breaks no other line. */
function isFree(doc: ErDocument, field: Field): boolean {
  const text = JSON.stringify(Object.values(doc.models))
  return text.split(`"${field.id}"`).length === 2
}

/** Lines of statements over several lines that begin with a name. */
function statementLines(source: string, name: string): readonly string[] {
  const lines = source.split(/\r?\n/)
  return lines
    .flatMap((line, i) => (line.trim().startsWith(`${name} =`) ? lines.slice(i, i + 6) : []))
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** null: the design has nothing to do it to. */
export type Maker = (pick: Pick) => Edit | null

function onField(
  make: (pick: Pick, model: Model, field: Field) => Edit | null,
  fits: (field: Field) => boolean = () => true,
): Maker {
  return (pick) => {
    const fields = pick.models.flatMap((model) => model.fields.filter(fits).map((field) => ({ model, field })))
    if (fields.length === 0) return null
    const { model, field } = pick.one(fields)
    return make(pick, model, field)
  }
}

/** What a person may do to a models.py on the canvas, each as a change of the document and the words its lines have. */
export const EDITS: { readonly [what: string]: Maker } = {
  'rename a field': onField(({ doc }, model, field) => ({
    what: `${model.name}.${field.name}`,
    doc: withField(doc, model, { ...field, name: 'renamed_field' }),
    mentions: [field.name, 'renamed_field'],
  })),
  'rename a model': ({ doc, one, models }) => {
    const model = one(models)
    return {
      what: model.name,
      doc: put(doc, { ...model, name: 'RenamedModel' }),
      mentions: [model.name, 'RenamedModel'],
    }
  },
  'add a field': ({ doc, one, models }) => {
    const model = one(models)
    const field: Field = {
      id: 'field:added' as FieldId,
      name: 'added_field',
      kind: 'scalar',
      type: 'IntegerField',
      choices: null,
      options: { default: 3 },
    }
    const at = one([...model.fields.keys(), model.fields.length])
    return {
      what: `${model.name} at ${at}`,
      doc: put(doc, { ...model, fields: model.fields.toSpliced(at, 0, field) }),
      mentions: ['added_field', 'pass'],
    }
  },
  'delete a field': onField(({ source, doc }, model, field) => {
    if (!isFree(doc, field)) return null
    return {
      what: `${model.name}.${field.name}`,
      doc: put(doc, { ...model, fields: model.fields.filter((f) => f !== field) }),
      mentions: [field.name, 'pass', ...statementLines(source, field.name)],
    }
  }),
  'move a field': onField(({ source, doc, one }, model, field) => {
    const others = model.fields.filter((f) => f !== field)
    const at = one([...others.keys(), others.length])
    return {
      what: `${model.name}.${field.name} to ${at}`,
      doc: put(doc, { ...model, fields: others.toSpliced(at, 0, field) }),
      // Which of two neighbours moved is a matter of taste.
      mentions: model.fields.flatMap((f) => [f.name, ...statementLines(source, f.name)]),
    }
  }),
  'set an option': onField(({ doc, one }, model, field) => {
    const [keyword, value] = one([
      ['help_text', 'Some help'],
      ['null', true],
      ['blank', true],
      ['db_column', 'col'],
      ['verbose_name', 'A name'],
    ] as const)
    return {
      what: `${model.name}.${field.name} ${keyword}`,
      doc: withField(doc, model, { ...field, options: { ...field.options, [keyword]: value } }),
      mentions: [field.name, keyword, String(value), 'True', 'SKU'],
    }
  }),
  'take an option away': onField(
    ({ doc, one }, model, field) => {
      const keyword = one(Object.keys(field.options))
      const { [keyword]: _, ...options } = field.options
      return {
        what: `${model.name}.${field.name} ${keyword}`,
        doc: withField(doc, model, { ...field, options }),
        mentions: [field.name, keyword],
      }
    },
    (field) =>
      Object.keys(field.options).length > 0 && !(field.kind === 'scalar' && field.type === 'CompositePrimaryKey'),
  ),
  'change on_delete': onField(
    ({ doc, one }, model, field) => {
      if (!isRelation(field)) return null
      const onDelete = one(['CASCADE', 'PROTECT', 'SET_NULL', 'RESTRICT', { set: 1 }] as const)
      return {
        what: `${model.name}.${field.name} ${JSON.stringify(onDelete)}`,
        doc: withField(doc, model, { ...field, onDelete }),
        mentions: [field.name, 'models.'],
      }
    },
    (field) => field.kind === 'foreignKey' || field.kind === 'oneToOne',
  ),
  'change related_name': onField(({ doc, one }, model, field) => {
    if (!isRelation(field)) return null
    const relatedName = one(['things', '+', null])
    return {
      what: `${model.name}.${field.name} ${relatedName}`,
      doc: withField(doc, model, { ...field, relatedName }),
      mentions: [field.name, 'related_name'],
    }
  }, isRelation),
  'change the target': onField(
    ({ source, doc, one, models }, model, field) => {
      if (!isRelation(field)) return null
      const target = one(models.filter((m) => m.kind !== 'abstract'))
      const to = target.id
      const toSource = to === field.to ? field.toSource : null
      return {
        what: `${model.name}.${field.name}`,
        doc: withField(doc, model, { ...field, to, toSource }),
        mentions: [field.name, 'self', target.name, ...statementLines(source, field.name)],
      }
    },
    (field) => isRelation(field) && field.through === null && field.options['to_field'] === undefined,
  ),
  'change the type': onField(
    ({ doc, one }, model, field) => {
      if (field.kind !== 'scalar') return null
      const type = one(['TextField', 'SlugField', 'IntegerField'] as const)
      return {
        what: `${model.name}.${field.name} ${type}`,
        doc: withField(doc, model, { ...field, type }),
        mentions: [field.name],
      }
    },
    (field) => field.kind === 'scalar' && field.type !== 'CompositePrimaryKey',
  ),
  'add a model': ({ doc, one, models }) => {
    const after = one(models)
    const id = 'model:added' as ModelId
    const field: Field = {
      id: 'field:added' as FieldId,
      name: 'added_field',
      kind: 'foreignKey',
      to: after.id,
      toSource: null,
      onDelete: 'CASCADE',
      relatedName: '+',
      through: null,
      className: null,
      options: {},
    }
    const model: Model = {
      ...after,
      id,
      name: 'AddedModel',
      kind: 'concrete',
      bases: [],
      fields: after.kind === 'abstract' ? [] : [field],
      meta: {},
      indexes: [],
      constraints: [],
      members: [],
      docstring: null,
    }
    const root = doc.root['root']
    if (root === undefined) return null
    const modelOrder = root.modelOrder.toSpliced(root.modelOrder.indexOf(after.id) + 1, 0, id)
    return {
      what: after.name,
      doc: { ...put(doc, model), root: { root: { ...root, modelOrder } } },
      mentions: ['AddedModel', 'added_field', 'pass', 'on_delete=models.CASCADE', 'related_name="+"', after.name],
    }
  },
  'delete a model': ({ doc, one, models }) => {
    const free = models.filter(
      (m) => !JSON.stringify(Object.values(doc.models).filter((o) => o !== m)).includes(`"${m.id}"`),
    )
    if (free.length === 0) return null
    const model = one(free)
    const root = doc.root['root']
    if (root === undefined) return null
    const rest = Object.fromEntries(Object.entries(doc.models).filter(([id]) => id !== model.id))
    const enums = Object.fromEntries(Object.entries(doc.enums).filter(([, e]) => e.model !== model.id))
    return {
      what: model.name,
      doc: {
        ...doc,
        models: rest,
        enums,
        root: { root: { ...root, modelOrder: root.modelOrder.filter((id) => id !== model.id) } },
      },
      mentions: ['*'],
    }
  },
  'set a Meta option': ({ doc, one, models }) => {
    // What a Meta that others are built on says holds for them as well.
    const model = one(models.filter((m) => m.kind !== 'abstract'))
    return {
      what: model.name,
      doc: put(doc, { ...model, meta: { ...model.meta, verbose_name: 'a thing' } }),
      mentions: ['verbose_name', 'class Meta', 'pass'],
    }
  },
  'take a Meta option away': ({ doc, one, models }) => {
    const able = models.filter((m) => Object.keys(m.meta).length > 0 && m.bases.length === 0 && m.kind !== 'abstract')
    if (able.length === 0) return null
    const model = one(able)
    const keyword = one(Object.keys(model.meta))
    const { [keyword as 'ordering']: _, ...meta } = model.meta
    const lines = WRITTEN.split('\n')
    const at = lines.findIndex((line) => line.includes(`        ${keyword} = `))
    return {
      what: `${model.name} ${keyword}`,
      doc: put(doc, { ...model, meta }),
      mentions: [keyword, 'class Meta', 'pass', ...(at === -1 ? [] : [(lines[at + 1] ?? '').trim()])],
    }
  },
  'add an index': ({ doc, one, models }) => {
    const able = models.filter((m) => m.fields.some((f) => f.kind === 'scalar') && m.kind === 'concrete')
    if (able.length === 0) return null
    const model = one(able)
    const field = one(model.fields.filter((f) => f.kind === 'scalar'))
    const index = {
      id: 'index:added' as IndexId,
      type: 'Index',
      name: 'added_ix',
      fields: [{ by: field.id, descending: true }],
      expressions: [],
      condition: null,
      include: [],
      options: {},
    }
    return {
      what: `${model.name} ${field.name}`,
      doc: put(doc, { ...model, indexes: [...model.indexes, index] }),
      mentions: ['added_ix', 'indexes', 'class Meta', 'pass'],
    }
  },
  'take an index away': ({ doc, one, models }) => {
    const able = models.filter((m) => m.indexes.length > 0)
    if (able.length === 0) return null
    const model = one(able)
    const gone = one(model.indexes)
    return {
      what: model.name,
      doc: put(doc, { ...model, indexes: model.indexes.filter((i) => i !== gone) }),
      mentions: ['models.Index', 'indexes', 'class Meta'],
    }
  },
  'rename and relabel members of a choices class': ({ doc, one }) => {
    const enums = Object.values(doc.enums)
    if (enums.length === 0) return null
    const which = one(enums)
    const member = one(which.members)
    const members = which.members.map((m) => (m === member ? { name: m.name, value: m.value, label: 'New label' } : m))
    const edited = one([
      members,
      [...members, { name: 'MORE', value: 'more', label: null }],
      which.members.filter((m) => m !== member),
    ])
    return {
      what: which.name,
      doc: { ...doc, enums: { ...doc.enums, [which.id]: { ...which, members: edited } } },
      mentions: [...which.members.map((m) => m.name), 'MORE'],
    }
  },
}
