import { Search, X } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RowFilter } from '../../../shared/protocol/methods/rows.ts'
import type { TableForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { IconButton } from '../../ui/Button.tsx'
import field from '../../ui/Field.module.css'
import styles from '../columns/Columns.module.css'
import type { TableView } from '../rows/table-view.ts'

interface FindBoxProps {
  readonly view: TableView
  readonly form: TableForm | null
  readonly filters: readonly RowFilter[]
  /** Goes up when the keyboard asks for it. */
  readonly asked: number
  readonly onFilters: (filters: readonly RowFilter[]) => void
  /** Back to the rows. */
  readonly onLeave: () => void
}

/** After the last keystroke, ms: a million rows are walked through for each. */
const WAIT_MS = 250

/** Rows that have the text in any of their columns, or in what their foreign keys are called. */
export function FindBox({ view, form, filters, asked, onFilters, onLeave }: FindBoxProps) {
  const now = foundText(filters)
  const [text, setText] = useState(now)
  const [isOpen, setOpen] = useState(now !== '')
  const input = useRef<HTMLInputElement>(null)
  const seen = useRef(asked)
  useEffect(() => {
    if (asked === seen.current) return
    seen.current = asked
    if (input.current === null) open()
    else takeKeys(input.current)
  }, [asked])
  /** What is typed next is for the box: it has the focus as soon as it is there. */
  const isWanted = useRef(false)
  function open(): void {
    isWanted.current = true
    setOpen(true)
  }
  const take = useCallback((element: HTMLInputElement | null) => {
    input.current = element
    if (element === null || !isWanted.current) return
    isWanted.current = false
    takeKeys(element)
  }, [])
  const find = useRef<(wanted: string) => void>(() => {})
  useEffect(() => {
    find.current = (wanted) => {
      const others = filters.filter(({ op }) => op !== 'anywhere')
      const filter = wanted === '' ? null : findFilter(view, form, wanted)
      onFilters(filter === null ? others : [...others, filter])
    }
  })
  useEffect(() => {
    if (text === now) return
    const timer = setTimeout(() => find.current(text), WAIT_MS)
    return () => clearTimeout(timer)
    // Taken away elsewhere, it is not asked for again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text])
  useEffect(() => {
    // Another view of the table; whoever is typing is ahead of it.
    if (document.activeElement !== input.current) setText(now)
  }, [now])
  function close(): void {
    setOpen(false)
    setText('')
    if (now !== '') find.current('')
    onLeave()
  }
  if (!isOpen) {
    return <IconButton small label={t.columns.search.label} keys="Mod+F" icon={<Search />} onClick={open} />
  }
  return (
    <span className={styles['find']} role="search">
      <input
        ref={take}
        className={field['input']}
        aria-label={t.columns.search.label}
        placeholder={t.columns.search.placeholder}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault()
            close()
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault()
            if (text !== now) find.current(text)
            onLeave()
          }
        }}
      />
      <IconButton small label={t.ui.close} icon={<X />} onClick={close} />
    </span>
  )
}

function takeKeys(input: HTMLInputElement): void {
  input.focus()
  input.select()
}

/** What is being looked for; '': nothing. */
export function foundText(filters: readonly RowFilter[]): string {
  const filter = filters.find(({ op }) => op === 'anywhere')
  return filter !== undefined && 'text' in filter ? filter.text : ''
}

/** Blobs are no text. null: the table has no other columns. */
function findFilter(view: TableView, form: TableForm | null, text: string): RowFilter | null {
  const columns = view.all.flatMap((one) => (one.kind === 'data' && one.rule.kind !== 'blob' ? [one.name] : []))
  const [first] = columns
  if (first === undefined) return null
  const called = [...(form?.columns.values() ?? [])].flatMap(({ name, target }) =>
    target === null
      ? []
      : [{ column: name, table: target.table, key: target.key, labels: [...target.labels].slice(0, 8) }],
  )
  return { op: 'anywhere', column: first, columns: columns.slice(0, 2000), called: called.slice(0, 200), text }
}
