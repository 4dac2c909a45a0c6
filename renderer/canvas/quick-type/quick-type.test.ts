import { describe, expect, it } from 'vitest'
import type { EnumId, ModelId } from '../../../shared/document/ids.ts'
import { canvas as frenchCanvas } from '../../texts/fr/canvas.ts'
import { completeQuickType, hintWords } from './complete.ts'
import { otherSide, parseQuickType, splitNameAndType } from './read.ts'

const USER = 'model:user' as ModelId
const TAG = 'model:tag' as ModelId
const POST = 'model:post' as ModelId
const STATUS = 'enum:status' as EnumId
const NAMES = {
  models: [
    { id: USER, name: 'User', app: 'auth' },
    { id: TAG, name: 'Tag', app: 'blog' },
    { id: POST, name: 'Post', app: 'blog' },
  ],
  enums: [{ id: STATUS, name: 'Post.Status' }],
  self: POST,
}
const read = (text: string) => parseQuickType(text, NAMES)
const options = (text: string) => {
  const result = read(text)
  if (!result.ok) return result.message
  return result.value.kind === 'custom' ? result.value : result.value.options
}

describe('parseQuickType', () => {
  it('reads plain types with length and flags', () => {
    expect(read('char 200 unique')).toEqual({
      ok: true,
      value: { kind: 'scalar', type: 'CharField', options: { max_length: 200, unique: true } },
    })
    expect(read('text null')).toMatchObject({ value: { type: 'TextField', options: { null: true, blank: true } } })
    expect(read('decimal 10,2')).toMatchObject({ value: { options: { max_digits: 10, decimal_places: 2 } } })
    expect(read('DateTimeField now')).toMatchObject({
      value: { type: 'DateTimeField', options: { auto_now_add: true } },
    })
    expect(read('int default=3')).toMatchObject({ value: { options: { default: 3 } } })
  })

  it('reads relations by name, start of a name and self', () => {
    expect(read('fk User cascade')).toMatchObject({ value: { relation: 'foreignKey', to: USER, onDelete: 'CASCADE' } })
    expect(read('fk us set null null')).toMatchObject({
      value: { to: USER, onDelete: 'SET_NULL', options: { null: true } },
    })
    expect(read('m2m tag as posts')).toMatchObject({ value: { relation: 'manyToMany', to: TAG, relatedName: 'posts' } })
    expect(read('1:1 self')).toMatchObject({ value: { relation: 'oneToOne', to: POST } })
  })

  it('says what it does not understand', () => {
    expect(read('fk Nobody')).toEqual({ ok: false, message: 'No model is called “Nobody”. “+Nobody” makes it.' })
    expect(options('int 12')).toBe('IntegerField has no length: leave 12 out, or write “default 12”.')
    expect(options('int default many')).toBe('“many” is no value of IntegerField.')
    expect(options('char foo=3')).toMatch(/“foo” is not known here/)
    expect(options('char null=maybe')).toBe('“maybe” cannot be the null of a field.')
    expect(options('char default')).toBe('Say what follows “default”.')
    expect(options('fk User on delete vanish')).toMatch(/“vanish” is nothing that happens on delete/)
    expect(options('text auto now')).toMatch(/“autonow” is not known here/)
    expect(options('fk User 200')).toMatch(/“200” is not known here/)
    expect(options('fk +2nd')).toMatch(/A name consists of/)
    expect(read('')).toMatchObject({ ok: false })
    expect(read('chair')).toMatchObject({ ok: false })
    expect(read('char foo')).toMatchObject({ ok: false })
  })

  it('reads defaults as the class holds them, with a sign or without', () => {
    expect(options('int default 12')).toEqual({ default: 12 })
    expect(options('int = 12')).toEqual({ default: 12 })
    expect(options('int =12')).toEqual({ default: 12 })
    expect(options('char 8 default 12')).toEqual({ max_length: 8, default: '12' })
    expect(options('char default "not yet"')).toEqual({ default: 'not yet' })
    expect(options("char default 'it is'")).toEqual({ default: 'it is' })
    expect(options('bool default yes')).toEqual({ default: true })
    expect(options('bool default=False')).toEqual({ default: false })
    expect(options('decimal 8,2 default 0')).toEqual({ max_digits: 8, decimal_places: 2, default: 0 })
    expect(options('decimal(8, 2) default 0.50')).toMatchObject({ default: { expr: 'Decimal("0.50")' } })
    expect(options('decimal 8, 2')).toEqual({ max_digits: 8, decimal_places: 2 })
    expect(options('datetime default now')).toEqual({ default: { expr: 'timezone.now' } })
    expect(options('date default today')).toEqual({ default: { expr: 'datetime.date.today' } })
    expect(options('uuid pk default uuid4')).toEqual({ primary_key: true, default: { expr: 'uuid.uuid4' } })
    expect(options('json default {}')).toEqual({ default: { expr: 'dict' } })
    expect(options('int default settings.SIZE')).toEqual({ default: { expr: 'settings.SIZE' } })
    expect(options('int null default null')).toMatchObject({ default: null })
  })

  it('reads choices as a list, with labels, or by the name of their class', () => {
    const choices = (text: string) => {
      const result = read(text)
      return result.ok && result.value.kind === 'scalar' ? result.value.choices : result
    }
    const pairs = (...all: readonly (readonly [unknown, string])[]) => ({
      kind: 'pairs',
      pairs: all.map(([value, label]) => ({ value, label })),
    })
    const blood = pairs(['A', 'A'], ['B', 'B'], ['AB', 'AB'], ['O', 'O'])
    expect(choices('char 3 choices A,B,AB,O')).toEqual(blood)
    expect(choices('char 3 choices A, B, AB, O unique')).toEqual(blood)
    expect(choices('char 3 in (A B AB O)')).toEqual(blood)
    expect(choices('char 3 one of A|B|AB|O')).toEqual(blood)
    expect(choices('char 9 choices draft, in_print')).toEqual(pairs(['draft', 'Draft'], ['in_print', 'In print']))
    expect(choices('char 1 choices d:Draft, p:"In print"')).toEqual(pairs(['d', 'Draft'], ['p', 'In print']))
    expect(choices('int choices 1:Low, 2:High default 1')).toEqual(pairs([1, 'Low'], [2, 'High']))
    expect(choices('char 1 choices Status')).toEqual({ kind: 'enum', enum: STATUS })
    expect(choices('char 1 choices=Post.Status.choices')).toEqual({ kind: 'enum', enum: STATUS })
    expect(choices('char 1 choices=[("a", "A")]')).toEqual({ kind: 'source', expr: '[("a", "A")]' })
    expect(choices('int choices low, high')).toEqual({ ok: false, message: '“low” is no value of IntegerField.' })
  })

  it('reads texts for people to the end, or between quotes', () => {
    expect(options('decimal 8,2 # net, in EUR')).toMatchObject({ help_text: 'net, in EUR' })
    expect(options('char 9 help "as printed" unique')).toEqual({ max_length: 9, help_text: 'as printed', unique: true })
    expect(options('char 9 label Family name')).toEqual({ max_length: 9, verbose_name: 'Family name' })
    expect(options('char 9 column fam_nm index')).toEqual({ max_length: 9, db_column: 'fam_nm', db_index: true })
  })

  it('reads SQL’s phrases and Python’s calls', () => {
    expect(options('varchar(20) not null')).toEqual({ max_length: 20 })
    expect(options('integer primary key')).toEqual({ primary_key: true })
    expect(options('= models.CharField("Name", max_length=80, unique=True)')).toEqual({
      verbose_name: 'Name',
      max_length: 80,
      unique: true,
    })
    expect(read('ForeignKey("User", on_delete=models.PROTECT, related_name="posts", null=True)')).toMatchObject({
      value: { to: USER, onDelete: 'PROTECT', relatedName: 'posts', options: { null: true } },
    })
    expect(read('MoneyField(max_digits=9, default=Money(0, "EUR"))')).toEqual({
      ok: true,
      value: { kind: 'custom', className: 'MoneyField', args: 'max_digits=9, default=Money(0, "EUR")' },
    })
  })

  it('reads a question mark as “may be empty”, and implies it with SET_NULL', () => {
    expect(options('int?')).toEqual({ null: true, blank: true })
    expect(options('decimal 5,2? # in kg, why?')).toMatchObject({ null: true, help_text: 'in kg, why?' })
    expect(read('1:1 User?')).toMatchObject({ value: { relation: 'oneToOne', options: { null: true } } })
    expect(read('fk User? protect')).toMatchObject({ value: { onDelete: 'PROTECT', options: { null: true } } })
    expect(read('fk User on delete set null')).toMatchObject({ value: { options: { null: true, blank: true } } })
    expect(options('m2m Tag optional')).toEqual({ blank: true })
  })

  it('takes Django’s own User where the design has none', () => {
    const models = [...NAMES.models.slice(1), { id: 'model:profile' as ModelId, name: 'UserProfile', app: 'blog' }]
    const names = { ...NAMES, models }
    const djangos = { make: 'User', isDjangos: true }
    expect(parseQuickType('fk User cascade', names)).toMatchObject({ value: { to: djangos, onDelete: 'CASCADE' } })
    expect(parseQuickType('references users(id)', { ...names, models: [] })).toMatchObject({ ok: false })
    expect(parseQuickType('1:1 auth.User', names)).toMatchObject({ value: { to: djangos } })
    expect(parseQuickType('fk +User', names)).toMatchObject({ value: { to: { make: 'User' } } })
    expect(parseQuickType('fk UserP', names)).toMatchObject({ value: { to: 'model:profile' } })
    expect(completeQuickType('fk Us', names).map((c) => c.text)).toEqual(['fk UserProfile', 'fk User'])
    expect(completeQuickType('fk Us', NAMES).map((c) => c.text)).toEqual(['fk User'])
  })

  it('finds targets by app, and makes those that are not there', () => {
    expect(read('fk auth.User')).toMatchObject({ value: { to: USER } })
    expect(read('-> Tag')).toMatchObject({ value: { relation: 'foreignKey', to: TAG } })
    expect(read('fk +Author cascade')).toMatchObject({ value: { to: { make: 'Author' }, onDelete: 'CASCADE' } })
    expect(read('fk +Tag')).toMatchObject({ value: { to: TAG } })
    expect(read('m2m User through Tag as readers')).toMatchObject({ value: { through: TAG, relatedName: 'readers' } })
  })

  it('knows the fields of content types', () => {
    const custom = (className: string, args: string) => ({
      ok: true,
      value: { kind: 'custom', className, args, column: false },
    })
    expect(read('gfk')).toEqual(custom('GenericForeignKey', ''))
    expect(read('gfk content_type, object_id')).toEqual(custom('GenericForeignKey', ''))
    expect(read('GenericForeignKey kind,key')).toEqual(custom('GenericForeignKey', '"kind", "key"'))
    expect(read('generic Comment')).toEqual(custom('GenericRelation', '"Comment"'))
    expect(read('generic')).toMatchObject({ ok: false })
  })

  it('reads what people write: SQL of several databases, words of other tools, plain speech', () => {
    const scalar = (text: string) => {
      const result = read(text)
      return result.ok && result.value.kind === 'scalar' ? [result.value.type, result.value.options] : result
    }
    const decimal = ['DecimalField', { max_digits: 10, decimal_places: 2, null: true, blank: true }]
    expect(scalar('dec 10 2 null')).toEqual(decimal)
    expect(scalar('decimal(10,2), null')).toEqual(decimal)
    expect(scalar('char200 nullable')).toEqual(['CharField', { max_length: 200, null: true, blank: true }])
    expect(scalar('char 200, null, unique')).toEqual([
      'CharField',
      { max_length: 200, null: true, blank: true, unique: true },
    ])
    expect(scalar('character varying(100)')).toEqual(['CharField', { max_length: 100 }])
    expect(scalar('nvarchar(max)')).toEqual(['TextField', {}])
    expect(scalar('int(11) unsigned')).toEqual(['PositiveIntegerField', {}])
    expect(scalar('unsigned int')).toEqual(['PositiveIntegerField', {}])
    expect(scalar('bigint unsigned not null auto_increment')).toEqual(['BigAutoField', { primary_key: true }])
    expect(scalar('tinyint(1)')).toEqual(['BooleanField', {}])
    expect(scalar('timestamp with time zone')).toEqual(['DateTimeField', {}])
    expect(scalar('datetime auto_now_add')).toEqual(['DateTimeField', { auto_now_add: true }])
    expect(scalar('datetime updated')).toEqual(['DateTimeField', { auto_now: true }])
    expect(scalar('bool true')).toEqual(['BooleanField', { default: true }])
    expect(scalar('image photos/ null')).toEqual(['ImageField', { upload_to: 'photos/', null: true, blank: true }])
    expect(scalar('image upload_to photos')).toEqual(['ImageField', { upload_to: 'photos' }])
    expect(scalar('char 20 help the primary key of it')).toEqual([
      'CharField',
      { max_length: 20, help_text: 'the primary key of it' },
    ])
    expect(options('char 20 choices=Status default=Status.DRAFT')).toMatchObject({ default: { expr: 'Status.DRAFT' } })
    expect(options('char 20 default example.com')).toMatchObject({ default: 'example.com' })
  })

  it('reads choices without commas, and those that stand alone', () => {
    const pairs = (...values: string[]) => ({
      value: { choices: { kind: 'pairs', pairs: values.map((value) => ({ value })) } },
    })
    expect(read('char choices a b unique')).toMatchObject(pairs('a', 'b'))
    expect(read('enum draft, published')).toMatchObject(pairs('draft', 'published'))
    expect(read("enum('draft','published')")).toMatchObject(pairs('draft', 'published'))
    expect(read('Status')).toMatchObject({ value: { type: 'CharField', choices: { kind: 'enum', enum: STATUS } } })
  })

  it('reads relations however they are said', () => {
    const to = (relation: string, target: ModelId, more: object = {}) => ({ value: { relation, to: target, ...more } })
    for (const text of [
      'foreign key to User',
      'belongs to User',
      'references User',
      'n:1 User',
      '>User',
      '> User',
      'User',
      'auth.User',
      'fk users',
      'int references users(id)',
    ])
      expect(read(text), text).toMatchObject(to('foreignKey', USER))
    expect(read('User?')).toMatchObject(to('foreignKey', USER, { options: { null: true } }))
    expect(read('fk User, cascade')).toMatchObject(to('foreignKey', USER, { onDelete: 'CASCADE' }))
    expect(read('fk User no reverse')).toMatchObject(to('foreignKey', USER, { relatedName: '+' }))
    for (const text of ['one to one User', '1-1 User']) expect(read(text), text).toMatchObject(to('oneToOne', USER))
    for (const text of ['many to many Tag', 'n:m Tag', 'Tag[]', '[Tag]', 'm2m tags'])
      expect(read(text), text).toMatchObject(to('manyToMany', TAG))
    expect(read('m2m Tag via User')).toMatchObject(to('manyToMany', TAG, { through: USER }))
    expect(read('m2m self symmetrical')).toMatchObject(to('manyToMany', POST, { options: { symmetrical: true } }))
  })

  it('says plainly what cannot be, and guesses what was meant', () => {
    expect(options('m2m Tag cascade')).toMatch('A many-to-many has no on_delete')
    expect(options('int check > 0')).toMatch('A cell holds no checks')
    expect(options('itneger')).toMatch('Try int')
    expect(options('phone')).toMatch('Try char 30')
  })

  it('reads what the other model has to hold, for a key there', () => {
    for (const text of ['has many Tag', 'hasMany Tag', 'has_many :tags', '1:n Tag', 'one to many Tag'])
      expect(read(text), text).toMatchObject({ value: { kind: 'reverse', relation: 'foreignKey', from: TAG } })
    expect(read('has many Tag as article cascade')).toMatchObject({
      value: { kind: 'reverse', from: TAG, keyName: 'article', onDelete: 'CASCADE' },
    })
    expect(read('has one +Profile')).toMatchObject({
      value: { kind: 'reverse', relation: 'oneToOne', from: { make: 'Profile' } },
    })
    expect(options('has many Tag through User')).toBe('Many to many is said from either side: “m2m Tag through …”.')
    const reverse = read('has many Tag')
    expect(reverse.ok && reverse.value.kind === 'reverse' && otherSide(reverse.value, NAMES)).toBe(
      '“1:n” is said by the other model: give Tag a field “fk Post”.',
    )
  })

  it('keeps a class of the project', () => {
    expect(read('MoneyField')).toEqual({ ok: true, value: { kind: 'custom', className: 'MoneyField' } })
  })
})

