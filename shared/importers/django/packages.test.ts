/** What packages that many projects are built with do in their models: found by reading theirs. */
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ErDocument, Model } from '../../document/records.ts'
import { describeModels, describeRelations } from '../../relations/describe.ts'
import { compileDesign } from '../../schema/compile-design.ts'
import { typeNameFrom } from '../../schema/describe.ts'
import { django } from '../django.ts'
import type { Imported } from '../importer.ts'

type Files = { readonly [path: string]: string }

function read(files: Files): Imported {
  const list = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  return django.import(list, { app: 'app' }, {}) as Imported
}

function answers(files: Files) {
  const { doc, diagnostics } = read(files)
  const { resolution, schema } = compileDesign(doc)
  const models = describeModels(resolution, typeNameFrom(schema)) as { readonly [label: string]: Described }
  return { doc, diagnostics, models, relations: describeRelations(resolution), importError: resolution.importError }
}

interface Described {
  readonly db_table: string
  readonly proxy: boolean
  readonly pk: string
  readonly local_fields: readonly { readonly name: string; readonly class: string; readonly sqlite_type: string }[]
  readonly constraints: readonly { readonly name: string }[]
  readonly indexes: readonly { readonly fields: readonly string[] }[]
}

function named(doc: ErDocument, name: string): Model | undefined {
  return Object.values(doc.models).find((model) => model.name === name)
}

function columns(model: Described | undefined): readonly string[] {
  return model?.local_fields.map(({ name, sqlite_type }) => `${name} ${sqlite_type}`) ?? []
}

function messages(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ message }) => message)
}

const IMPORTS = 'from django.db import models\nfrom django.conf import settings\n'

describe('files of a folder', () => {
  const MODELS = `${IMPORTS}class A(models.Model):\n    n = models.IntegerField()\n`

  it('are read where the folder that was chosen is called tests', () => {
    const { doc } = read({ 'tests/models.py': MODELS, 'tests/__init__.py': '', 'tests/test_a.py': 'x = 1\n' })
    expect(named(doc, 'A')).toBeDefined()
  })

  it('are all read where each is a test', () => {
    const { doc } = read({ 'tests.py': MODELS, 'test_more.py': 'x = 1\n' })
    expect(named(doc, 'A')).toBeDefined()
  })

  it('that were left out and have models are named', () => {
    const files = {
      'shop/models.py': MODELS,
      'shop/tests/models.py': `# more\n${MODELS}`,
      'shop/tests/a.py': 'x = 1\n',
    }
    const { doc, diagnostics } = read(files)
    expect(Object.keys(doc.models)).toHaveLength(1)
    expect(diagnostics.map(({ subject, message }) => [subject.label, message])).toEqual([
      ['shop/tests/models.py:4', 'This file belongs to the tests and was not read; it has 1 model.'],
    ])
  })
})

