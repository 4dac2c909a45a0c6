/** Failures of the world as data: they keep their code on every transport. */
import { z } from 'zod'

export const ERROR_CODES = [
  /** The arguments are not what the method takes. */
  'INVALID',
  /** Not allowed: a handle that is not yours, a missing right, a foreign origin. */
  'DENIED',
  'NOT_FOUND',
  /** Someone else changed it meanwhile. */
  'CONFLICT',
  'CANCELLED',
  'DEADLINE',
  /** Too much memory, too many rows, disk full. */
  'RESOURCE',
  /** Locked by another program. */
  'BUSY',
  /** The disk failed. */
  'IO',
  /** SQLite refused the statement. */
  'SQL',
  /** A file is not what its name says. */
  'PARSE',
  /** The process that worked on it ended by itself. */
  'CRASHED',
  /** This host cannot do that. */
  'UNSUPPORTED',
  /** Our mistake; `ref` finds it in the log. */
  'INTERNAL',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

export interface HostError {
  readonly code: ErrorCode
  /** Fit to be shown; no paths, no stacks. */
  readonly message: string
  /** Trying again unchanged may succeed. */
  readonly retryable: boolean
  /** Place in the submitted code, 1-based. */
  readonly at?: { readonly line: number; readonly col: number }
  /** Finer name: `EACCES`, `SQLITE_BUSY`, the path of the wrong argument. */
  readonly detail?: string
  /** Id of the entry in the local log. */
  readonly ref: string
}

export const hostErrorSchema: z.ZodType<HostError> = z.strictObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  retryable: z.boolean(),
  at: z.strictObject({ line: z.int(), col: z.int() }).exactOptional(),
  detail: z.string().exactOptional(),
  ref: z.string(),
})

interface FailureOptions {
  readonly retryable?: boolean
  readonly at?: { readonly line: number; readonly col: number }
  readonly detail?: string
  readonly cause?: unknown
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set(['BUSY', 'DEADLINE', 'CRASHED'])

let nextRef = 0

/** What handlers throw and clients catch; crosses the wire as its `error`. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure'
  readonly error: HostError

  constructor(code: ErrorCode, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.error = {
      code,
      message,
      retryable: options.retryable ?? RETRYABLE.has(code),
      ...(options.at === undefined ? {} : { at: options.at }),
      ...(options.detail === undefined ? {} : { detail: options.detail }),
      ref: `e${Date.now().toString(36)}-${(nextRef++).toString(36)}`,
    }
  }

  /** The failure that came over the wire, with the log entry it refers to. */
  static from(error: HostError): HostFailure {
    const failure = new HostFailure(error.code, error.message)
    Object.assign(failure, { error })
    return failure
  }

  get code(): ErrorCode {
    return this.error.code
  }
}

/** Whether it is a failure of ours, of that code where one is given. */
export function isFailure(value: unknown, code?: ErrorCode): value is HostFailure {
  return value instanceof HostFailure && (code === undefined || value.code === code)
}

/** The failure itself, or INTERNAL for anything else that was thrown (text stays in the log). */
export function toFailure(thrown: unknown): HostFailure {
  if (thrown instanceof HostFailure) return thrown
  return new HostFailure('INTERNAL', 'Something went wrong inside Relata. Your work is kept.', { cause: thrown })
}
