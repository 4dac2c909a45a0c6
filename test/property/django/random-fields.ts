/** Random plain fields: every class of Django's, every option, right and wrong values. */
import { call, isWrong, scalarsOf, unique } from './world.ts'
import type { Choices, World, Written } from './world.ts'

type Family =
  | 'text'
  | 'whole'
  | 'decimal'
  | 'float'
  | 'bool'
  | 'date'
  | 'datetime'
  | 'time'
  | 'span'
  | 'uuid'
  | 'json'
  | 'file'
  | 'bytes'
  | 'address'
  | 'auto'

const CLASSES: { readonly [name: string]: Family } = {
  BigIntegerField: 'whole',
  BinaryField: 'bytes',
  BooleanField: 'bool',
  CharField: 'text',
  DateField: 'date',
  DateTimeField: 'datetime',
  DecimalField: 'decimal',
  DurationField: 'span',
  EmailField: 'text',
  FileField: 'file',
  FilePathField: 'text',
  FloatField: 'float',
  GenericIPAddressField: 'address',
  IntegerField: 'whole',
  JSONField: 'json',
  PositiveBigIntegerField: 'whole',
  PositiveIntegerField: 'whole',
  PositiveSmallIntegerField: 'whole',
  SlugField: 'text',
  SmallIntegerField: 'whole',
  TextField: 'text',
  TimeField: 'time',
  URLField: 'text',
  UUIDField: 'uuid',
}
const NAMES = Object.keys(CLASSES)
const COMMON = ['CharField', 'IntegerField', 'TextField', 'DateTimeField', 'BooleanField', 'DecimalField', 'SlugField']
const OLD = ['NullBooleanField', 'CommaSeparatedIntegerField', 'IPAddressField']

export function randomScalar(w: World, owner: Written, name: string): string {
  const { r } = w
  const roll = r.int(1, 100)
  if (roll <= 3) return generated(w, owner, name)
  if (roll === 4 && isWrong(w)) return call(`models.${r.pick(OLD)}`, [])
  if (roll <= 6) return automatic(w, owner, name)
  const type = r.chance(0.5) ? r.pick(COMMON) : r.pick(NAMES)
  owner.scalars.set(name, type)
  return scalarCall(w, owner, type)
}

function scalarCall(w: World, owner: Written, type: string): string {
  const family = CLASSES[type] ?? 'whole'
  const { r } = w
  const own = ownOptions(w, type)
  const words = [...own, ...commonOptions(w, owner, type, family, own.join())]
  const positional = r.chance(0.1) ? `'${r.pick(['nice name', 'Name', 'x'])}'` : null
  const rest = positional === null || isWrong(w) ? words : words.filter((word) => !word.startsWith('verbose_name='))
  return call(`models.${type}`, [positional, ...unique(rest)])
}

function automatic(w: World, owner: Written, name: string): string {
  const { r } = w
  const type = r.pick(['AutoField', 'BigAutoField', 'SmallAutoField'])
  owner.scalars.set(name, type)
  const key = isWrong(w) ? null : 'primary_key=True'
  return call(`models.${type}`, [
    key,
    r.chance(0.2) && "db_column='key'",
    isWrong(w) && 'unique=True',
    isWrong(w) && 'null=True',
  ])
}

