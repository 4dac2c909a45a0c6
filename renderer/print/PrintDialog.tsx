import { useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { useApp, usePrefs } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { diagramSvg } from '../../shared/layout/drawing/svg.ts'
import { t } from '../texts/texts.ts'
import { HEAD_MM, MARGIN_MM, PAPERS, printPlan } from './print-pages.ts'
import type { PaperName, PrintPlan } from './print-pages.ts'
import styles from './PrintDialog.module.css'

const SCALES = ['fit', '100', '75', '50'] as const
type Scale = (typeof SCALES)[number]
/** Sheets of the preview; the printer gets all. */
const SHOWN = 12

/** The open view on paper, as lines and letters, not as dots. */
export function PrintDialog() {
  const { ui, prefs } = useApp()
  const doc = useEditor((s) => s.doc)
  const view = useEditor((s) => s.view)
  const wish = usePrefs((s) => s.print)
  const [scale, setScale] = useState<Scale>('fit')
  const drawing = useMemo(() => drawingOf(diagramSvg(doc, { view, theme: 'light', words: t.spoken })), [doc, view])
  const plan = printPlan(drawing, { ...wish, scale: scale === 'fit' ? 'fit' : Number(scale) / 100 })
  const title = [doc.root['root']?.name, doc.views[view]?.name].filter((part) => part !== undefined).join(' · ')
  return (
    <Dialog
      open
      wide
      onClose={() => ui.closeDialog()}
      title={t.print.title}
      text={t.print.text}
      footer={
        <>
          <Button onClick={() => ui.closeDialog()}>{t.ui.cancel}</Button>
          <Button look="primary" onClick={() => window.print()}>
            {t.print.print(plan.tiles.length)}
          </Button>
        </>
      }
    >
      <div className={styles['choices']}>
        <Select
          label={t.print.paper}
          value={wish.paper}
          items={(Object.keys(PAPERS) as PaperName[]).map((value) => ({ value, label: t.print.papers[value] }))}
          onChange={(paper) => prefs.set({ print: { ...wish, paper } })}
        />
        <Select
          label={t.print.scale}
          value={scale}
          items={SCALES.map((value) => ({
            value,
            label: value === 'fit' ? t.print.fit : t.print.tiles(Number(value)),
          }))}
          onChange={setScale}
        />
        <Check
          label={t.print.landscape}
          checked={wish.landscape}
          onChange={(landscape) => prefs.set({ print: { ...wish, landscape } })}
        />
      </div>
      <p role="status">{t.print.sheets(plan.tiles.length)}</p>
      <div
        className={styles['preview']}
        aria-hidden
        style={{ gridTemplateColumns: `repeat(${Math.min(4, plan.columns)}, minmax(0, 1fr))` }}
      >
        <Sheets plan={plan} drawing={drawing} title={title} most={SHOWN} />
      </div>
      {createPortal(
        <div className="print-only">
          <style>{`@page { size: ${plan.page.width}mm ${plan.page.height}mm; margin: 0 }`}</style>
          <Sheets plan={plan} drawing={drawing} title={title} most={Infinity} />
        </div>,
        document.body,
      )}
    </Dialog>
  )
}

interface SheetsProps {
  readonly plan: PrintPlan
  readonly drawing: Drawing
  readonly title: string
  readonly most: number
}

function Sheets({ plan, drawing, title, most }: SheetsProps) {
  const { page, tiles, room } = plan
  return tiles.slice(0, most).map(({ x, y, width, height, row, column }) => (
    <svg
      key={`${row} ${column}`}
      className={styles['sheet']}
      data-single={tiles.length === 1 || undefined}
      viewBox={`0 0 ${page.width} ${page.height}`}
      style={{ aspectRatio: `${page.width} / ${page.height}` }}
    >
      <text x={MARGIN_MM} y={MARGIN_MM + 3.5} fontSize="3.6" fontFamily="Inter, sans-serif" fontWeight="600">
        {title}
      </text>
      {tiles.length > 1 && (
        <text
          x={page.width - MARGIN_MM}
          y={MARGIN_MM + 3.5}
          fontSize="3.2"
          fontFamily="Inter, sans-serif"
          textAnchor="end"
        >
          {t.print.sheet(row + 1, column + 1)}
        </text>
      )}
      <svg
        x={MARGIN_MM}
        y={MARGIN_MM + HEAD_MM}
        width={room.width}
        height={room.height}
        viewBox={`${drawing.x + x} ${drawing.y + y} ${width} ${height}`}
        // Our own drawing, its texts escaped where it is made.
        dangerouslySetInnerHTML={{ __html: drawing.content }}
      />
    </svg>
  ))
}

interface Drawing {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly content: string
}

/** What stands inside the SVG, and where. Paper is white: the ground is left out. */
function drawingOf(svg: string): Drawing {
  const [x = 0, y = 0, width = 1, height = 1] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
  const inner = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'))
  const font = /font-family="([^"]+)"/.exec(svg)?.[1] ?? 'sans-serif'
  const content = inner.replace(/<title>[^<]*<\/title>\s*<rect [^>]*\/>/, '')
  return { x, y, width, height, content: `<g font-family="${font}">${content}</g>` }
}