describe('settings of packages', () => {
  it('say what they are where the project sets nothing: an object with properties', () => {
    const { models } = answers({
      'shop/app_settings.py': `
class AppSettings:
    def __init__(self, prefix):
        self.prefix = prefix
    def _setting(self, name, default):
        return get_setting(self.prefix + name, default)
    @property
    def UID_LENGTH(self):
        """How long."""
        return 191
    @property
    def NAME_LENGTH(self):
        return self._setting("NAME_LENGTH", 40)
    @property
    def AUTO_FIELD(self):
        return self._setting("AUTO_FIELD", None)
_settings = AppSettings("SHOP_")
def __getattr__(name):
    return getattr(_settings, name)
`,
      'shop/apps.py': `
from django.apps import AppConfig
from shop import app_settings
class ShopConfig(AppConfig):
    name = 'shop'
    default_auto_field = app_settings.AUTO_FIELD or 'django.db.models.AutoField'
`,
      'shop/models.py': `${IMPORTS}
from shop import app_settings
class Item(models.Model):
    uid = models.CharField(max_length=app_settings.UID_LENGTH)
    name = models.CharField(max_length=app_settings.NAME_LENGTH)
`,
    })
    expect(columns(models['shop.Item'])).toEqual(['id integer', 'uid varchar(191)', 'name varchar(40)'])
  })

  it('are those of the object that a module puts in its own place', () => {
    const { models } = answers({
      'shop/account/app_settings.py': `
class AppSettings(object):
    def __init__(self, prefix):
        self.prefix = prefix
    def _setting(self, name, default):
        return getattr(settings, self.prefix + name, default)
    @property
    def UNIQUE_EMAIL(self):
        return self._setting("UNIQUE_EMAIL", True)
    @property
    def UID_LENGTH(self):
        return 191
import sys  # noqa
app_settings = AppSettings("SHOP_")
app_settings.__name__ = __name__
sys.modules[__name__] = app_settings
`,
      'shop/account/models.py': `${IMPORTS}
from . import app_settings
class Item(models.Model):
    uid = models.CharField(max_length=app_settings.UID_LENGTH)
    email = models.EmailField(unique=app_settings.UNIQUE_EMAIL)
    class Meta:
        if not app_settings.UNIQUE_EMAIL:
            unique_together = [("uid", "email")]
`,
    })
    expect(columns(models['account.Item'])).toEqual(['id integer', 'uid varchar(191)', 'email varchar(254)'])
    expect(models['account.Item']).toMatchObject({ unique_together: [] })
  })

  it('are imported again by an export', () => {
    const { doc } = read({
      'shop/app_settings.py': 'LENGTH = 9\n',
      'shop/models.py': `${IMPORTS}
from shop import app_settings
class Item(models.Model):
    name = models.CharField(max_length=app_settings.LENGTH)
`,
    })
    const code = Object.values(doc.apps).flatMap((app) => app.code ?? [])
    expect(code.map(({ source }) => source)).toContain('from shop import app_settings')
  })

  it('say which model is meant: an object with a dict of defaults, and a choice between settings', () => {
    const { relations } = answers({
      'shop/settings.py': `
from django.conf import settings
ITEM_MODEL = getattr(settings, "SHOP_ITEM_MODEL", "shop.Item")
DEFAULTS = {"ITEM_MODEL": ITEM_MODEL}
class ShopSettings:
    def __init__(self, user=None, defaults=None):
        self.defaults = defaults
    def __getattr__(self, name):
        return self.defaults[name]
shop_settings = ShopSettings(None, DEFAULTS)
`,
      'shop/models.py': `${IMPORTS}
from shop.settings import shop_settings
USER = getattr(settings, prefixed("USER"), None) or getattr(settings, "AUTH_USER_MODEL", None) or "auth.User"
class Item(models.Model):
    pass
class Order(models.Model):
    item = models.ForeignKey(shop_settings.ITEM_MODEL, on_delete=models.CASCADE)
    buyer = models.ForeignKey(USER, on_delete=models.CASCADE)
`,
    })
    expect(relations['shop.Order.item']).toMatchObject({ to: 'shop.Item', column: 'item_id' })
    expect(relations['shop.Order.buyer']).toMatchObject({ to: 'auth.User', column: 'buyer_id' })
  })

  it('installed apps are those that are imported', () => {
    const { models } = answers({
      'pkg/__init__.py': '',
      'pkg/shop/models.py': `${IMPORTS}
class Token(models.Model):
    key = models.CharField(max_length=40, primary_key=True)
    class Meta:
        abstract = 'pkg.shop' not in settings.INSTALLED_APPS
class TokenProxy(Token):
    class Meta:
        proxy = 'pkg.shop' in settings.INSTALLED_APPS
`,
    })
    expect(models['shop.TokenProxy']).toMatchObject({ proxy: true, db_table: 'shop_token', pk: 'key' })
  })
})

