/** dates() and datetimes(). */
import { pairs } from '../filter.ts'
import type { ExprNode, PyValue, Query } from '../types.ts'
import { OrmError } from '../types.ts'
import { filter } from './filter.ts'
import { annotate } from './annotate.ts'
import { distinct, orderBy } from './order.ts'
import { valuesList } from './values.ts'

const DATE_KINDS = ['year', 'month', 'week', 'day'] as const
const DATETIME_KINDS = [...DATE_KINDS, 'hour', 'minute', 'second'] as const

export function dates(query: Query, field: string, kind: string, order: string = 'ASC'): Query {
  if (!DATE_KINDS.some((known) => known === kind)) {
    throw new OrmError('ValueError', "'kind' must be one of 'year', 'month', 'week', or 'day'.")
  }
  return dateList(query, field, kind, order, 'dates')
}

/** @param zone the zone whose clock is read; null: the current one */
export function datetimes(
  query: Query,
  field: string,
  kind: string,
  order: string = 'ASC',
  zone: PyValue = null,
): Query {
  if (!DATETIME_KINDS.some((known) => known === kind)) {
    throw new OrmError(
      'ValueError',
      "'kind' must be one of 'year', 'month', 'week', 'day', 'hour', 'minute', or 'second'.",
    )
  }
  return dateList(query, field, kind, order, 'datetimes', zone)
}

function dateList(
  query: Query,
  field: string,
  kind: string,
  order: string,
  mode: 'dates' | 'datetimes',
  zone: PyValue = null,
): Query {
  if (order !== 'ASC' && order !== 'DESC') throw new OrmError('ValueError', "'order' must be either 'ASC' or 'DESC'.")
  const name = mode === 'dates' ? 'datefield' : 'datetimefield'
  const truncated: ExprNode = {
    type: 'Func',
    name: 'Trunc',
    args: [{ type: 'F', name: field }],
    outputField: { className: mode === 'dates' ? 'DateField' : 'DateTimeField' },
    filter: null,
    distinct: false,
    default: null,
    options: { kind, tzinfo: zone },
  }
  const annotated = annotate(
    query,
    [],
    [
      [name, truncated],
      ['plain_field', { type: 'F', name: field }],
    ],
  )
  const listed = distinct(valuesList(annotated, [name], { flat: true, named: false }))
  const filtered = filter(listed, pairs('plain_field__isnull', false))
  return { ...orderBy(filtered, [order === 'DESC' ? `-${name}` : name]), mode: { kind: mode } }
}
