/** What all handlers share: one of each service, and the host's own abilities. */
import type { HostKind } from '../../shared/protocol/frames.ts'
import type { OpenDesign } from './documents/documents.ts'
import { createKeptSteps } from './documents/kept-steps.ts'
import { createDatabaseLinks } from './databases/database-links.ts'
import { createLastExports } from './files/last-exports.ts'
import { createFolderWatch } from './files/folder-watch.ts'
import type { FolderWatch } from './files/folder-watch.ts'
import { createHandleStore } from './handle-store.ts'
import type { HandleStore } from './handle-store.ts'
import { createPreferences } from './preferences.ts'
import { createRecentFiles } from './documents/recent-files.ts'
import { createRecovery } from './documents/recovery.ts'
import type { Recovery } from './documents/recovery.ts'
import type { SqlSession } from './databases/sql-session.ts'
import { createSessionPool } from './databases/session-pool.ts'
import type { SessionPool, SpawnSession } from './databases/session-pool.ts'

/** A file on disk that the user chose. */
interface DiskFile {
  readonly at: 'disk'
  readonly path: string
  /** Chosen as a place to write to. */
  readonly mayWrite: boolean
}
/** Bytes that came through the page; they exist here only. */
export interface Upload {
  readonly at: 'memory'
  readonly name: string
  readonly pieces: Uint8Array[]
  bytes: number
}
export type FileTarget = DiskFile | Upload

export interface FolderTarget {
  readonly path: string
  /** Nothing outside it is ever shown or opened. */
  readonly root: string
}

interface HostTargets {
  readonly doc: OpenDesign
  readonly file: FileTarget
  readonly dir: FolderTarget
  readonly sql: SqlSession
}

export interface Dialogs {
  /** null: dismissed. */
  pickOpen(what: 'design' | 'import' | 'database' | 'any', connection: string): Promise<readonly string[] | null>
  /** A folder that exists. */
  pickFolder(connection: string): Promise<string | null>
  pickSave(name: string, connection: string): Promise<string | null>
}

export interface WindowState {
  readonly title: string
  readonly dirty: boolean
  readonly path: string | null
  readonly disabled: readonly string[]
}

/** What one host can do that others cannot; whatever is missing answers UNSUPPORTED. */
export interface HostAbilities {
  readonly host: HostKind
  readonly version: string
  readonly dataFolder: string
  /** Holds `<name>.relata.json`. */
  readonly examplesFolder: string
  readonly spawnSession: SpawnSession
  /** The compiled SQLite addon, where it does not lie in node_modules. */
  readonly nativeBinding?: string
  /** Font files for PDFs, where they do not lie in node_modules. */
  readonly fontsFolder?: string
  /** Folders that the in-page picker may show. */
  readonly roots: readonly string[]
  readonly dialogs?: Dialogs
  openExternal?(url: string): Promise<void>
  /** What the window of this connection is to show; asked once. */
  takeLaunch?(connection: string): Launch
  setWindowState?(connection: string, state: WindowState): void
  closeReply?(connection: string, token: string, proceed: boolean): void
  /** A file was opened or saved: for the system's own list. */
  noteRecent?(path: string): void
  log?(text: string): void
}

export interface Launch {
  readonly path: string | null
  readonly example: string | null
  readonly firstRun: boolean
}

export interface HostServices {
  readonly abilities: HostAbilities
  readonly handles: HandleStore<HostTargets>
  readonly watch: FolderWatch
  readonly recovery: Recovery
  readonly keptSteps: ReturnType<typeof createKeptSteps>
  readonly lastExports: ReturnType<typeof createLastExports>
  readonly links: ReturnType<typeof createDatabaseLinks>
  readonly recent: ReturnType<typeof createRecentFiles>
  readonly preferences: ReturnType<typeof createPreferences>
  readonly sessions: SessionPool
}

export function createHostServices(abilities: HostAbilities): HostServices {
  return {
    abilities,
    handles: createHandleStore<HostTargets>(),
    watch: createFolderWatch(),
    recovery: createRecovery(abilities.dataFolder),
    keptSteps: createKeptSteps(abilities.dataFolder),
    lastExports: createLastExports(abilities.dataFolder),
    links: createDatabaseLinks(abilities.dataFolder),
    recent: createRecentFiles(abilities.dataFolder),
    preferences: createPreferences(abilities.dataFolder),
    sessions: createSessionPool(abilities.spawnSession, { nativeBinding: abilities.nativeBinding ?? null }),
  }
}
