import { useState } from 'react'
import { useStore } from 'zustand'
import type { CallResult } from '../../../shared/protocol/methods.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { CellProblem } from '../../../shared/rows/parse-cell.ts'
import { parseCell } from '../../../shared/rows/parse-cell.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { pickToOpen } from '../../host/picker/pick-file.tsx'
import { uploadFile } from '../../host/picker/upload-file.ts'
import { inWords, t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from '../DataTab.module.css'
import { problemWords } from '../changes/problem-words.ts'
import type { DataColumn, TableView } from '../rows/table-view.ts'
import { useDataStore } from '../use-data.ts'
import { guessColumns, missingColumns } from './column-map.ts'
import { Progress } from './Progress.tsx'

interface Chosen {
  readonly file: Handle<'file'>
  readonly seen: CallResult<'rows.inspect'>
  readonly map: readonly (string | null)[]
}

interface ImportDialogProps {
  readonly table: string
  readonly view: TableView
  readonly onClose: () => void
}

/** A file's rows into the table: which column goes where, what does not fit, all or none. */
export function ImportDialog({ table, view, onClose }: ImportDialogProps) {
  const { client, preview } = useApp()
  const store = useDataStore()
  const session = useStore(preview, (s) => s.session)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [onError, setOnError] = useState<'stop' | 'skip'>('stop')
  const [running, setRunning] = useState<{
    readonly done: number
    readonly total: number | null
    readonly abort: AbortController
  } | null>(null)
  const [result, setResult] = useState<CallResult<'rows.import'> | null>(null)
  const columns = view.all.filter((column) => column.kind === 'data')

  async function choose(file: Handle<'file'>): Promise<void> {
    if (session === null) return
    const seen = await client.call('rows.inspect', { session, file })
    setResult(null)
    setChosen({ file, seen, map: guessColumns(seen.columns, columns) })
  }
  async function pick(): Promise<void> {
    const [picked] = (await pickToOpen(client, 'any')) ?? []
    if (picked !== undefined) await choose(picked.file)
  }
  async function start(): Promise<void> {
    if (session === null || chosen === null) return
    const abort = new AbortController()
    setRunning({ done: 0, total: null, abort })
    try {
      const given = chosen.map.flatMap((name, from) => {
        const column = columns.find((one) => one.name === name)
        return column === undefined ? [] : [{ from, column: column.name, rule: column.rule }]
      })
      const done = await client.call(
        'rows.import',
        { session, table, file: chosen.file, columns: given, onError },
        { signal: abort.signal, onProgress: (read, total) => setRunning({ done: read, total, abort }) },
      )
      setResult(done)
      if (!done.applied) return
      store.noteApplied({
        changes: [{ table, inserted: done.rows, updated: 0, deleted: 0 }],
        undo: done.undo,
        isUndone: false,
      })
      await preview.countTables(session)
      if (done.refused === 0) onClose()
    } finally {
      setRunning(null)
    }
  }
  const missing = chosen === null ? [] : missingColumns(chosen.map, columns)
  const isMapped = chosen?.map.some((name) => name !== null) === true
  return (
    <Dialog
      open
      wide
      onClose={() => {
        running?.abort.abort()
        onClose()
      }}
      title={chosen === null ? t.data.importRows : t.data.importing.title(chosen.seen.label, table)}
      text={t.data.importing.text}
      footer={
        running === null ? (
          <>
            <Button onClick={onClose}>{result?.applied === true ? t.ui.close : t.ui.cancel}</Button>
            {chosen !== null && result?.applied !== true && (
              <Button look="primary" disabled={!isMapped} onClick={() => void start().catch(report)}>
                {t.data.importing.start}
              </Button>
            )}
          </>
        ) : (
          <Button onClick={() => running.abort.abort()}>{t.ui.cancel}</Button>
        )
      }
    >
      {running !== null && <Progress label={t.data.importRows} done={running.done} total={running.total} />}
      {running === null && result !== null && <Outcome result={result} />}
      {running === null && result?.applied !== true && (
        <div className={styles['importing']}>
          <div className={styles['pick']}>
            <Button onClick={() => void pick().catch(report)}>{t.data.pickFile}</Button>
            <label className={styles['upload']}>
              {t.data.uploadFile}
              <input
                type="file"
                className="visually-hidden"
                accept=".csv,.tsv,.txt,.json"
                onChange={(event) => {
                  const [file] = event.target.files ?? []
                  if (file === undefined) return
                  uploadFile(client, file)
                    .then((uploaded) => choose(uploaded.file))
                    .catch(report)
                }}
              />
            </label>
          </div>
          {chosen !== null && (
            <>
              <Mapping chosen={chosen} columns={columns} onMap={(map) => setChosen({ ...chosen, map })} />
              {chosen.seen.encoding === 'windows-1252' && <p role="status">{t.data.importing.letters}</p>}
              {!chosen.seen.canUndo && <p role="status">{t.data.importing.noUndo(chosen.seen.estimate)}</p>}
              {missing.length > 0 && <p role="status">{t.data.importing.missing(missing)}</p>}
              <Select
                label={t.data.importing.onError}
                value={onError}
                items={(['stop', 'skip'] as const).map((value) => ({
                  value,
                  label: t.ui.labelled(t.data.importing.onError, t.data.importing.onErrors[value]),
                }))}
                onChange={setOnError}
              />
            </>
          )}
        </div>
      )}
    </Dialog>
  )
}

interface MappingProps {
  readonly chosen: Chosen
  readonly columns: readonly DataColumn[]
  readonly onMap: (map: readonly (string | null)[]) => void
}

const LEFT_OUT = ''

function Mapping({ chosen, columns, onMap }: MappingProps) {
  const { seen, map } = chosen
  const items = [
    { value: LEFT_OUT, label: t.data.importing.leaveOut },
    ...columns.filter(({ page }) => !page.generated).map(({ name }) => ({ value: name, label: name })),
  ]
  return (
    <table className={styles['mapping']}>
      <thead>
        <tr>
          <th scope="col">{t.data.importing.from}</th>
          <th scope="col">{t.data.importing.to}</th>
          <th scope="col">{t.data.importing.first}</th>
        </tr>
      </thead>
      <tbody>
        {seen.columns.map((name, index) => {
          const rule = columns.find((column) => column.name === map[index])?.rule
          return (
            <tr key={`${index} ${name}`}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <Select
                  small
                  mono
                  label={t.ui.labelled(name, t.data.importing.to)}
                  value={map[index] ?? LEFT_OUT}
                  items={items}
                  onChange={(next) =>
                    onMap(
                      map.map((one, i) =>
                        i === index ? (next === LEFT_OUT ? null : next) : one === next ? null : one,
                      ),
                    )
                  }
                />
              </td>
              <td className={styles['samples']}>
                {seen.rows.slice(0, 4).map((row, i) => {
                  const text = row[index] ?? null
                  const parsed = rule === undefined ? null : parseCell(text, rule)
                  const problem = parsed !== null && 'problem' in parsed ? problemWords(parsed.problem) : undefined
                  return (
                    <code key={i} data-wrong={problem !== undefined} title={problem}>
                      {text === null ? t.data.null : text.slice(0, 24)}
                    </code>
                  )
                })}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Outcome({ result }: { readonly result: CallResult<'rows.import'> }) {
  const { applied, rows, refused, problems } = result
  return (
    <div role="status">
      <p>{applied ? t.data.importing.done(rows, refused) : t.data.importing.refused(refused)}</p>
      <ul className={styles['problems']}>
        {problems.map(({ line, column, value, problem }, index) => (
          <li key={index}>
            <strong>{t.data.importing.line(line, column)}</strong> {wordsOf(problem)}
            {value !== null && <code> {value}</code>}
          </li>
        ))}
        {refused > problems.length && <li>{t.data.importing.andMore(refused - problems.length)}</li>}
      </ul>
    </div>
  )
}

/** `database`: what SQLite refused, in words already. */
function wordsOf(problem: unknown): string {
  const { code, message } = problem as { readonly code: string; readonly message?: string }
  return code === 'database' ? inWords(message ?? '') : problemWords(problem as CellProblem)
}
