import { createStore } from 'zustand/vanilla'
import type { Handle } from '../../shared/protocol/handles.ts'
import type { OpenedDocument, SourceChanges } from '../../shared/protocol/methods/doc.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { Places } from './design/keep-places.ts'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'

/** What a design's file is called at its end. */
export const FILE_ENDING = '.relata.json'

export interface RecentFile {
  readonly id: string
  readonly label: string
  readonly folder: string | null
  readonly missing: boolean
}

interface FilesState {
  readonly doc: Handle<'doc'> | null
  /** File name, or `Untitled`. */
  readonly label: string
  readonly folder: string | null
  /** null: the design has no file yet. */
  readonly etag: string | null
  readonly saving: boolean
  readonly recent: readonly RecentFile[]
  readonly recoveries: readonly Recovery[]
  /** What the last import or open said, until it is dismissed. */
  readonly report: FileReport | null
  /** The models.py that the design was read from and can be written back onto; null: none. */
  readonly source: PythonSource | null
  /** The Python files that a save writes onto; null: the design has a format of its own. */
  readonly onto: OpenedDocument['source'] | null
  /** Where the places go that Python files have no room for; null: the design keeps them itself. */
  readonly places: Places | null
  /** The database file that the design was drawn from; null: none. The preview runs on it. */
  readonly database: DatabaseFile | null
  readonly review: Review | null
  /** An import that runs; null: none does. */
  readonly importing: Importing | null
  readonly conflict: { readonly theirs: string | null } | null
}

export interface DatabaseFile {
  readonly file: Handle<'file'>
  readonly label: string
  /** false: it came through the page, and has no place that could be written. */
  readonly onDisk: boolean
}

export interface PythonFile {
  readonly path: string
  /** As it was read. */
  readonly text: string
  /** As we know it to be on disk. */
  readonly onDisk: string
  /** Where the user said it may be written; null: not asked yet. */
  readonly target: Handle<'file'> | null
}

export interface PythonSource {
  readonly files: readonly PythonFile[]
  /** What was read from the files: edits are what differs from it. */
  readonly original: ErDocument
}

/** What a save would change, shown before it does, or because the user asked. */
export interface Review {
  readonly changes: SourceChanges
  /** Shown before a save. */
  readonly asks: boolean
  readonly answer: (save: boolean) => void
}

export interface Recovery {
  readonly id: string
  readonly label: string
  readonly folder: string | null
  readonly at: number
  readonly fileIsNewer: boolean
}

export interface Importing {
  readonly label: string
  /** Milliseconds since 1970. */
  readonly since: number
  readonly done: number
  /** null: not known. */
  readonly total: number | null
  readonly stop: () => void
}

export interface FileReport {
  readonly title: string
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
}

export function createFilesStore() {
  return createStore<FilesState>(() => ({
    doc: null,
    label: '',
    folder: null,
    etag: null,
    saving: false,
    recent: [],
    recoveries: [],
    report: null,
    source: null,
    onto: null,
    places: null,
    database: null,
    review: null,
    importing: null,
    conflict: null,
  }))
}

export type FilesStore = ReturnType<typeof createFilesStore>
