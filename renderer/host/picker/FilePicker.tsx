import { ChevronRight, File, Folder } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import field from '../../ui/Field.module.css'
import { t } from '../../texts/texts.ts'
import { ask } from '../ask.tsx'
import { entriesIn, walkEntries } from './entry-keys.ts'
import styles from './FilePicker.module.css'
import type { PickRequest, PickWhat } from './pick-file.tsx'
import { useFolders } from './use-folders.ts'
import type { FolderEntry, FolderPlace } from './use-folders.ts'

const ENDINGS: Record<PickWhat, RegExp> = {
  design: /\.(relata\.json|json|py)$/i,
  import: /\.(py|sqlite3?|db3?|gpkg|sql|ddl|dump|dbml|prisma|m?ts|json)$/i,
  database: /\.(sqlite3?|db)$/i,
  any: /./,
  // Shown, so that a person sees what is in the folder; only the folder can be chosen.
  folder: /\.py$/i,
}

function titleOf({ mode, what }: PickRequest): string {
  if (mode === 'save') return t.files.saveTitle
  if (what === 'folder') return t.files.folderTitle
  return what === 'import' ? t.files.importTitle : t.files.openTitle
}

export function FilePicker({ request }: { readonly request: PickRequest }) {
  const { client, mode, what, answer } = request
  const folders = useFolders(client)
  const { here, entries, isBusy, problem, attempt } = folders
  const [name, setName] = useState(request.name)
  const list = useRef<HTMLUListElement>(null)
  const nameBox = useRef<HTMLInputElement>(null)
  const begin = useBeginning(entries, mode, list, nameBox)

  function enter(entry: FolderEntry): void {
    if (here === undefined || isBusy) return
    void attempt(async () => {
      if (entry.kind === 'dir') {
        const opened = await client.call('dir.openDir', { dir: here.dir, name: entry.name })
        folders.setTrail((before) => [...before, opened])
      } else if (mode === 'save') setName(entry.name)
      else answer([await client.call('dir.openFile', { dir: here.dir, name: entry.name })])
    })
  }

  function save(): void {
    if (here === undefined || name.trim() === '') return
    void attempt(async () => {
      const made = await client.call('dir.createFile', { dir: here.dir, name: name.trim() })
      if (made.exists && !(await mayReplace(made.label))) return
      answer([made])
    })
  }

  function openFolder(dir: Handle<'dir'>): void {
    request.openFolder?.(dir)
    answer(null)
  }

  const isNamed = name.trim() !== '' && here !== undefined
  return (
    <Dialog
      open
      wide
      onClose={() => answer(null)}
      title={titleOf(request)}
      {...(what === 'import' ? { text: t.files.importText } : {})}
      begin={begin}
      footer={
        <>
          {mode === 'open' && request.openFolder !== undefined && here !== undefined && (
            <Button look={what === 'folder' ? 'primary' : 'plain'} onClick={() => openFolder(here.dir)}>
              {t.files.openFolder}
            </Button>
          )}
          <Button onClick={() => answer(null)}>{t.ui.cancel}</Button>
          {mode === 'save' && (
            <Button look="primary" disabled={!isNamed} onClick={save}>
              {t.ui.save}
            </Button>
          )}
        </>
      }
    >
      <Trail trail={folders.trail} roots={folders.roots} onGo={folders.setTrail} />
      {problem !== '' && (
        <p role="alert" className={field['problem']}>
          {problem}
        </p>
      )}
      <ul ref={list} className={styles['list']} aria-label={t.files.contents} aria-busy={isBusy}>
        {entries === null && problem === '' && <li className={styles['empty']}>{t.ui.loading}</li>}
        {entries !== null && (
          <Entries
            entries={entries.filter(({ kind, name }) => kind === 'dir' || mode === 'save' || ENDINGS[what].test(name))}
            isChoosable={({ kind }) => what !== 'folder' || kind === 'dir'}
            onKeyDown={(event) => walkEntries(event, list.current)}
            onEnter={enter}
          />
        )}
      </ul>
      {mode === 'save' && (
        <label className={styles['nameRow']}>
          <span>{t.files.fileName}</span>
          <input
            ref={nameBox}
            onFocus={({ target }) => selectStem(target)}
            className={field['input']}
            value={name}
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && save()}
          />
        </label>
      )}
    </Dialog>
  )
}

