/** Random models.py texts: what people write and what they get wrong, from a seed. */
import type { OracleCase } from '../../../cli/oracle/oracle-case.ts'
import { randomOf } from '../querysets/random.ts'
import { randomScalar } from './random-fields.ts'
import { metaLines } from './random-meta.ts'
import { randomRelation } from './random-relations.ts'
import { isWrong, lineOf } from './world.ts'
import type { Choices, World, Written } from './world.ts'

const HEADER = `import datetime
import uuid
from decimal import Decimal
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, OrderBy, Q, Value, When
from django.db.models.functions import Abs, Coalesce, Collate, Concat, Length, Lower, Now, Pi, Random, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.contrib.postgres.indexes import OpClass

CHOICES = [('a', 'A'), ('b', 'B')]


def make_default():
    return 1


def make_choices():
    return [('a', 'A')]


def make_limits():
    return {'id__gt': 1}


def make_path(instance, name):
    return name


def validate_x(value):
    pass


def on_delete_custom(collector, field, sub_objs, using):
    pass
`
const AUTH = `from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, User, Group
`

const NAMES = [
  'Alpha',
  'Beta',
  'Gamma',
  'Delta',
  'Eps',
  'Zeta',
  'Eta',
  'Theta',
  'OrderLine',
  'HTTPLog',
  'Author2',
  'Lower_case',
]
const ODD_NAMES = ['lower', '_Private', 'Ends_', 'Two__Parts', 'Éclair', 'Model', 'LongNamed'.repeat(8)]
const FIELDS = [
  'name',
  'title',
  'n',
  'm',
  'code',
  'size',
  'state',
  'note',
  'made',
  'price',
  'w',
  'h',
  'flag',
  'slug',
  'order',
  'group',
  'user',
  'parent',
  'owner',
  'tags',
  'links',
  'CamelCase',
]
const ODD_FIELDS = [
  'pk',
  'id',
  'ends_',
  'two__parts',
  'check',
  'clean',
  'delete',
  'objects',
  'save',
  'full_clean',
  'self',
  'DoesNotExist',
  'alpha',
  'alpha_set',
  'Meta',
  'name_id',
  'parent_id',
  'parent_ptr',
  'alpha_ptr',
  '_order',
  '_state',
  'é',
  'date_error_message',
  'refresh_from_db',
  'get_name_display',
  'validate_unique',
  'serializable_value',
  'username',
  'x' + 'y'.repeat(70),
  'logentry',
]

/** A case to ask; the same for the same seed. `sloppy`: how likely each place is to hold a mistake. */
export function randomCase(seed: number): OracleCase {
  const r = randomOf(seed)
  const sloppy = r.pick([0, 0, 0.003, 0.01, 0.03])
  const auth = r.chance(0.3)
  const app = r.chance(0.9) ? 'app' : r.pick(['shop', 'my_app', 'x1'])
  const pool = sloppy > 0 && r.chance(0.3) ? [...NAMES, ...ODD_NAMES] : NAMES
  const planned = r.some(pool, r.int(1, 7))
  const w: World = { r, sloppy, app, auth, classes: [], planned, choices: [], taken: new Set() }
  const parts = [HEADER, auth ? AUTH : '']
  if (r.chance(0.4)) parts.push(choicesClass(w, '', 'Level'))
  if (r.chance(0.3)) parts.push(mixin(w))
  const abstract = r.some(['Stamped', 'Named', 'Base0'], r.pick([0, 0, 1, 2, 3]))
  for (const name of abstract) parts.push(modelClass(w, name, 'abstract'))
  for (const name of planned) {
    const concrete = w.classes.filter((c) => c.kind === 'concrete' || c.kind === 'proxy')
    parts.push(modelClass(w, name, concrete.length > 0 && r.chance(0.12) ? 'proxy' : 'concrete'))
  }
  if (r.chance(0.3)) parts.push(joinModels(w))
  const settings = {
    ...(r.chance(0.1) ? { DEFAULT_AUTO_FIELD: autoField(w) } : {}),
    ...(auth && isWrong(w) ? { AUTH_USER_MODEL: `${app}.${r.pick(planned)}` } : {}),
  }
  return {
    id: `models-${seed}`,
    models: parts.join('\n\n'),
    ...(app === 'app' ? {} : { app_label: app }),
    ...(auth ? { installed: ['auth'] } : {}),
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
  }
}

