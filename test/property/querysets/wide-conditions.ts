/** Paths, lookups and values over a wide schema, as Python source. */
import type { Random } from './random.ts'
import { lineage, literal, NUMBERS } from './wide-schema.ts'
import type { WideField, WideModel, WideRelation, WideSchema } from './wide-schema.ts'

export interface Typed {
  readonly name: string
  readonly kind: string
}

export interface Conditions {
  fieldsOf(name: string): readonly WideField[]
  relationsOf(name: string): readonly WideRelation[]
  walk(name: string, length?: number): { readonly path: readonly string[]; readonly end: string }
  field(name: string, length?: number, kinds?: readonly string[]): Typed
  keywords(name: string, extra: readonly Typed[], count?: number): string
  q(name: string, extra: readonly Typed[], depth?: number): string
  inner(name: string): string
}

const PLAIN = ['', '', '', '__exact', '__gt', '__gte', '__lt', '__lte', '__in', '__range', '__isnull']
const TEXT = [
  'contains',
  'icontains',
  'startswith',
  'istartswith',
  'endswith',
  'iendswith',
  'iexact',
  'regex',
  'iregex',
]
const DATES = ['year', 'month', 'day', 'week', 'week_day', 'iso_week_day', 'quarter', 'year__gt', 'iso_year']
const MORE_DATES = ['month__lte', 'year__lte', 'year__in', 'year__range']
const MOMENTS = ['date', 'hour', 'minute', 'date__gt', 'time__lt', 'second__gte', 'date__range']
const DOCUMENTS = ['', '__a', '__a__b', '__a__b__0', '__isnull', '__has_key', '__has_keys', '__a__isnull', '__a__gt']
const named = (names: readonly string[]): string[] => names.map((n) => `__${n}`)

const LOOKUPS: Readonly<Record<string, readonly string[]>> = {
  text: [...PLAIN, ...named(TEXT)],
  date: [...PLAIN, ...named(DATES), ...named(MORE_DATES)],
  datetime: [...PLAIN, ...named(DATES), ...named(MORE_DATES), ...named(MOMENTS)],
  time: [...PLAIN, '__hour', '__minute__gt'],
  bool: ['', '', '__isnull', '__in', '__exact'],
  uuid: ['', '__in', '__isnull', '__startswith', '__contains', '__iexact'],
  json: [...DOCUMENTS, '__a__in', '__0', '__a__icontains', '__has_any_keys'],
}

/** Values that only one lookup takes. */
const FIXED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/isnull$/, ['True', 'False']],
  [/has_key$/, [`'a'`, `'c'`]],
  [/_keys$/, [`['a']`, `['a', 'c']`]],
  [/regex$/, [`'^[ab]'`, `'n$'`, `'.b'`]],
  [/^__date__range$/, [`('2019-01-01', '2020-12-31')`]],
  [/^__date/, [`'2019-01-31'`, `'2020-02-29'`]],
  [/^__time/, [`'12:00'`]],
  [/year__in$/, ['[2019, 2021]']],
  [/year__range$/, ['(2019, 2020)']],
  [/year/, ['2019', '2020', '2021']],
  [/month|day|week|quarter|hour|minute|second/, ['1', '2', '5', '9', '12', '20']],
]
const IN_DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  __a__in: ['[1]', `[1, 'x']`, '[]'],
  __a__icontains: [`'X'`],
  __a__gt: ['0', '1', `'a'`],
}