/**
 * The folder's contents come after the dialog: the keyboard begins in them, or in the name that is to be given.
 *
 * @returns where it begins once the dialog is open
 */
function useBeginning(
  entries: readonly FolderEntry[] | null,
  mode: PickRequest['mode'],
  list: RefObject<HTMLElement | null>,
  nameBox: RefObject<HTMLElement | null>,
): () => HTMLElement | null {
  const hasBegun = useRef(false)
  useLayoutEffect(() => {
    // Not opened yet: then it begins where the dialog is told to.
    if (entries === null || !hasBegun.current) return
    const at = document.activeElement
    // With the list of the folder before went the entry that had the focus.
    const isLost = at === null || at === document.body || at.matches('[data-modal]')
    if (mode === 'open' || isLost) entriesIn(list.current)[0]?.focus()
  }, [entries, mode, list])
  return () => {
    hasBegun.current = true
    return mode === 'save' ? nameBox.current : (entriesIn(list.current)[0] ?? null)
  }
}

interface TrailProps {
  readonly trail: readonly FolderPlace[]
  readonly roots: readonly FolderPlace[]
  readonly onGo: (trail: readonly FolderPlace[]) => void
}

/** The way to the folder, and the other places where one may begin. */
function Trail({ trail, roots, onGo }: TrailProps) {
  return (
    <nav className={styles['trail']} aria-label={t.files.folder}>
      {trail.map((place, index) => (
        <span key={place.dir} className={styles['crumb']}>
          {index > 0 && <ChevronRight size={14} aria-hidden />}
          <Button look="quiet" small onClick={() => onGo(trail.slice(0, index + 1))}>
            {place.label}
          </Button>
        </span>
      ))}
      {roots.length > 1 && (
        <span className={styles['roots']}>
          {roots.map((root) => (
            <Button key={root.dir} look="quiet" small onClick={() => onGo([root])}>
              {root.label}
            </Button>
          ))}
        </span>
      )}
    </nav>
  )
}

interface EntriesProps {
  readonly entries: readonly FolderEntry[]
  readonly isChoosable: (entry: FolderEntry) => boolean
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onEnter: (entry: FolderEntry) => void
}

function Entries({ entries, isChoosable, onKeyDown, onEnter }: EntriesProps) {
  if (entries.length === 0) return <li className={styles['empty']}>{t.files.emptyFolder}</li>
  return entries.map((entry) => (
    <li key={entry.name}>
      <button
        type="button"
        className={styles['entry']}
        disabled={!isChoosable(entry)}
        onKeyDown={onKeyDown}
        onClick={() => onEnter(entry)}
      >
        {entry.kind === 'dir' ? <Folder size={16} aria-hidden /> : <File size={16} aria-hidden />}
        <span className={styles['name']}>{entry.name}</span>
        <span className={styles['facts']}>{entry.kind === 'dir' ? t.files.folder : t.files.size(entry.bytes)}</span>
        <span className={styles['facts']}>{t.files.date(entry.modified)}</span>
      </button>
    </li>
  ))
}

/** The name without its endings, ready to be typed over. */
function selectStem(box: HTMLInputElement): void {
  const dot = box.value.indexOf('.')
  box.setSelectionRange(0, dot < 0 ? box.value.length : dot)
}

async function mayReplace(label: string): Promise<boolean> {
  const choice = await ask({
    title: t.files.replaceTitle(label),
    text: t.files.replaceText,
    buttons: [
      { value: 'cancel', label: t.ui.cancel },
      { value: 'replace', label: t.files.replace, look: 'danger' },
    ],
  })
  return choice === 'replace'
}
