import { describe, expect, it } from 'vitest'
import type { ErDocument, Field, Model, RelationField } from '../document/records.ts'
import { django } from './django.ts'
import type { Imported, ImportOptions } from './importer.ts'

function read(files: { readonly [path: string]: string }, options: Partial<ImportOptions> = {}): Imported {
  const list = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  return django.import(list, { app: 'app', ...options }, {}) as Imported
}

function one(text: string): ErDocument {
  return read({ 'models.py': `from django.db import models\n${text}` }).doc
}

function model(doc: ErDocument, name: string): Model {
  const found = Object.values(doc.models).find((m) => m.name === name)
  if (found === undefined) throw new Error(`${name} was not imported`)
  return found
}

function field(doc: ErDocument, path: string): Field {
  const [name = '', fieldName = ''] = path.split('.')
  const found = model(doc, name).fields.find((f) => f.name === fieldName)
  if (found === undefined) throw new Error(`${path} was not imported`)
  return found
}

function relation(doc: ErDocument, path: string): RelationField {
  return field(doc, path) as RelationField
}

function targetName(doc: ErDocument, path: string): string | undefined {
  const { to } = relation(doc, path)
  return to === null ? undefined : doc.models[to]?.name
}

describe('targets of relations', () => {
  const TARGETS = `
import settings
class A(models.Model):
    by_class = models.ForeignKey('B', models.CASCADE)
    by_label = models.ForeignKey(to='app.B', on_delete=models.SET_NULL, null=True)
    itself = models.ForeignKey('self', on_delete=models.DO_NOTHING)
    own_name = models.ManyToManyField('A')
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    far = models.OneToOneField('other.Thing', models.CASCADE)
    nowhere = models.ForeignKey('Nope', models.CASCADE)
    ours = models.ForeignKey('app.Nope', models.CASCADE)
    no_on_delete = models.ForeignKey('B')
class B(models.Model):
    a = models.ForeignKey(A, models.SET(1))
`
  it.each([
    ['A.by_class', 'B', null],
    ['A.by_label', 'B', null],
    ['A.itself', 'A', null],
    ['A.own_name', 'A', '"A"'],
    ['A.user', 'User', 'settings.AUTH_USER_MODEL'],
    ['A.far', 'Thing', '"other.Thing"'],
    ['A.nowhere', undefined, '"Nope"'],
    ['A.ours', undefined, '"app.Nope"'],
    ['B.a', 'A', null],
  ])('%s', (path, name, source) => {
    const doc = one(TARGETS)
    expect(targetName(doc, path)).toBe(name)
    expect(relation(doc, path).toSource).toBe(source)
  })

  it('reads on_delete by keyword, by position and with a value; a missing one stays missing', () => {
    const doc = one(TARGETS)
    const found = ['A.by_class', 'A.by_label', 'A.itself', 'A.no_on_delete', 'B.a'].map(
      (path) => relation(doc, path).onDelete,
    )
    expect(found).toEqual(['CASCADE', 'SET_NULL', 'DO_NOTHING', null, { set: 1 }])
  })

  it('makes stand-ins for models of other packages, Django’s own with its speaking ids', () => {
    const doc = one(TARGETS)
    expect(model(doc, 'User')).toMatchObject({ id: 'model:auth.User', external: true, fields: [] })
    expect(model(doc, 'Thing').external).toBe(true)
  })

  it('follows get_user_model(), constants and modules', () => {
    const { doc } = read({
      'site/settings.py': "AUTH_USER_MODEL = 'people.Person'\n",
      'people/models.py':
        'from django.contrib.auth.models import AbstractUser\nclass Person(AbstractUser):\n    pass\n',
      'blog/models.py': `from django.contrib.auth import get_user_model
from django.db import models
from people import models as people
User = get_user_model()
class Post(models.Model):
    author = models.ForeignKey(User, models.CASCADE)
    editor = models.ForeignKey(people.Person, models.CASCADE, related_name='+')
    person = models.ForeignKey(get_user_model(), models.CASCADE, related_name='+')
`,
    })
    for (const name of ['author', 'editor', 'person']) expect(targetName(doc, `Post.${name}`)).toBe('Person')
    expect(doc.root['root']?.settings.AUTH_USER_MODEL).toBe('people.Person')
  })
})

