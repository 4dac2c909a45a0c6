/** Handlers of `recent.*` and `examples.*`: designs that are offered to be opened. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Handlers } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { newDesign } from './documents.ts'
import { fileFailure } from '../file-failure.ts'
import { diskFile } from '../files/file-targets.ts'
import type { HostServices } from '../host-services.ts'
import type { OpenDesigns } from './open-designs.ts'

const EXAMPLE_SUFFIX = '.relata.json'

type RecentHandlers = Pick<Handlers, Extract<keyof Handlers, `recent.${string}` | `examples.${string}`>>

export function recentHandlers(services: HostServices, { opened }: OpenDesigns): RecentHandlers {
  const { handles, recent, abilities } = services
  return {
    'recent.list': () => recent.list(),

    async 'recent.open'({ id }, { connection }) {
      const path = await recent.pathOf(id)
      if (path === null) throw new HostFailure('NOT_FOUND', 'This file is not in the list any more.')
      return diskFile(services, connection, path, false)
    },

    async 'recent.add'({ doc }, { connection }) {
      const { path } = handles.get(connection, doc)
      if (path !== null) await recent.add(path)
      return null
    },

    async 'recent.forget'({ id }) {
      await recent.forget(id)
      return null
    },

    async 'examples.list'() {
      const names = await readdir(abilities.examplesFolder).catch(() => [])
      const files = names.filter((name) => name.endsWith(EXAMPLE_SUFFIX)).toSorted()
      return files.map((file) => {
        const name = file.slice(0, -EXAMPLE_SUFFIX.length)
        return { name, title: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ') }
      })
    },

    async 'examples.open'({ name }, { connection }) {
      try {
        const text = await readFile(join(abilities.examplesFolder, `${name}${EXAMPLE_SUFFIX}`), 'utf8')
        return opened(connection, newDesign(name), { text, readOnly: false, recovery: null })
      } catch (thrown) {
        throw fileFailure(thrown, name)
      }
    },
  }
}
