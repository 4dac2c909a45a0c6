/** What can be asked of a column, what is typed for it, and how a filter reads. */
import type { RowFilter } from '../../../shared/protocol/methods/rows.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import { parseCell } from '../../../shared/rows/parse-cell.ts'
import type { CellRule } from '../../../shared/rows/cell-rule.ts'
import { showCell } from '../../../shared/rows/show-cell.ts'
import type { TableForm, TargetForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { problemWords } from '../changes/problem-words.ts'

export type FilterOp = RowFilter['op']

export interface FilterColumn {
  readonly name: string
  /** The model's word for it. */
  readonly field: string
  readonly rule: CellRule
  readonly target: TargetForm | null
}

const TEXT: readonly FilterOp[] = [
  'contains',
  'equals',
  'startsWith',
  'endsWith',
  'notContains',
  'notEquals',
  'in',
  'isEmpty',
  'notEmpty',
]
const ORDERED: readonly FilterOp[] = ['equals', 'notEquals', 'gt', 'gte', 'lt', 'lte', 'between', 'in', 'notIn']
const PLAIN: readonly FilterOp[] = ['equals', 'notEquals']
const NULLS: readonly FilterOp[] = ['isNull', 'notNull']

/** The conditions that make sense for the column, the likeliest first. */
export function opsFor({ rule, target }: FilterColumn): readonly FilterOp[] {
  const base =
    target !== null
      ? (['label', 'equals', 'notEquals', 'in'] as const)
      : rule.choices !== null
        ? (['equals', 'notEquals', 'in', 'notIn'] as const)
        : rule.kind === 'text' || rule.kind === 'json'
          ? TEXT
          : rule.kind === 'boolean' || rule.kind === 'blob'
            ? PLAIN
            : rule.kind === 'any'
              ? [...ORDERED, 'contains' as const]
              : ORDERED
  return [...base, ...NULLS]
}

/** How many values the condition takes. */
export function inputsOf(op: FilterOp): 0 | 1 | 2 {
  if (op === 'isNull' || op === 'notNull' || op === 'isEmpty' || op === 'notEmpty') return 0
  return op === 'between' ? 2 : 1
}

type MadeFilter = { readonly filter: RowFilter } | { readonly problem: string }

/** The filter that the texts make, or what is wrong with them. */
export function makeFilter(column: FilterColumn, op: FilterOp, text: string, upTo: string): MadeFilter {
  const { name, target } = column
  switch (op) {
    case 'isNull':
    case 'notNull':
    case 'isEmpty':
    case 'notEmpty':
      return { filter: { op, column: name } }
    case 'contains':
    case 'notContains':
    case 'startsWith':
    case 'endsWith':
      return { filter: { op, column: name, text } }
    case 'label':
      if (target === null) return { problem: t.data.problems.kind.any }
      return { filter: { op, column: name, table: target.table, key: target.key, labels: [...target.labels], text } }
    case 'between': {
      const [from, to] = [valueOf(column, text), valueOf(column, upTo)]
      if ('problem' in from) return from
      return 'problem' in to ? to : { filter: { op, column: name, from: from.value, to: to.value } }
    }
    case 'in':
    case 'notIn': {
      const read = text.split(',').map((one) => valueOf(column, one.trim()))
      const wrong = read.find((one) => 'problem' in one)
      if (wrong !== undefined && 'problem' in wrong) return wrong
      return { filter: { op, column: name, values: read.flatMap((one) => ('value' in one ? [one.value] : [])) } }
    }
    case 'linked':
    case 'anywhere':
      return { problem: t.data.problems.kind.any }
    default: {
      const read = valueOf(column, text)
      return 'problem' in read ? read : { filter: { op, column: name, value: read.value } }
    }
  }
}

function valueOf({ rule }: FilterColumn, text: string): { readonly value: WireScalar } | { readonly problem: string } {
  // What is looked for need not be a value that the column would take: too long a text is simply nowhere.
  const parsed = parseCell(text, {
    ...rule,
    null: false,
    emptyText: true,
    maxLength: null,
    digits: null,
    decimals: null,
  })
  return 'problem' in parsed ? { problem: problemWords(parsed.problem) } : parsed
}

/** A filter as a chip says it. */
export function filterWords(filter: RowFilter, column: FilterColumn | undefined, form: TableForm | null): string {
  const shown = (value: WireScalar): string => (column === undefined ? String(value) : showCell(value, column.rule))
  const name = column?.target === null || column === undefined ? filter.column : column.field
  return t.data.chip(subjectOf(filter, name, form), t.data.ops[filter.op], valueWords(filter, shown))
}

function subjectOf(filter: RowFilter, name: string, form: TableForm | null): string {
  if (filter.op === 'anywhere') return t.columns.search.chip
  if (filter.op !== 'linked') return name
  return (
    form?.many.find((one) => one.through === filter.through && one.target === filter.source)?.name ?? filter.through
  )
}

function valueWords(filter: RowFilter, shown: (value: WireScalar) => string): string {
  if ('text' in filter) return `“${filter.text}”`
  if ('from' in filter) return `${shown(filter.from)} … ${shown(filter.to)}`
  if ('values' in filter) return filter.values.map(shown).join(', ')
  return 'value' in filter ? shown(filter.value) : ''
}
