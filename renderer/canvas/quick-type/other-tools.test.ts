/** What people bring along from other tools, typed into one cell: name and type. */
import { describe, expect, it } from 'vitest'
import type { ModelId } from '../../../shared/document/ids.ts'
import { FR } from '../../texts/fr/index.ts'
import { sayIn } from '../../texts/sentences.ts'
import { parseQuickType, splitNameAndType } from './read.ts'

const NAMES = {
  models: ['User', 'Tag', 'Post', 'Comment'].map((name) => ({ id: `model:${name}` as ModelId, name, app: 'blog' })),
  enums: [],
  self: 'model:Post' as ModelId,
  fields: [
    { name: 'price', type: 'DecimalField' as const, options: { max_digits: 8, decimal_places: 2 } },
    { name: 'qty', type: 'IntegerField' as const, options: {} },
    { name: 'first', type: 'CharField' as const, options: {} },
    { name: 'last', type: 'CharField' as const, options: {} },
    { name: 'author', type: null, options: {} },
  ],
}

function read(text: string) {
  const { name, type } = splitNameAndType(text)
  return { name, ...parseQuickType(type ?? '', NAMES, name) }
}

/** `CharField max_length=9`, `fk User CASCADE`, or what is wrong. */
function said(text: string): string {
  const result = read(text)
  if (!result.ok) return result.message
  const { value } = result
  if (value.kind === 'custom') return `${value.className}(${value.args ?? ''})`
  const options = Object.entries(value.options)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${key}=${typeof one === 'object' && one !== null && 'expr' in one ? one.expr : String(one)}`)
  if (value.kind === 'scalar') {
    const choices =
      value.choices?.kind === 'pairs' ? [`in ${value.choices.pairs.map((one) => one.value).join('|')}`] : []
    return [value.type, ...choices, ...options].join(' ')
  }
  const target = value.kind === 'relation' ? value.to : value.from
  const name = typeof target === 'string' ? target.replace('model:', '') : `+${target.make}`
  const word = value.kind === 'relation' ? value.relation : `back ${value.relation}`
  const back = value.kind === 'relation' ? value.relatedName : value.keyName
  return [
    word,
    name,
    ...(value.onDelete === null ? [] : [value.onDelete]),
    ...(back === null ? [] : [`as ${back}`]),
    ...options,
  ].join(' ')
}

/** Typed → what it gives. */
const CASES: { readonly [tool: string]: readonly (readonly [typed: string, gives: string])[] } = {
  Prisma: [
    ['createdAt DateTime @default(now())', 'DateTimeField default=timezone.now'],
    ['updatedAt DateTime @updatedAt', 'DateTimeField auto_now=true'],
    ['id Int @id @default(autoincrement())', 'AutoField primary_key=true'],
    ['id String @id @default(uuid())', 'UUIDField primary_key=true default=uuid.uuid4'],
    ['id String @id @default(uuid()) @db.Uuid', 'UUIDField primary_key=true default=uuid.uuid4'],
    ['email String @unique @db.VarChar(80) @map("e_mail")', 'CharField max_length=80 unique=true db_column=e_mail'],
    ['content String? @db.Text', 'TextField null=true blank=true'],
    ['published Boolean @default(false)', 'BooleanField default=false'],
    ['price Decimal @db.Decimal(10, 2)', 'DecimalField max_digits=10 decimal_places=2'],
    ['author User @relation(fields: [authorId], references: [id])', 'foreignKey User db_column=authorId'],
    [
      'author User? @relation(fields: [authorId], references: [email], onDelete: Cascade)',
      'foreignKey User CASCADE null=true blank=true db_column=authorId to_field=email',
    ],
    ['tags Tag[]', 'manyToMany Tag'],
  ],
  DBML: [
    ['id integer [pk, increment]', 'AutoField primary_key=true'],
    ['username varchar(40) [not null, unique]', 'CharField max_length=40 unique=true'],
    ['user_id int [ref: > users.id]', 'foreignKey User'],
    ['user_id int [ref: - users.email, null]', 'oneToOne User to_field=email null=true blank=true'],
    ["status varchar [default: 'draft', note: 'of the post']", 'CharField default=draft db_comment=of the post'],
    ['created_at timestamp [default: `now()`]', 'DateTimeField default=timezone.now'],
  ],
  Rails: [
    ['name:string:index', 'CharField db_index=true'],
    ['title:string{100}:uniq', 'CharField max_length=100 unique=true'],
    ['price:decimal{10,2}', 'DecimalField max_digits=10 decimal_places=2'],
    ['user:references', 'foreignKey User'],
    ['name string!', 'CharField'],
    ['name string, null: true, default: "a, b"', 'CharField null=true blank=true default=a, b'],
    ['price decimal, precision: 10, scale: 2', 'DecimalField max_digits=10 decimal_places=2'],
    ['belongs_to :user, optional: true', 'foreignKey User null=true blank=true'],
    ['has_many :comments, dependent: :destroy', 'back foreignKey Comment CASCADE'],
    ['tags has_and_belongs_to_many tags', 'manyToMany Tag'],
  ],
  SQL: [
    ['email varchar(255) not null unique', 'CharField max_length=255 unique=true'],
    ['author_id bigint references users(id) on delete cascade', 'foreignKey User CASCADE'],
    ['author_mail text references users(email)', 'foreignKey User to_field=email'],
    ['name varchar(20) collate "C"', 'CharField max_length=20 db_collation=C'],
    ['id uuid default gen_random_uuid() primary key', 'UUIDField default=uuid.uuid4 primary_key=true'],
    ['id bigint generated always as identity', 'BigAutoField primary_key=true'],
    ['id bigserial', 'BigAutoField primary_key=true'],
    ['seen timestamp default current_timestamp on update current_timestamp', 'DateTimeField auto_now=true'],
    ["photo jsonb default '{}'", 'JSONField default=dict'],
    ['x number(10,2)', 'DecimalField max_digits=10 decimal_places=2'],
    ['x varchar2(30 char)', 'CharField max_length=30'],
  ],
  SQLAlchemy: [
    ['id: Mapped[int] = mapped_column(primary_key=True)', 'AutoField primary_key=true'],
    ['name: Mapped[str] = mapped_column(String(30))', 'CharField max_length=30'],
    ['fullname: Mapped[Optional[str]]', 'CharField null=true blank=true'],
    ['user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))', 'foreignKey User'],
    ['comments: Mapped[List["Comment"]] = relationship(back_populates="post")', 'back foreignKey Comment as post'],
    ['user: Mapped["User"] = relationship(back_populates="posts")', 'foreignKey User as posts'],
    ['name = Column(String(50), nullable=False, unique=True)', 'CharField max_length=50 unique=true'],
    ['name = db.Column(db.String(50))', 'CharField max_length=50 null=true blank=true'],
    ['u = Column(ForeignKey("users.id", ondelete="SET NULL"))', 'foreignKey User SET_NULL null=true blank=true'],
  ],
  TypeScript: [
    ['name: string | null', 'CharField null=true blank=true'],
    ['name?: string', 'CharField null=true blank=true'],
    ['meta: Record<string, unknown>', 'JSONField'],
    ["state: 'draft' | 'live'", 'CharField in draft|live'],
    ['tags: Array<Tag>', 'manyToMany Tag'],
    ['author: User | null', 'foreignKey User null=true blank=true'],
  ],
  Python: [
    ['n Optional[int]', 'IntegerField null=true blank=true'],
    ['n Union[str, None]', 'CharField null=true blank=true'],
    ['n Literal["a", "b"]', 'CharField in a|b'],
    ['n dict[str, int]', 'JSONField'],
    ['n List[Tag]', 'manyToMany Tag'],
  ],
  'the words in another order': [
    ['author User fk cascade', 'foreignKey User CASCADE'],
    ['n unique int', 'IntegerField unique=true'],
    ['n not null char 20', 'CharField max_length=20'],
    ['author optional User', 'foreignKey User null=true blank=true'],
    ['parent self?', 'foreignKey Post null=true blank=true'],
  ],
  arrays: [
    ['n int[]', 'ArrayField(models.IntegerField())'],
    ['n string[]', 'ArrayField(models.CharField(max_length=255))'],
    ["n varchar(20)[] default '{}'", 'ArrayField(models.CharField(max_length=20), default=list)'],
    ['n int[3][]?', 'ArrayField(ArrayField(models.IntegerField(), size=3), null=True, blank=True)'],
    ['n text ARRAY', 'ArrayField(models.TextField())'],
  ],
  'values that the database computes': [
    [
      'total generated price * qty',
      'GeneratedField expression=F("price") * F("qty") output_field=models.DecimalField(max_digits=8, decimal_places=2) db_persist=true',
    ],
    [
      'total decimal(10,2) generated always as (price * (qty + 1)) virtual',
      'GeneratedField expression=F("price") * (F("qty") + 1) output_field=models.DecimalField(max_digits=10, decimal_places=2) db_persist=false',
    ],
    [
      "full generated first || ' ' || last",
      'GeneratedField expression=Concat(F("first"), Value(" "), F("last")) output_field=models.TextField() db_persist=true',
    ],
    ['x char 20 help generated price * qty', 'CharField max_length=20 help_text=generated price * qty'],
    ['x GeneratedField(db_persist=False)', 'GeneratedField db_persist=false'],
  ],
  'what cannot be': [
    [
      'id String @id @default(cuid())',
      'Django makes no cuid() by itself. Try “default uuid” of a uuid, or the name of a function of yours.',
    ],
    [
      'a User @relation(fields: [a, b], references: [c, d])',
      'A key over several columns (a, b) is none of a cell’s. Draw the relation instead.',
    ],
    ['n generated nope + 1', 'No field of this model is called “nope”.'],
    ['n generated lower(first)', '“lower” is a function: write it as Django does, such as Lower("title").'],
    ['n generated author', 'Say the type of what it gives first: “decimal 10,2 generated author”.'],
    ['n generated price || qty', '“||” joins texts: numbers and their signs are none.'],
    ['n generated price ^ 2', '“^” cannot be computed here. Try + - * / and ||, or Django’s own words.'],
    ['n generated 1 + 1', 'A computed value is made of the model’s own fields.'],
    ['n fk User generated price', 'A computed value has a plain type, such as “decimal 10,2”.'],
    ['n has many', 'Which model does it come from?'],
    ['n 200', '“200” is not a type. Try char 200, char, int, fk.'],
    ['uuid pk', '“pk” is not a type. Try bigauto, uuid pk, char, int.'],
    ['role Role @default(USER)', '“Role” is not a type. Try fk +Role, char, int, fk.'],
  ],
}

describe('a cell in the words of other tools', () => {
  it.each(Object.entries(CASES))('%s', (_tool, cases) => {
    for (const [typed, gives] of cases) expect(said(typed), typed).toBe(gives)
  })

  it('tells what is left out or is of one database only', () => {
    const notes = (text: string) => {
      const result = read(text)
      return result.ok ? result.notes : result.message
    }
    expect(notes('n int[]')).toEqual([
      'Arrays are PostgreSQL’s. For other databases take “json”, or “m2m” of a model of their own.',
    ])
    expect(notes('u int references users on delete cascade on update cascade')).toEqual([
      'ON UPDATE CASCADE is left out: Django has none, and the keys of rows do not change.',
    ])
    expect(notes('u User @relation("Author", fields: [u], references: [id])')).toEqual([
      'Author is left out: relations have no names in Django.',
    ])
    expect(notes('n char 20')).toBeUndefined()
  })

  it('says all of it in French, too', () => {
    const messages = Object.values(CASES)
      .flat()
      .flatMap(([typed]) => {
        const result = read(typed)
        return result.ok ? (result.notes ?? []) : [result.message]
      })
    expect(messages.filter((text) => sayIn(FR.sentences, text) === null)).toEqual([])
  })
})
