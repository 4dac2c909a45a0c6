/** Handlers of `app.*`, `prefs.*` and `shell.*`. */
import type { Handlers } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import { diskFile } from './files/file-targets.ts'
import type { HostServices } from './host-services.ts'

type AppHandlers = Pick<Handlers, Extract<keyof Handlers, `app.${string}` | `prefs.${string}` | `shell.${string}`>>

const NOTHING = { path: null, example: null, firstRun: false }

export function appHandlers(services: HostServices): AppHandlers {
  const { abilities, handles, preferences, sessions } = services
  return {
    'app.info': () => ({
      version: abilities.version,
      host: abilities.host,
      platform: process.platform,
      node: process.versions.node,
      sqlite: sessions.sqliteVersion,
      features: hostFeatures(services),
    }),

    'app.launch'(_, { connection }) {
      const launch = abilities.takeLaunch?.(connection.id) ?? NOTHING
      const document = launch.path === null ? null : diskFile(services, connection, launch.path, false)
      return { document, example: launch.example, firstRun: launch.firstRun }
    },

    'app.setState'({ title, dirty, doc, disabled }, { connection }) {
      const path = doc === null ? null : handles.get(connection, doc).path
      abilities.setWindowState?.(connection.id, { title, dirty, path, disabled })
      return null
    },

    'app.closeReply'({ token, proceed }, { connection }) {
      abilities.closeReply?.(connection.id, token, proceed)
      return null
    },

    'prefs.get': () => preferences.get(),
    'prefs.set': ({ patch }) => preferences.set(patch),

    async 'shell.openExternal'({ url }) {
      if (!isHarmlessUrl(url)) throw new HostFailure('DENIED', 'Only web and mail addresses can be opened.')
      if (abilities.openExternal === undefined) throw new HostFailure('UNSUPPORTED', 'The browser opens links itself.')
      await abilities.openExternal(url)
      return null
    },
  }
}

/** An address that may leave the program: it is parsed, not matched, since only the parser knows its scheme. */
export function isHarmlessUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return (protocol === 'https:' && username === '' && password === '') || protocol === 'mailto:'
}

export function hostFeatures({ abilities }: Pick<HostServices, 'abilities'>): string[] {
  return [
    ...(abilities.dialogs === undefined ? [] : ['nativeDialogs']),
    ...(abilities.setWindowState === undefined ? [] : ['nativeMenus']),
    ...(abilities.openExternal === undefined ? [] : ['externalLinks']),
    ...(abilities.roots.length === 0 ? [] : ['folders']),
  ]
}