describe('fields', () => {
  it('reads positional arguments, custom classes and relation subclasses', () => {
    const doc = one(`
from django.db.models import CharField as Text
from mptt.models import TreeForeignKey
from money import MoneyField
from django.utils.translation import gettext_lazy as _
class A(models.Model):
    title = Text(_('title'), max_length=9)
    when = models.DateField('when', None, True)
    price = MoneyField(max_digits=9, default_currency='EUR',
        null=True)
    parent = TreeForeignKey('self', on_delete=models.CASCADE)
    many = models.CharField(**OPTIONS)
`)
    expect(field(doc, 'A.title')).toMatchObject({
      type: 'CharField',
      options: { verbose_name: { expr: "_('title')" }, max_length: 9 },
    })
    expect(field(doc, 'A.when').options).toEqual({ verbose_name: 'when', name: null, auto_now: true })
    expect(field(doc, 'A.price')).toMatchObject({
      kind: 'custom',
      className: 'MoneyField',
      args: 'max_digits=9, default_currency="EUR", null=True',
      column: true,
    })
    expect(field(doc, 'A.parent')).toMatchObject({ kind: 'foreignKey', className: 'TreeForeignKey' })
    expect(field(doc, 'A.many')).toMatchObject({ kind: 'custom', className: 'models.CharField', args: '**OPTIONS' })
  })

  it('resolves choices by name, attribute, class and group; keeps the rest as written', () => {
    const doc = one(`
LEVELS = [(1, 'low')]
class Kind(models.IntegerChoices):
    GOOD = 1, 'Good'
    BAD = 2
class A(models.Model):
    class State(models.TextChoices):
        NEW = 'n', 'New'
    SIZES = (('s', 'Small'),)
    level = models.IntegerField(choices=LEVELS)
    size = models.CharField(choices=SIZES)
    state = models.CharField(choices=State.choices, default=State.NEW)
    kind = models.IntegerField(choices=Kind)
    media = models.CharField(choices=[('Audio', [('v', 'Vinyl')]), ('x', 'Other')])
    year = models.IntegerField(choices=years())
class B(models.Model):
    size = models.CharField(choices=A.SIZES)
    state = models.CharField(choices=A.State.choices)
`)
    const choices = (path: string): unknown => (field(doc, path) as { choices?: unknown }).choices
    expect(choices('A.level')).toEqual({ kind: 'pairs', pairs: [{ value: 1, label: 'low' }], source: 'LEVELS' })
    expect(choices('A.size')).toMatchObject({ pairs: [{ value: 's', label: 'Small' }], source: 'SIZES' })
    expect(choices('B.size')).toMatchObject({ pairs: [{ value: 's', label: 'Small' }], source: 'A.SIZES' })
    expect(choices('A.media')).toEqual({
      kind: 'pairs',
      pairs: [
        { value: 'v', label: 'Vinyl', group: 'Audio' },
        { value: 'x', label: 'Other' },
      ],
    })
    expect(choices('A.year')).toEqual({ kind: 'source', expr: 'years()' })
    const state = Object.values(doc.enums).find((e) => e.name === 'State')
    expect(choices('A.state')).toEqual({ kind: 'enum', enum: state?.id })
    expect(choices('B.state')).toEqual({ kind: 'enum', enum: state?.id })
    expect(state).toMatchObject({
      model: model(doc, 'A').id,
      base: 'models.TextChoices',
      members: [{ name: 'NEW', value: 'n', label: 'New' }],
    })
    expect(Object.values(doc.enums).find((e) => e.name === 'Kind')).toMatchObject({
      model: null,
      base: 'models.IntegerChoices',
    })
  })

  it('imports fields under a condition, the first of two, and says so', () => {
    const { doc, diagnostics } = read({
      'models.py': `from django.db import models
class A(models.Model):
    if X:
        a = models.IntegerField()
    else:
        a = models.TextField()
`,
    })
    expect(model(doc, 'A').fields).toMatchObject([{ name: 'a', type: 'IntegerField' }])
    expect(diagnostics).toMatchObject([{ code: 'relata.6004', subject: { file: 'models.py', line: 4 } }])
  })
})

