/** A JSON value of another part's making, passed through as it is. */
import { z } from 'zod'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Depth and size are bounded by the frame; the shape belongs to who makes it. */
export const jsonSchema = z.unknown() as unknown as z.ZodType<Json>

export const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  hint: z.string().nullable(),
  subject: z.looseObject({ kind: z.string(), label: z.string() }),
  fixes: z.array(z.object({ label: z.string(), command: z.object({ type: z.string(), params: z.unknown() }) })),
})
