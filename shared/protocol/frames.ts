/** What travels: small plain objects, the same on every transport. */
import { z } from 'zod'

import { hostErrorSchema } from './errors.ts'
import { MAX_DEPTH } from './limits.ts'
import type { HostError } from './errors.ts'

export type HostKind = 'electron' | 'loopback' | 'test' | 'cli' | 'session'

export type Frame = ClientFrame | HostFrame

/** From the page to the host. */
export type ClientFrame =
  | { readonly k: 'call'; readonly id: number; readonly m: string; readonly p: unknown; readonly deadlineMs?: number }
  | { readonly k: 'cancel'; readonly id: number }
  | { readonly k: 'credit'; readonly id: number; readonly n: number }

/** From the host to the page. `ok` opens a stream or ends a plain call; `end` ends a stream. */
export type HostFrame =
  | { readonly k: 'hello'; readonly v: 1; readonly host: HostKind; readonly features: readonly string[] }
  | { readonly k: 'ok'; readonly id: number; readonly r: unknown }
  | { readonly k: 'err'; readonly id: number; readonly e: HostError }
  | { readonly k: 'item'; readonly id: number; readonly seq: number; readonly d: unknown }
  | { readonly k: 'end'; readonly id: number; readonly summary: unknown }
  | {
      readonly k: 'progress'
      readonly id: number
      readonly done: number
      readonly total?: number
      readonly phase: string
    }
  | { readonly k: 'event'; readonly topic: string; readonly d: unknown }

const id = z.int().min(0)

const clientFrame = z.discriminatedUnion('k', [
  z.strictObject({
    k: z.literal('call'),
    id,
    m: z.string().max(64),
    p: z.unknown(),
    deadlineMs: z.int().min(1).max(86_400_000).exactOptional(),
  }),
  z.strictObject({ k: z.literal('cancel'), id }),
  z.strictObject({ k: z.literal('credit'), id, n: z.int().min(1).max(1024) }),
])

const hostFrame = z.discriminatedUnion('k', [
  z.strictObject({ k: z.literal('hello'), v: z.literal(1), host: z.string(), features: z.array(z.string()) }),
  z.strictObject({ k: z.literal('ok'), id, r: z.unknown() }),
  z.strictObject({ k: z.literal('err'), id, e: hostErrorSchema }),
  z.strictObject({ k: z.literal('item'), id, seq: z.int(), d: z.unknown() }),
  z.strictObject({ k: z.literal('end'), id, summary: z.unknown() }),
  z.strictObject({
    k: z.literal('progress'),
    id,
    done: z.number(),
    total: z.number().exactOptional(),
    phase: z.string(),
  }),
  z.strictObject({ k: z.literal('event'), topic: z.string(), d: z.unknown() }),
])

/** The frame, or null where it is none. The payload of a call is checked by its method. */
export function readClientFrame(value: unknown): ClientFrame | null {
  if (!isShallow(value, MAX_DEPTH)) return null
  const read = clientFrame.safeParse(value)
  return read.success ? (read.data as ClientFrame) : null
}

/** The frame, or null where it is none. What it carries is the caller's to check. */
export function readHostFrame(value: unknown): HostFrame | null {
  const read = hostFrame.safeParse(value)
  return read.success ? (read.data as HostFrame) : null
}

/** Whether no path into the value is longer than `depth`. Looks at containers only, without recursion. */
function isShallow(value: unknown, depth: number): boolean {
  let level: unknown[] = [value]
  for (let at = 0; level.length > 0; at++) {
    if (at > depth) return false
    const next: unknown[] = []
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue
      for (const child of Object.values(item)) if (typeof child === 'object' && child !== null) next.push(child)
    }
    level = next
  }
  return true
}
