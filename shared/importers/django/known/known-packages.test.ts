/** Models on bases and fields of packages that are not among the files: what Django made of them (5.2, recorded). */
import { describe, expect, it } from 'vitest'
import { describeModels, describeRelations } from '../../../relations/describe.ts'
import { compileDesign } from '../../../schema/compile-design.ts'
import { typeNameFrom } from '../../../schema/describe.ts'
import { djangoMigration } from '../../../migrations/django.ts'
import { versionsOf } from '../../../migrations/migration.ts'
import { django as djangoExporter } from '../../../exporters/django.ts'
import { django } from '../../django.ts'
import type { Imported } from '../../importer.ts'
import { BUILTIN_NAMES } from '../../../exporters/django/known-imports.ts'
import { KNOWN_PACKAGES } from './packages.ts'

interface Described {
  readonly local_fields: readonly { readonly name: string; readonly sqlite_type: string; readonly null: boolean }[]
  readonly unique_together: readonly (readonly string[])[]
  readonly ordering: readonly string[]
}

function read(models: string, others: { readonly [path: string]: string } = {}) {
  const files = { 'shop/__init__.py': '', 'shop/models.py': `from django.db import models\n${models}`, ...others }
  const list = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  const { doc, diagnostics } = django.import(list, { app: 'shop' }, {}) as Imported
  const { resolution, schema } = compileDesign(doc)
  const described = describeModels(resolution, typeNameFrom(schema)) as { readonly [label: string]: Described }
  const columns = (label: string): readonly string[] =>
    described[label]?.local_fields.map(({ name, sqlite_type }) => `${name} ${sqlite_type}`) ?? []
  const exported = (): string => {
    const options = { onDelete: 'orm', extra: {} } as const
    return djangoExporter
      .export({ doc, schema, resolution, options })
      .pieces.map(({ text }) => text)
      .join('')
  }
  const tables = schema.tables.map(({ name }) => name)
  return { doc, diagnostics, described, columns, tables, relations: describeRelations(resolution), exported }
}

describe('abstract bases of packages', () => {
  it('give their fields, and are drawn as classes from elsewhere', () => {
    const { columns, doc, diagnostics, tables } = read(`
from model_utils.models import TimeStampedModel
from mptt.models import MPTTModel, TreeForeignKey
class Post(TimeStampedModel):
    title = models.CharField(max_length=9)
class Group(MPTTModel):
    parent = TreeForeignKey('self', null=True, on_delete=models.CASCADE)
`)
    expect(columns('shop.Post')).toEqual(['id integer', 'created datetime', 'modified datetime', 'title varchar(9)'])
    expect(columns('shop.Group')).toEqual([
      'id integer',
      'lft integer unsigned',
      'rght integer unsigned',
      'tree_id integer unsigned',
      'level integer unsigned',
      'parent bigint',
    ])
    expect(tables).toEqual(['shop_group', 'shop_post'])
    expect(diagnostics).toEqual([])
    const bases = Object.values(doc.models).filter(({ external }) => external)
    expect(bases.map(({ name, kind }) => [name, kind])).toEqual([
      ['TimeStampedModel', 'abstract'],
      ['MPTTModel', 'abstract'],
    ])
  })

  it('give their relations and their Meta', () => {
    const { relations, described, columns } = read(`
from polymorphic.models import PolymorphicModel
from guardian.models import UserObjectPermissionBase
from taggit.models import TaggedItemBase
from ordered_model.models import OrderedModel
class Asset(PolymorphicModel):
    pass
class AssetPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Asset, on_delete=models.CASCADE)
class TaggedAsset(TaggedItemBase):
    content_object = models.ForeignKey(Asset, on_delete=models.CASCADE)
class Step(OrderedModel):
    class Meta(OrderedModel.Meta):
        pass
`)
    expect(relations['shop.Asset.polymorphic_ctype']).toMatchObject({
      to: 'contenttypes.ContentType',
      related_name: 'polymorphic_shop.asset_set+',
      hidden: true,
      null: true,
    })
    expect(described['shop.AssetPermission']?.unique_together).toEqual([['user', 'permission', 'content_object']])
    expect(relations['shop.AssetPermission.user']).toMatchObject({ to: 'auth.User' })
    expect(relations['shop.TaggedAsset.tag']).toMatchObject({
      to: 'taggit.Tag',
      reverse_accessor: 'shop_taggedasset_items',
    })
    // taggit's own keys are of AutoField.
    expect(columns('shop.TaggedAsset')).toContain('tag integer')
    expect(described['shop.Step']?.ordering).toEqual(['order'])
  })

  it('are not taken from here where the package is among the files', () => {
    const { columns } = read(
      `
from model_utils.models import TimeStampedModel
class Post(TimeStampedModel):
    pass
`,
      {
        'model_utils/models.py': `
from django.db import models
class TimeStampedModel(models.Model):
    made = models.DateField()
    class Meta:
        abstract = True
`,
      },
    )
    expect(columns('shop.Post')).toEqual(['id integer', 'made date'])
  })

  it('are imported again by an export, and keep their own word where two have one name', () => {
    const { exported, diagnostics, columns } = read(`
from treebeard import mp_tree
from model_utils.models import TimeStampedModel
import django_extensions.db.models as dx
class Page(mp_tree.MP_Node):
    pass
class Post(TimeStampedModel):
    pass
class Other(dx.TimeStampedModel):
    pass
`)
    const text = exported()
    expect(text).toContain('from treebeard.mp_tree import MP_Node\n')
    expect(text).toContain('class Page(MP_Node):')
    expect(text).toContain('from model_utils.models import TimeStampedModel\n')
    expect(text).toContain('class Other(dx.TimeStampedModel):')
    expect(columns('shop.Page')).toEqual([
      'id integer',
      'path varchar(255)',
      'depth integer unsigned',
      'numchild integer unsigned',
    ])
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'Other: another class has the name of its base dx.TimeStampedModel, so what that adds is not shown.',
    ])
  })
})

