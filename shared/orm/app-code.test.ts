import { beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { syncDatabase } from '../../electron/sqlite/database/sync-database.ts'
import { django } from '../importers/django.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { evaluateLine } from './evaluate.ts'
import { OrmSession } from './session.ts'

const MODELS = `
from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
import threading

def deco(cls):
    cls.extra = 1
    return cls

class Making(type):
    pass

class Made(metaclass=Making):
    x = 1

class Odd(threading.local):
    y = 2

@deco
class Decorated:
    z = 3

@threading.local
def far():
    return 6

@threading.local
class Far:
    z = 7

if True:
    class Conditional:
        w = 4

try:
    import ujson as fast
except ImportError:
    fast = None

class Loud(ForwardManyToOneDescriptor):
    pass

class LoudKey(models.ForeignKey):
    forward_related_accessor_class = Loud
    def contribute_to_related_class(self, cls, related):
        cls.hung = 5

class JoinedKey(models.ForeignKey):
    def get_extra_restriction(self, alias, related_alias):
        return None

class A(models.Model):
    name = models.CharField(max_length=9)
    def use(self):
        return Odd().y
    @admin.display(description='shown')
    def shown(self):
        return 8
    @threading.local
    def lost(self):
        return 9

class B(models.Model):
    loud = LoudKey(A, models.CASCADE, null=True, related_name='+')

class C(models.Model):
    joined = JoinedKey(A, models.CASCADE, null=True, related_name='cs')
`

describe('what a models file has beside its models', () => {
  let session: OrmSession

  beforeAll(async () => {
    const bytes = new TextEncoder().encode(MODELS)
    const { doc } = await django.import([{ path: 'app/models.py', bytes }], { app: 'app' }, {})
    const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
    syncDatabase(connection, compileDesign(doc))
    const { resolution } = compileDesign(doc)
    session = new OrmSession({ resolution, doc, database: ormDatabase(connection), write: true })
  })
  const answer = (code: string) => evaluateLine(session, code, session.scope, null)
  const refused = (code: string, what: string): void =>
    expect(answer(code)).toMatchObject({ type: 'NotImplementedError', message: expect.stringContaining(what) })

  it('is there where it can be followed: decorators, blocks, None', () => {
    session.scope.set('f', session.evaluateSource('[Decorated.extra, Conditional.w, fast]'))
    expect(answer('f')).toMatchObject({ value: [1, 4, null] })
    expect(answer('A(name="x").shown()')).toMatchObject({ value: 8 })
  })

  it('is refused by name, with the reason, where it cannot be followed', () => {
    refused('A(name="x").use()', 'Odd of app.models (the module threading)')
    expect(() => session.evaluateSource('Made')).toThrow()
    expect(() => session.evaluateSource('far()')).toThrow('NotImplementedError')
    expect(() => session.evaluateSource('Far()')).toThrow('NotImplementedError')
    refused('A(name="x").lost()', 'A.lost() with its decorator @threading.local')
    expect(() => session.importName('app.models', 'Odd')).toThrow()
  })

  it('is refused where a class on a relation joins or reads in its own way', () => {
    refused('B(loud=A(name="x")).loud', 'forward_related_accessor_class() of the field class LoudKey')
    refused('A.hung', 'contribute_to_related_class() of the field class LoudKey')
    refused('C.objects.filter(joined__name="x").count()', 'get_extra_restriction() of the field class JoinedKey')
    refused('A.objects.filter(cs=1).count()', 'get_extra_restriction() of the field class JoinedKey')
    refused('C.objects.create(joined=None)', 'get_extra_restriction() of the field class JoinedKey')
  })
})
