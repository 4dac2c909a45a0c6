import { ArrowDown, ArrowUp, Play, SquarePen, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { newId } from '../../../shared/document/ids.ts'
import { rootOf } from '../../../shared/document/records.ts'
import type { SavedQuery } from '../../../shared/document/records.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { t } from '../../texts/texts.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import field from '../../ui/Field.module.css'
import type { Language } from '../preview-state.ts'
import { firstLine } from './first-line.ts'
import styles from './Queries.module.css'

interface DialogProps {
  readonly onClose: () => void
}

/** Saves what stands in the shell; finds, runs, renames, orders and deletes what was saved and run. */
export function QueriesDialog({ onClose }: DialogProps) {
  const { preview, prefs } = useApp()
  const queries = useEditor((s) => s.doc.queries)
  const order = useEditor((s) => rootOf(s.doc).queryOrder)
  const history = useStore(prefs, (s) => s.shellHistory)
  const [wanted, setWanted] = useState('')
  const fits = (...texts: readonly string[]) =>
    texts.some((text) => text.toLowerCase().includes(wanted.trim().toLowerCase()))
  const saved = order.flatMap((id) => queries[id] ?? []).filter(({ name, text }) => fits(name, text))
  const recent = history.toReversed().filter((text) => fits(text))
  const put = (language: Language, text: string): void => {
    preview.setCode(language, text)
    onClose()
  }
  const run = (language: Language, text: string): void => {
    put(language, text)
    void preview.run(text).catch(report)
  }
  return (
    <Dialog open wide onClose={onClose} title={t.preview.queries}>
      <input
        className={field['input']}
        type="search"
        aria-label={t.preview.findQuery}
        placeholder={t.preview.findQuery}
        value={wanted}
        onChange={({ target }) => setWanted(target.value)}
      />
      <SaveForm />
      {saved.length > 0 && <h3 className={styles['heading']}>{t.preview.inDesign}</h3>}
      <ul className={styles['list']}>
        {saved.map((query) => (
          <SavedRow key={query.id} query={query} index={order.indexOf(query.id)} last={order.length - 1}>
            <Use
              name={query.name}
              onPut={() => put(query.language, query.text)}
              onRun={() => run(query.language, query.text)}
            />
          </SavedRow>
        ))}
      </ul>
      {recent.length > 0 && <h3 className={styles['heading']}>{t.preview.recent}</h3>}
      <ul className={styles['list']}>
        {recent.map((text) => (
          <li key={text} className={styles['row']}>
            <code className={styles['text']} title={text}>
              {firstLine(text)}
            </code>
            <Use
              name={firstLine(text)}
              onPut={() => put(preview.getState().language, text)}
              onRun={() => run(preview.getState().language, text)}
            />
          </li>
        ))}
      </ul>
      {saved.length === 0 && recent.length === 0 && <p>{wanted === '' ? t.preview.noQueries : t.ui.nothingFound}</p>}
    </Dialog>
  )
}

/** Names what stands in the shell and keeps it in the design. */
function SaveForm() {
  const { preview, editor } = useApp()
  const isLocked = useEditor((s) => s.readOnly !== null)
  const language = useStore(preview, (s) => s.language)
  const text = useStore(preview, (s) => s.code[s.language].trim())
  const [name, setName] = useState<string | null>(null)
  if (text === '') return null
  const given = (name ?? firstLine(text)).trim()
  return (
    <form
      className={styles['row']}
      onSubmit={(event) => {
        event.preventDefault()
        editor.dispatch('query.save', { id: newId('query'), name: given, language, text })
        setName(null)
      }}
    >
      <input
        className={field['input']}
        aria-label={t.preview.queryName}
        value={name ?? firstLine(text)}
        onChange={({ target }) => setName(target.value)}
      />
      <Button type="submit" look="primary" disabled={isLocked || given === ''}>
        {t.preview.save}
      </Button>
    </form>
  )
}

interface UseProps {
  readonly name: string
  readonly onPut: () => void
  readonly onRun: () => void
}

function Use({ name, onPut, onRun }: UseProps) {
  return (
    <>
      <IconButton small label={t.preview.useQuery(name)} icon={<SquarePen />} onClick={onPut} />
      <IconButton small label={t.preview.runQuery(name)} icon={<Play />} onClick={onRun} />
    </>
  )
}

interface SavedRowProps {
  readonly query: SavedQuery
  readonly index: number
  readonly last: number
  readonly children: ReactNode
}

function SavedRow({ query, index, last, children }: SavedRowProps) {
  const { editor } = useApp()
  const isLocked = useEditor((s) => s.readOnly !== null)
  const { id, name, text, language } = query
  const move = (to: number): void => void editor.dispatch('query.move', { id, index: to })
  return (
    <li className={styles['row']}>
      <span className={styles['name']}>
        <DraftInput
          label={t.preview.renameQuery(firstLine(text))}
          value={name}
          disabled={isLocked}
          check={(next) => (next.trim() === '' ? t.preview.needsName : null)}
          onCommit={(next) => void editor.dispatch('query.rename', { id, name: next })}
        />
        <code className={styles['text']} title={text}>
          {language === 'sql' ? `SQL: ${firstLine(text)}` : firstLine(text)}
        </code>
      </span>
      {children}
      <IconButton
        small
        label={t.preview.queryUp(name)}
        icon={<ArrowUp />}
        disabled={isLocked || index === 0}
        onClick={() => move(index - 1)}
      />
      <IconButton
        small
        label={t.preview.queryDown(name)}
        icon={<ArrowDown />}
        disabled={isLocked || index === last}
        onClick={() => move(index + 1)}
      />
      <IconButton
        small
        label={t.preview.deleteQuery(name)}
        icon={<Trash2 />}
        disabled={isLocked}
        onClick={() => void editor.dispatch('query.delete', { id })}
      />
    </li>
  )
}
