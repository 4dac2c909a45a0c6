/** Bytes as they are, on every wire; see `packed-frames.ts` for the one that is text. */
import { z } from 'zod'

export const bytesSchema: z.ZodType<Uint8Array> = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
