/** The loopback host: the same page and the same handlers for a normal browser. */
import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'

import { HostFailure } from '../../shared/protocol/errors.ts'
import { dataFolder } from '../services/data-folder.ts'
import { errnoOf } from '../services/file-failure.ts'
import { firstAnswer } from '../services/first-answer.ts'
import { createHost } from '../services/host.ts'
import { forkSession } from '../services/databases/session-process.ts'
import { createHttpServer } from './http-server.ts'
import { watchOwner } from './owner.ts'
import type { Verdict } from './request-policy.ts'
import { createSecrets } from './secrets.ts'
import { createSocketServer } from './socket-server.ts'

const PROJECT = resolve(import.meta.dirname, '..', '..')

interface LoopbackOptions {
  /** Folders that the in-page picker shows; files outside cannot be reached. Default: the document's folder. */
  readonly roots?: readonly string[]
  /** A file to open first. */
  readonly document?: string | null
  /** An example to open first, by name. */
  readonly example?: string | null
  readonly firstRun?: boolean
  /** 0 or absent: any free one. */
  readonly port?: number
  /** The built page. */
  readonly rendererFolder?: string
  readonly dataFolder?: string
  readonly log?: (text: string) => void
  /** Checks answers against the table (tests). */
  readonly validateResults?: boolean
  /** Told of every request and how it was judged (tests). */
  readonly observe?: (path: string, verdict: Verdict) => void
  /** Called when the process that started this one is gone. Default: nothing is watched. */
  readonly onOrphaned?: () => void
}

export interface Loopback {
  /** `http://127.0.0.1:PORT/#code=…`: works once. */
  readonly url: string
  readonly port: number
  /** Another link, for another browser or tab. */
  freshUrl(): string
  /** Open pages. */
  readonly connections: number
  close(): Promise<void>
}

/**
 * Starts serving.
 *
 * @throws NOT_FOUND when the page has not been built, BUSY when the port is taken
 */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const folder = options.rendererFolder ?? join(PROJECT, 'dist', 'renderer')
  if (!existsSync(join(folder, 'index.html'))) {
    throw new HostFailure('NOT_FOUND', 'The page has not been built yet: npm start does it.', { detail: 'renderer' })
  }
  const path = options.document == null ? null : resolve(options.document)
  const launch = { path, example: options.example ?? null, firstRun: options.firstRun ?? false }
  const host = createHost(
    {
      host: 'loopback',
      version: version(),
      dataFolder: options.dataFolder ?? dataFolder(),
      examplesFolder: join(PROJECT, 'examples'),
      spawnSession: () => forkSession(),
      roots: options.roots ?? [path === null ? process.cwd() : dirname(path)],
      takeLaunch: () => launch,
      log: options.log ?? ((text) => console.error(text)),
    },
    { validateResults: options.validateResults ?? false },
  )
  const secrets = createSecrets()
  const sockets = createSocketServer(host.dispatcher, secrets)
  const server = createHttpServer({
    folder,
    secrets,
    sockets,
    first: () => firstAnswer(host.services, path),
    observe: options.observe ?? (() => {}),
  })
  await listen(server, options.port ?? 0)
  const { port } = server.address() as AddressInfo
  const stopWatching = options.onOrphaned === undefined ? () => {} : watchOwner(options.onOrphaned)
  const freshUrl = () => `http://127.0.0.1:${port}/#code=${secrets.newCode()}`
  return {
    url: freshUrl(),
    port,
    freshUrl,
    get connections() {
      return sockets.connections
    },
    async close() {
      stopWatching()
      sockets.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await host.close()
    },
  }
}

function listen(server: ReturnType<typeof createHttpServer>, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (thrown) => {
      const isTaken = errnoOf(thrown) === 'EADDRINUSE' || errnoOf(thrown) === 'EACCES'
      fail(
        isTaken
          ? new HostFailure('BUSY', `Port ${port} cannot be used; choose another one.`, { cause: thrown })
          : thrown,
      )
    })
    server.listen({ host: '127.0.0.1', port, exclusive: true }, done)
  })
}

function version(): string {
  return (JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string }).version
}
