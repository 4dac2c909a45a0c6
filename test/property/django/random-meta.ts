/** Random Meta classes: every option, right and wrong. */
import { call, isWrong, keysOf, lineOf, scalarsOf } from './world.ts'
import type { World, Written } from './world.ts'

const INDENT = '        '

export function metaLines(w: World, one: Written): string[] {
  const { r } = w
  const lines: string[] = []
  const some = (probability: number, line: () => string): void => {
    if (r.chance(probability)) lines.push(INDENT + line())
  }
  if (one.kind === 'abstract') lines.push(`${INDENT}abstract = True`)
  if (one.kind === 'proxy') lines.push(`${INDENT}proxy = True`)
  const low = one.name.toLowerCase()
  some(
    0.1,
    () =>
      `db_table = '${r.pick([`t_${low}`, `T ${one.name}`, `${w.app}_${low}`, 'select', `"quoted"`, isWrong(w) ? 'shared' : `x_${low}`])}'`,
  )
  some(0.04, () => "db_table_comment = 'it is'")
  some(0.03, () => "db_tablespace = 'ts'")
  some(0.2, () => `ordering = ${ordering(w, one)}`)
  some(0.1, () => `unique_together = ${together(w, one)}`)
  some(w.sloppy / 4, () => 'index_together = []')
  some(0.06, () => "verbose_name = 'the model'")
  some(0.05, () => `verbose_name_plural = ${r.pick(["'many'", "_('many')"])}`)
  some(0.06, () => `default_related_name = '${r.pick(['things', '%(class)s_all', '%(app_label)s_%(class)s_d'])}'`)
  some(0.04, () => `managed = ${r.pick(['False', 'True'])}`)
  if (keysOf(one).length > 0 || isWrong(w))
    some(
      0.06,
      () =>
        `order_with_respect_to = '${r.pick([...keysOf(one), ...(isWrong(w) ? [...scalarsOf(one), 'missing', 'id', 'pk'] : []), ...(keysOf(one).length === 0 ? ['name'] : [])])}'`,
    )
  some(0.06, () => `get_latest_by = ${r.pick([`'${fieldOf(w, one)}'`, `['-${fieldOf(w, one)}']`, "'missing'"])}`)
  some(0.03, () => `app_label = '${isWrong(w) ? 'other' : w.app}'`)
  some(
    0.05,
    () =>
      `permissions = ${r.pick(["[('can_x', 'Can x')]", "(('a_b', 'A'), ('a_b', 'B'))", "[('view_thing', 'View')]"])}`,
  )
  some(0.03, () => `default_permissions = ${r.pick(['()', "('add', 'view')", '[]'])}`)
  some(0.03, () => `select_on_save = ${r.pick(['True', 'False'])}`)
  some(0.03, () => `base_manager_name = ${isWrong(w) ? "'missing'" : "'objects'"}`)
  some(0.03, () => `default_manager_name = ${isWrong(w) ? "'missing'" : "'objects'"}`)
  some(0.03, () => `required_db_vendor = ${r.pick(["'sqlite'", "'postgresql'"])}`)
  some(0.02, () => "required_db_features = ['supports_json_field']")
  some(0.01, () => `swappable = 'AUTH_USER_MODEL'`)
  some(0.15, () => `indexes = [${list(w, () => index(w, one))}]`)
  some(0.18, () => `constraints = [${list(w, () => constraint(w, one))}]`)
  if (isWrong(w) && r.chance(0.3))
    lines.push(
      INDENT +
        r.pick([
          'weird = 1',
          "ordring = ['id']",
          'abstract = False',
          'proxy = False',
          'proxy = True',
          'abstract = True',
          'indexes = None',
          'constraints = ()',
          'ordering = None',
          'unique_together = None',
          'unique_together = 5',
          "indexes = 'x'",
          'apps = None',
          "verbose_name_raw = 'x'",
          "label = 'x'",
          '_private = 1',
          'def f(self): pass',
          'concrete_model = 1',
          "ordering = 'name'",
          'verbose_name = None',
          'default_related_name = 5',
          'managed = None',
          "model_name = 'x'",
        ]),
    )
  return lines
}

function list(w: World, make: () => string): string {
  return Array.from({ length: w.r.int(1, 2) }, make).join(', ')
}

