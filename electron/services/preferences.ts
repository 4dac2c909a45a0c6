/** The user's settings: whatever the page keeps under short keys. */
import { join } from 'node:path'

import type { Json } from '../../shared/protocol/json.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import { createJsonFile } from './json-file.ts'

export type Preferences = { readonly [key: string]: Json }

/** More than this is no preference. */
const MAX_BYTES = 256 * 1024

export function createPreferences(folder: string) {
  const file = createJsonFile<Preferences>(join(folder, 'preferences.json'), (raw) => (isRecord(raw) ? raw : {}))
  return {
    get: () => file.read(),
    /** Sets keys; null removes one. */
    set(patch: Preferences) {
      return file.update((before) => {
        const entries = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null)
        const after = Object.fromEntries(entries)
        if (JSON.stringify(after).length > MAX_BYTES) throw new HostFailure('RESOURCE', 'Too much to remember.')
        return after
      })
    },
  }
}

function isRecord(raw: unknown): raw is Preferences {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}
