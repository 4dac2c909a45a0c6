/** Random querysets over random models, as Python source. */
import type { RandomModel, RandomSchema, ValueKind } from './models.ts'
import { randomValue } from './models.ts'
import type { Random } from './random.ts'

interface Typed {
  readonly name: string
  readonly kind: ValueKind
}

/** The writer of one schema's querysets. */
export interface Writer {
  queryset(): string
}

const PLAIN = ['', '', '__exact', '__gt', '__gte', '__lt', '__lte', '__in', '__range', '__isnull'] as const
const TEXT = [...PLAIN, '__contains', '__icontains', '__startswith', '__iendswith', '__iexact', '__regex'] as const
const DATE = [...PLAIN, '__year', '__month', '__week_day', '__quarter', '__year__gt'] as const
const AGGREGATES = ['Count', 'Max', 'Min', 'Sum', 'Avg'] as const

export function writerOf(r: Random, { models }: RandomSchema): Writer {
  const byName = new Map(models.map((model) => [model.name, model]))
  const at = (name: string): RandomModel => {
    const model = byName.get(name)
    if (model === undefined) throw new Error(`no model ${name}`)
    return model
  }

  /** Names of relations from a model, and where they end. */
  function walk(
    from: RandomModel,
    length = r.pick([0, 0, 0, 1, 1, 2, 3]),
  ): { readonly path: readonly string[]; readonly end: RandomModel } {
    const path: string[] = []
    let end = from
    for (let i = 0; i < length && end.relations.length > 0; i++) {
      const relation = r.pick(end.relations)
      path.push(relation.name)
      end = at(relation.to)
    }
    return { path, end }
  }

  function field(from: RandomModel, length?: number): Typed {
    const { path, end } = walk(from, length)
    const chosen: Typed = r.chance(0.2) ? { name: 'pk', kind: 'int' } : r.pick(end.fields)
    return { name: [...path, chosen.name].join('__'), kind: chosen.kind }
  }

  function literal(kind: ValueKind): string {
    const value = randomValue(r, kind)
    if (typeof value === 'boolean') return value ? 'True' : 'False'
    return typeof value === 'number' ? String(value) : `'${value}'`
  }

  function condition(from: RandomModel, extra: readonly Typed[]): string {
    if (r.chance(0.12) && from.relations.length > 0) return relationCondition(from)
    const { name, kind } = extra.length > 0 && r.chance(0.25) ? r.pick(extra) : field(from)
    const lookups: readonly string[] =
      kind === 'text'
        ? TEXT
        : kind === 'date' || kind === 'datetime'
          ? DATE
          : kind === 'bool'
            ? ['', '__isnull']
            : PLAIN
    const lookup = r.pick(lookups)
    return `${name}${lookup}=${valueFor(lookup, kind, from)}`
  }

  function valueFor(lookup: string, kind: ValueKind, from: RandomModel): string {
    if (lookup === '__isnull') return r.pick(['True', 'False'])
    if (lookup === '__in') return `[${Array.from({ length: r.int(0, 3) }, () => literal(kind)).join(', ')}]`
    if (lookup === '__range') return `(${literal(kind)}, ${literal(kind)})`
    if (lookup === '__regex') return `'^[ab]'`
    if (lookup.startsWith('__year')) return String(r.int(2019, 2021))
    if (['__month', '__week_day', '__quarter'].includes(lookup)) return String(r.int(1, 6))
    if (kind === 'int' && r.chance(0.1)) return `F('${field(from, 0).name}')`
    return lookup === '' && r.chance(0.05) ? 'None' : literal(kind)
  }

  function relationCondition(from: RandomModel): string {
    const { path, end } = walk(from, r.int(1, 2))
    const name = path.join('__')
    switch (r.int(0, 2)) {
      case 0:
        return `${name}=${r.int(1, 6)}`
      case 1:
        return `${name}__isnull=${r.pick(['True', 'False'])}`
      default:
        return `${name}__in=${end.name}.objects.filter(${condition(end, [])})`
    }
  }

  function keywords(from: RandomModel, extra: readonly Typed[], count = r.int(1, 2)): string {
    const parts = new Map(
      Array.from({ length: count }, () => condition(from, extra)).map((part) => [part.split('=')[0], part]),
    )
    return [...parts.values()].join(', ')
  }

  function q(from: RandomModel, extra: readonly Typed[], depth = 2): string {
    if (depth === 0 || r.chance(0.4)) return `Q(${keywords(from, extra)})`
    if (r.chance(0.3)) return `~${q(from, extra, depth - 1)}`
    if (r.chance(0.15)) return `${r.pick(['', '~'])}Exists(${inner(from)})`
    return `(${q(from, extra, depth - 1)} ${r.pick(['|', '&', '^'])} ${q(from, extra, depth - 1)})`
  }

  /** A queryset of rows that belong to the outer row. */
  function inner(from: RandomModel): string {
    const children = models.flatMap((m) =>
      m.foreignKeys.filter((key) => key.to === from.name).map((key) => ({ m, key })),
    )
    if (children.length === 0) return `${from.name}.objects.filter(pk=OuterRef('pk'))`
    const { m, key } = r.pick(children)
    const start = `${m.name}.objects.filter(${key.name}=OuterRef('pk'))`
    return r.chance(0.5) ? `${start}.${r.pick(['filter', 'exclude'])}(${condition(m, [])})` : start
  }

  function aggregate(from: RandomModel): { readonly text: string; readonly kind: ValueKind } {
    const { name, kind } = field(from)
    const wanted = r.pick(AGGREGATES)
    const isNumber = kind === 'int' || kind === 'decimal' || kind === 'float'
    const fits = wanted === 'Count' || (wanted === 'Max' || wanted === 'Min' ? kind !== 'bool' : isNumber)
    const use = fits ? wanted : 'Count'
    const options = [
      use === 'Count' && r.chance(0.4) ? 'distinct=True' : '',
      r.chance(0.2) ? `filter=${q(from, [], 1)}` : '',
    ].filter((x) => x !== '')
    return {
      text: `${use}(${[`'${name}'`, ...options].join(', ')})`,
      kind: use === 'Count' ? 'int' : use === 'Avg' && kind === 'int' ? 'float' : kind,
    }
  }

  function expression(from: RandomModel, extra: readonly Typed[]): { readonly text: string; readonly kind: ValueKind } {
    switch (r.int(0, 4)) {
      case 0:
        return { text: `F('${field(from, 0).name}')`, kind: 'int' }
      case 1:
        return {
          text: `Case(When(${keywords(from, extra, 1)}, then=Value(1)), When(${q(from, extra, 1)}, then=Value(2)), default=Value(0))`,
          kind: 'int',
        }
      case 2:
        return { text: `Exists(${inner(from)})`, kind: 'bool' }
      case 3:
        return { text: `Coalesce(F('pk'), 0) ${r.pick(['+', '-', '*'])} ${r.int(1, 3)}`, kind: 'int' }
      default:
        return { text: q(from, extra, 1), kind: 'bool' }
    }
  }

  function order(from: RandomModel, extra: readonly Typed[]): string {
    const names = Array.from({ length: r.int(1, 2) }, () => {
      if (extra.length > 0 && r.chance(0.3)) return r.pick(extra).name
      if (r.chance(0.2) && from.relations.length > 0) return walk(from, 1).path.join('__')
      return field(from, r.int(0, 2)).name
    })
    return [...new Set(names)].map((name) => `'${r.pick(['', '-'])}${name}'`).join(', ')
  }

  function queryset(): string {
    const from = r.pick(models)
    let text = `${from.name}.objects`
    const extra: Typed[] = []
    let isValues = false
    const steps = r.int(1, 4)
    for (let step = 0; step < steps; step++) {
      const name = `n${step}`
      switch (r.int(0, 6)) {
        case 0:
        case 1:
          text += `.${r.pick(['filter', 'exclude'])}(${r.chance(0.6) ? keywords(from, extra) : q(from, extra)})`
          break
        case 2: {
          const made = aggregate(from)
          text += `.annotate(${name}=${made.text})`
          extra.push({ name, kind: made.kind })
          break
        }
        case 3: {
          const made = expression(from, extra)
          text += `.annotate(${name}=${made.text})`
          extra.push({ name, kind: made.kind })
          break
        }
        case 4:
          text += `.order_by(${order(from, extra)})`
          break
        case 5: {
          isValues = true
          const names = [...new Set(Array.from({ length: r.int(1, 2) }, () => field(from).name))]
          text += `.${r.pick(['values', 'values_list'])}(${names.map((n) => `'${n}'`).join(', ')})`
          break
        }
        default:
          text += '.distinct()'
      }
    }
    return finish(from, text, isValues)
  }

  function finish(from: RandomModel, text: string, isValues: boolean): string {
    switch (r.int(0, 12)) {
      case 0:
        return `${text}.count()`
      case 1:
        return `${text}.exists()`
      case 2:
        return `${text}.aggregate(r=${aggregate(from).text})`
      case 3:
        return `${text}.order_by('pk')[${r.int(0, 2)}:${r.int(3, 5)}]`
      case 4:
        return `${text}.${r.pick(['first', 'last'])}()`
      case 5:
        return isValues ? text : `(${text} ${r.pick(['&', '|'])} ${from.name}.objects.filter(${keywords(from, [])}))`
      default:
        return text
    }
  }

  return { queryset }
}
