/** Random relations: every way to name a target, every on_delete, every option, right and wrong. */
import { call, isWrong, keysOf, scalarsOf, unique } from './world.ts'
import type { World, Written } from './world.ts'

type Kind = 'ForeignKey' | 'OneToOneField' | 'ManyToManyField'

export function randomRelation(w: World, owner: Written, name: string): string {
  const kind = w.r.pick<Kind>([
    'ForeignKey',
    'ForeignKey',
    'ForeignKey',
    'OneToOneField',
    'ManyToManyField',
    'ManyToManyField',
  ])
  if (kind === 'ManyToManyField') owner.many.push(name)
  else owner.keys.push(name)
  return relationCall(w, owner, kind)
}

function relationCall(w: World, owner: Written, kind: Kind, target = targetOf(w, owner)): string {
  const words = kind === 'ManyToManyField' ? manyOptions(w, owner) : keyOptions(w, target)
  const first = words[0] ?? ''
  const to = w.r.chance(0.3) || !/^\w+=/.test(first) ? target : `to=${target}`
  if (isWrong(w) && w.r.chance(0.1)) return call(`models.${kind}`, words)
  return call(`models.${kind}`, [to, ...unique([...words, ...bothOptions(w, kind)])])
}

/** Source of a target: a class, its name, its label, itself, a user model or something missing. */
export function targetOf(w: World, owner: Written): string {
  const { r } = w
  if (isWrong(w)) {
    const odd = [
      "'Missing'",
      "'other.Missing'",
      `'${w.app}.Missing'`,
      "'auth.User'",
      'Missing',
      "'a.b.c'",
      'None',
      '5',
      "''",
      "'contenttypes.ContentType'",
      `'${w.app}.'`,
    ]
    const unfit = w.classes.filter((c) => c.kind !== 'concrete')
    return r.pick([...odd, ...unfit.map((c) => `'${c.name}'`), ...unfit.map((c) => c.name)])
  }
  const roll = r.int(1, 100)
  if (roll <= 12) return "'self'"
  if (w.auth && roll <= 25)
    return r.pick(["'auth.User'", 'settings.AUTH_USER_MODEL', 'get_user_model()', 'User', "'auth.Group'"])
  if (roll <= 30) return r.pick(["'contenttypes.ContentType'", 'ContentType'])
  const name = r.pick(w.planned)
  const earlier = w.classes.some((c) => c.name === name && c !== owner)
  const forms = [
    `'${name}'`,
    `'${name}'`,
    `'${w.app}.${name}'`,
    `'${name.toLowerCase()}'`,
    `'${w.app}.${name.toLowerCase()}'`,
  ]
  return r.pick(earlier ? [...forms, name, name, name] : forms)
}

const SAFE = ['models.CASCADE', 'models.PROTECT', 'models.RESTRICT', 'models.DO_NOTHING']

function keyOptions(w: World, target: string): string[] {
  const { r } = w
  const words: string[] = []
  const asWord = r.chance(0.5)
  const deleting = onDelete(w)
  if (deleting !== null) words.push(asWord ? `on_delete=${deleting.source}` : deleting.source)
  if (deleting?.needs !== undefined && !isWrong(w)) words.push(deleting.needs)
  else if (r.chance(0.2)) words.push('null=True')
  const some = (probability: number, ...list: readonly string[]): void => {
    if (r.chance(probability)) words.push(r.pick(list))
  }
  const aimed = w.classes.find((c) => target.includes(c.name))
  if (r.chance(0.08)) {
    const every = aimed === undefined ? ['id', 'name'] : [...scalarsOf(aimed), ...keysOf(aimed), 'id', 'pk']
    const fields = w.sloppy > 0 ? every : ['id']
    words.push(`to_field='${r.pick(isWrong(w) ? [...fields, 'missing'] : fields)}'`)
  }
  some(0.05, 'db_constraint=False')
  some(0.05, 'db_index=False')
  some(0.06, 'unique=True')
  some(0.03, 'primary_key=True')
  some(0.08, "db_column='link'", "db_column='x_id'", `db_column='k${r.int(1, 30)}'`)
  some(0.04, 'default=1', 'default=make_default', 'db_default=1')
  some(0.03 + w.sloppy / 3, 'parent_link=True')
  return words
}

interface Deleting {
  readonly source: string
  /** The option without which it makes no sense. */
  readonly needs?: string
}

