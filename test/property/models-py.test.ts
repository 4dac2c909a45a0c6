/** models.py in and out: what is exported means what was imported; broken files never break the import. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportDjangoFiles, django as exporter } from '../../shared/exporters/django.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { django as importer } from '../../shared/importers/django.ts'
import type { Imported } from '../../shared/importers/importer.ts'
import { parseModule } from '../../shared/python/parse.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { meaningOf } from '../support/design-meaning.ts'
import { HANGS_MS } from '../support/hang.ts'

const CASES = join(import.meta.dirname, '../oracle/cases/public')
const SYNTHETIC = join(import.meta.dirname, '../fixtures/data/synthetic-60')

interface Case {
  readonly id: string
  readonly models: string
  readonly app_label?: string
}

const cases = readdirSync(CASES)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(CASES, name), 'utf8')) as Case)

function read(files: { readonly [path: string]: string }, app = 'app'): Imported {
  const list = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  return importer.import(list, { app }, {}) as Imported
}

function write(doc: ErDocument): string {
  const { resolution, schema } = compileDesign(doc)
  return exportedText(exporter.export({ doc, resolution, schema, options: DEFAULT_EXPORT_OPTIONS }))
}

describe('export after import', () => {
  it.each(cases.map((c) => [c.id, c] as const))('%s means the same', (_, { models, app_label }) => {
    const { doc } = read({ 'models.py': models }, app_label)
    const again = read({ 'models.py': write(doc) }, app_label)
    expect(meaningOf(again.doc)).toEqual(meaningOf(doc))
    expect(write(again.doc)).toBe(write(doc))
  })

  it('keeps a generated design of 60 tables', () => {
    const text = readFileSync(join(SYNTHETIC, 'models.py'), 'utf8')
    const { counts } = JSON.parse(readFileSync(join(SYNTHETIC, 'schema.json'), 'utf8')) as {
      readonly counts: { readonly [what: string]: number }
    }
    const { doc, diagnostics } = read({ 'models.py': text })
    expect(diagnostics).toEqual([])
    const fields = Object.values(doc.models).flatMap((m) => m.fields)
    const count = (kind: string): number => fields.filter((f) => f.kind === kind).length
    expect({
      entities: Object.keys(doc.models).length,
      enums: Object.keys(doc.enums).length,
      fk: count('foreignKey'),
      o2o: count('oneToOne'),
      m2m: count('manyToMany'),
    }).toEqual({
      entities: counts['entities'],
      enums: counts['enums'],
      fk: counts['fk'],
      o2o: counts['o2o'],
      m2m: counts['m2m'],
    })
    const again = read({ 'models.py': write(doc) })
    expect(meaningOf(again.doc)).toEqual(meaningOf(doc))
  })

  it('keeps a project of several apps, file by file', () => {
    const { doc } = read(PROJECT)
    const { resolution, schema } = compileDesign(doc)
    const files = exportDjangoFiles({ doc, resolution, schema, options: DEFAULT_EXPORT_OPTIONS })
    const settings = { 'site/settings.py': PROJECT['site/settings.py'] }
    const again = read({ ...settings, ...Object.fromEntries(files.map((f) => [f.path, f.text])) })
    expect(files.map((f) => f.path).toSorted()).toEqual(['core/models.py', 'shop/models.py'])
    expect(meaningOf(again.doc)).toEqual(meaningOf(doc))
  })
})

const PROJECT = {
  'site/settings.py': "AUTH_USER_MODEL = 'core.Member'\n",
  'core/models.py': `from django.contrib.auth.models import AbstractUser
from django.db import models as m

class Member(AbstractUser):
    nick = m.CharField(max_length=20, blank=True)

class Stamped(m.Model):
    created = m.DateTimeField(auto_now_add=True)
    class Meta:
        abstract = True
        ordering = ['-created']

class Visibility(m.TextChoices):
    PUBLIC = 'pub', 'Public'
    PRIVATE = 'pri'
`,
  'shop/models/__init__.py': 'from .product import *\nfrom .order import Order\n',
  'shop/models/base.py': `from core.models import Stamped as S
from django.db.models import CharField

class Named(S):
    name = CharField(max_length=50)
    class Meta(S.Meta):
        abstract = True
`,
  'shop/models/product.py': `from django.conf import settings
from django.db import models
from core.models import Visibility
from taggit.managers import TaggableManager
from .base import Named

STATUS = [('a', 'Active'), ('b', 'Old')]

def default_data():
    return {}

class Product(Named):
    """A product."""
    class Kind(models.IntegerChoices):
        GOOD = 1, 'Good'
        SERVICE = 2
    status = models.CharField(max_length=1, choices=STATUS, default='a')
    kind = models.IntegerField(choices=Kind.choices, default=Kind.GOOD)
    seen = models.CharField(max_length=3, choices=Visibility.choices)
    data = models.JSONField(default=default_data)
    tags = TaggableManager()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name='+')
    created = None

    def __str__(self):
        return self.name
`,
  'shop/models/order.py': `from django.contrib.auth import get_user_model
from django.db import models
from . import product

class Order(models.Model):
    user = models.ForeignKey(get_user_model(), on_delete=models.CASCADE)
    products = models.ManyToManyField(product.Product, through='Line')
    far = models.ForeignKey('other.Thing', on_delete=models.CASCADE)

class Line(models.Model):
    product = models.ForeignKey(product.Product, on_delete=models.CASCADE)
    order = models.ForeignKey(Order, models.PROTECT)
    class Meta:
        unique_together = ('product', 'order')
        indexes = [models.Index(fields=['-order'], name='line_order')]
`,
} as const

/** Mulberry32: small, seeded, good enough to pick mutations. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const PIECES = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '"""',
  ':',
  ',',
  '.',
  '=',
  '\n',
  '\n    ',
  '\t',
  '#',
  '\\',
  '*',
  '**',
  '@',
  'class ',
  'def ',
  'if x:\n',
  'lambda',
  'f"{',
  '\u00e9',
  '\u0000',
  'models.',
  "'self'",
  'not ',
  'None',
  '\r\n',
  '1e999',
  'Meta',
  'class Meta:\n',
  'self.',
]

function mutated(text: string, random: () => number): string {
  let result = text
  for (let n = 1 + Math.floor(random() * 4); n > 0; n--) {
    const at = Math.floor(random() * result.length)
    const length = Math.floor(random() * 12)
    const piece = PIECES[Math.floor(random() * PIECES.length)] ?? ''
    const kind = random()
    if (kind < 0.35) result = result.slice(0, at) + piece + result.slice(at)
    else if (kind < 0.65) result = result.slice(0, at) + result.slice(at + length)
    else if (kind < 0.8) result = result.slice(0, at) + result.slice(at, at + length * 8) + result.slice(at)
    else if (kind < 0.95) result = result.slice(0, at) + piece + result.slice(at + length)
    else result = result.slice(0, at)
  }
  return result
}

describe('10,000 mutated files', () => {
  const sources = [...cases.map((c) => c.models), ...Object.values(PROJECT)]
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'seed %i: no crash, no hang, and what is imported can be exported',
    (seed) => {
      const random = seeded(seed)
      for (let i = 0; i < 1000; i++) {
        const text = mutated(sources[Math.floor(random() * sources.length)] ?? '', random)
        const started = performance.now()
        let stage = 'import'
        try {
          const { doc, diagnostics } = read({ 'models.py': text })
          for (const d of diagnostics) expect(d.subject.line).toBeGreaterThan(0)
          stage = 'compile and export'
          if (i % 20 === 0) expect(parseModule(write(doc)).errors).toEqual([])
        } catch (error) {
          throw new Error(`seed ${seed}, file ${i}, ${stage}: ${String(error)}\n${text}`, { cause: error })
        }
        expect(performance.now() - started, text).toBeLessThan(HANGS_MS)
      }
    },
    60_000,
  )
})
