/** Handler of `import.run`: files that were chosen, read by a session process of their own. */
import { stat } from 'node:fs/promises'

import type { Handlers, PlainCall } from '../../../shared/protocol/dispatcher.ts'
import { MAX_IMPORT, labelOf, readContents } from './file-contents.ts'
import type { FileContents } from './file-contents.ts'
import { fileFailure } from '../file-failure.ts'
import type { FileTarget, HostServices } from '../host-services.ts'
import { copyOfWalFile, isWalFile, removeCopy } from '../databases/wal-file.ts'

type ImportHandlers = Pick<Handlers, Extract<keyof Handlers, `import.${string}`>>

export function importHandlers(services: HostServices): ImportHandlers {
  const { handles, abilities, sessions } = services
  return {
    async 'import.run'({ files, from, app, dialect }, call) {
      const nativeBinding = abilities.nativeBinding ?? null
      const sources = await Promise.all(
        files.map(async (file) => {
          const target = handles.get(call.connection, file)
          return (await readWalFile(services, target, call)) ?? readContents(target)
        }),
      )
      const request = { files: sources, from, app, dialect, nativeBinding }
      const { importer, text, diagnostics, placed } = await sessions.once('session.import', request, call)
      return { importer, text, diagnostics, placed }
    },
  }
}

/** A database in WAL mode as its readers see it, with what stands in the log only; null: any other file. */
async function readWalFile(
  { abilities, sessions }: HostServices,
  target: FileTarget,
  call: PlainCall,
): Promise<FileContents | null> {
  if (target.at !== 'disk' || !(await isWalFile(target.path).catch(() => false))) return null
  const copy = await copyOfWalFile(target.path, abilities.dataFolder)
  try {
    const { size } = await stat(target.path)
    if (size > MAX_IMPORT) return null
    const request = {
      path: copy ?? target.path,
      mode: 'read' as const,
      create: false,
      nativeBinding: abilities.nativeBinding ?? null,
    }
    return { path: labelOf(target), bytes: await sessions.once('session.snapshot', request, call) }
  } catch (thrown) {
    throw fileFailure(thrown, labelOf(target))
  } finally {
    if (copy !== null) await removeCopy(copy)
  }
}
