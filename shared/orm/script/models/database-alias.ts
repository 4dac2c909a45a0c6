/** Names of databases that scripts give: there is one. */
import { pyError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { str } from '../text.ts'
import type { Value } from '../values.ts'

/** @throws PyError ConnectionDoesNotExist for any name but `default`; null stands for the default */
export function knownAlias(alias: Value, rt: Runtime): void {
  if (alias === null || alias === 'default') return
  throw pyError('ConnectionDoesNotExist', `The connection '${str(alias, rt)}' doesn't exist.`)
}
