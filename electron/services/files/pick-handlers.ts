/** Handlers of `doc.pick*`: the system's file dialogs, where the host has them. */
import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'

import type { Handlers } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { fileFailure } from '../file-failure.ts'
import { diskFile } from './file-targets.ts'
import type { HostServices } from '../host-services.ts'

export function pickHandlers(services: HostServices): Pick<Handlers, `doc.pick${'Open' | 'Folder' | 'Save'}`> {
  const { handles, abilities } = services
  return {
    async 'doc.pickOpen'({ what }, { connection }) {
      if (abilities.dialogs === undefined) throw noDialogs()
      const paths = await abilities.dialogs.pickOpen(what, connection.id)
      return paths?.map((path) => diskFile(services, connection, path, false)) ?? null
    },

    async 'doc.pickFolder'(_, { connection }) {
      if (abilities.dialogs === undefined) throw noDialogs()
      const chosen = await abilities.dialogs.pickFolder(connection.id)
      if (chosen === null) return null
      try {
        const path = await realpath(chosen)
        return { dir: handles.mint(connection, 'dir', { path, root: path }), label: basename(path) }
      } catch (thrown) {
        throw fileFailure(thrown, basename(chosen))
      }
    },

    async 'doc.pickSave'({ name }, { connection }) {
      if (abilities.dialogs === undefined) throw noDialogs()
      const path = await abilities.dialogs.pickSave(name, connection.id)
      return path === null ? null : diskFile(services, connection, path, true)
    },
  }
}

function noDialogs(): HostFailure {
  return new HostFailure('UNSUPPORTED', 'This host has no file dialogs.')
}
