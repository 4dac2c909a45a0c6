/** Filters and sorting of a table in the words of the ORM: what one would write in the shell. */
import { printString } from '../python/print.ts'
import { wireText } from '../protocol/scalars.ts'
import type { WireScalar } from '../protocol/scalars.ts'
import type { RowFilter, RowSort } from '../protocol/methods/rows.ts'
import type { CellRule } from './cell-rule.ts'
import { editText } from './show-cell.ts'
import type { ColumnForm, TableForm } from './table-form.ts'

interface Term {
  readonly text: string
  readonly isExcluded: boolean
}

/**
 * `Post.objects.filter(title__icontains="a").exclude(author=3).order_by("-title")`.
 *
 * @returns null for a table that no model describes
 */
export function ormWords(form: TableForm, filters: readonly RowFilter[], sort: readonly RowSort[]): string | null {
  if (form.model === null) return null
  const terms = filters.flatMap((filter) => termOf(form, filter) ?? [])
  const kept = terms.filter(({ isExcluded }) => !isExcluded).map(({ text }) => text)
  const excluded = terms.filter(({ isExcluded }) => isExcluded).map(({ text }) => text)
  const order = sort.flatMap(({ column, descending, label }) => {
    const names = label === undefined ? [''] : label.labels.slice(0, 1).map((one) => `__${one}`)
    return names.map((rest) => quoted(`${descending ? '-' : ''}${nameOf(form, column)}${rest}`))
  })
  return [
    `${form.joins === null ? form.model : `${form.joins}.through`}.objects`,
    // Q objects stand before keywords.
    kept.length === 0 ? '' : `.filter(${kept.toSorted((a, b) => Number(isQ(b)) - Number(isQ(a))).join(', ')})`,
    ...excluded.map((text) => `.exclude(${text})`),
    order.length === 0 ? '' : `.order_by(${order.join(', ')})`,
    kept.length + excluded.length + order.length === 0 ? '.all()' : '',
  ].join('')
}

const isQ = (text: string): boolean => text.startsWith('Q(')
const quoted = (text: string): string => printString(text)

function columnOf(form: TableForm, column: string): ColumnForm | undefined {
  return form.columns.get(column)
}

function nameOf(form: TableForm, column: string): string {
  return columnOf(form, column)?.field ?? column
}

const LOOKUPS = {
  contains: 'icontains',
  notContains: 'icontains',
  startsWith: 'istartswith',
  endsWith: 'iendswith',
} as const

function termOf(form: TableForm, filter: RowFilter): Term | null {
  const name = nameOf(form, filter.column)
  const column = columnOf(form, filter.column)
  const value = (given: WireScalar): string => literal(given, column?.rule)
  const keep = (text: string): Term => ({ text, isExcluded: false })
  const leave = (text: string): Term => ({ text, isExcluded: true })
  switch (filter.op) {
    case 'isNull':
      return keep(`${name}__isnull=True`)
    case 'notNull':
      return keep(`${name}__isnull=False`)
    case 'isEmpty':
      return keep(`Q(${name}="") | Q(${name}__isnull=True)`)
    case 'notEmpty':
      return leave(`Q(${name}="") | Q(${name}__isnull=True)`)
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return keep(`${name}__${LOOKUPS[filter.op]}=${quoted(filter.text)}`)
    case 'notContains':
      return leave(`${name}__${LOOKUPS[filter.op]}=${quoted(filter.text)}`)
    case 'equals':
      return filter.value === null ? keep(`${name}__isnull=True`) : keep(`${name}=${value(filter.value)}`)
    case 'notEquals':
      return filter.value === null ? keep(`${name}__isnull=False`) : leave(`${name}=${value(filter.value)}`)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return keep(`${name}__${filter.op}=${value(filter.value)}`)
    case 'between':
      return keep(`${name}__range=(${value(filter.from)}, ${value(filter.to)})`)
    case 'in':
    case 'notIn': {
      const known = filter.values.filter((one) => one !== null)
      const list = `${name}__in=[${known.map(value).join(', ')}]`
      const text = known.length === filter.values.length ? list : `Q(${list}) | Q(${name}__isnull=True)`
      return filter.op === 'in' ? keep(text) : leave(text)
    }
    case 'anywhere':
      return anywhere(form, filter, keep)
    case 'label': {
      const parts = filter.labels.map((label) => `${name}__${label}__icontains=${quoted(filter.text)}`)
      return keep(parts.length === 1 ? (parts[0] ?? '') : parts.map((part) => `Q(${part})`).join(' | '))
    }
    case 'linked': {
      const many = form.many.find(
        (one) => one.through === filter.through && one.source === filter.target && one.target === filter.source,
      )
      return many === undefined ? null : keep(`${many.queryName}=${literal(filter.value, undefined)}`)
    }
    default:
      return null
  }
}

/** A foreign key has no text of its own: what its row is called is looked at. */
function anywhere(
  form: TableForm,
  { columns, called, text }: Extract<RowFilter, { op: 'anywhere' }>,
  keep: (text: string) => Term,
): Term {
  const own = columns
    .filter((name) => (columnOf(form, name)?.target ?? null) === null)
    .map((name) => nameOf(form, name))
  const far = called.flatMap(({ column, labels }) => labels.map((label) => `${nameOf(form, column)}__${label}`))
  const parts = [...own, ...far].map((name) => `${name}__icontains=${quoted(text)}`)
  return keep(parts.length === 1 ? (parts[0] ?? '') : parts.map((part) => `Q(${part})`).join(' | '))
}

/** As Python: numbers bare, everything else as the text that Django reads. */
function literal(value: WireScalar, rule: CellRule | undefined): string {
  if (value === null) return 'None'
  if (rule?.kind === 'boolean') return value === 0 || value === false ? 'False' : 'True'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'object' && ('$i' in value || '$f' in value)) return wireText(value)
  return quoted(rule === undefined ? wireText(value) : (editText(value, rule) ?? ''))
}
