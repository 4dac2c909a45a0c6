import { Tabs } from '@base-ui/react/tabs'
import { Undo2 } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import dock from '../../app/Dock.module.css'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { ScrollText } from '../../ui/ScrollText.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { t } from '../../texts/texts.ts'
import { Grid } from '../../data/Grid.tsx'
import { PathBar } from './PathBar.tsx'
import { PlanTab } from '../plan/PlanTab.tsx'
import type { Answer } from '../preview-state.ts'
import type { RanSql, ShownResult, ShownStatement } from './read-item.ts'
import { CodeTab } from './CodeTab.tsx'
import { Examples } from '../examples/Examples.tsx'
import { ImpactTab } from '../impact/ImpactTab.tsx'
import { Printed } from './Printed.tsx'
import styles from '../PreviewPanel.module.css'
import type { Rows } from '../../data/rows/rows.ts'

/** Tabs that SQL has no answer for. */
const ORM_TABS: ReadonlySet<string> = new Set(['code', 'impact'])

/** What a script may have too much of. */
const STOPPED: ReadonlySet<string> = new Set(['steps', 'depth', 'time', 'size'])

/** What came back: rows, values, output, errors; the SQL beside it; how long it took. */
export function Results() {
  const { preview } = useApp()
  const answer = useStore(preview, (s) => s.answer)
  const running = useStore(preview, (s) => s.running)
  const [tab, setTab] = useState('result')
  if (answer === null) {
    return (
      <Empty title={t.preview.firstTitle} text={t.preview.firstText}>
        <Examples />
        <Keys keys="Mod+Enter" />
      </Empty>
    )
  }
  const statements = answer.statements.flatMap(({ sql }) => sql)
  const shown = answer.language === 'sql' && ORM_TABS.has(tab) ? 'result' : tab
  return (
    <Tabs.Root className={styles['results']} value={shown} onValueChange={(next) => setTab(String(next))}>
      <div className={styles['bar']}>
        <Tabs.List className={dock['tabs']} aria-label={t.preview.results}>
          <Tabs.Tab className={dock['tab']} value="result">
            {t.preview.result}
          </Tabs.Tab>
          <Tabs.Tab className={dock['tab']} value="sql">
            SQL
            {statements.length > 1 && <span className={dock['count']}>{statements.length}</span>}
          </Tabs.Tab>
          {answer.language === 'orm' && (
            <Tabs.Tab className={dock['tab']} value="code">
              {t.preview.code}
            </Tabs.Tab>
          )}
          <Tabs.Tab className={dock['tab']} value="plan">
            {t.plan.tab}
          </Tabs.Tab>
          {answer.language === 'orm' && (
            <Tabs.Tab className={dock['tab']} value="impact">
              {t.impact.tab}
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Facts answer={answer} since={running?.since ?? null} />
      </div>
      <Queue dropped={answer.dropped} />
      <Changes {...answer} />
      <PathBar travelled={answer.travelled} />
      <Tabs.Panel className={styles['body']} value="result">
        <Result answer={answer} isRunning={running !== null} />
      </Tabs.Panel>
      <Tabs.Panel className={styles['body']} value="sql">
        <SqlList statements={statements} />
      </Tabs.Panel>
      <Tabs.Panel className={styles['body']} value="code">
        <CodeTab statements={answer.statements} />
      </Tabs.Panel>
      <Tabs.Panel className={styles['body']} value="plan">
        <PlanTab statements={statements} />
      </Tabs.Panel>
      <Tabs.Panel className={styles['body']} value="impact">
        <ImpactTab code={answer.code} />
      </Tabs.Panel>
    </Tabs.Root>
  )
}

function Facts({ answer, since }: { readonly answer: Answer; readonly since: number | null }) {
  const only = answer.statements.length === 1 ? answer.statements[0]?.result : undefined
  const rows = only?.kind === 'rows' && answer.error === null ? <RowCount rows={only.rows} /> : null
  const time = since !== null ? <Elapsed since={since} /> : answer.ms === null ? null : <>{t.preview.took(answer.ms)}</>
  return (
    <span className={styles['facts']} role="status">
      {rows}
      {time !== null && (
        <span className={styles['took']}>
          {rows === null ? '' : ' · '}
          {time}
        </span>
      )}
    </span>
  )
}

/** Code that waits for the end of what runs, or that was dropped with it. */
function Queue({ dropped }: Pick<Answer, 'dropped'>) {
  const { preview } = useApp()
  const waiting = useStore(preview, (s) => s.waiting)
  if (waiting === null && !dropped) return null
  return (
    <div className={styles['changes']} role="status">
      <span>{waiting === null ? t.preview.notRun : t.preview.waits(firstLineOf(waiting.text))}</span>
    </div>
  )
}

function firstLineOf(code: string): string {
  const [first = ''] = code.trim().split('\n')
  return first.length > 60 ? `${first.slice(0, 60)}…` : first
}

/** What the run did to the rows, and whether they stay so. */
function Changes({ committed, changes, undo }: Answer) {
  if (changes.length === 0) return null
  const text = t.preview.changed(changes)
  return (
    <div className={styles['changes']} role="status">
      <span>{committed ? t.preview.kept(text) : t.preview.takenBack(text)}</span>
      {undo && <UndoRun />}
    </div>
  )
}

function UndoRun() {
  const { preview } = useApp()
  const undo = async (): Promise<void> => {
    notify({ title: t.preview.undone(t.preview.changed(await preview.undoRun())) })
  }
  return (
    <Button small look="quiet" icon={<Undo2 />} onClick={() => void undo().catch(report)}>
      {t.preview.undoRun}
    </Button>
  )
}

function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250)
    return () => clearInterval(timer)
  }, [])
  return <>{t.preview.running(now - since)}</>
}

