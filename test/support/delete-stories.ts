/**
 * Designs, rows and deletes for every on_delete, one story each. What a delete leaves is asked of the delete
 * collector (whose answers are Django's) and of databases that were given the actions.
 */
import type { OracleCase } from '../../cli/oracle/oracle-case.ts'

export interface DeleteStory {
  readonly name: string
  /** Body of a models.py of the app `app`; `models` is imported. */
  readonly models: string
  /** By `Model.pk` the values of its fields; of a ManyToManyField the keys. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, number | string | null | readonly number[]>>>>
  /** Rows that are deleted, each from the state before. */
  readonly deletes: readonly string[]
  /** What those that know no database-level on_delete would say instead, for Django 5.2's collector. */
  readonly asPython?: string
  /** By exporter the deletes that end otherwise there, each with a diagnostic. */
  readonly unlike?: Readonly<Record<string, readonly string[]>>
}

/** An action between two models, alone. */
function pairStory(
  name: string,
  field: string,
  rows: DeleteStory['rows'],
  deletes: readonly string[],
  rest: Pick<DeleteStory, 'unlike'> & { readonly asPython?: string } = {},
): DeleteStory {
  const pair = (options: string) => `class Parent(models.Model):
    name = models.CharField(max_length=20, default='')
class Child(models.Model):
    parent = models.ForeignKey(Parent, ${options})
`
  return {
    name,
    models: pair(field),
    ...(rest.asPython === undefined ? {} : { asPython: pair(rest.asPython) }),
    ...(rest.unlike === undefined ? {} : { unlike: rest.unlike }),
    rows: { 'Parent.1': { name: 'one' }, 'Parent.2': { name: 'two' }, 'Parent.3': { name: 'three' }, ...rows },
    deletes,
  }
}

const CHILDREN = { 'Child.1': { parent: 1 }, 'Child.2': { parent: 1 }, 'Child.3': { parent: 2 } }