describe('splitNameAndType', () => {
  it('takes the first word as the name', () => {
    expect(splitNameAndType('title char 200')).toEqual({ name: 'title', type: 'char 200' })
    expect(splitNameAndType(' title: char')).toEqual({ name: 'title', type: 'char' })
    expect(splitNameAndType('title char ')).toEqual({ name: 'title', type: 'char ' })
    expect(splitNameAndType('title ')).toEqual({ name: 'title', type: null })
    expect(splitNameAndType('title')).toEqual({ name: 'title', type: null })
    expect(splitNameAndType('title = models.CharField(max_length=9)')).toEqual({
      name: 'title',
      type: 'models.CharField(max_length=9)',
    })
  })
})

describe('completeQuickType', () => {
  it('proposes types, then targets, then what happens on delete', () => {
    expect(completeQuickType('da', NAMES).map((c) => c.label)).toEqual(['datetime', 'date'])
    expect(completeQuickType('fk ', NAMES).map((c) => c.text)).toEqual(['fk User', 'fk Tag', 'fk Post', 'fk self'])
    expect(completeQuickType('fk User pro', NAMES).map((c) => c.text)).toEqual(['fk User protect'])
    expect(completeQuickType('m2m Tag c', NAMES)).toEqual([])
  })

  it('knows generic keys and what they lead to', () => {
    expect(completeQuickType('gen', NAMES).map((c) => c.label)).toEqual(['generated', 'generic'])
    expect(completeQuickType('generic T', NAMES).map((c) => c.text)).toEqual(['generic Tag'])
    expect(completeQuickType('generic Tag ', NAMES)).toEqual([])
  })

  it('proposes a model that is not there, the name of the way back, and values', () => {
    const texts = (text: string) => completeQuickType(text, NAMES).map((one) => one.text)
    expect(texts('fk author')).toEqual(['fk +Author'])
    expect(texts('fk +Au')).toEqual(['fk +Au'])
    expect(texts('fk users')).toEqual([])
    expect(texts('fk User as ')).toEqual(['fk User as posts'])
    expect(texts('m2m User through T')).toEqual(['m2m User through Tag'])
    expect(texts('bool default ')).toEqual(['bool default false', 'bool default true'])
    expect(texts('datetime ').slice(0, 3)).toEqual(['datetime now', 'datetime autonow', 'datetime null'])
    expect(texts('char choices ')).toEqual(['char choices Post.Status'])
    expect(texts('bool ')).not.toContain('bool now')
  })

  it('has its hints in French, too', () => {
    expect(hintWords().filter((hint) => frenchCanvas.hints[hint] === undefined)).toEqual([])
  })
})
