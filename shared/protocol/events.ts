/** What the host says unasked. */
import { z } from 'zod'

import { handleSchema } from './handles.ts'

export const EVENTS = {
  /** The file of an open design was changed, replaced or removed by someone else. */
  'doc.changed': z.object({
    doc: handleSchema('doc'),
    change: z.enum(['changed', 'deleted']),
    etag: z.string().nullable(),
  }),
  /** A file arrived from the system (open with, second start, drop on the icon): open it. */
  'app.open': z.object({ file: handleSchema('file'), label: z.string() }),
  /** A native menu item: run the action of this id. */
  'app.action': z.object({ id: z.string() }),
  /** The window wants to close; save if the user said so, then call `app.closeReply`. */
  'app.closing': z.object({ token: z.string(), save: z.boolean() }),
  /** The session's process was replaced; answers of older generations are void. */
  'sql.reset': z.object({
    session: handleSchema('sql'),
    generation: z.int(),
    reason: z.enum(['cancelled', 'deadline', 'memory', 'crashed']),
  }),
  /** The session's process could not be brought back; close it. */
  'sql.lost': z.object({ session: handleSchema('sql'), message: z.string() }),
} satisfies Record<string, z.ZodType>

export type Topic = keyof typeof EVENTS
export type EventOf<T extends Topic> = z.output<(typeof EVENTS)[T]>
