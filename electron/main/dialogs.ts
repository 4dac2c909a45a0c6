/** Native file dialogs. They open where the last one was left: since Electron 43 the default is Downloads. */
import { dialog } from 'electron/main'
import type { BrowserWindow, FileFilter } from 'electron/main'
import { dirname, join } from 'node:path'

import type { Dialogs } from '../services/host-services.ts'
import type { ShellWords } from './shell-words.ts'

type What = Parameters<Dialogs['pickOpen']>[0]

const DESIGN: FileFilter = { name: 'Relata design, models.py', extensions: ['json', 'py'] }
const ANY: FileFilter = { name: 'All files', extensions: ['*'] }
const FILTERS: Readonly<Record<What, FileFilter[]>> = {
  design: [DESIGN, ANY],
  import: [
    {
      name: 'Importable',
      extensions: [
        'py',
        'sqlite',
        'sqlite3',
        'db',
        'gpkg',
        'sql',
        'gz',
        'dbml',
        'prisma',
        'ts',
        'json',
        'ddb',
        'svg',
        'png',
        'pdf',
      ],
    },
    ANY,
  ],
  database: [{ name: 'SQLite database', extensions: ['sqlite', 'sqlite3', 'db', 'gpkg'] }, ANY],
  any: [ANY],
}

/** The words are asked for with each dialog: the page's language may have changed. */
export function createDialogs(
  windowOf: (connection: string) => BrowserWindow | null,
  wordsNow: () => Promise<ShellWords>,
): Dialogs {
  let lastFolder: string | undefined
  return {
    async pickOpen(what, connection) {
      const words = await wordsNow()
      const options = {
        filters: FILTERS[what].map((filter) => ({ ...filter, name: words(filter.name) })),
        properties: what === 'import' ? (['openFile', 'multiSelections'] as const) : (['openFile'] as const),
        ...(lastFolder === undefined ? {} : { defaultPath: lastFolder }),
      }
      const window = windowOf(connection)
      const asked = { ...options, properties: [...options.properties] }
      const { canceled, filePaths } = await (window === null
        ? dialog.showOpenDialog(asked)
        : dialog.showOpenDialog(window, asked))
      const [first] = filePaths
      if (canceled || first === undefined) return null
      lastFolder = dirname(first)
      return filePaths
    },
    // One dialog for files and folders is a folder dialog on Windows and Linux: hence a second one.
    async pickFolder(connection) {
      const options = {
        properties: ['openDirectory' as const],
        ...(lastFolder === undefined ? {} : { defaultPath: lastFolder }),
      }
      const window = windowOf(connection)
      const { canceled, filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options))
      const [first] = filePaths
      if (canceled || first === undefined) return null
      lastFolder = dirname(first)
      return first
    },
    async pickSave(name, connection) {
      const window = windowOf(connection)
      const options = { defaultPath: lastFolder === undefined ? name : join(lastFolder, name) }
      const { canceled, filePath } = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options))
      if (canceled || filePath === '') return null
      lastFolder = dirname(filePath)
      return filePath
    },
  }
}

/** Save, discard or stay? Escape stays. */
export async function askToSave(
  window: BrowserWindow,
  title: string | null,
  words: ShellWords,
): Promise<'save' | 'discard' | 'cancel'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: words('Do you want to save the changes to “{}”?').replace('{}', () => title ?? words('Untitled')),
    detail: words('They are lost otherwise.'),
    buttons: ['Save', 'Don’t Save', 'Cancel'].map(words),
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  })
  return (['save', 'discard', 'cancel'] as const)[response] ?? 'cancel'
}
