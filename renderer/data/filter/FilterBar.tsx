import { Popover } from '@base-ui/react/popover'
import { Filter, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import type { RowFilter } from '../../../shared/protocol/methods/rows.ts'
import type { TableForm } from '../../../shared/rows/table-form.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import field from '../../ui/Field.module.css'
import popup from '../../ui/Popup.module.css'
import { Select } from '../../ui/Select.tsx'
import { cx } from '../../ui/cx.ts'
import styles from '../DataTab.module.css'
import { filterWords, inputsOf, makeFilter, opsFor } from './filter-words.ts'
import type { FilterColumn, FilterOp } from './filter-words.ts'

/** Which filter is being written: a new one for a column, or one of those that are there. */
export interface FilterDraft {
  readonly column: string
  /** null: a new one. */
  readonly index: number | null
}

interface FilterBarProps {
  readonly columns: readonly FilterColumn[]
  readonly form: TableForm | null
  readonly filters: readonly RowFilter[]
  /** The cursor's column, for a new filter. */
  readonly current: string | null
  readonly draft: FilterDraft | null
  readonly onDraft: (draft: FilterDraft | null) => void
  readonly onChange: (filters: readonly RowFilter[]) => void
}

/** The filters as chips that can be changed and taken away, and the form for another one. */
export function FilterBar({ columns, form, filters, current, draft, onDraft, onChange }: FilterBarProps) {
  const { ui } = useApp()
  /** Opened by its button, which has the focus again when it is given up. Asked for by key, the rows have it. */
  const isByButton = useRef(false)
  const first = columns.find(({ name }) => name === current) ?? columns[0]
  const columnOf = (filter: RowFilter): FilterColumn | undefined => columns.find(({ name }) => name === filter.column)
  function put(filter: RowFilter): void {
    const index = draft?.index ?? null
    onChange(index === null ? [...filters, filter] : filters.map((one, i) => (i === index ? filter : one)))
    isByButton.current = false
    onDraft(null)
    ui.focusOn('rows')
  }
  return (
    <>
      <Popover.Root
        open={draft !== null}
        onOpenChange={(open) => {
          if (open) isByButton.current = true
          else if (!isByButton.current) ui.focusOn('rows')
          onDraft(open && first !== undefined ? { column: draft?.column ?? first.name, index: null } : null)
        }}
      >
        <Popover.Trigger render={<Button small icon={<Filter />} data-icon />}>{t.data.filter}</Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className={popup['positioner']} sideOffset={4} align="start">
            <Popover.Popup
              className={cx(popup['popup'], styles['filterForm'])}
              aria-label={t.data.addFilter}
              finalFocus={() => {
                const isBack = isByButton.current
                isByButton.current = false
                return isBack
              }}
            >
              {draft !== null && (
                <FilterForm
                  key={`${draft.column} ${draft.index}`}
                  columns={columns}
                  column={draft.column}
                  was={draft.index === null ? null : (filters[draft.index] ?? null)}
                  onColumn={(column) => onDraft({ ...draft, column })}
                  onDone={put}
                />
              )}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      {filters.some(({ op }) => op !== 'anywhere') && (
        <ul className={styles['chips']} aria-label={t.data.filters}>
          {filters.map((filter, index) => {
            // It stands in the box that finds.
            if (filter.op === 'anywhere') return null
            const text = filterWords(filter, columnOf(filter), form)
            return (
              <li key={`${index} ${text}`} className={styles['chip']}>
                <button
                  type="button"
                  disabled={filter.op === 'linked'}
                  onClick={() => onDraft({ column: filter.column, index })}
                >
                  {text}
                </button>
                <button
                  type="button"
                  aria-label={t.data.removeFilter(text)}
                  title={t.ui.remove}
                  onClick={() => onChange(filters.filter((_, i) => i !== index))}
                >
                  <X size={12} aria-hidden />
                </button>
              </li>
            )
          })}
          {filters.length > 1 && (
            <li>
              <Button small look="quiet" onClick={() => onChange([])}>
                {t.data.clearFilters}
              </Button>
            </li>
          )}
        </ul>
      )}
    </>
  )
}

interface FilterFormProps {
  readonly columns: readonly FilterColumn[]
  readonly column: string
  readonly was: RowFilter | null
  readonly onColumn: (column: string) => void
  readonly onDone: (filter: RowFilter) => void
}

function FilterForm({ columns, column: name, was, onColumn, onDone }: FilterFormProps) {
  const column = columns.find((one) => one.name === name) ?? columns[0]
  const [op, setOp] = useState<FilterOp>(
    () => was?.op ?? (column === undefined ? 'equals' : (opsFor(column)[0] ?? 'equals')),
  )
  const [text, setText] = useState(() => textOf(was))
  const [upTo, setUpTo] = useState(() => (was !== null && 'to' in was ? String(was.to) : ''))
  const [problem, setProblem] = useState<string | null>(null)
  if (column === undefined) return null
  const ops = opsFor(column)
  const inputs = inputsOf(op)
  const choices = column.rule.choices ?? (column.rule.kind === 'boolean' ? BOOLEANS : null)
  const isChoice = choices !== null && (op === 'equals' || op === 'notEquals')
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (column === undefined) return
    const value = isChoice && text === '' ? String(choices?.[0]?.value ?? '') : text
    const made = makeFilter(column, op, value, upTo)
    if ('problem' in made) setProblem(made.problem)
    else onDone(made.filter)
  }
  return (
    <form className={styles['filterRows']} onSubmit={submit}>
      <Select
        label={t.data.column}
        mono
        value={column.name}
        items={columns.map((one) => ({ value: one.name, label: one.name }))}
        onChange={onColumn}
      />
      <Select
        label={t.data.condition}
        value={op}
        items={ops.map((one) => ({ value: one, label: t.data.ops[one] }))}
        onChange={(next) => setOp(next)}
      />
      {inputs > 0 &&
        (isChoice ? (
          <Select
            label={t.data.value}
            value={text === '' ? String(choices?.[0]?.value ?? '') : text}
            items={(choices ?? []).map(({ value, label }) => ({ value: String(value), label }))}
            onChange={setText}
          />
        ) : (
          <input
            // The form has been opened to type into it.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            className={cx(field['input'], field['mono'])}
            aria-label={t.data.value}
            aria-invalid={problem !== null}
            placeholder={op === 'in' || op === 'notIn' ? t.data.inHint : ''}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setProblem(null)
            }}
          />
        ))}
      {inputs === 2 && (
        <input
          className={cx(field['input'], field['mono'])}
          aria-label={t.data.upTo}
          placeholder={t.data.upTo}
          value={upTo}
          onChange={(event) => setUpTo(event.target.value)}
        />
      )}
      {problem !== null && (
        <p role="alert" className={field['problem']}>
          {problem}
        </p>
      )}
      <Button look="primary" type="submit">
        {was === null ? t.data.addFilter : t.data.setFilter}
      </Button>
    </form>
  )
}

const BOOLEANS = [
  { value: 1, label: 'true' },
  { value: 0, label: 'false' },
]

function textOf(filter: RowFilter | null): string {
  if (filter === null) return ''
  if ('text' in filter) return filter.text
  if ('from' in filter) return String(filter.from ?? '')
  if ('values' in filter) return filter.values.map(String).join(', ')
  if (!('value' in filter)) return ''
  const { value } = filter
  return typeof value === 'object' && value !== null && '$i' in value ? value.$i : String(value ?? '')
}
