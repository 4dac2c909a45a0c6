import { Plus, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { allRows, readBatch } from '../../../shared/protocol/column-batch.ts'
import { toFailure } from '../../../shared/protocol/errors.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import type { RanSql } from '../answer/read-item.ts'
import { wireParams } from '../shell/run-code.ts'
import { missingIndexes, tableOf } from './missing-index.ts'
import type { MissingIndex } from './missing-index.ts'
import styles from './PlanTab.module.css'
import { planWords } from './plan-words.ts'
import { readPlan } from './read-plan.ts'
import type { PlanRow, PlanStep } from './read-plan.ts'

/** How SQLite goes about each query: what it reads, by which index, and which index it misses. */
export function PlanTab({ statements }: { readonly statements: readonly RanSql[] }) {
  const shown = statements.filter(({ text }) => !/^\s*(SAVEPOINT|RELEASE|ROLLBACK)\b/i.test(text))
  if (shown.length === 0) return <p className={styles['note']}>{t.plan.none}</p>
  return shown.map((sql, index) => <QueryPlan key={`${index} ${sql.text}`} sql={sql} isAlone={shown.length === 1} />)
}

function QueryPlan({ sql, isAlone }: { readonly sql: RanSql; readonly isAlone: boolean }) {
  const schema = useCompiled((s) => s.schema)
  const plan = usePlan(sql)
  if (typeof plan === 'string') return <p className={styles['note']}>{plan}</p>
  const missing = missingIndexes(plan, sql.text, schema)
  return (
    <section className={styles['plan']}>
      {!isAlone && (
        <p className={styles['sql']}>
          <code>{sql.text}</code>
        </p>
      )}
      <Steps steps={plan} sql={sql.text} />
      {missing.map((one) => (
        <Missing key={`${one.table.name} ${one.column}`} missing={one} />
      ))}
    </section>
  )
}

/** The plan, or what stands in its place. */
function usePlan(sql: RanSql): readonly PlanStep[] | string {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  // Other tables or indexes make another plan.
  const tables = useStore(preview, (s) => s.tables)
  const [plan, setPlan] = useState<readonly PlanStep[] | string>(t.plan.asking)
  const isQuery = /^\s*(SELECT|WITH|VALUES)\b/i.test(sql.text)
  useEffect(() => {
    const params = wireParams(sql.params)
    if (session === null || params === null || !isQuery) return
    const abort = new AbortController()
    const rows: PlanRow[] = []
    client
      .call(
        'sql.query',
        { session, sql: `EXPLAIN QUERY PLAN ${sql.text}`, params },
        {
          signal: abort.signal,
          onItem({ batch }) {
            for (const [id, parent, , detail] of allRows(readBatch(batch)))
              rows.push({ id: Number(id), parent: Number(parent), detail: String(detail) })
          },
        },
      )
      .then(() => setPlan(readPlan(rows)))
      .catch((thrown: unknown) => {
        const failure = toFailure(thrown)
        if (failure.code !== 'CANCELLED') setPlan(failure.message)
      })
    return () => abort.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, session, sql, isQuery, tables])
  return isQuery ? plan : t.plan.changes
}

function Steps({ steps, sql }: { readonly steps: readonly PlanStep[]; readonly sql: string }) {
  return (
    <ol className={styles['steps']}>
      {steps.map((step, index) => (
        <Step key={index} step={step} sql={sql} />
      ))}
    </ol>
  )
}

function Step({ step, sql }: { readonly step: PlanStep; readonly sql: string }) {
  const { preview } = useApp()
  const schema = useCompiled((s) => s.schema)
  const tables = useStore(preview, (s) => s.tables)
  const table = step.table === null ? undefined : tableOf(step.table, sql, schema)
  const rows = tables?.find(({ name }) => name === table?.name)?.rows ?? null
  const cost = t.plan.costs[step.cost]
  return (
    <li className={styles['step']}>
      <span className={styles['line']}>
        {cost !== '' && (
          <span className={styles['cost']} data-cost={step.cost}>
            {cost}
          </span>
        )}
        <span className={styles['words']}>{planWords(step, table?.name ?? step.table ?? '', rows)}</span>
        <code className={styles['detail']}>{step.detail}</code>
      </span>
      {step.children.length > 0 && <Steps steps={step.children} sql={sql} />}
    </li>
  )
}

/** The hint, and the command that adds the index to the drawing. */
function Missing({ missing: { table, column } }: { readonly missing: MissingIndex }) {
  const { editor, compiled } = useApp()
  const isLocked = useEditor((s) => s.readOnly !== null)
  const field = table.columns.find(({ name }) => name === column)
  const model = compiled.getState().resolution.models.get(table.model)
  const id = model?.id ?? null
  const by = field?.field ?? null
  const isOurs = id !== null && by !== null && editor.getState().doc.models[id]?.external !== true
  return (
    <div className={styles['missing']} role="note">
      <TriangleAlert size={14} aria-hidden />
      <span>{t.plan.missing(table.name, column)}</span>
      {isOurs && (
        <Button
          small
          icon={<Plus />}
          disabled={isLocked}
          onClick={() => editor.dispatch('index.add', { model: id, fields: [{ by, descending: false }] })}
        >
          {t.plan.addIndex(model?.name ?? '', field?.fieldName ?? column)}
        </Button>
      )}
    </div>
  )
}