/** Two models joined by a third, as tutorials write it, with the options that this has. */
function joinModels(w: World): string {
  const { r } = w
  const self = r.chance(0.3)
  const target = self ? 'Person' : 'Club'
  const third = r.chance(0.4)
  const fields = third || (self && r.chance(0.5)) ? ", through_fields=('person', 'club')" : ''
  const named = r.pick([
    '',
    ", related_name='members'",
    ", related_name='+'",
    ", related_query_name='member'",
    ', symmetrical=False',
  ])
  const key = (name: string, to: string, related: string) =>
    `    ${name} = models.ForeignKey(${to}, on_delete=models.CASCADE${related})`
  return [
    ...(self ? [] : ['class Club(models.Model):', '    title = models.CharField(max_length=20, unique=True)', '', '']),
    'class Person(models.Model):',
    '    nick = models.SlugField(unique=True)',
    `    clubs = models.ManyToManyField(${r.pick([`'${target}'`, `'${w.app}.${target}'`, self ? "'self'" : 'Club'])}, through='Membership'${fields}${named})`,
    '',
    '',
    'class Membership(models.Model):',
    key(
      'person',
      'Person',
      r.pick([", related_name='m1'", r.chance(0.3) ? ", to_field='nick', related_name='m1'" : ", related_name='m1'"]),
    ),
    key('club', target, ", related_name='m2'"),
    ...(third
      ? [key('inviter', 'Person', `, related_name='${r.pick(['m3', 'invites'])}'${r.pick(['', ', null=True'])}`)]
      : []),
    '    since = models.DateField(null=True)',
    ...r.pick([
      [],
      ['', '    class Meta:', "        unique_together = [('person', 'club')]"],
      [
        '',
        '    class Meta:',
        "        constraints = [models.UniqueConstraint(fields=['person', 'club'], name='one_membership')]",
      ],
      ['', '    class Meta:', "        db_table = 'joined'"],
    ]),
    '',
  ].join('\n')
}

function autoField(w: World): string {
  const kinds = ['AutoField', 'BigAutoField', 'SmallAutoField', ...(isWrong(w) ? ['CharField', 'Missing', ''] : [])]
  return `django.db.models.${w.r.pick(kinds)}`
}

function choicesClass(w: World, indent: string, name: string, into: Choices[] = w.choices): string {
  const kind = w.r.pick(['text', 'integer'] as const)
  const members = ['A', 'B', 'IN_REVIEW'].slice(0, w.r.int(1, 3))
  into.push({ name, kind, members })
  const value = (m: string, i: number): string => {
    const plain = kind === 'text' ? `'${m.toLowerCase().slice(0, 2)}'` : `${i + 1}`
    return w.r.pick([plain, `${plain}, 'The ${m}'`, `${plain}, _('The ${m}')`, ...(kind === 'integer' ? [] : [])])
  }
  const base = kind === 'text' ? 'models.TextChoices' : 'models.IntegerChoices'
  const lines = members.map((m, i) => `${indent}    ${m} = ${value(m, i)}`)
  if (w.r.chance(0.15)) lines.push(`${indent}    __empty__ = 'none'`)
  return `${indent}class ${name}(${base}):\n${lines.join('\n')}\n`
}

function mixin(w: World): string {
  w.classes.push({ name: 'Helper', kind: 'mixin', bases: [], scalars: new Map(), keys: [], many: [], inner: [] })
  return w.r.pick([
    'class Helper:\n    def help(self):\n        return 1\n',
    "class Helper(object):\n    name = 'x'\n    def title(self):\n        pass\n",
    'class Helper:\n    class Meta:\n        ordering = ["-id"]\n',
    'class Helper:\n    made = models.DateField(null=True)\n',
  ])
}

