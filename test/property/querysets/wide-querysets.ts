/** Random querysets over a wide schema: windows, unions, subqueries, functions, and what one asks of them last. */
import type { Random } from './random.ts'
import { lineage, literal, NUMBERS } from './wide-schema.ts'
import type { WideSchema } from './wide-schema.ts'
import { conditionsOf } from './wide-conditions.ts'
import type { Conditions, Typed } from './wide-conditions.ts'

/** What a script must import for them. */
export const IMPORTS = ['from django.db.models.functions import *', 'from django.db.models import *'] as const

export interface WideWriter extends Conditions {
  queryset(name?: string): string
}

interface Made extends Typed {
  readonly text: string
}

export function wideWriterOf(r: Random, schema: WideSchema): WideWriter {
  const base = conditionsOf(r, schema)
  const { field, keywords, q, inner } = base

  function aggregate(from: string, extra: readonly Typed[]): { readonly text: string; readonly kind: string } {
    const { name, kind } = extra.length > 0 && r.chance(0.15) ? r.pick(extra) : field(from)
    const isNumber = NUMBERS.includes(kind)
    const wanted = r.pick(['Count', 'Count', 'Max', 'Min', 'Sum', 'Avg'])
    const isOrdered = !['bool', 'json', 'uuid'].includes(kind)
    const use = (wanted === 'Sum' || wanted === 'Avg' ? isNumber : isOrdered) ? wanted : 'Count'
    const options = [
      ...(r.chance(use === 'Count' ? 0.4 : 0) ? ['distinct=True'] : []),
      ...(r.chance(0.2) ? [`filter=${q(from, [], 1)}`] : []),
      ...(use !== 'Count' && isNumber && r.chance(0.15) ? ['default=0'] : []),
    ]
    const over = use === 'Sum' && kind === 'int' && r.chance(0.2) ? `F('${name}') * 2` : `'${name}'`
    const gives = use === 'Count' ? 'int' : use === 'Avg' && kind === 'int' ? 'float' : kind
    return { text: `${use}(${[over, ...options].join(', ')})`, kind: gives }
  }

  function byKind(from: string, kinds: readonly string[], forms: readonly string[], gives: string | null) {
    const { name, kind } = field(from, undefined, kinds)
    if (!kinds.includes(kind)) return { text: 'Value(2)', kind: 'int' }
    return { text: r.pick(forms).replace('%', `'${name}'`), kind: gives ?? kind }
  }

  function expression(from: string, extra: readonly Typed[]): { readonly text: string; readonly kind: string } {
    switch (r.int(0, 11)) {
      case 0: {
        const { name, kind } = field(from)
        return { text: `F('${name}')`, kind }
      }
      case 1: {
        const kind = r.pick(['int', 'text'])
        const { name, kind: found } = field(from, undefined, [kind])
        if (found !== kind) return { text: 'Value(3)', kind: 'int' }
        const first = `When(${keywords(from, extra, 1)}, then=F('${name}'))`
        const second = `When(${q(from, extra, 1)}, then=Value(${literal(r, kind)}))`
        return { text: `Case(${first}, ${second}, default=Value(${literal(r, kind)}))`, kind }
      }
      case 2:
        return { text: `Exists(${inner(from)})`, kind: 'bool' }
      case 3:
        return byKind(from, ['int'], ['Coalesce(%, 0) + 1', 'Coalesce(%, 0) * 2'], null)
      case 4:
        return { text: q(from, extra, 1), kind: 'bool' }
      case 5:
        return byKind(
          from,
          ['text'],
          ['Lower(%)', 'Upper(%)', `Concat(%, Value('-'))`, `Coalesce(%, Value('?'))`],
          null,
        )
      case 6:
        return byKind(from, ['text'], ['Length(%)'], 'int')
      case 7:
        return byKind(from, ['date', 'datetime'], ['ExtractYear(%)', 'ExtractMonth(%)', 'ExtractWeek(%)'], 'int')
      case 8:
        return byKind(from, ['date'], ['TruncMonth(%)', 'TruncYear(%)', 'TruncWeek(%)', 'TruncQuarter(%)'], 'date')
      case 9:
        return subquery(from)
      case 10:
        return { text: windowed(from), kind: 'window' }
      default:
        return byKind(from, NUMBERS, ['F(%) + 1', 'F(%) - 2', 'F(%) * 3', 'F(%) / 2'], null)
    }
  }

  function subquery(from: string): { readonly text: string; readonly kind: string } {
    const mine = lineage(schema.models, from).map((m) => m.name)
    const children = [...schema.models.values()].flatMap((model) =>
      model.keys.filter((key) => mine.includes(key.to) && key.toField === 'pk').map((key) => ({ model, key })),
    )
    if (children.length === 0) return { text: 'Value(5)', kind: 'int' }
    const { model, key } = r.pick(children)
    const { name, kind } = field(model.name, 0)
    const rows = `${model.name}.objects.filter(${key.name}=OuterRef('pk')).order_by('pk')`
    return { text: `Subquery(${rows}.values('${name}')[:1])`, kind }
  }

  function windowed(from: string): string {
    const what = r.pick(['RowNumber()', 'Rank()', `Count('*')`, 'DenseRank()', `Lag('pk')`, `Max('pk')`])
    const part = r.chance(0.5) ? `partition_by='${field(from, 0, ['int', 'bool', 'text']).name}', ` : ''
    return `Window(${what}, ${part}order_by=['${field(from, 0, ['int', 'text', 'date']).name}', 'pk'])`
  }

  function order(from: string, extra: readonly Typed[]): string {
    const names = Array.from({ length: r.int(1, 2) }, () => {
      if (extra.length > 0 && r.chance(0.3)) return r.pick(extra).name
      if (r.chance(0.15) && base.relationsOf(from).length > 0) return base.walk(from, 1).path.join('__')
      return field(from, r.int(0, 2)).name
    })
    const shown = names.map((name) => {
      if (r.chance(0.12)) return `F('${name}').${r.pick(['asc', 'desc'])}(${r.pick(['', 'nulls_last=True'])})`
      return r.chance(0.04) ? `Lower('${name}')` : `'${r.pick(['', '-'])}${name}'`
    })
    return [...new Set(shown)].join(', ')
  }

  function values(from: string, extra: readonly Typed[]): string {
    const names = Array.from({ length: r.int(1, 2) }, () => field(from).name)
    if (extra.length > 0 && r.chance(0.3)) names.push(r.pick(extra).name)
    const list = [...new Set(names)].map((n) => `'${n}'`).join(', ')
    if (!list.includes(',') && r.chance(0.3)) return `.values_list(${list}, flat=True)`
    return `.${r.pick(['values', 'values_list'])}(${list})`
  }

  function queryset(given?: string): string {
    const from = given ?? r.pick(schema.names)
    const proxy = from.replace('M', 'P')
    let text = `${schema.proxies.includes(proxy) && r.chance(0.3) ? proxy : from}.objects`
    const extra: Made[] = []
    let isValues = false
    for (let step = 0; step < r.int(1, 5); step++) {
      const name = `n${step}`
      switch (r.int(0, 8)) {
        case 0:
        case 1:
          text += `.${r.pick(['filter', 'filter', 'exclude'])}(${r.chance(0.6) ? keywords(from, extra) : q(from, extra)})`
          break
        case 2: {
          const made = aggregate(from, extra)
          text += `.annotate(${name}=${made.text})`
          extra.push({ name, ...made })
          break
        }
        case 3:
        case 4: {
          const made = expression(from, extra)
          text += `.${r.chance(0.85) ? 'annotate' : 'alias'}(${name}=${made.text})`
          if (made.kind !== 'window') extra.push({ name, ...made })
          else if (r.chance(0.4)) text += `.filter(${name}__lte=3)`
          break
        }
        case 5:
          text += `.order_by(${order(from, extra)})`
          break
        case 6:
          isValues = true
          text += values(from, extra)
          break
        case 7:
          text += '.distinct()'
          break
        default:
          text += r.pick(['.reverse()', '.order_by()', '.all()', `.order_by('pk')`, '.select_related()'])
      }
    }
    return finish(from, text, isValues, extra)
  }

  function finish(from: string, text: string, isValues: boolean, extra: readonly Typed[]): string {
    const other = `${from}.objects.filter(${keywords(from, [])})`
    const forRows = [
      () => `(${text} ${r.pick(['&', '|', '^'])} ${other})`,
      () => `${from}.objects.filter(pk__in=${text}${extra.length === 0 ? '' : `.values('pk')`})`,
      () => `${text}.in_bulk()`,
    ]
    const forPlainRows = [
      () =>
        `${text}.${r.pick(['union', 'intersection', 'difference'])}(${other})` +
        r.pick(['', `.order_by('pk')`, '.count()', `.values_list('pk', flat=True)`, '[:2]', '.exists()']),
      () =>
        `${text}.dates('${field(from, undefined, ['date', 'datetime']).name}', '${r.pick(['year', 'month', 'day'])}')`,
    ]
    const forAll = [
      () => `${text}.count()`,
      () => `${text}.exists()`,
      () => `${text}.aggregate(r=${aggregate(from, extra).text})`,
      () => `${text}.order_by('pk')[${r.int(0, 2)}:${r.int(2, 5)}]`,
      () => `${text}.${r.pick(['first', 'last'])}()`,
      () => `sorted(repr(x) for x in ${text})`,
      () => `${text}.${r.pick(['earliest', 'latest'])}('${field(from, 0).name}', 'pk')`,
    ]
    if (r.chance(0.4)) return text
    return r.pick([...forAll, ...(isValues ? [] : forRows), ...(isValues || extra.length > 0 ? [] : forPlainRows)])()
  }

  return { ...base, queryset }
}
