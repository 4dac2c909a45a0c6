/** Exports on disk: written, remembered by design and target, and looked at again for comparing. */
import { z } from 'zod'

import { handleSchema } from '../handles.ts'
import { MAX_DOCUMENT } from '../limits.ts'
import { plain } from '../method.ts'

const doc = handleSchema('doc')
const file = handleSchema('file')
const wrote = z.object({ label: z.string(), bytes: z.int() })

export const exportMethods = {
  /** Writes an export, all or nothing, and remembers where this design's export of that target lies. */
  'export.save': plain({
    params: z.strictObject({ doc, target: z.string().max(64), file, text: z.string().max(MAX_DOCUMENT) }),
    result: wrote,
    rights: ['file:write'],
    mutates: true,
  }),
  /** Where the last export of that target went, and what stands there now; null: there was none. */
  'export.last': plain({
    params: z.strictObject({ doc, target: z.string().max(64) }),
    result: z
      .object({
        /** May be written to again. */
        file,
        label: z.string(),
        folder: z.string().nullable(),
        /** ms since 1970. */
        at: z.number(),
        /** null: gone, or no text any more. */
        text: z.string().nullable(),
      })
      .nullable(),
    rights: ['file:read'],
  }),
  /** Writes a picture (an SVG that Relata drew) as PDF, with the design inside unless that is null. */
  'export.pdf': plain({
    params: z.strictObject({
      file,
      svg: z.string().max(MAX_DOCUMENT),
      design: z.string().max(MAX_DOCUMENT).nullable(),
    }),
    result: wrote,
    rights: ['file:write'],
    mutates: true,
    timeoutMs: 60_000,
  }),
}
