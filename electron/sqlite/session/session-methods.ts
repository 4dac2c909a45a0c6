/**
 * What the host asks of a session process. Same frames and dispatcher as between page and host; the
 * arguments were validated there, so the types are taken on trust here.
 */
import { z } from 'zod'

import type { Json } from '../../../shared/protocol/json.ts'
import { plain, stream } from '../../../shared/protocol/method.ts'
import type { CallItem, CallResult, CallSummary, HandlerParams, MethodName } from '../../../shared/protocol/methods.ts'
import type { OpenRequest } from '../database/open-database.ts'
import { ROWS_METHODS } from '../rows/rows-methods.ts'

const trusted = <T>() => z.unknown() as unknown as z.ZodType<T>
/** The page's parameters without the handle: here there is one database. */
type Of<M extends MethodName> = Omit<HandlerParams<M>, 'session'>

/** A day: the host keeps the time and kills. */
const timeoutMs = 86_400_000
const options = { rights: [], cancellable: true, timeoutMs } as const

export interface ImportRequest {
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  readonly from: string | null
  readonly app: string
  readonly dialect: 'sqlite' | 'postgresql' | 'mysql' | null
  /** The compiled addon, where it does not lie in node_modules. */
  readonly nativeBinding: string | null
  /** A file of views to take the places from; what has no place is laid out. Absent: nothing is placed. */
  readonly views?: { readonly label: string; readonly text: string | null }
}

export type ImportAnswer = CallResult<'import.run'> & {
  /** Whether the file of views may be written over. */
  readonly placed: boolean
  readonly viewsAreOurs: boolean
}

export interface OntoRequest {
  /** As they were when `text` was read from them. */
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** The edited design. */
  readonly text: string
  readonly app: string
  /** A folder takes files for new apps. */
  readonly isFolder: boolean
}

export interface OntoAnswer {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly diagnostics: CallResult<'import.run'>['diagnostics']
  /** The text of a file that keeps the design's views. */
  readonly views: string
}

export const SESSION_METHODS = {
  'session.open': plain({ params: trusted<OpenRequest>(), result: trusted<{ sqlite: string }>(), ...options }),
  /** Gets ready for a first question, while nobody waits. */
  'session.warm': plain({
    params: trusted<{ readonly nativeBinding: string | null }>(),
    result: trusted<null>(),
    ...options,
  }),
  /** Whether a file holds a sample database of ours (or nothing yet). */
  'session.isOurs': plain({ params: trusted<OpenRequest>(), result: trusted<boolean>(), ...options }),
  /** All of a database in one moment, its log included, as the bytes of a file without one. */
  'session.snapshot': plain({ params: trusted<OpenRequest>(), result: trusted<Uint8Array>(), ...options }),
  /** A copy of a file that others made, before it is changed. null: the file is ours and needs none, unless `always`. */
  'session.backup': plain({
    params: trusted<{ readonly path: string; readonly always?: boolean }>(),
    result: trusted<{ readonly path: string } | null>(),
    ...options,
  }),
  'session.design': plain({
    params: trusted<readonly HandlerParams<'sql.sync'>['design'][]>(),
    result: trusted<null>(),
    ...options,
  }),
  'session.import': plain({
    params: trusted<ImportRequest>(),
    result: trusted<ImportAnswer>(),
    ...options,
  }),
  'session.onto': plain({ params: trusted<OntoRequest>(), result: trusted<OntoAnswer>(), ...options }),
  'sql.query': stream({
    params: trusted<Of<'sql.query'>>(),
    head: trusted<{ columns: CallResult<'sql.query'>['columns'] }>(),
    item: trusted<CallItem<'sql.query'>>(),
    summary: trusted<CallSummary<'sql.query'>>(),
    ...options,
  }),
  'sql.exec': plain({ params: trusted<Of<'sql.exec'>>(), result: trusted<CallResult<'sql.exec'>>(), ...options }),
  'sql.undo': plain({
    params: trusted<Record<string, never>>(),
    result: trusted<CallResult<'sql.undo'>>(),
    ...options,
  }),
  'sql.cell': plain({ params: trusted<Of<'sql.cell'>>(), result: trusted<CallResult<'sql.cell'>>(), ...options }),
  'sql.tables': plain({ params: trusted<Of<'sql.tables'>>(), result: trusted<CallResult<'sql.tables'>>(), ...options }),
  'sql.sync': plain({ params: trusted<Of<'sql.sync'>>(), result: trusted<CallResult<'sql.sync'>>(), ...options }),
  'sql.reset': plain({
    params: trusted<Record<string, never>>(),
    result: trusted<CallResult<'sql.reset'>>(),
    ...options,
  }),
  'orm.run': stream({
    params: trusted<Of<'orm.run'>>(),
    head: trusted<Record<string, never>>(),
    item: trusted<CallItem<'orm.run'>>(),
    summary: trusted<CallSummary<'orm.run'>>(),
    ...options,
  }),
  'impact.run': plain({ params: trusted<Of<'impact.run'>>(), result: trusted<Json>(), ...options }),
  /** Rows of a fixture file, as Django's loaddata puts them: all or none. */
  'fixture.load': plain({
    params: trusted<{ readonly text: string }>(),
    result: trusted<{ rows: number; ms: number }>(),
    ...options,
  }),
  ...ROWS_METHODS,
  /** Rows of these models (none named: of all) as a fixture's text. */
  'fixture.dump': stream({
    params: trusted<{ readonly models: readonly string[] }>(),
    head: trusted<Record<string, never>>(),
    item: trusted<{ text: string }>(),
    summary: trusted<{ rows: number }>(),
    ...options,
  }),
  'sample.fill': plain({
    params: trusted<Of<'sample.fill'>>(),
    result: trusted<CallResult<'sample.fill'>>(),
    ...options,
  }),
}

export type SessionMethods = typeof SESSION_METHODS
