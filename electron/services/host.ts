/** A host: all handlers over one set of services, behind the dispatcher. Electron, loopback, CLI and tests use it. */
import { createDispatcher } from '../../shared/protocol/dispatcher.ts'
import type { Dispatcher } from '../../shared/protocol/dispatcher.ts'
import { RIGHTS } from '../../shared/protocol/method.ts'
import type { Right } from '../../shared/protocol/method.ts'
import { appHandlers, hostFeatures } from './app-handlers.ts'
import { docHandlers } from './documents/doc-handlers.ts'
import { exportHandlers } from './files/export-handlers.ts'
import { fileHandlers } from './files/file-handlers.ts'
import { folderHandlers } from './files/folder-handlers.ts'
import { createHostServices } from './host-services.ts'
import type { HostAbilities, HostServices } from './host-services.ts'
import { importHandlers } from './files/import-handlers.ts'
import { createOpenDesigns } from './documents/open-designs.ts'
import { pickHandlers } from './files/pick-handlers.ts'
import { recentHandlers } from './documents/recent-handlers.ts'
import { recoveryHandlers } from './documents/recovery-handlers.ts'
import { rowsHandlers } from './databases/rows-handlers.ts'
import { sqlHandlers } from './databases/sql-handlers.ts'

export interface Host {
  readonly dispatcher: Dispatcher
  readonly services: HostServices
  /** Ends every session process. */
  close(): Promise<void>
}

const PAGE_RIGHTS: ReadonlySet<Right> = new Set(RIGHTS.filter((right) => right !== 'session'))

interface HostOptions {
  /** Checks answers against the table (tests). */
  readonly validateResults?: boolean
}

export function createHost(abilities: HostAbilities, options: HostOptions = {}): Host {
  const services = createHostServices(abilities)
  const designs = createOpenDesigns(services)
  const handlers = {
    ...appHandlers(services),
    ...docHandlers(services, designs),
    ...pickHandlers(services),
    ...recoveryHandlers(services, designs),
    ...recentHandlers(services, designs),
    ...folderHandlers(services),
    ...fileHandlers(services),
    ...importHandlers(services),
    ...exportHandlers(services),
    ...rowsHandlers(services),
    ...sqlHandlers(services),
  }
  const dispatcher = createDispatcher(handlers, {
    host: abilities.host,
    features: hostFeatures(services),
    rights: PAGE_RIGHTS,
    validateResults: options.validateResults ?? false,
    log(error, method, cause) {
      if (error.code !== 'INTERNAL' && error.code !== 'CRASHED') return
      abilities.log?.(
        `${error.ref} ${method}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
      )
    },
  })
  return {
    dispatcher,
    services,
    async close() {
      services.recovery.stop()
      await services.sessions.close()
    },
  }
}
