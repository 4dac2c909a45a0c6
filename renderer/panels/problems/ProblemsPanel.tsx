import { useVirtualizer } from '@tanstack/react-virtual'
import { CircleCheck } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { Diagnostic, Fix } from '../../../shared/diagnostics/diagnostic.ts'
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import type { App } from '../../app/app-context.tsx'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { diagnosticWords } from '../../texts/diagnostic-words.ts'
import { inWords, t } from '../../texts/texts.ts'
import { SEVERITY_ICON } from '../inspector/parts/ProblemList.tsx'
import { applyFix, applyFixes } from './apply-fix.ts'
import { remPx } from '../../ui/rem.ts'
import { problemRows } from './problem-rows.ts'
import styles from './ProblemsPanel.module.css'

const HEADER_REM = 1.75
const ROW_REM = 3.25

/** Everything that Django's checks and ours say, worst first; each leads to its object and offers its repair. */
export function ProblemsPanel() {
  const app = useApp()
  const all = useCompiled((s) => s.checked.all)
  const importError = useCompiled((s) => s.resolution.importError)
  const rows = useMemo(() => problemRows(all, importError), [all, importError])
  const scroller = useRef<HTMLDivElement>(null)
  // Nothing here is compiled to memoise; the virtualiser's functions are read in the same render.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => remPx(rows[index]?.kind === 'header' ? HEADER_REM : ROW_REM),
    overscan: 6,
  })
  if (rows.length === 0)
    return <Empty icon={<CircleCheck aria-hidden />} title={t.problems.none} text={t.problems.noneText} />
  return (
    <div ref={scroller} className={styles['scroller']}>
      <ul className={styles['list']} style={{ height: virtual.getTotalSize() }} aria-label={t.dock.tabs.problems}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={styles['item']}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === 'header' ? (
                <h2 className={styles['header']}>
                  {t.problems.groups[row.severity]} <span className={styles['count']}>{row.count}</span>
                </h2>
              ) : (
                <ProblemRow app={app} diagnostic={row.diagnostic} together={row.together} />
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

interface RowProps {
  readonly app: App
  readonly diagnostic: Diagnostic
  readonly together: readonly Fix[]
}

function ProblemRow({ app, diagnostic, together }: RowProps) {
  const Icon = SEVERITY_ICON[diagnostic.severity]
  const { message, hint } = diagnosticWords(diagnostic)
  return (
    <div className={styles['row']} data-severity={diagnostic.severity}>
      <Icon size={16} role="img" aria-label={t.problems.severities[diagnostic.severity]} />
      <button type="button" className={styles['go']} onClick={() => goTo(app, diagnostic)}>
        <span className={styles['message']}>{message}</span>
        <span className={styles['facts']}>
          <code>{diagnostic.subject.label}</code>
          <span>{diagnostic.code}</span>
          {hint !== null && <span className={styles['hint']}>{hint}</span>}
        </span>
      </button>
      {diagnostic.fixes.length > 0 && (
        <span className={styles['fixes']}>
          {diagnostic.fixes.map((fix) => (
            <Button key={fix.label} small onClick={() => applyFix(app, fix)}>
              {inWords(fix.label)}
            </Button>
          ))}
          {together.length > 0 && (
            <Button
              small
              look="quiet"
              title={t.problems.allTitle(together.length)}
              onClick={() => applyFixes(app, t.problems.allStep(together.length), together)}
            >
              {t.problems.all(together.length)}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}

/** Selects what the problem is about and brings it into view. */
function goTo({ editor, canvas, ui }: App, { subject }: Diagnostic): void {
  const model = editor.getState().doc.models[subject.model ?? '']
  if (model === undefined) return editor.select({})
  const field = model.fields.find((one) => one.id === subject.field)
  editor.select({
    models: new Set<ModelId>([model.id]),
    field: field === undefined ? null : { model: model.id, field: field.id as FieldId },
  })
  canvas.centerOn(model.id, field?.id)
  ui.fold('inspector', false)
}