function ownOptions(w: World, type: string): string[] {
  const { r } = w
  const words: string[] = []
  const some = (probability: number, ...list: readonly string[]): void => {
    if (r.chance(probability)) words.push(r.pick(list))
  }
  const length = () =>
    isWrong(w) ? r.pick(["'10'", '0', '-1', 'None', 'True', '1.5']) : r.pick(['1', '2', '10', '50', '255', '1000'])
  if (type === 'CharField') {
    if (!isWrong(w)) words.push(`max_length=${length()}`)
    some(0.08, "db_collation='nocase'", "db_collation='NOCASE'", 'db_collation=None')
  }
  if (
    [
      'EmailField',
      'SlugField',
      'URLField',
      'FileField',
      'FilePathField',
      'TextField',
      'UUIDField',
      'BinaryField',
    ].includes(type)
  )
    some(0.25, `max_length=${length()}`)
  if (['IntegerField', 'BooleanField', 'DateField', 'PositiveIntegerField'].includes(type))
    some(w.sloppy, 'max_length=5')
  if (type === 'DecimalField') {
    if (!isWrong(w)) words.push(`max_digits=${isWrong(w) ? r.pick(['0', "'5'", '-3', 'None', 'True']) : r.int(5, 20)}`)
    if (!isWrong(w))
      words.push(`decimal_places=${isWrong(w) ? r.pick(['-1', "'2'", '30', 'None', '1.5']) : r.int(0, 5)}`)
  }
  if (['DateField', 'DateTimeField', 'TimeField'].includes(type)) {
    if (!isWrong(w) && r.chance(0.15)) return [r.pick(['auto_now=True', 'auto_now_add=True'])]
    if (isWrong(w)) words.push('auto_now=True', r.pick(['auto_now_add=True', 'default=None', "default='x'"]))
  }
  if (type === 'FileField') {
    some(0.5, "upload_to='files'", "upload_to='files/%Y'", 'upload_to=make_path')
    some(w.sloppy, "upload_to='/abs'")
  }
  if (type === 'FilePathField') {
    some(0.5, "path='/tmp'", "path='/tmp', match='x'", 'path=make_default')
    some(0.2, 'recursive=True', 'allow_folders=True')
    if (isWrong(w)) words.push('allow_files=False')
  }
  if (type === 'GenericIPAddressField') {
    some(0.4, "protocol='IPv4'", "protocol='ipv6'", "protocol='both'", 'unpack_ipv4=True')
    if (isWrong(w)) words.push(r.pick(["protocol='x'", "protocol='IPv4', unpack_ipv4=True", 'blank=True']))
  }
  if (type === 'SlugField') some(0.2, 'allow_unicode=True')
  if (type === 'JSONField') {
    some(0.2, 'encoder=DjangoJSONEncoder')
    some(w.sloppy, "encoder='x'", "decoder='x'", 'default={}', 'default=[]', "default={'a': 1}")
  }
  if (type === 'TextField') some(0.1, "db_collation='binary'")
  if (type === 'BinaryField') some(w.sloppy, "default='x'", "default=b'x'", 'editable=True')
  return words
}

const DEFAULTS: { readonly [family in Family]: readonly string[] } = {
  text: ["''", "'a'", "'it''s'", '"q\'s"', 'make_default', 'str'],
  whole: ['0', '1', '-5', '1000000', 'make_default', 'int'],
  decimal: ["Decimal('1.5')", '0', "'2.50'", '1.5'],
  float: ['0.0', '1.5', '1', '-2.5e3'],
  bool: ['True', 'False', 'bool', '1'],
  date: ['datetime.date.today', 'datetime.date(2020, 1, 2)', "'2020-01-01'"],
  datetime: ['timezone.now', 'datetime.datetime.now', 'datetime.datetime(2020, 1, 2, 3, 4)', "'2020-01-01'"],
  time: ['datetime.time(1, 2)', 'datetime.time', 'timezone.now'],
  span: ['datetime.timedelta', 'datetime.timedelta(days=1)', 'datetime.timedelta(hours=2, minutes=3)'],
  uuid: ['uuid.uuid4', "'12345678123456781234567812345678'"],
  json: ['dict', 'list', 'make_default'],
  file: ["'x.txt'", "''"],
  bytes: ["b''", "b'ab'", 'bytes'],
  address: ["'127.0.0.1'"],
  auto: [],
}

