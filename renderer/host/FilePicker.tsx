import { ChevronRight, File, Folder } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { isFailure } from '../../shared/protocol/errors.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import field from '../ui/Field.module.css'
import { t } from '../texts/texts.ts'
import { ask } from './ask.tsx'
import styles from './FilePicker.module.css'
import type { PickRequest, PickWhat } from './pick-file.tsx'

interface Place {
  readonly dir: Handle<'dir'>
  readonly label: string
}
interface Entry {
  readonly name: string
  readonly kind: 'dir' | 'file'
  readonly bytes: number
  readonly modified: number
}

const ENDINGS: Record<PickWhat, RegExp> = {
  design: /\.(relata\.json|json|py)$/i,
  import: /\.(py|sqlite3?|db3?|gpkg|sql|ddl|dump|dbml|prisma|m?ts|json)$/i,
  database: /\.(sqlite3?|db)$/i,
  any: /./,
  // Shown, so that a person sees what is in the folder; only the folder can be chosen.
  folder: /\.py$/i,
}

export function FilePicker({ request }: { readonly request: PickRequest }) {
  const { client, mode, what, answer } = request
  const [trail, setTrail] = useState<readonly Place[]>([])
  const [roots, setRoots] = useState<readonly Place[] | null>(null)
  const [listed, setListed] = useState<{ readonly dir: string; readonly entries: readonly Entry[] } | null>(null)
  const [name, setName] = useState(request.name)
  const [problem, setProblem] = useState('')
  const here = trail.at(-1)
  // The folder before stays to be seen until the next one is read: a list that goes takes the focus with it.
  const entries = listed === null ? null : listed.entries
  const isBusy = listed !== null && listed.dir !== here?.dir

  useEffect(() => {
    client
      .call('dir.roots', {})
      .then((found) => {
        setRoots(found)
        setTrail(found.slice(0, 1))
      })
      .catch((thrown: unknown) => setProblem(wordsOf(thrown)))
  }, [client])

  useEffect(() => {
    if (here === undefined) return
    client
      .call('dir.list', { dir: here.dir })
      .then(({ entries: found }) => setListed({ dir: here.dir, entries: found }))
      .catch((thrown: unknown) => setProblem(wordsOf(thrown)))
  }, [client, here])

  const list = useRef<HTMLUListElement>(null)
  const nameBox = useRef<HTMLInputElement>(null)
  const hasBegun = useRef(false)
  // The folder's contents come after the dialog: the keyboard begins in them, or in the name that is to be given.
  useLayoutEffect(() => {
    // Not opened yet: then it begins where `begin` says.
    if (entries === null || !hasBegun.current) return
    const at = document.activeElement
    // With the list of the folder before went the entry that had the focus.
    const isLost = at === null || at === document.body || at.matches('[data-modal]')
    if (mode === 'open' || isLost) entriesIn(list.current)[0]?.focus()
  }, [entries, mode])

  function begin(): HTMLElement | null {
    hasBegun.current = true
    return mode === 'save' ? nameBox.current : (entriesIn(list.current)[0] ?? null)
  }

  async function enter(entry: Entry): Promise<void> {
    if (here === undefined || isBusy) return
    setProblem('')
    try {
      if (entry.kind === 'dir') {
        const opened = await client.call('dir.openDir', { dir: here.dir, name: entry.name })
        setTrail((before) => [...before, opened])
      } else if (mode === 'save') setName(entry.name)
      else answer([await client.call('dir.openFile', { dir: here.dir, name: entry.name })])
    } catch (thrown) {
      setProblem(wordsOf(thrown))
    }
  }

  function openFolder(dir: Handle<'dir'>): void {
    request.openFolder?.(dir)
    answer(null)
  }

  async function save(): Promise<void> {
    if (here === undefined || name.trim() === '') return
    try {
      const made = await client.call('dir.createFile', { dir: here.dir, name: name.trim() })
      if (made.exists && !(await mayReplace(made.label))) return
      answer([made])
    } catch (thrown) {
      setProblem(wordsOf(thrown))
    }
  }

  const shown = (entries ?? []).filter(
    (entry) => entry.kind === 'dir' || mode === 'save' || ENDINGS[what].test(entry.name),
  )
  const footer =
    mode === 'open' ? (
      <>
        {request.openFolder !== undefined && here !== undefined && (
          <Button look={what === 'folder' ? 'primary' : 'plain'} onClick={() => openFolder(here.dir)}>
            {t.files.openFolder}
          </Button>
        )}
        <Button onClick={() => answer(null)}>{t.ui.cancel}</Button>
      </>
    ) : (
      <>
        <Button onClick={() => answer(null)}>{t.ui.cancel}</Button>
        <Button look="primary" disabled={name.trim() === '' || here === undefined} onClick={() => void save()}>
          {t.ui.save}
        </Button>
      </>
    )

  return (
    <Dialog
      open
      wide
      onClose={() => answer(null)}
      title={what === 'folder' ? t.files.folderTitle : mode === 'open' ? t.files.openTitle : t.files.saveTitle}
      footer={footer}
      begin={begin}
    >
      <nav className={styles['trail']} aria-label={t.files.folder}>
        {trail.map((place, index) => (
          <span key={place.dir} className={styles['crumb']}>
            {index > 0 && <ChevronRight size={14} aria-hidden />}
            <Button look="quiet" small onClick={() => setTrail(trail.slice(0, index + 1))}>
              {place.label}
            </Button>
          </span>
        ))}
        {roots !== null && roots.length > 1 && (
          <span className={styles['roots']}>
            {roots.map((root) => (
              <Button key={root.dir} look="quiet" small onClick={() => setTrail([root])}>
                {root.label}
              </Button>
            ))}
          </span>
        )}
      </nav>
      {problem !== '' && (
        <p role="alert" className={field['problem']}>
          {problem}
        </p>
      )}
      <ul ref={list} className={styles['list']} aria-label={t.files.contents} aria-busy={isBusy}>
        {entries === null && problem === '' && <li className={styles['empty']}>{t.ui.loading}</li>}
        {entries !== null && shown.length === 0 && <li className={styles['empty']}>{t.files.emptyFolder}</li>}
        {shown.map((entry) => (
          <li key={entry.name}>
            <button
              type="button"
              className={styles['entry']}
              disabled={what === 'folder' && entry.kind === 'file'}
              onKeyDown={(event) => walk(event, list.current)}
              onClick={() => void enter(entry)}
            >
              {entry.kind === 'dir' ? <Folder size={16} aria-hidden /> : <File size={16} aria-hidden />}
              <span className={styles['name']}>{entry.name}</span>
              <span className={styles['facts']}>
                {entry.kind === 'dir' ? t.files.folder : t.files.size(entry.bytes)}
              </span>
              <span className={styles['facts']}>{t.files.date(entry.modified)}</span>
            </button>
          </li>
        ))}
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
            onKeyDown={(event) => event.key === 'Enter' && void save()}
          />
        </label>
      )}
    </Dialog>
  )
}

