/** Django's database functions that every engine has. Source: django/db/models/functions/ (5.2). */

import type { TruncUnit } from './dates.ts'
import type { BitOperator } from './dialects.ts'

/** Functions whose SQL is `NAME(arg, …)` with Django's class name in capitals, unless a dialect says otherwise. */
export const PLAIN_FUNCTIONS: ReadonlySet<string> = new Set([
  'ACos',
  'ASin',
  'ATan',
  'ATan2',
  'Abs',
  'Ceil',
  'Coalesce',
  'Cos',
  'Degrees',
  'Exp',
  'Floor',
  'Greatest',
  'LTrim',
  'Least',
  'Length',
  'Ln',
  'Lower',
  'Mod',
  'NullIf',
  'Ord',
  'Pi',
  'Power',
  'RTrim',
  'Radians',
  'Replace',
  'Round',
  'Sign',
  'Sin',
  'Sqrt',
  'StrIndex',
  'Substr',
  'Tan',
  'Trim',
  'Upper',
])

/** Functions that give what they are given: decimals stay decimals. */
export const SAME_TYPE: ReadonlySet<string> = new Set([
  'Abs',
  'Ceil',
  'Coalesce',
  'Floor',
  'Greatest',
  'Least',
  'NullIf',
  'Round',
])

/** Combinable's operators that all engines share. */
export const ARITHMETIC: { readonly [op: string]: string | undefined } = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
}

/** Lookups of comparison, also as classes: `GreaterThan(F('a'), 1)`. */
export const COMPARISONS: { readonly [lookup: string]: string | undefined } = {
  exact: '=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
}

export const COMPARISON_CLASSES: { readonly [name: string]: string | undefined } = {
  Exact: 'exact',
  GreaterThan: 'gt',
  GreaterThanOrEqual: 'gte',
  LessThan: 'lt',
  LessThanOrEqual: 'lte',
  IsNull: 'isnull',
  In: 'in',
  Contains: 'contains',
  IContains: 'icontains',
  StartsWith: 'startswith',
  EndsWith: 'endswith',
}

/** Patterns of text lookups: what stands before and after the value, and whether the case matters. */
export const PATTERNS: {
  readonly [lookup: string]: { readonly before: string; readonly after: string; readonly fold: boolean } | undefined
} = {
  contains: { before: '%', after: '%', fold: false },
  icontains: { before: '%', after: '%', fold: true },
  startswith: { before: '', after: '%', fold: false },
  istartswith: { before: '', after: '%', fold: true },
  endswith: { before: '%', after: '', fold: false },
  iendswith: { before: '%', after: '', fold: true },
  iexact: { before: '', after: '', fold: true },
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** Combinable's methods for bits. */
export const BIT_METHODS: { readonly [method: string]: BitOperator | undefined } = {
  bitand: '&',
  bitor: '|',
  bitxor: '#',
  bitleftshift: '<<',
  bitrightshift: '>>',
}

/** `ExtractIsoYear` is the transform `iso_year`. */
export const EXTRACTS: { readonly [name: string]: string | undefined } = {
  ExtractYear: 'year',
  ExtractIsoYear: 'iso_year',
  ExtractQuarter: 'quarter',
  ExtractMonth: 'month',
  ExtractWeek: 'week',
  ExtractDay: 'day',
  ExtractWeekDay: 'week_day',
  ExtractIsoWeekDay: 'iso_week_day',
  ExtractHour: 'hour',
  ExtractMinute: 'minute',
  ExtractSecond: 'second',
  TruncDate: 'date',
  TruncTime: 'time',
}

export const TRUNCS: { readonly [name: string]: TruncUnit | undefined } = {
  TruncYear: 'year',
  TruncQuarter: 'quarter',
  TruncMonth: 'month',
  TruncWeek: 'week',
  TruncDay: 'day',
  TruncHour: 'hour',
  TruncMinute: 'minute',
  TruncSecond: 'second',
}

export const TRUNC_UNITS: ReadonlyMap<string, TruncUnit> = new Map(
  Object.values(TRUNCS).flatMap((unit) => (unit === undefined ? [] : [[unit, unit] as const])),
)

/** Ranges of two columns: Django has no classes for them, and its documentation names one's own like this. */
export const RANGE_FUNCTIONS: ReadonlySet<string> = new Set([
  'DateRange',
  'Int4Range',
  'Int8Range',
  'NumRange',
  'TsRange',
  'TsTzRange',
])