const DB_DEFAULTS: { readonly [family in Family]: readonly string[] } = {
  text: ["'a'", "''", "Value('x')", "Upper(Value('x'))", "Concat(Value('a'), Value('b'))"],
  whole: ['0', '5', 'Value(3)', 'Value(2) + 1', 'Abs(Value(-4))'],
  decimal: ["Decimal('1.50')", '1', "Value(Decimal('2.5'))"],
  float: ['1.5', '0', 'Pi()', 'Random()'],
  bool: ['True', 'False', 'Value(True)'],
  date: ['Now()', 'datetime.date(2020, 1, 2)'],
  datetime: ['Now()', 'datetime.datetime(2020, 1, 2, 3, 4)'],
  time: ['datetime.time(1, 2, 3)'],
  span: ['datetime.timedelta(days=1)'],
  uuid: ["uuid.UUID('12345678123456781234567812345678')"],
  json: ['{}', '[]', "{'a': 1}", 'Value({}, models.JSONField())'],
  file: ["'x'"],
  bytes: ["b'x'"],
  address: ["'127.0.0.1'"],
  auto: [],
}

function commonOptions(w: World, owner: Written, type: string, family: Family, own: string): string[] {
  const { r } = w
  const words: string[] = []
  const some = (probability: number, ...list: readonly (string | undefined)[]): void => {
    if (list.length > 0 && r.chance(probability)) words.push(r.pick(list.filter((x) => x !== undefined)))
  }
  some(0.2, 'null=True', 'null=True', 'null=False')
  if (family !== 'address' || isWrong(w)) some(0.2, 'blank=True')
  if (!/auto_now/.test(own)) some(0.2, ...DEFAULTS[family].map((value) => `default=${value}`))
  some(0.08, ...DB_DEFAULTS[family].map((value) => `db_default=${value}`))
  if (!/auto_now/.test(own)) some(0.05, 'default=None')
  some(0.12, 'unique=True')
  some(0.12, 'db_index=True', 'db_index=True', 'db_index=False')
  if (!/null=True/.test(words.join())) some(0.03, 'primary_key=True')
  some(
    0.1,
    "db_column='col'",
    "db_column='Mixed Case'",
    `db_column='c${r.int(1, 99)}'`,
    "db_column='order'",
    "db_column=''",
  )
  some(0.06, "db_comment='it is\\'nt'", "db_comment='c'", "db_comment=''")
  some(0.05, "db_tablespace='ts'")
  some(0.12, "verbose_name='the thing'", "verbose_name=_('thing')", "verbose_name=''", 'verbose_name=None')
  some(0.1, "help_text='Help'", "help_text=_('Help')")
  some(0.08, 'editable=False')
  some(0.03, "error_messages={'blank': 'no'}", 'serialize=False')
  some(0.04, 'validators=[validate_x]', 'validators=[]', 'validators=[MinValueValidator(1)]')
  if (family === 'text' || family === 'whole') some(0.15, ...choicesFor(w, owner, family))
  if (isWrong(w)) words.push(wrongOption(w, owner, type))
  return words
}

function choicesFor(w: World, owner: Written, family: Family): readonly string[] {
  const known = [...w.choices, ...owner.inner].filter((c) => (c.kind === 'text') === (family === 'text'))
  const text = family === 'text'
  const plain = text
    ? [
        "[('a', 'A'), ('b', 'B')]",
        "(('a', 'A'), ('bbb', 'B'))",
        "{'a': 'A', 'b': 'B'}",
        "[('G', [('a', 'A')]), ('c', 'C')]",
        "{'G': {'a': 'A'}, 'c': 'C'}",
      ]
    : ["[(1, 'One'), (2, 'Two')]", "{1: 'One'}", "[('G', ((1, 'A'), (2, 'B')))]", '[(i, str(i)) for i in range(3)]']
  return [...plain, 'CHOICES', 'make_choices', ...known.flatMap((c) => [`${c.name}.choices`, c.name])]
    .map((c) => `choices=${c}`)
    .concat(known.map((c) => `choices=${c.name}.choices, default=${defaultMember(c)}`))
}

function defaultMember(c: Choices): string {
  return `${c.name}.${c.members[0] ?? 'A'}`
}