function fieldOf(w: World, one: Written): string {
  // Indexes and constraints take a model's own fields and those of abstract bases.
  const local = lineOf(one).filter((c) => c === one || c.kind === 'abstract')
  const fields = local.flatMap((c) => [...c.scalars.keys(), ...c.keys])
  if (isWrong(w))
    return w.r.pick([
      'missing',
      'pk',
      'id',
      ...lineOf(one).flatMap((c) => c.many),
      ...keysOf(one).map((k) => `${k}_id`),
      `${fields[0] ?? 'a'}__x`,
      '',
    ])
  return w.r.pick(fields.length === 0 ? ['id'] : fields)
}

function fieldsOf(w: World, one: Written, count: number): readonly string[] {
  return [...new Set(Array.from({ length: count }, () => fieldOf(w, one)))]
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ')

function ordering(w: World, one: Written): string {
  const { r } = w
  const term = (): string => {
    const field = fieldOf(w, one)
    const keys = keysOf(one)
    const key = keys.length === 0 ? null : r.pick(keys)
    const paths = key === null ? [] : [`'${key}__id'`, `'${key}__pk'`, `'${key}_id'`]
    const wrong = isWrong(w)
      ? [
          "'missing__x'",
          "'+x'",
          "'--x'",
          "''",
          `'${field}__missing'`,
          `F('missing')`,
          '5',
          `'${field}_id'`,
          `'${field}__id'`,
        ]
      : []
    return r.pick([
      `'${field}'`,
      `'-${field}'`,
      `F('${field}').desc(nulls_last=True)`,
      `Lower('${field}')`,
      ...paths,
      "'?'",
      "'pk'",
      "'-pk'",
      `F('${field}')`,
      `OrderBy(F('${field}'))`,
      ...wrong,
    ])
  }
  const terms = Array.from({ length: r.int(1, 3) }, term)
  return r.pick([`[${terms.join(', ')}]`, `(${terms.join(', ')},)`])
}

function together(w: World, one: Written): string {
  const fields = fieldsOf(w, one, w.r.int(1, 3))
  const two = fieldsOf(w, one, 2)
  const flat = `(${quoted(fields)},)`
  const odd = isWrong(w)
    ? ["'ab'", `{(${quoted(fields)},)}`, "['x', ('a', 'b')]", '[5]', "('missing', 'id')", '()', '[[]]', '[()]']
    : []
  return w.r.pick([flat, `[${flat}]`, `[[${quoted(fields)}], [${quoted(two)}]]`, ...odd])
}

function named(w: World, one: Written, prefix: string): string {
  const { r } = w
  if (isWrong(w))
    return r.pick([
      "name='_x'",
      "name='1x'",
      "name=''",
      'name=None',
      "name='dup'",
      `name='${'n'.repeat(31)}'`,
      "name='%(class)s'",
      "name='a b'",
    ])
  const number = r.int(1, 9999)
  if (one.kind === 'abstract' || r.chance(0.15)) return `name='%(app_label)s_%(class)s_${prefix}${number}'`
  return `name='${prefix}_${one.name.toLowerCase()}_${number}'`
}

function index(w: World, one: Written): string {
  const { r } = w
  const fields = fieldsOf(w, one, r.int(1, 2)).map((f) => (r.chance(0.2) ? `-${f}` : f))
  const name = named(w, one, 'ix')
  const field = fieldOf(w, one)
  const forms: readonly (readonly (string | false)[])[] = [
    [`fields=[${quoted(fields)}]`],
    [`fields=[${quoted(fields)}]`, name],
    [`fields=(${quoted(fields)},)`, name],
    [`fields=[${quoted(fields)}]`, name, `condition=${condition(w, one)}`],
    [`fields=[${quoted(fields)}]`, name, `include=['${field}']`],
    [`fields=['${field}']`, name, "opclasses=['text_ops']"],
    [`Lower('${field}')`, name],
    [`F('${field}').desc()`, name],
    [`Lower('${field}').desc()`, `'${field}'`, name],
    [`'${field}'`, name],
    [`OpClass(Upper('${field}'), name='text_ops')`, name],
    [`Collate('${field}', 'nocase')`, name],
    [`fields=['${field}']`, name, "db_tablespace='ts'"],
  ]
  const wrong: readonly (readonly string[])[] = [
    [],
    [name],
    [`fields='${field}'`],
    [`fields=['${field}']`, 'condition=5', name],
    [`fields=['${field}']`, `condition=${condition(w, one)}`],
    [`'${field}'`],
    [`fields=['${field}']`, "opclasses=['a', 'b']", name],
    [`fields=['${field}']`, "opclasses=['a']"],
    [`fields=['${field}']`, "include=['id']"],
    [`'${field}'`, `fields=['${field}']`, name],
    [`fields=['${field}']`, 'opclasses=5', name],
    [`fields=['${field}']`, 'include=5', name],
    [`fields=[5]`, name],
    [`fields=['${field}']`, 'wrong=1'],
  ]
  return call('models.Index', isWrong(w) ? r.pick(wrong) : r.pick(forms))
}

function condition(w: World, one: Written): string {
  const { r } = w
  const field = fieldOf(w, one)
  const other = fieldOf(w, one)
  return r.pick([
    `Q(${field}__isnull=False)`,
    `Q(${field}__isnull=True) | Q(${other}__isnull=True)`,
    `~Q(${field}__isnull=True)`,
    `Q(${field}=F('${other}'))`,
    `Q(${field}__gt=F('${other}'))`,
    `Q(${field}__lte=F('${other}') + 1)`,
    `Q(${field}__in=[1, 2])`,
    `Q(${field}='a')`,
    `~Q(${field}=1)`,
    `Q(${field}__gte=0, ${other}__isnull=False)`,
    `Q(pk__gt=0)`,
    ...(isWrong(w)
      ? [`Q(missing=1)`, `Q(${field}__missing=1)`, `'x'`, `Q(${field}__id__gt=1)`, 'None', 'Q()', 'True']
      : []),
  ])
}

function constraint(w: World, one: Written): string {
  const { r } = w
  const fields = fieldsOf(w, one, r.int(1, 3))
  const field = fieldOf(w, one)
  const name = named(w, one, 'c')
  const unique: readonly (readonly string[])[] = [
    [`fields=[${quoted(fields)}]`, name],
    [`fields=(${quoted(fields)},)`, name],
    [`fields=[${quoted(fields)}]`, name, `condition=${condition(w, one)}`],
    [`fields=[${quoted(fields)}]`, name, `deferrable=models.Deferrable.${r.pick(['DEFERRED', 'IMMEDIATE'])}`],
    [`fields=[${quoted(fields)}]`, name, `include=['${field}']`],
    [`fields=[${quoted(fields)}]`, name, `nulls_distinct=${r.pick(['True', 'False', 'None'])}`],
    [`fields=['${field}']`, name, "opclasses=['text_ops']"],
    [`Lower('${field}')`, name],
    [`Lower('${field}').desc()`, `'${fieldOf(w, one)}'`, name],
    [`F('${field}')`, name, `condition=${condition(w, one)}`],
    [`fields=[${quoted(fields)}]`, name, "violation_error_message='no'", "violation_error_code='c'"],
  ]
  const wrong: readonly (readonly string[])[] = [
    [name],
    [`fields=['${field}']`],
    [`fields=['${field}']`, name, `condition=${condition(w, one)}`, 'deferrable=models.Deferrable.DEFERRED'],
    [`fields=['${field}']`, name, "include=['id']", 'deferrable=models.Deferrable.DEFERRED'],
    [`Lower('${field}')`, `fields=['${field}']`, name],
    [`Lower('${field}')`, 'nulls_distinct=True', name],
    [`fields=['${field}']`, 'deferrable=True', name],
    [`fields=['${field}']`, "condition='x'", name],
    [`fields=['${field}']`, 'include=5', name],
    [`fields=['${field}']`, "nulls_distinct='x'", name],
    [`fields=['${field}']`, 'wrong=1', name],
    [`Lower('${field}')`, "opclasses=['x']", name],
    [`fields=['${field}']`, 'opclasses=5', name],
    [`'${field}'`, name],
  ]
  if (r.chance(0.5)) {
    const keyword = 'condition'
    if (isWrong(w))
      return call(
        'models.CheckConstraint',
        r.pick([
          [name],
          [`condition=${condition(w, one)}`],
          [`check=${condition(w, one)}`, name],
          [`${keyword}='x'`, name],
          [`${keyword}=${condition(w, one)}`, name, 'wrong=1'],
          [condition(w, one), name],
        ]),
      )
    return call('models.CheckConstraint', [`${keyword}=${condition(w, one)}`, name])
  }
  return call('models.UniqueConstraint', isWrong(w) ? r.pick(wrong) : r.pick(unique))
}