function RowCount({ rows }: { readonly rows: Rows }) {
  const { count, truncated } = useSyncExternalStore(rows.subscribe, rows.state)
  return <>{t.preview.rowCount(count, truncated)}</>
}

function Result({ answer, isRunning }: { readonly answer: Answer; readonly isRunning: boolean }) {
  const { statements, error } = answer
  const [only] = statements
  // A statement that gives and prints nothing is not worth a line, nor are the columns of one that failed before a row came.
  const isBare = ({ result }: ShownStatement): boolean =>
    result.kind === 'nothing' || (error !== null && result.kind === 'rows' && result.rows.state().count === 0)
  const shown = statements.filter((one) => !isBare(one) || one.printed !== undefined)
  const isRows = only?.result.kind === 'rows' && only.result.text === undefined && only.printed === undefined
  if (error === null && statements.length === 1 && only?.result.kind === 'rows' && isRows) {
    return (
      <div className={styles['fill']}>
        <Grid key={answer.code} rows={only.result.rows} label={t.preview.result} />
      </div>
    )
  }
  return (
    <>
      {answer.echoed > 0 && <p className={styles['note']}>{t.preview.echoed(answer.echoed)}</p>}
      {shown.map((statement, index) => (
        <Statement
          key={index}
          statement={statement}
          isAlone={shown.length === 1 && error === null}
          isLast={!isRunning && index === shown.length - 1}
        />
      ))}
      {error !== null && (
        <div ref={intoView} className={styles['error']} role="alert">
          <p className={styles['errorTitle']}>
            {STOPPED.has(error.detail ?? '') ? t.preview.stopped : t.errors.codes[error.code]}
          </p>
          <p>
            {error.message}
            {error.at !== undefined && ` ${t.preview.at(error.at.line, error.at.col)}`}
          </p>
        </div>
      )}
      {!isRunning && error === null && shown.length === 0 && <p className={styles['value']}>{t.preview.nothing}</p>}
    </>
  )
}

interface StatementProps {
  readonly statement: ShownStatement
  readonly isAlone: boolean
  readonly isLast: boolean
}

function Statement({ statement, isAlone, isLast }: StatementProps) {
  const { line, printed, result, sql } = statement
  return (
    <section className={styles['statement']}>
      {!isAlone && <header>{t.preview.line(line)}</header>}
      {printed !== undefined && <Printed text={printed} />}
      <OneResult result={result} isLast={isLast} />
      {!isAlone && sql.length > 0 && (
        <details className={styles['sqlOf']}>
          <summary>{t.preview.sqlOf(sql.length)}</summary>
          <SqlList statements={sql} />
        </details>
      )}
    </section>
  )
}

function OneResult({ result, isLast }: { readonly result: ShownResult; readonly isLast: boolean }) {
  if (result.kind === 'rows') {
    const { count } = result.rows.state()
    return (
      <>
        {result.text !== undefined && <pre className={styles['value']}>{result.text}</pre>}
        <div className={styles['block']} style={{ height: `min(14rem, ${(count + 1) * 26 + 18}px)` }}>
          <Grid rows={result.rows} label={t.preview.result} />
        </div>
      </>
    )
  }
  if (result.kind === 'error') {
    return (
      <div ref={isLast ? intoView : null} className={styles['error']} role="alert">
        <p className={styles['errorTitle']}>{result.type}</p>
        <p>{result.message}</p>
        {result.type === 'NameError' && <NameHint />}
        {result.blocking.length > 0 && (
          <ul>
            {result.blocking.map((one) => (
              <li key={one}>
                <code>{one}</code>
              </li>
            ))}
          </ul>
        )}
      </div>
    )
  }
  if (result.kind === 'changes') return <p className={styles['value']}>{t.preview.changes(result.changes)}</p>
  return result.kind === 'value' ? <pre className={styles['value']}>{result.text}</pre> : null
}

/** Names of the run before are gone, unless changes are kept: rows that were taken back would still have them. */
function NameHint() {
  const { preview } = useApp()
  const write = useStore(preview, (s) => s.write)
  return <p className={styles['hint']}>{write ? t.preview.namesKept : t.preview.namesFresh}</p>
}

function SqlList({ statements: shown }: { readonly statements: readonly RanSql[] }) {
  if (shown.length === 0) return <p className={styles['value']}>{t.preview.noSql}</p>
  return shown.map(({ text, params }, index) => (
    <ScrollText key={index} className={styles['sql']} label="SQL">
      {text}
      {params.length > 0 && (
        <span className={styles['sqlParams']}>{`\n-- ${params.map((one) => JSON.stringify(one)).join(', ')}`}</span>
      )}
    </ScrollText>
  ))
}

/** The error that ended a script must not be missed below many results. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
