import { beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import type { Connection } from '../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { syncDatabase } from '../../electron/sqlite/database/sync-database.ts'
import type { ErDocument } from '../document/records.ts'
import { django } from '../importers/django.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { dumpFixtures } from './dump-fixtures.ts'
import { evaluateLine } from './evaluate.ts'
import { loadFixtures } from './fixtures.ts'
import type { SqlValue } from './query/types.ts'
import { OrmSession } from './session.ts'

const MODELS = `
import json
from django.db import models
from elsewhere.fields import PickledField

class TagsField(models.TextField):
    def from_db_value(self, value, expression, connection):
        return self.to_python(value)
    def to_python(self, value):
        return value if isinstance(value, list) else (value or '').split()
    def get_prep_value(self, value):
        return ' '.join(value)
    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

class PointField(models.CharField):
    def select_format(self, compiler, sql, params):
        return 'AsText(%s)' % sql, params

class StrangeField(PickledField):
    def from_db_value(self, value, expression, connection):
        return value

class PricedField(models.IntegerField):
    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        cls.add_to_class(name + '_currency', models.CharField(max_length=3))

class Ware(models.Model):
    price = PricedField(default=0)

class Post(models.Model):
    tags = TagsField(default=list)

class Place(models.Model):
    point = PointField(max_length=9, default='')

class CheckedKey(models.ForeignKey):
    def get_prep_value(self, value):
        return super().get_prep_value(value)
    def pre_save(self, model_instance, add):
        return super().pre_save(model_instance, add)
    def validate(self, value, model_instance):
        pass

class LoudMany(models.ManyToManyField):
    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        cls.add_to_class(name + '_count', property(lambda self: getattr(self, name).count()))

class Box(models.Model):
    place = CheckedKey(Place, on_delete=models.CASCADE, null=True)
    places = LoudMany(Place, related_name='boxes')

class PairDecoder(json.JSONDecoder):
    def __init__(self, **kwargs):
        super().__init__(object_pairs_hook=tuple, **kwargs)

class Paper(models.Model):
    read = models.JSONField(decoder=PairDecoder, default=dict)
    strange = models.JSONField(decoder=PickledField.Decoder, default=dict)
    written = models.JSONField(encoder=PickledField.Encoder, default=dict)

def keep_archived(collector, field, sub_objs, using):
    pass

class Shelf(models.Model):
    paper = models.ForeignKey(Paper, on_delete=keep_archived)

class Memo(models.Model):
    text = models.CharField(max_length=9, default='hi')
    size = models.IntegerField(default=0)
    nothing = None
    @property
    def none(self):
        return None
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.shout = self.text.upper()

class Odd(models.Model):
    strange = StrangeField()
`

let doc: ErDocument
beforeAll(async () => {
  const bytes = new TextEncoder().encode(MODELS)
  doc = (await django.import([{ path: 'app/models.py', bytes }], { app: 'app' }, {})).doc
})

function open(): { readonly connection: Connection; readonly session: OrmSession } {
  const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  syncDatabase(connection, compileDesign(doc))
  const { resolution } = compileDesign(doc)
  return { connection, session: new OrmSession({ resolution, doc, database: ormDatabase(connection), write: true }) }
}

const answer = (session: OrmSession, code: string) => evaluateLine(session, code, session.scope, null)

describe("fields of a project's own classes", () => {
  it('are converted by their methods, in fixtures too', () => {
    const { connection, session } = open()
    loadFixtures([{ model: 'app.post', pk: 1, fields: { tags: 'red blue' } }], session)
    expect(answer(session, 'Post.objects.get(tags=["red", "blue"]).tags[1]')).toMatchObject({ value: 'blue' })
    const post = session.resolution.byLabel.get('app.post')
    const sent = (sql: string, params: readonly SqlValue[]): Iterable<readonly SqlValue[]> =>
      ormDatabase(connection).all(sql, params).rows
    const rows = [...dumpFixtures(session, new Set(post === undefined ? [] : [post]), sent)]
    expect(rows).toEqual(['{"model": "app.post", "pk": 1, "fields": {"tags": "red blue"}}'])
    connection.close()
  })

  it('are refused by name where a method cannot be called', () => {
    const { connection, session } = open()
    expect(answer(session, 'Place.objects.create(point="x")')).toMatchObject({
      kind: 'error',
      type: 'NotImplementedError',
      message: expect.stringContaining('select_format() of the field class PointField'),
    })
    expect(answer(session, 'Ware.objects.create(price=1)')).toMatchObject({
      type: 'NotImplementedError',
      message: expect.stringContaining('contribute_to_class() of the field class PricedField'),
    })
    expect(answer(session, 'Place._meta.get_field("point").formfield()')).toMatchObject({
      type: 'NotImplementedError',
      message: expect.stringContaining('PointField.formfield()'),
    })
    connection.close()
  })

  it('are refused by name where they are built on relations', () => {
    const { connection, session } = open()
    session.database.run('INSERT INTO app_box (place_id) VALUES (?)', [null])
    const refused = (code: string, what: string): void =>
      expect(answer(session, code)).toMatchObject({
        type: 'NotImplementedError',
        message: expect.stringContaining(what),
      })
    refused('Box.objects.filter(place=1).count()', 'get_prep_value() of the field class CheckedKey')
    refused('Box().save()', 'pre_save() of the field class CheckedKey')
    refused('Box(place_id=3).clean_fields()', 'validate() of the field class CheckedKey')
    refused('Box.objects.get().places_count', 'contribute_to_class() of the field class LoudMany')
    expect(answer(session, 'Box.objects.get().places.count()')).toMatchObject({ value: 0 })
    connection.close()
  })

  it('read JSON through the decoder that they are given, and are dumped as it stands', () => {
    const { connection, session } = open()
    session.database.run('INSERT INTO app_paper (read, strange, written) VALUES (?, ?, ?)', ['{"a": 1}', '{}', '{}'])
    expect(answer(session, 'repr(Paper.objects.get().read)')).toMatchObject({ value: "(('a', 1),)" })
    const refused = (code: string, option: string): void =>
      expect(answer(session, code)).toMatchObject({
        type: 'NotImplementedError',
        message: expect.stringContaining(`the ${option} (PickledField`),
      })
    refused('Paper.objects.get().strange', 'decoder of Paper.strange')
    refused('Paper.objects.values("strange")[0]', 'decoder of Paper.strange')
    refused('Paper.objects.update(written=[1])', 'encoder of Paper.written')
    const paper = session.resolution.byLabel.get('app.paper')
    const sent = (sql: string, params: readonly SqlValue[]): Iterable<readonly SqlValue[]> =>
      ormDatabase(connection).all(sql, params).rows
    const [row] = [...dumpFixtures(session, new Set(paper === undefined ? [] : [paper]), sent)]
    expect(row).toContain('"read": {"a": 1}, "strange": {}, "written": {}')
    connection.close()
  })

  it('with a handler of their own for deletes are refused by its name', () => {
    const { connection, session } = open()
    session.database.run('INSERT INTO app_paper (read, strange, written) VALUES (?, ?, ?)', ['{}', '{}', '{}'])
    expect(answer(session, 'Paper.objects.all().delete()')).toMatchObject({
      type: 'NotImplementedError',
      message: expect.stringContaining('on_delete=keep_archived of the field paper'),
    })
    connection.close()
  })

  it("leave deferred values to a model's own __init__", () => {
    const { connection, session } = open()
    session.database.run('INSERT INTO app_memo (text, size) VALUES (?, ?)', ['yo', 1])
    expect(answer(session, 'Memo.objects.only("size").get().shout')).toMatchObject({ value: 'YO' })
    const nothings = answer(session, '[Memo.nothing, Memo.objects.get().nothing, Memo.objects.get().none]')
    expect(nothings).toMatchObject({ value: [null, null, null] })
    connection.close()
  })

  it('are refused by name where the class cannot be followed', () => {
    const { connection, session } = open()
    session.database.run('INSERT INTO app_odd (strange) VALUES (?)', ['kept'])
    expect(answer(session, 'Odd.objects.get().pk')).toMatchObject({ value: 1 })
    expect(answer(session, 'Odd.objects.get().strange')).toMatchObject({ type: 'NotImplementedError' })
    const refused = answer(session, 'Odd.objects.create(strange="x")')
    expect(refused).toMatchObject({ type: 'NotImplementedError', message: expect.stringContaining('StrangeField') })
    connection.close()
  })
})