describe('classes', () => {
  it('finds models by their bases, wherever those are', () => {
    const { doc } = read({
      'core/models/__init__.py': 'from .base import Stamped as Base\n',
      'core/models/base.py': `import django.db.models as m
class Stamped(m.Model):
    created = m.DateTimeField(auto_now_add=True)
    class Meta:
        abstract = True
        ordering = ['created']
class Mixin:
    pass
class Helper(Mixin):
    pass
`,
      'blog/models.py': `from core.models import Base
from core.models.base import Mixin
from django.db import models
class Post(Mixin, Base):
    created = None
    class Meta(Base.Meta):
        db_table = 'posts'
try:
    class Extra(Post):
        class Meta: proxy = True
except ImportError:
    pass
`,
    })
    expect(Object.values(doc.models).map((m) => `${doc.apps[m.app]?.label}.${m.name} ${m.kind}`)).toEqual([
      'core.Stamped abstract',
      'blog.Post concrete',
      'blog.Extra proxy',
    ])
    const post = model(doc, 'Post')
    const created = field(doc, 'Stamped.created').id
    expect(post.bases).toEqual([{ expr: 'Mixin' }, { model: model(doc, 'Stamped').id }])
    expect(post.meta).toEqual({ ordering: [{ by: created, descending: false }], db_table: 'posts' })
    expect(post.members).toEqual([{ name: 'created', source: 'created = None' }])
  })

  it('reads Meta with references by id', () => {
    const doc = one(`
class A(models.Model):
    a = models.IntegerField()
    b = models.IntegerField()
    class Meta:
        unique_together = ('a', 'b')
        ordering = ['-a', 'b__c', models.F('b').desc()]
        indexes = [models.Index(fields=['-a'], name='ix'), models.Index(Lower('b'), name='low')]
        constraints = [
            models.CheckConstraint(check=models.Q(a__gt=0), name='old_style'),
            models.UniqueConstraint(fields=['a'], condition=models.Q(b=1), name='u'),
            Exclude(name='x'),
        ]
        permissions = [('p', 'P')]
`)
    const a = model(doc, 'A')
    const [idA, idB] = a.fields.map((f) => f.id)
    expect(a.meta).toEqual({
      unique_together: [[idA, idB]],
      ordering: [
        { by: idA, descending: true },
        { by: 'b__c', descending: false },
        { by: { expr: "models.F('b').desc()" }, descending: false },
      ],
      other: { permissions: { expr: "[('p', 'P')]" } },
    })
    expect(a.indexes).toMatchObject([
      { type: 'Index', name: 'ix', fields: [{ by: idA, descending: true }] },
      { name: 'low', expressions: [{ expr: "Lower('b')" }], fields: [] },
    ])
    expect(a.constraints).toMatchObject([
      { kind: 'check', name: 'old_style', condition: { expr: 'models.Q(a__gt=0)' } },
      { kind: 'unique', fields: [idA], condition: { expr: 'models.Q(b=1)' } },
      { kind: 'custom', name: 'x', source: "Exclude(name='x')" },
    ])
  })

  it('keeps what else stands in a class and in the module', () => {
    const doc = one(`
import uuid
def token():
    return uuid.uuid4()
@register
class A(models.Model):
    """Doc."""
    X = 1
    objects = Manager()
    def __str__(self):
        return """two
    lines"""
`)
    expect(model(doc, 'A')).toMatchObject({
      docstring: 'Doc.',
      members: [
        { name: '@', source: '@register' },
        { name: 'X', source: 'X = 1' },
        { name: 'objects', source: 'objects = Manager()' },
        { name: '__str__', source: 'def __str__(self):\n    return """two\n    lines"""' },
      ],
    })
    expect(Object.values(doc.apps)[0]?.code).toEqual([
      { name: 'models', source: 'from django.db import models' },
      { name: 'uuid', source: 'import uuid' },
      { name: 'token', source: 'def token():\n    return uuid.uuid4()' },
    ])
  })

  it('of two classes of one name draws the last, as Python forgets the first, and says so', () => {
    const text = `class A(models.Model):
    x = models.IntegerField()

class A(models.Model):
    y = models.IntegerField()

class B(models.Model):
    a = models.ForeignKey(A, models.CASCADE)
`
    const { doc, diagnostics } = read({ 'models.py': `from django.db import models\n${text}` })
    const names = Object.values(doc.models).map((m) => `${m.name}: ${m.fields.map((f) => f.name).join(', ')}`)
    expect(names).toEqual(['A: y', 'B: a'])
    expect(targetName(doc, 'B.a')).toBe('A')
    expect(Object.values(doc.apps).map((app) => app.code?.map(({ name }) => name) ?? [])).toEqual([['models']])
    expect(diagnostics.map(({ message, subject }) => [message, subject.line])).toEqual([
      ['A is defined again below, and Python forgets this one; it is not drawn.', 2],
    ])
  })

  it('takes snippets without imports', () => {
    const { doc } = read({ 'snippet.txt': 'class Post(models.Model):\n    title = models.CharField(max_length=9)\n' })
    expect(model(doc, 'Post').fields).toHaveLength(1)
  })

  it('imports what stands before and after a mistake, and names the line', () => {
    const { doc, diagnostics } = read({
      'models.py': `from django.db import models
class A(models.Model):
    a = models.CharField(max_length=9
    b = models.IntegerField()
class B(models.Model):
    c = models.IntegerField()
`,
    })
    expect(Object.values(doc.models).map((m) => [m.name, m.fields.map((f) => f.name)])).toEqual([
      ['A', ['b']],
      ['B', ['c']],
    ])
    expect(diagnostics).toMatchObject([
      { code: 'relata.6001', subject: { line: 3 }, message: expect.stringContaining("'(' is never closed") },
    ])
  })

  it('gives the same ids when the same source is read again', () => {
    const text = 'class A(models.Model):\n    a = models.IntegerField()\n'
    expect(one(text)).toEqual(one(text))
    expect(model(one(`${text}class B(A):\n    b = models.TextField()\n`), 'A').id).toBe(model(one(text), 'A').id)
  })

  it('takes the app from the folder, apps.py or Meta', () => {
    const text = 'from django.db import models\nclass A(models.Model):\n    pass\n'
    const labels = (files: { readonly [path: string]: string }): unknown => {
      const { doc } = read(files)
      return Object.values(doc.models).map((m) => doc.apps[m.app]?.label)
    }
    expect(labels({ 'models.py': text })).toEqual(['app'])
    expect(labels({ 'src/blog/models.py': text })).toEqual(['blog'])
    expect(labels({ 'src/blog/models/post.py': text })).toEqual(['blog'])
    expect(
      labels({ 'blog/models.py': text, 'blog/apps.py': "class BlogConfig(AppConfig):\n    label = 'weblog'\n" }),
    ).toEqual(['weblog'])
    expect(labels({ 'blog/models.py': `${text}    class Meta:\n        app_label = 'other'\n` })).toEqual(['other'])
  })
})

describe('constraints of classes that only running the code would tell', () => {
  it('are kept, and said with their line', () => {
    const text = `from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
class Quiet(models.UniqueConstraint):
    def validate(self, *args, **kwargs):
        pass
class Room(models.Model):
    name = models.CharField(max_length=9)
    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="one"),
            Quiet(fields=["name"], name="two"),
            ExclusionConstraint(name="three", expressions=[("name", "=")]),
        ]
`
    const { doc, diagnostics } = read({ 'app/models.py': text })
    expect(diagnostics.map(({ subject, message }) => [subject.line, message])).toEqual([
      [
        11,
        'Room: the constraint Quiet is known only when the code runs; it is kept as written, and no table shows it.',
      ],
    ])
    expect(model(doc, 'Room').constraints.map(({ kind }) => kind)).toEqual(['unique', 'custom', 'custom'])
  })
})