export const DELETE_STORIES: readonly DeleteStory[] = [
  pairStory('CASCADE', 'models.CASCADE', CHILDREN, ['Parent.1', 'Parent.3', 'Child.1']),
  pairStory('SET_NULL', 'models.SET_NULL, null=True', CHILDREN, ['Parent.1', 'Parent.3']),
  pairStory('SET_DEFAULT, default', 'models.SET_DEFAULT, default=3', CHILDREN, ['Parent.1', 'Parent.2'], {
    unlike: { mysql: ['Parent.1', 'Parent.2'] },
  }),
  pairStory('SET_DEFAULT to null', 'models.SET_DEFAULT, null=True, default=None', CHILDREN, ['Parent.1'], {
    unlike: { mysql: ['Parent.1'] },
  }),
  pairStory('SET_DEFAULT to a row that is not there', 'models.SET_DEFAULT, default=9', CHILDREN, ['Parent.1']),
  pairStory('SET_DEFAULT by a function', 'models.SET_DEFAULT, null=True, default=int', CHILDREN, ['Parent.1']),
  pairStory('DB_CASCADE', 'models.DB_CASCADE', CHILDREN, ['Parent.1', 'Parent.3', 'Child.1'], {
    asPython: 'models.CASCADE',
  }),
  pairStory('DB_SET_NULL', 'models.DB_SET_NULL, null=True', CHILDREN, ['Parent.1', 'Parent.3'], {
    asPython: 'models.SET_NULL, null=True',
  }),
  pairStory('DB_SET_DEFAULT', 'models.DB_SET_DEFAULT, db_default=3', CHILDREN, ['Parent.1', 'Parent.2'], {
    asPython: 'models.SET_DEFAULT, default=3',
    unlike: { mysql: ['Parent.1', 'Parent.2'] },
  }),
  pairStory(
    'DB_SET_DEFAULT with another default',
    'models.DB_SET_DEFAULT, db_default=3, default=2',
    CHILDREN,
    ['Parent.1'],
    {
      asPython: 'models.SET_DEFAULT, default=3',
      unlike: { mysql: ['Parent.1'] },
    },
  ),
  pairStory(
    'SET_DEFAULT with another db_default',
    'models.SET_DEFAULT, default=2, db_default=3',
    CHILDREN,
    ['Parent.1'],
    {
      unlike: { sqlite: ['Parent.1'], postgresql: ['Parent.1'], mysql: ['Parent.1'] },
    },
  ),
  pairStory('CASCADE without constraint', 'models.CASCADE, db_constraint=False', CHILDREN, ['Parent.1'], {
    unlike: { sqlite: ['Parent.1'], postgresql: ['Parent.1'], mysql: ['Parent.1'] },
  }),
  pairStory('PROTECT', 'models.PROTECT', CHILDREN, ['Parent.1', 'Parent.3', 'Child.1']),
  pairStory('RESTRICT', 'models.RESTRICT', CHILDREN, ['Parent.1', 'Parent.3', 'Child.1']),
  pairStory('DO_NOTHING', 'models.DO_NOTHING', CHILDREN, ['Parent.1', 'Parent.3', 'Child.1']),
  {
    name: 'a chain of keys, each with its own action',
    models: `class A(models.Model):
    pass
class B(models.Model):
    a = models.ForeignKey(A, models.CASCADE)
class C(models.Model):
    b = models.OneToOneField(B, models.CASCADE)
class D(models.Model):
    c = models.ForeignKey(C, models.SET_NULL, null=True)
    a = models.ForeignKey(A, models.SET_DEFAULT, default=2)
class E(models.Model):
    d = models.ForeignKey(D, models.PROTECT)
`,
    rows: {
      'A.1': {},
      'A.2': {},
      'B.1': { a: 1 },
      'B.2': { a: 2 },
      'C.1': { b: 1 },
      'C.2': { b: 2 },
      'D.1': { c: 1, a: 1 },
      'D.2': { c: 2, a: 1 },
      'D.3': { c: null, a: 2 },
      'E.1': { d: 3 },
    },
    deletes: ['A.1', 'B.1', 'B.2', 'D.1', 'D.3'],
    unlike: { mysql: ['A.1'] },
  },
  {
    name: 'RESTRICT beside a cascade that takes the row too',
    models: `class Artist(models.Model):
    pass
class Album(models.Model):
    artist = models.ForeignKey(Artist, models.CASCADE)
class Song(models.Model):
    artist = models.ForeignKey(Artist, models.CASCADE)
    album = models.ForeignKey(Album, models.RESTRICT)
`,
    rows: {
      'Artist.1': {},
      'Artist.2': {},
      'Album.1': { artist: 1 },
      'Album.2': { artist: 1 },
      'Song.1': { artist: 1, album: 1 },
      'Song.2': { artist: 2, album: 2 },
      'Album.3': { artist: 2 },
      'Artist.3': {},
      'Album.4': { artist: 3 },
      'Song.3': { artist: 3, album: 4 },
    },
    deletes: ['Album.1', 'Album.3', 'Artist.1', 'Artist.2', 'Artist.3', 'Song.2'],
    unlike: { mysql: ['Artist.3'] },
  },
  {
    name: 'PROTECT beside a cascade that takes the row too',
    models: `class User(models.Model):
    pass
class Post(models.Model):
    user = models.ForeignKey(User, models.CASCADE)
class Comment(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    author = models.ForeignKey(User, models.PROTECT)
`,
    rows: {
      'User.1': {},
      'User.2': {},
      'Post.1': { user: 1 },
      'Comment.1': { post: 1, author: 1 },
      'Comment.2': { post: 1, author: 1 },
    },
    deletes: ['User.1', 'User.2', 'Post.1'],
  },
  {
    name: 'PROTECT beside a cascade in one model, the key before and after',
    models: `class User(models.Model):
    pass
class Before(models.Model):
    author = models.ForeignKey(User, models.PROTECT, related_name='+')
    owner = models.ForeignKey(User, models.CASCADE, related_name='+')
class After(models.Model):
    owner = models.ForeignKey(User, models.CASCADE, related_name='+')
    author = models.ForeignKey(User, models.PROTECT, related_name='+')
`,
    rows: {
      'User.1': {},
      'User.2': {},
      'User.3': {},
      'Before.1': { author: 1, owner: 1 },
      'After.1': { author: 2, owner: 2 },
    },
    deletes: ['User.1', 'User.2', 'User.3'],
    unlike: { sqlite: ['User.1'], postgresql: ['User.2'] },
  },
  {
    name: 'PROTECT between two models that a third takes along',
    models: `class Shop(models.Model):
    pass
class Basket(models.Model):
    shop = models.ForeignKey(Shop, models.CASCADE)
class Line(models.Model):
    basket = models.ForeignKey(Basket, models.PROTECT)
    shop = models.ForeignKey(Shop, models.CASCADE)
class Zebra(models.Model):
    shop = models.ForeignKey(Shop, models.CASCADE)
class Aster(models.Model):
    zebra = models.ForeignKey(Zebra, models.PROTECT)
    shop = models.ForeignKey(Shop, models.CASCADE)
`,
    rows: {
      'Shop.1': {},
      'Shop.2': {},
      'Basket.1': { shop: 1 },
      'Line.1': { basket: 1, shop: 1 },
      'Zebra.1': { shop: 2 },
      'Aster.1': { zebra: 1, shop: 2 },
    },
    deletes: ['Shop.1', 'Shop.2'],
    unlike: { sqlite: ['Shop.1', 'Shop.2'], postgresql: ['Shop.1', 'Shop.2'], mysql: ['Shop.2'] },
  },
  {
    name: 'trees of one model',
    models: `class Node(models.Model):
    up = models.ForeignKey('self', models.CASCADE, null=True)
    twin = models.ForeignKey('self', models.SET_NULL, null=True, related_name='twins')
`,
    rows: {
      'Node.1': { up: null, twin: 3 },
      'Node.2': { up: 1, twin: 1 },
      'Node.3': { up: 2, twin: null },
      'Node.4': { up: null, twin: 3 },
      'Node.5': { up: 5, twin: 5 },
    },
    deletes: ['Node.1', 'Node.2', 'Node.3', 'Node.4', 'Node.5'],
  },
  {
    name: 'circles over two models',
    models: `class Team(models.Model):
    lead = models.ForeignKey('Member', models.SET_NULL, null=True, related_name='leads')
class Member(models.Model):
    team = models.ForeignKey(Team, models.CASCADE)
`,
    rows: { 'Team.1': { lead: 1 }, 'Team.2': { lead: 1 }, 'Member.1': { team: 1 }, 'Member.2': { team: 2 } },
    deletes: ['Team.1', 'Team.2', 'Member.1', 'Member.2'],
  },
  {
    name: 'join tables and children of a model',
    models: `class Tag(models.Model):
    pass
class Thing(models.Model):
    tags = models.ManyToManyField(Tag)
class Book(Thing):
    pages = models.IntegerField()
class Page(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
`,
    rows: {
      'Tag.1': {},
      'Tag.2': {},
      'Thing.1': { tags: [1, 2] },
      'Thing.2': { tags: [1] },
      'Book.1': { pages: 3 },
      'Page.1': { book: 1 },
    },
    deletes: ['Tag.1', 'Tag.2', 'Thing.1', 'Thing.2'],
  },
  {
    name: 'keys over two columns',
    models: `class Place(models.Model):
    code = models.CharField(max_length=2)
    floor = models.IntegerField()
    class Meta:
        constraints = [models.UniqueConstraint(fields=['code', 'floor'], name='place_key')]
class Desk(models.Model):
    code = models.CharField(max_length=2)
    floor = models.IntegerField()
    place = models.ForeignObject(
        Place, models.CASCADE, from_fields=['code', 'floor'], to_fields=['code', 'floor'], related_name='desks')
class Lamp(models.Model):
    code = models.CharField(max_length=2, null=True)
    floor = models.IntegerField(null=True)
    place = models.ForeignObject(
        Place, models.PROTECT, from_fields=['code', 'floor'], to_fields=['code', 'floor'], related_name='lamps')
`,
    rows: {
      'Place.1': { code: 'a', floor: 1 },
      'Place.2': { code: 'a', floor: 2 },
      'Place.3': { code: 'b', floor: 1 },
      'Desk.1': { code: 'a', floor: 1 },
      'Desk.2': { code: 'a', floor: 2 },
      'Desk.3': { code: 'b', floor: 1 },
      'Lamp.1': { code: 'a', floor: null },
      'Lamp.2': { code: 'b', floor: 1 },
    },
    deletes: ['Place.1', 'Place.2', 'Place.3'],
    // Django makes no constraint of a ForeignObject: what it deletes by itself no database does, which is said.
    unlike: {
      sqlite: ['Place.1', 'Place.2', 'Place.3'],
      postgresql: ['Place.1', 'Place.2', 'Place.3'],
      mysql: ['Place.1', 'Place.2', 'Place.3'],
    },
  },
  {
    name: 'keys to another column',
    models: `class Country(models.Model):
    code = models.CharField(max_length=2, unique=True)
class City(models.Model):
    country = models.ForeignKey(Country, models.CASCADE, to_field='code')
    twin = models.ForeignKey(Country, models.SET_DEFAULT, to_field='code', default='nl', related_name='twins')
    old = models.ForeignKey(Country, models.SET_NULL, to_field='code', null=True, related_name='olds')
`,
    rows: {
      'Country.1': { code: 'de' },
      'Country.2': { code: 'nl' },
      'Country.3': { code: 'fr' },
      'City.1': { country: 'de', twin: 'fr', old: 'fr' },
      'City.2': { country: 'nl', twin: 'de', old: null },
      'City.3': { country: 'fr', twin: 'nl', old: 'de' },
    },
    deletes: ['Country.1', 'Country.3'],
    unlike: { mysql: ['Country.1', 'Country.3'] },
  },
]

/** The story as a case for the oracle: rows are Django's fixtures, every delete starts from them. */
export function caseOf({ name, models, rows, deletes }: DeleteStory): OracleCase {
  const parts = (key: string) => key.split('.') as [model: string, pk: string]
  return {
    id: name,
    app_label: 'app',
    models: `from django.db import models\n\n${models}`,
    fixtures: Object.entries(rows).map(([key, fields]) => {
      const [model, pk] = parts(key)
      return { model: `app.${model.toLowerCase()}`, pk: Number(pk), fields }
    }),
    deletes: deletes.map((key) => {
      const [model, pk] = parts(key)
      return { expr: `${model}.objects.get(pk=${pk})` }
    }),
  }
}