/** The name without its endings, ready to be typed over. */
function selectStem(box: HTMLInputElement): void {
  const dot = box.value.indexOf('.')
  box.setSelectionRange(0, dot < 0 ? box.value.length : dot)
}

function entriesIn(list: HTMLElement | null): readonly HTMLButtonElement[] {
  return [...(list?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])]
}

/** Arrows, Home and End go along the entries; a letter to the next one that begins with it. */
function walk(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const all = entriesIn(list)
  const at = all.indexOf(document.activeElement as HTMLButtonElement)
  const to = placeAfter(event.key, at, all)
  if (to === undefined) return
  event.preventDefault()
  to.focus()
}

function placeAfter(key: string, at: number, all: readonly HTMLButtonElement[]): HTMLButtonElement | undefined {
  if (key === 'ArrowDown') return all[Math.min(all.length - 1, at + 1)]
  if (key === 'ArrowUp') return all[Math.max(0, at - 1)]
  if (key === 'Home') return all[0]
  if (key === 'End') return all.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const behind = [...all.slice(at + 1), ...all.slice(0, at + 1)]
  return behind.find((entry) => entry.textContent.toLowerCase().startsWith(key.toLowerCase()))
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

function wordsOf(thrown: unknown): string {
  return isFailure(thrown) ? thrown.message : String(thrown)
}
