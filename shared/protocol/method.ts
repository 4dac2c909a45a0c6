/** The form of an entry in the table of methods; client types, validators and fuzz cases follow from it. */
import type { z } from 'zod'

/** What a connection must be allowed to do. The host's policy lists the rights it grants. */
export const RIGHTS = [
  'app',
  'doc:read',
  'doc:write',
  'file:read',
  'file:write',
  'dir',
  'sql:read',
  'sql:write',
  'prefs',
  'shell',
  /** Inside the session process only. */
  'session',
] as const
export type Right = (typeof RIGHTS)[number]

export interface Method<
  P extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  I extends z.ZodType | null = z.ZodType | null,
  S extends z.ZodType | null = z.ZodType | null,
> {
  readonly params: P
  /** What a plain call answers; of a stream, its head. */
  readonly result: R
  /** Of a stream: one item. null: a plain call. */
  readonly item: I
  /** Of a stream: what its end says. */
  readonly summary: S
  readonly rights: readonly Right[]
  readonly cancellable: boolean
  /** The host ends the call with DEADLINE after this long (waiting for credit does not count). */
  readonly timeoutMs: number
  /** Whether the call changes anything outside its own answer. */
  readonly mutates: boolean
}

interface MethodOptions {
  readonly rights: readonly Right[]
  readonly cancellable?: boolean
  readonly timeoutMs?: number
  readonly mutates?: boolean
}

const DEFAULT_TIMEOUT_MS = 30_000

/** A call with one answer. */
export function plain<P extends z.ZodType, R extends z.ZodType>(
  options: MethodOptions & { readonly params: P; readonly result: R },
): Method<P, R, null, null> {
  return { ...base(options), params: options.params, result: options.result, item: null, summary: null }
}

/** A call that answers with a head, items against credit, and a summary. Always cancellable. */
export function stream<P extends z.ZodType, R extends z.ZodType, I extends z.ZodType, S extends z.ZodType>(
  options: MethodOptions & { readonly params: P; readonly head: R; readonly item: I; readonly summary: S },
): Method<P, R, I, S> {
  const { params, head, item, summary } = options
  return { ...base({ ...options, cancellable: true }), params, result: head, item, summary }
}

function base(options: MethodOptions) {
  const { rights, cancellable = false, timeoutMs = DEFAULT_TIMEOUT_MS, mutates = false } = options
  return { rights, cancellable, timeoutMs, mutates }
}

export type MethodTable = { readonly [name: string]: Method }

export type ParamsOf<M extends Method> = z.input<M['params']>
export type ParsedParamsOf<M extends Method> = z.output<M['params']>
export type ResultOf<M extends Method> = z.output<M['result']>
export type ItemOf<M extends Method> = M['item'] extends z.ZodType ? z.output<M['item']> : never
export type SummaryOf<M extends Method> = M['summary'] extends z.ZodType ? z.output<M['summary']> : never
/** What a call resolves to: the answer, or a stream's head and summary once it has ended. */
export type AnswerOf<M extends Method> = M['item'] extends z.ZodType
  ? { readonly head: ResultOf<M>; readonly summary: SummaryOf<M> }
  : ResultOf<M>
