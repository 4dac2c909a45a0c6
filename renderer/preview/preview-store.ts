/**
 * The preview: the design's own database behind the host, the shell's code, what ran and what came back. Put together
 * from the database (`database/`) and the runs of the shell (`shell/preview-runs.ts`).
 */
import { createStore } from 'zustand/vanilla'
import type { Client } from '../../shared/protocol/client.ts'
import type { CompiledStore } from '../state/compiled-store.ts'
import type { EditorStore } from '../state/editor-store.ts'
import type { FilesStore } from '../host/files-store.ts'
import type { PrefsStore } from '../app/prefs.ts'
import { allowChanges } from './database/foreign-file.ts'
import { createPreviewDatabase } from './database/preview-database.ts'
import { createRuns } from './shell/preview-runs.ts'
import { CLOSED } from './preview-state.ts'
import type { Language, PreviewState } from './preview-state.ts'
import { releaseAnswer } from './answer/release-answer.ts'
import { createFilling } from './database/sample-filling.ts'

interface PreviewParts {
  readonly client: Client
  readonly editor: EditorStore
  readonly compiled: CompiledStore
  readonly files: Pick<FilesStore, 'getState' | 'subscribe'>
  readonly prefs: PrefsStore
}

export function createPreview({ client, editor, compiled, files, prefs }: PreviewParts) {
  const store = createStore<PreviewState>(() => CLOSED)
  const { getState, setState } = store
  store.subscribe((now, before) => releaseAnswer(before.answer, now.answer))
  const database = createPreviewDatabase({ store, client, editor, compiled, files })
  const { sync, tryAgain, noteTrouble, countTables, take, runOnFile } = database
  return {
    ...store,
    sync,
    tryAgain,
    noteTrouble,
    ...createRuns({ store, client, compiled, prefs, database }),
    ...createFilling({ store, client, database }),
    setLanguage: (language: Language) => setState({ language }),
    /** What the user typed. */
    typed: (language: Language, text: string) => setState((s) => ({ code: { ...s.code, [language]: text } })),
    /** Puts code into the shell from outside. */
    setCode: (language: Language, text: string) =>
      setState((s) => ({ language, code: { ...s.code, [language]: text }, codeVersion: s.codeVersion + 1 })),
    setWrite: (write: boolean) => setState({ write }),
    /** Asks, copies the file, and opens it for writing. */
    allowChanges: () => allowChanges({ client, store, take }),
    runOnFile,
    /** Other parts of the page have changed rows. */
    countTables,
    async reset(): Promise<void> {
      const { session } = getState()
      if (session === null) return
      await client.call('sql.reset', { session })
      await countTables(session)
    },
  }
}

export type Preview = ReturnType<typeof createPreview>