function onDelete(w: World): Deleting | null {
  const { r } = w
  if (isWrong(w)) {
    const odd = [
      "'CASCADE'",
      'None',
      '5',
      'models.CASCADE()',
      'cascade',
      'models.cascade',
      'models.SET',
      'models.SET()',
      'models.DB_CASCADE',
    ]
    return r.chance(0.5) ? null : { source: r.pick(odd) }
  }
  const kinds: readonly Deleting[] = [
    { source: 'models.SET_NULL', needs: 'null=True' },
    { source: 'models.SET_DEFAULT', needs: 'default=1' },
    { source: 'models.SET(1)' },
    { source: 'models.SET(None)', needs: 'null=True' },
    { source: 'models.SET(make_default)' },
    { source: 'on_delete_custom' },
  ]
  return r.chance(0.65) ? { source: r.pick(SAFE) } : r.pick(kinds)
}

function manyOptions(w: World, owner: Written): string[] {
  const { r } = w
  const words: string[] = []
  const some = (probability: number, ...list: readonly string[]): void => {
    if (r.chance(probability)) words.push(r.pick(list))
  }
  if (r.chance(w.sloppy > 0 ? 0.15 : 0.04)) {
    const through = r.pick(w.planned)
    words.push(
      isWrong(w)
        ? r.pick(["through='Missing'", "through='other.X'", `through='${w.app}.Missing'`])
        : `through='${r.chance(0.3) ? `${w.app}.` : ''}${through}'`,
    )
    const known = w.classes.find((c) => c.name === through)
    const keys = known === undefined ? [] : keysOf(known)
    if (r.chance(0.4))
      words.push(
        `through_fields=${r.pick([`('${keys[0] ?? 'a'}', '${keys[1] ?? 'b'}')`, `('${keys[1] ?? 'a'}', '${keys[0] ?? 'b'}')`, `['${keys[0] ?? 'a'}', '${keys[1] ?? 'b'}']`, `('${keys[0] ?? 'a'}',)`, `()`])}`,
      )
  } else {
    some(0.1, "db_table='join_it'", `db_table='${owner.name.toLowerCase()}_join'`)
    some(0.06, 'db_constraint=False')
  }
  some(0.12, 'symmetrical=False', 'symmetrical=True')
  if (isWrong(w))
    words.push(
      r.pick([
        'null=True',
        'unique=True',
        'validators=[validate_x]',
        'on_delete=models.CASCADE',
        'models.CASCADE',
        "to_field='id'",
        "through_fields=('a', 'b')",
        'primary_key=True',
        'default=1',
        'db_index=True',
        "db_column='c'",
        'db_default=1',
        "db_comment='c'",
        'max_length=4',
      ]),
    )
  return words
}

function bothOptions(w: World, kind: Kind): string[] {
  const { r } = w
  const words: string[] = []
  const some = (probability: number, ...list: readonly string[]): void => {
    if (r.chance(probability)) words.push(r.pick(list))
  }
  if (r.chance(isWrong(w) ? 0.3 : w.sloppy > 0 ? 0.85 : 0.97)) words.push(`related_name=${relatedName(w)}`)
  some(
    0.1,
    `related_query_name='q${r.int(1, 200)}'`,
    "related_query_name='%(class)s_q'",
    "related_query_name='%(app_label)s_%(class)s_q'",
  )
  some(
    w.sloppy,
    "related_query_name='a__b'",
    "related_query_name='ends_'",
    "related_query_name='bad name'",
    'related_query_name=5',
    "related_query_name=''",
  )
  some(
    0.08,
    "limit_choices_to={'id__gt': 1}",
    'limit_choices_to=Q(id=1)',
    'limit_choices_to=make_limits',
    'limit_choices_to={}',
  )
  some(0.1, 'blank=True')
  some(0.06, "verbose_name='the link'", "help_text='h'", 'editable=False')
  some(0.03, 'swappable=False', 'serialize=False')
  some(w.sloppy / 2, 'wrong=1', 'max_length=3', "choices=[(1, 'a')]", 'auto_now=True', 'related_name=None')
  return words.filter((word) => kind !== 'ManyToManyField' || word !== 'serialize=False')
}

function relatedName(w: World): string {
  const { r } = w
  if (isWrong(w)) {
    return r.pick([
      "'bad name'",
      "'ends_'",
      "'a__b'",
      "'class'",
      "''",
      "'1x'",
      'None',
      '5',
      "'x' 'y'",
      "'é'",
      "'%(klass)s'",
      "'id'",
      "'n'",
      "'name'",
      ...w.taken,
      "'dup'",
    ])
  }
  const roll = r.int(1, 100)
  if (roll <= 10) return r.pick(["'+'", "'hidden+'"])
  if (roll <= 25)
    return r.pick([
      `'%(class)s_r${r.int(1, 500)}'`,
      `'%(app_label)s_%(class)s_r${r.int(1, 500)}'`,
      `'%(model_name)s_r${r.int(1, 500)}'`,
    ])
  const name = `'r${w.taken.size}_${r.int(1, 9)}'`
  w.taken.add(name)
  return name
}