function wrongOption(w: World, owner: Written, type: string): string {
  const fields = scalarsOf(owner)
  return w.r.pick([
    "choices='abc'",
    'choices=5',
    "choices=['a', 'b']",
    "choices=[('a',)]",
    "choices=[('a', 'b', 'c')]",
    "choices=['ab', 'cd']",
    "choices=[(1, 'a'), (2, ['x'])]",
    'choices=[]',
    'choices=()',
    'choices={}',
    "choices=[('toolong' * 30, 'A')]",
    'choices=[(1, 2)]',
    'choices=[((1, 2), "a")]',
    "db_index='yes'",
    'db_index=None',
    'db_index=1',
    'validators=[True]',
    "validators=['x']",
    'validators=5',
    'wrong=1',
    'max_lenght=3',
    'to="x"',
    'on_delete=models.CASCADE',
    'auto_now=True',
    'related_name="x"',
    `unique_for_date='${fields[0] ?? 'nothing'}'`,
    "unique_for_month='missing'",
    'unique=True, null=True',
    'primary_key=True, null=True',
    "db_default=F('id')",
    'db_default=make_default',
    "db_default=Value('x').y",
    'default=NOT_DEFINED',
    'help_text=5',
    'null="yes"',
    'blank=None',
    'editable=0',
    'primary_key=1',
    'db_column=5',
    type === 'CharField' ? 'max_length=None' : 'max_length=3',
  ])
}

function generated(w: World, owner: Written, name: string): string {
  const { r } = w
  if (![...owner.scalars.values()].some((type) => type.endsWith('IntegerField')) && !isWrong(w))
    return 'models.IntegerField(default=0)'
  const whole = [...owner.scalars].filter(([, type]) => type.endsWith('IntegerField')).map(([field]) => field)
  const text = [...owner.scalars].filter(([, type]) => /^(?:Char|Text|Slug)Field$/.test(type)).map(([field]) => field)
  const a = whole[0] ?? 'n'
  const b = whole[1] ?? a
  const t = text[0] ?? a
  const pairs: readonly (readonly [string, string])[] = [
    [`F('${a}') + 1`, 'models.IntegerField()'],
    [`F('${a}') * F('${b}')`, 'models.BigIntegerField()'],
    [`Lower('${t}')`, 'models.CharField(max_length=50)'],
    [`Upper(F('${t}'))`, 'models.TextField()'],
    [`Concat(F('${t}'), Value(' '), F('${t}'))`, 'models.TextField()'],
    [`Length('${t}')`, 'models.IntegerField()'],
    [`Coalesce(F('${a}'), 0)`, 'models.IntegerField(null=True)'],
    [`Case(When(${a}__gt=1, then=Value('big')), default=Value('small'))`, 'models.CharField(max_length=5)'],
    [`Q(${a}__gt=5)`, 'models.BooleanField()'],
    [`F('${a}') / 2.0`, 'models.FloatField()'],
    [`'${a}'`, 'models.IntegerField()'],
    [`Value(5)`, 'models.IntegerField()'],
  ]
  const [expression, output] = r.pick(pairs)
  const persist = `db_persist=${r.pick(['True', 'False'])}`
  // Others may use it as a number only where it is one.
  if (output.includes('IntegerField()')) owner.scalars.set(name, 'GeneratedField')
  return call('models.GeneratedField', [
    isWrong(w)
      ? r.pick([
          "expression=F('missing')",
          'expression=Now()',
          "expression=F('id')",
          "expression='x y'",
          "expression=Count('id')",
        ])
      : `expression=${expression}`,
    isWrong(w)
      ? r.pick([
          'output_field=models.IntegerField',
          `output_field=models.ForeignKey('self', models.CASCADE)`,
          `output_field=models.CharField()`,
          'blank=True',
        ])
      : `output_field=${output}`,
    isWrong(w)
      ? r.pick([
          'db_persist=None',
          "db_persist='x'",
          'default=1',
          'editable=True',
          'blank=False',
          'unique=True',
          'db_default=1',
          'db_persist=True, null=True',
        ])
      : persist,
    r.chance(0.1) && 'db_index=True',
    r.chance(0.1) && "db_column='gen'",
  ])
}