describe('classes', () => {
  it('on an Abstract… of another package are no models by that name alone', () => {
    const { doc } = read({
      'shop/upload.py': 'from uploads import AbstractUploader\nclass Uploader(AbstractUploader):\n    pass\n',
      'shop/models.py': 'from shops.abstract_models import AbstractShop\nclass Shop(AbstractShop):\n    pass\n',
    })
    expect(Object.values(doc.models).map(({ name }) => name)).toEqual(['Shop'])
  })

  it('have constants that are counted', () => {
    const { doc } = read({
      'shop/models.py': `${IMPORTS}
class Item(models.Model):
    ONLINE, OFFLINE = range(2)
    state = models.IntegerField(default=OFFLINE)
`,
    })
    expect(named(doc, 'Item')?.fields[0]?.options['default']).toEqual({ expr: 'OFFLINE', value: 1 })
  })

  it('are models without fields of their own where their place or their Meta says so', () => {
    const { doc } = read({
      'shop/models.py': `
from tagging.models import TagBase
from odd import Thing, Helper
from forms import ModelForm
from other.models import OtherManager
class ShopTag(TagBase):
    pass
class Named(Thing):
    class Meta:
        verbose_name = 'named'
class Form(ModelForm):
    class Meta:
        model = Named
        verbose_name = 'no option of forms, but model is none of models'
class Plain(Helper):
    pass
class ShopManager(OtherManager):
    pass
`,
    })
    expect(Object.values(doc.models).map(({ name }) => name)).toEqual(['ShopTag', 'Named'])
  })

  it('called models by other packages are none', () => {
    const { doc } = read({
      'shop/schemas.py': `
import pydantic
from pydantic import BaseModel as Base
from tortoise import models
from django.db.models import CharField
class Data(pydantic.BaseModel):
    n: int
class More(Base):
    n: int = 1
    m = CharField(max_length=9)
class Tortoise(models.Model):
    pass
class Deep(Data):
    pass
`,
    })
    expect(Object.values(doc.models)).toEqual([])
  })

  it('of with_metaclass have the bases that it is given', () => {
    const { models, diagnostics, doc } = answers({
      'shop/models.py': `${IMPORTS}
import six
from elsewhere import Registry
class Stamped(models.Model):
    at = models.DateField()
    class Meta:
        abstract = True
class Item(six.with_metaclass(Registry, Stamped)):
    n = models.IntegerField()
`,
    })
    expect(columns(models['shop.Item'])).toEqual(['id integer', 'at date', 'n integer'])
    expect(
      named(doc, 'Item')?.bases.map((base) => ('model' in base ? doc.models[base.model]?.name : base.expr)),
    ).toEqual(['Stamped', 'metaclass=Registry'])
    expect(messages(diagnostics)).toEqual([
      'Item: the metaclass Registry may add fields; only running it would tell, so they are not shown.',
    ])
  })

  it('of a branch are not hidden by a name of the other', () => {
    const { models } = answers({
      'shop/models.py': `${IMPORTS}
if VERSION > 3:
    class DeletingFileField(models.FileField):
        pass
else:
    DeletingFileField = models.FileField
class Item(models.Model):
    file = DeletingFileField()
`,
    })
    expect(models['shop.Item']?.local_fields[1]).toMatchObject({
      class: 'DeletingFileField',
      sqlite_type: 'varchar(100)',
    })
  })

  it('that are imported are not hidden by what stands in where they cannot be', () => {
    const { models } = answers({
      'shop/models.py': `${IMPORTS}
try:
    from taggit.managers import TaggableManager
    from fields_of_mine import PriceField
except ImportError:
    TaggableManager = None
    PriceField = None
if BUILDING_DOCS:
    TagField = lambda *args, **kwargs: None
else:
    from tagging.fields import TagField
class Item(models.Model):
    price = PriceField()
    tags = TagField()
`,
    })
    expect(columns(models['shop.Item'])).toEqual(['id integer', 'price text', 'tags varchar(255)'])
  })

  it('take options of Meta that packages add', () => {
    const { importError } = answers({
      'shop/models.py': `${IMPORTS}
import pgtrigger
class Item(models.Model):
    class Meta:
        triggers = [pgtrigger.Protect(name='no', operation=pgtrigger.Delete)]
`,
    })
    expect(importError).toBeNull()
  })

  it('get what is added to lists of their Meta', () => {
    const { models, diagnostics } = answers({
      'shop/models.py': `${IMPORTS}
import odd
class Item(models.Model):
    a = models.IntegerField()
    b = models.IntegerField()
    class Meta:
        constraints = [models.UniqueConstraint(fields=['a'], name='one_a')]
        indexes = [models.Index(fields=['a'])]
        indexes += [models.Index(fields=['b'])]
        if odd.UNIQUE_B:
            constraints.append(models.UniqueConstraint(fields=['b'], name='one_b'))
`,
    })
    expect(models['shop.Item']?.constraints.map(({ name }) => name)).toEqual(['one_a', 'one_b'])
    expect(models['shop.Item']?.indexes.map(({ fields }) => fields)).toEqual([['a'], ['b']])
    expect(messages(diagnostics)).toEqual([
      'Item.Meta.constraints stands under a condition; it was imported as if that always held.',
    ])
  })
})
