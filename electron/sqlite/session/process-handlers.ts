/** What a session process answers about itself and whole files: opening, copies, imports, a design's Python files. */
import { flushCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

import type { HandlersOf } from '../../../shared/protocol/dispatcher.ts'
import { rollbackMode } from '../design/import-tools.ts'
import { isSampleDatabase } from '../database/known-schema.ts'
import { openDatabase } from '../database/open-database.ts'
import type { SessionMethods } from './session-methods.ts'
import type { SessionState } from './session-state.ts'
import { sqlFailure } from '../statements/sql-failure.ts'
import { warmUp } from './warm-up.ts'

type ProcessMethods = Pick<SessionMethods, Extract<keyof SessionMethods, `session.${string}`>>

export function processHandlers(session: SessionState): HandlersOf<ProcessMethods> {
  return {
    'session.open': (request) =>
      session.inTurn(() => {
        const [version] = session.open(request).prepare('SELECT sqlite_version()').raw().get() as [string]
        return { sqlite: version }
      }),

    'session.warm': ({ nativeBinding }) =>
      session.inTurn(async () => {
        // Somebody waits for this process already.
        if (session.isOpen()) return null
        await warmUp(nativeBinding)
        // The next thing asked of it may be an import: that is half of what a small one costs.
        await import('../design/import-design.ts')
        // Of a million rows' first export it was an eighth.
        await import('../rows/files/export-rows.ts')
        const { warmImport } = await import('./warm-import.ts')
        if (session.waiting() === 0) await warmImport()
        // These processes are killed, and what was compiled would only be written at an orderly end.
        flushCompileCache()
        return null
      }),

    'session.isOurs': (request) =>
      session.inTurn(() => {
        const db = openDatabase(request)
        try {
          return isSampleDatabase(db)
        } finally {
          db.close()
        }
      }),

    'session.snapshot': (request) =>
      session.inTurn(() => {
        const db = openDatabase(request)
        try {
          return rollbackMode(db.serialize())
        } finally {
          db.close()
        }
      }),

    'session.backup': ({ path, always = false }) =>
      session.inTurn(() => {
        const db = session.database()
        if (!always && isSampleDatabase(db)) return null
        try {
          // Never a copy of the file itself, which may be in the middle of something.
          db.prepare('VACUUM INTO ?').run(path)
        } catch (thrown) {
          throw sqlFailure(thrown)
        }
        return { path }
      }),

    'session.design': (inputs) =>
      session.inTurn(() => {
        for (const input of inputs) session.design.update(input)
        return null
      }),

    'session.import': (request, call) =>
      session.inTurn(async () => {
        spareTheOptimizer(request.files)
        return (await import('../design/import-design.ts')).importDesign(request, call)
      }),

    'session.onto': (request) =>
      session.inTurn(async () => (await import('../design/design-onto.ts')).designOnto(request)),
  }
}

/** Larger scripts gain by what the optimizer does, bytes. */
const WORTH_OPTIMIZING = 8 * 1024 * 1024

/**
 * An import runs through much code once and its process ends with it: what the optimizing compiler makes of that, on its
 * own thread, comes too late and costs a fifth of the processor's time (1,000 tables: 495 ms with it, 405 without).
 */
function spareTheOptimizer(files: readonly { readonly bytes: Uint8Array }[]): void {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size < WORTH_OPTIMIZING) setFlagsFromString('--no-opt')
}