describe('field classes of packages', () => {
  it('have the columns that they make', () => {
    const { columns, diagnostics } = read(`
from timezone_field import TimeZoneField
from django_countries.fields import CountryField
from phonenumber_field.modelfields import PhoneNumberField
from django_fsm import FSMField
from bitfield import BitField
from sorl.thumbnail import ImageField
class Shop(models.Model):
    zone = TimeZoneField()
    country = CountryField(blank=True)
    phone = PhoneNumberField(max_length=20)
    state = FSMField(default='new')
    flags = BitField(flags=('a', 'b'))
    sign = ImageField(upload_to='signs')
`)
    expect(columns('shop.Shop')).toEqual([
      'id integer',
      'zone varchar(63)',
      'country varchar(2)',
      'phone varchar(20)',
      'state varchar(50)',
      'flags bigint',
      'sign varchar(100)',
    ])
    expect(diagnostics).toEqual([])
  })

  it('and what else they make is said', () => {
    const { diagnostics, columns } = read(`
from djmoney.models.fields import MoneyField
from parler.models import TranslatableModel, TranslatedFields
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager
class Item(TranslatableModel):
    price = MoneyField(max_digits=9, decimal_places=2)
    tags = TaggableManager()
    translations = TranslatedFields(name=models.CharField(max_length=9))
    history = HistoricalRecords()
`)
    expect(columns('shop.Item')).toEqual(['id integer', 'price decimal'])
    expect(diagnostics.map(({ message }) => message).toSorted()).toEqual([
      'Item.history: HistoricalRecords makes a table of the history of this one, which is not shown.',
      'Item.price: MoneyField also makes the columns price_currency, which are not shown.',
      'Item.tags: TaggableManager keeps its rows in tables of its package; here it has no column.',
      'Item.translations: TranslatedFields makes a table of translations with these fields, which is not shown.',
    ])
  })
})

it('every entry reads as models and fields without a mistake', () => {
  for (const { name, modules } of KNOWN_PACKAGES) {
    for (const [module, text] of Object.entries(modules)) {
      expect(module === name || module.startsWith(`${name}.`), module).toBe(true)
      const classes = [...text.matchAll(/^class (\w+)/gm)].map((match) => match[1])
      expect(new Set(classes).size, module).toBe(classes.length)
    }
  }
  expect(new Set(KNOWN_PACKAGES.map(({ name }) => name)).size).toBe(KNOWN_PACKAGES.length)
})

/** Names of the text that nothing in it brings: neither an import nor Python itself. */
function namesFromNowhere(text: string): readonly string[] {
  const code = text.replaceAll(/#.*|"(?:[^"\\\n]|\\.)*"/g, '')
  const brought = new Set(
    [...code.matchAll(/^(?:from \S+ )?import ([^\n(]+|\([^)]*\))/gm)].flatMap(([, names = '']) =>
      names.split(/[(),\s]+/).map((name) => name.split('.')[0]),
    ),
  )
  const body = code.slice(code.indexOf('\nclass Migration') + 1)
  const used = [...body.matchAll(/(?<![\w.])[A-Za-z_]\w*(?!\w|\s*=[^=])/g)].map(([name]) => name)
  const known = new Set(['class', 'Migration', 'True', 'False', 'None', 'not', 'and', 'or', 'lambda'])
  return [...new Set(used)].filter((name) => !brought.has(name) && !known.has(name) && !BUILTIN_NAMES.has(name))
}

it('a migration of models on every one of them imports each name that it says', () => {
  const empty = read('').doc
  const heirs = KNOWN_PACKAGES.flatMap(({ modules }) =>
    Object.entries(modules).flatMap(([module, text]) =>
      [...text.matchAll(/^class (\w+)\((?=[^\n]*models\.Model|[^\n]*\bModel\b)/gm)].map(([, name = '']) => ({
        module,
        name,
      })),
    ),
  )
  expect(heirs.length).toBeGreaterThan(20)
  const wrong = heirs.flatMap(({ module, name }) => {
    const { doc } = read(
      `from ${module} import ${name}\nclass Heir(${name}):\n    own = models.CharField(max_length=9)\n`,
    )
    const { text } = djangoMigration.write(versionsOf(empty, doc))
    const names = namesFromNowhere(text)
    return names.length === 0 ? [] : [`${module}.${name}: ${names.join(', ')}`]
  })
  expect(wrong).toEqual([])
})
