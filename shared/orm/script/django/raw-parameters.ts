/** `%s` and `%(name)s` in SQL that a script writes become parameters. */
import type { SqlValue } from '../../query/types.ts'
import { plainSql } from '../../query/values/prepare.ts'
import { DictObject } from '../types/collections.ts'
import { toPy } from '../convert.ts'
import { pyError, typeError } from '../errors.ts'
import { iterate } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { isTemporal } from '../values.ts'
import type { Value } from '../values.ts'

interface BoundSql {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

const PLACEHOLDER = /%(?:(%)|s|\((\w+)\)s)/g

/**
 * @param params a list, a tuple or a dict; null: the text stands as it is, `%%` included
 * @param isCursor a cursor binds moments as they are written; `raw()` as the ORM stores them
 */
export function boundSql(sql: string, params: Value, rt: Runtime, isCursor = false): BoundSql {
  if (params === null) return { sql, params: [] }
  const values: SqlValue[] = []
  const sqlOf = (value: Value): SqlValue =>
    isCursor && isTemporal(value) && value.type === 'datetime'
      ? value.text.replace('T', ' ')
      : plainSql(toPy(value, rt), rt.settings)
  const given = params instanceof DictObject ? null : [...iterate(params, rt)]
  const wanted = [...sql.matchAll(PLACEHOLDER)].filter((m) => m[1] === undefined).length
  if (given?.length === 0 && wanted > 0)
    throw pyError(
      'ProgrammingError',
      `Incorrect number of bindings supplied. The current statement uses ${wanted}, and there are 0 supplied.`,
    )
  let at = 0
  const text = sql.replaceAll(PLACEHOLDER, (_, percent: string | undefined, key: string | undefined) => {
    if (percent !== undefined) return '%'
    if (key === undefined && given === null) throw typeError('format requires a mapping')
    const value = key === undefined ? given?.[at++] : params instanceof DictObject ? params.get(key, rt) : undefined
    if (value === undefined) throw typeError('not enough arguments for format string')
    values.push(sqlOf(value))
    return '?'
  })
  if (given !== null && at < given.length) throw typeError('not all arguments converted during string formatting')
  return { sql: text, params: values }
}
