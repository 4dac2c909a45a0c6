/**
 * Handles stand for what the user chose: 128 random bits minted by the host, bound to one connection.
 * The page never sees a path, so a script that got into it can touch only what the user opened.
 */
import { z } from 'zod'

/** `doc` an open design · `file` a file on disk or an upload · `dir` a folder · `sql` an open database. */
export type HandleKind = 'doc' | 'file' | 'dir' | 'sql'

declare const brand: unique symbol
export type Handle<Kind extends HandleKind = HandleKind> = string & { readonly [brand]: Kind }

/** Validator of a handle of the kind; whether it exists and is yours is the host's to say. */
export function handleSchema<Kind extends HandleKind>(kind: Kind): z.ZodType<Handle<Kind>> {
  const schemas: z.ZodType<string> = z.string().regex(new RegExp(`^${kind}_[0-9a-f]{32}$`))
  return schemas as unknown as z.ZodType<Handle<Kind>>
}

/** A fresh handle from 16 random bytes. */
export function handleFrom<Kind extends HandleKind>(kind: Kind, random: Uint8Array): Handle<Kind> {
  if (random.length !== 16) throw new Error('A handle needs 16 random bytes')
  const hex = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${kind}_${hex}` as Handle<Kind>
}
