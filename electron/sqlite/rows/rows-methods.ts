/** What the host asks of a session process about rows; see `session-methods.ts`. */
import { z } from 'zod'

import { plain } from '../../../shared/protocol/method.ts'
import type { CallResult, HandlerParams, MethodName } from '../../../shared/protocol/methods.ts'

const trusted = <T>() => z.unknown() as unknown as z.ZodType<T>
type Of<M extends MethodName> = Omit<HandlerParams<M>, 'session'>

const options = { rights: [], cancellable: true, timeoutMs: 86_400_000 } as const

/** A file as the session gets it: a path, or the bytes of one that came through the page. */
export type RowsFile = { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array }

export type ExportRequest = Omit<Of<'rows.export'>, 'file'> & { readonly path: string }
export type ImportRequest = Omit<Of<'rows.import'>, 'file'> & { readonly file: RowsFile }

export const ROWS_METHODS = {
  'rows.page': plain({ params: trusted<Of<'rows.page'>>(), result: trusted<CallResult<'rows.page'>>(), ...options }),
  'rows.count': plain({ params: trusted<Of<'rows.count'>>(), result: trusted<CallResult<'rows.count'>>(), ...options }),
  'rows.cell': plain({ params: trusted<Of<'rows.cell'>>(), result: trusted<CallResult<'rows.cell'>>(), ...options }),
  'rows.labels': plain({
    params: trusted<Of<'rows.labels'>>(),
    result: trusted<CallResult<'rows.labels'>>(),
    ...options,
  }),
  'rows.search': plain({
    params: trusted<Of<'rows.search'>>(),
    result: trusted<CallResult<'rows.search'>>(),
    ...options,
  }),
  'rows.counts': plain({
    params: trusted<Of<'rows.counts'>>(),
    result: trusted<CallResult<'rows.counts'>>(),
    ...options,
  }),
  'rows.distinct': plain({
    params: trusted<Of<'rows.distinct'>>(),
    result: trusted<CallResult<'rows.distinct'>>(),
    ...options,
  }),
  'rows.defaults': plain({
    params: trusted<Of<'rows.defaults'>>(),
    result: trusted<CallResult<'rows.defaults'>>(),
    ...options,
  }),
  'rows.apply': plain({ params: trusted<Of<'rows.apply'>>(), result: trusted<CallResult<'rows.apply'>>(), ...options }),
  'rows.export': plain({
    params: trusted<ExportRequest>(),
    result: trusted<{ rows: number; bytes: number; ms: number }>(),
    ...options,
  }),
  'rows.inspect': plain({
    params: trusted<{ readonly file: RowsFile }>(),
    result: trusted<CallResult<'rows.inspect'>>(),
    ...options,
  }),
  'rows.import': plain({
    params: trusted<ImportRequest>(),
    result: trusted<CallResult<'rows.import'>>(),
    ...options,
  }),
}

export type RowsMethods = typeof ROWS_METHODS