export function conditionsOf(r: Random, schema: WideSchema): Conditions {
  const all = <T>(name: string, of: (model: WideModel) => readonly T[]): readonly T[] =>
    lineage(schema.models, name).flatMap(of)
  const fieldsOf = (name: string): readonly WideField[] => all(name, (m) => m.fields)
  const relationsOf = (name: string): readonly WideRelation[] => all(name, (m) => m.relations)
  const pkKind = (name: string): string => schema.models.get(name)?.pk ?? 'int'

  function walk(name: string, length = r.pick([0, 0, 0, 1, 1, 2, 3])) {
    const path: string[] = []
    let end = name
    for (let i = 0; i < length && relationsOf(end).length > 0; i++) {
      const relation = r.pick(relationsOf(end))
      path.push(relation.name)
      end = relation.to
    }
    return { path, end }
  }

  function field(name: string, length?: number, kinds?: readonly string[]): Typed {
    for (let attempt = 0; attempt < 6; attempt++) {
      const { path, end } = walk(name, length)
      const fits = fieldsOf(end).filter((f) => kinds?.includes(f.kind) ?? true)
      if (r.chance(0.12) && (kinds?.includes(pkKind(end)) ?? true))
        return { name: [...path, 'pk'].join('__'), kind: pkKind(end) }
      if (fits.length === 0) continue
      const chosen = r.pick(fits)
      return { name: [...path, chosen.name].join('__'), kind: chosen.kind }
    }
    return { name: 'pk', kind: pkKind(name) }
  }

  function relationCondition(name: string): string {
    const { path, end } = walk(name, r.int(1, 2))
    const text = path.join('__')
    const pks = schema.pks.get(end) ?? []
    switch (r.int(0, 4)) {
      case 0:
        return `${text}=${JSON.stringify(r.pick(pks))}`
      case 1:
        return `${text}__isnull=${r.pick(['True', 'False'])}`
      case 2:
        return `${text}__in=${end}.objects.filter(${keywords(end, [], 1)})`
      case 3:
        return `${text}__in=${end}.objects.filter(${keywords(end, [], 1)}).order_by('pk')[:2]`
      default:
        return `${text}__pk__in=${JSON.stringify(r.some(pks, 2))}`
    }
  }

  function condition(name: string, extra: readonly Typed[]): string {
    if (r.chance(0.15) && relationsOf(name).length > 0) return relationCondition(name)
    const chosen = extra.length > 0 && r.chance(0.25) ? r.pick(extra) : field(name)
    const lookup = r.pick(LOOKUPS[chosen.kind] ?? PLAIN)
    return `${chosen.name}${lookup}=${valueFor(name, chosen.kind, lookup)}`
  }

  function valueFor(name: string, kind: string, lookup: string): string {
    const fixed = FIXED.find(([pattern]) => pattern.test(lookup))
    if (fixed !== undefined) return r.pick(fixed[1])
    if (kind === 'json') {
      if (lookup === '') return literal(r, kind)
      return r.pick(IN_DOCUMENTS[lookup] ?? ['1', '2', `'x'`, 'None', '{"b": [1, 2]}'])
    }
    if (lookup.endsWith('__in')) {
      const items = Array.from({ length: r.int(0, 3) }, () => literal(r, kind))
      return `[${[...items, ...(r.chance(0.15) ? ['None'] : [])].join(', ')}]`
    }
    if (lookup.endsWith('range')) return `(${literal(r, kind)}, ${literal(r, kind)})`
    if (lookup === '' && r.chance(0.08)) return 'None'
    const length = r.chance(0.4) ? undefined : 0
    if (NUMBERS.includes(kind) && r.chance(0.2))
      return `F('${field(name, length, NUMBERS).name}')${r.pick(['', ' + 1', ' * 2'])}`
    if (kind === 'text' && r.chance(0.15)) return `F('${field(name, length, ['text']).name}')`
    return literal(r, kind)
  }

  function keywords(name: string, extra: readonly Typed[], count = r.int(1, 3)): string {
    const parts = Array.from({ length: count }, () => condition(name, extra))
    return [...new Map(parts.map((part) => [part.slice(0, part.indexOf('=')), part])).values()].join(', ')
  }

  function q(name: string, extra: readonly Typed[], depth = 2): string {
    if (depth === 0 || r.chance(0.4)) return `Q(${keywords(name, extra)})`
    if (r.chance(0.3)) return `~${q(name, extra, depth - 1)}`
    if (r.chance(0.12)) return `${r.pick(['', '~'])}Exists(${inner(name)})`
    return `(${q(name, extra, depth - 1)} ${r.pick(['|', '|', '&', '&', '^'])} ${q(name, extra, depth - 1)})`
  }

  function inner(name: string): string {
    const mine = lineage(schema.models, name).map((m) => m.name)
    const children = [...schema.models.values()].flatMap((model) =>
      model.keys.filter((key) => mine.includes(key.to)).map((key) => ({ model, key })),
    )
    if (children.length === 0) return `${name}.objects.filter(pk=OuterRef('pk'))`
    const { model, key } = r.pick(children)
    const start = `${model.name}.objects.filter(${key.name}=OuterRef('pk'))`
    return r.chance(0.5) ? `${start}.${r.pick(['filter', 'exclude'])}(${keywords(model.name, [], 1)})` : start
  }

  return { fieldsOf, relationsOf, walk, field, keywords, q, inner }
}
