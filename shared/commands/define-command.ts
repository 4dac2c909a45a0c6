/**
 * A command is everything known about one kind of edit: its name for people, its parameters, what it
 * changes. Menus, palette, keyboard, fixes, tests and the history panel read the registry.
 *
 * Adding one: a file here, one line in `registry.ts`.
 */
import type { z } from 'zod'
import type { ErDocument } from '../document/records.ts'
import type { Patch } from '../history/patch.ts'

export interface Command<Type extends string = string, Params = never> {
  /** `model.rename`: what it works on, what it does. */
  readonly type: Type
  /** For menus and the history panel: `Rename model`. */
  readonly label: string
  /** Parameters, validated where a command comes from outside (a fix, a script, the host). */
  readonly params: z.ZodType<Params>
  /**
   * The change, computed from the document alone. An edit that cannot be done (a model that is not
   * there) throws `CommandError`; an edit that changes nothing returns [].
   */
  apply(doc: ErDocument, params: Params): Patch
  /** Successive commands with the same key are one undo step (typing, dragging). Default: none. */
  mergeKey?(params: Params): string | null
}

export function defineCommand<Type extends string, Params>(command: Command<Type, Params>): Command<Type, Params> {
  return command
}

/** The edit asks for something that the document does not have; the text is fit to be shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** The record, or a CommandError that names it. */
export function required<T>(record: T | undefined, what: string): T {
  if (record === undefined) throw new CommandError(`${what} is not in this design any more.`)
  return record
}