function modelClass(w: World, name: string, kind: Written['kind']): string {
  const { r } = w
  const bases = basesOf(w, kind)
  const written: Written = {
    name,
    kind,
    bases: bases.flatMap(({ model }) => (model === null ? [] : [model])),
    scalars: new Map(),
    keys: [],
    many: [],
    inner: [],
  }
  const lines = bodyLines(w, written)
  const meta = metaLines(w, written)
  const inherited = written.bases.filter((b) => b.kind === 'abstract')
  const metaBase = inherited[0] !== undefined && r.chance(0.5) ? `(${inherited[0].name}.Meta)` : ''
  // A child that inherits Meta from a parent needs none of its own.
  if (meta.length > 0) lines.push('', `    class Meta${metaBase}:`, ...meta)
  const sources = bases.map(({ source }) => source)
  w.classes.push(written)
  const empty = lines.every((line) => line === '') ? ['    pass'] : lines
  return `class ${name}(${sources.join(', ')}):\n${empty.join('\n')}\n`
}

interface BaseChoice {
  readonly source: string
  readonly model: Written | null
}

function basesOf(w: World, kind: Written['kind']): readonly BaseChoice[] {
  const { r } = w
  const of = (wanted: readonly string[]): Written[] => w.classes.filter((c) => wanted.includes(c.kind))
  const chosen: Written[] = []
  if (kind === 'proxy') chosen.push(r.pick(of(['concrete', 'proxy'])))
  else if (kind === 'concrete' && of(['concrete', 'proxy']).length > 0 && r.chance(0.15))
    chosen.push(...r.some(of(['concrete', 'proxy']), r.chance(0.2) ? 2 : 1))
  if (r.chance(0.35)) chosen.push(...r.some(of(['abstract']), r.pick([1, 1, 2])))
  if (r.chance(0.15)) chosen.unshift(...of(['mixin']))
  if (w.auth && kind === 'concrete' && r.chance(0.04))
    return [{ source: r.pick(['AbstractUser', 'User', 'Group']), model: null }]
  const list = chosen.map((model) => ({ source: model.name, model }))
  const needsModel = !chosen.some((c) => c.kind !== 'mixin')
  return needsModel || r.chance(0.05) ? [...list, { source: 'models.Model', model: null }] : list
}

function bodyLines(w: World, one: Written): string[] {
  const { r } = w
  const lines: string[] = []
  if (r.chance(0.2)) lines.push(choicesClass(w, '    ', 'State', one.inner).trimEnd())
  const count = one.kind === 'proxy' ? (isWrong(w) ? 1 : 0) : r.int(0, 7)
  for (let i = 0; i < count; i++) {
    const name = fieldName(w, one)
    if (name === null) continue
    lines.push(`    ${name} = ${r.chance(0.3) ? randomRelation(w, one, name) : randomScalar(w, one, name)}`)
  }
  if (r.chance(0.06)) lines.push('    objects = models.Manager()')
  if (r.chance(0.05)) lines.push('    extra = models.Manager()')
  if (r.chance(0.03))
    lines.push(
      '    content_type = models.ForeignKey(ContentType, models.CASCADE)',
      '    object_id = models.PositiveIntegerField()',
      "    target = GenericForeignKey('content_type', 'object_id')",
    )
  if (r.chance(0.03)) lines.push(`    generic = GenericRelation('${r.pick(w.planned)}')`)
  if (isWrong(w) || r.chance(0.03))
    lines.push(`    ${r.pick([...FIELDS, 'check', 'ordering'])} = ${r.pick(['None', '5', 'property(lambda self: 1)'])}`)
  if (r.chance(0.2)) lines.push('', '    def __str__(self):', "        return 'x'")
  if (isWrong(w)) lines.push('', `    def ${r.pick([...FIELDS, 'check', 'save'])}(self):`, '        return 1')
  if (isWrong(w))
    lines.push('', '    @property', `    def ${r.pick([...FIELDS, 'user_id'])}(self):`, '        return 1')
  return lines
}

function fieldName(w: World, one: Written): string | null {
  if (isWrong(w)) return w.r.pick([...ODD_FIELDS, ...FIELDS])
  const taken = new Set(lineOf(one).flatMap((c) => [...c.scalars.keys(), ...c.keys, ...c.many]))
  const free = FIELDS.filter((f) => !taken.has(f))
  return free.length === 0 ? null : w.r.pick(free)
}
