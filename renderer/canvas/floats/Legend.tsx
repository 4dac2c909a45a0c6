import { X } from 'lucide-react'
import { useStore } from 'zustand'
import type { EndMark } from '../../../shared/layout/scene/edges.ts'
import { markShape } from '../../../shared/layout/drawing/notation.ts'
import { polyline, ringPath } from '../../../shared/layout/drawing/path-text.ts'
import { ON_DELETE_MARKS } from '../../../shared/layout/drawing/on-delete-mark.ts'
import { ON_DELETE_WORDS } from '../../../shared/layout/box/type-text.ts'
import type { OnDeleteKey } from '../../../shared/layout/box/type-text.ts'
import { canvasStore } from '../canvas-store.ts'
import { t } from '../../texts/texts.ts'

const KEYS = ['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'SET', 'DO_NOTHING'] as const

/** Explains the marks of the lines; stays open until it is closed. */
export function Legend() {
  const isOpen = useStore(canvasStore, (s) => s.legend)
  if (!isOpen) return null
  const { marks } = t.canvas.legend
  return (
    <section className="float legend" aria-label={t.canvas.legend.title}>
      <header>
        <h2>{t.canvas.legend.title}</h2>
        <button type="button" aria-label={t.canvas.legend.hide} onClick={() => canvasStore.setState({ legend: false })}>
          <X size={15} aria-hidden />
        </button>
      </header>
      <dl>
        <Sample mark="zeroMany" text={marks.many} />
        <Sample mark="one" text={marks.one} />
        <Sample mark="zeroOne" text={marks.zeroOne} />
        <Sample mark="triangle" text={marks.inherits} />
        <Sample mark="none" dashed text={marks.dashed} />
      </dl>
      <h3>{t.canvas.legend.onDelete}</h3>
      <dl>
        {KEYS.map((key) => (
          <div key={key}>
            <dt style={{ color: `var(--canvas-${key.toLowerCase().replaceAll('_', '-')})` }}>
              <DeleteMark of={key} />
              {ON_DELETE_WORDS[key]}
            </dt>
            <dd>{t.canvas.onDelete[key]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** As it stands on lines that are seen from afar. */
function DeleteMark({ of }: { readonly of: OnDeleteKey }) {
  const { polygon, hole } = ON_DELETE_MARKS[of]
  return (
    <svg width="12" height="12" viewBox="-2 -2 4 4" aria-hidden className="legend-delete">
      {polygon === null ? (
        <circle r={1 - hole / 2 + (hole === 0 ? 0 : 0.1)} data-ring={hole > 0 ? '' : undefined} />
      ) : (
        <path d={`${polyline(polygon)}z`} />
      )}
    </svg>
  )
}

function Sample({
  mark,
  text,
  dashed = false,
}: {
  readonly mark: EndMark
  readonly text: string
  readonly dashed?: boolean
}) {
  const { strokes, circle, triangle } = markShape(mark, 52, 9, -1, 0)
  return (
    <div>
      <dt>
        <svg width="56" height="18" viewBox="0 0 56 18" aria-hidden className="legend-mark">
          <path d={`M4 9H52${strokes.map(polyline).join('')}`} strokeDasharray={dashed ? '5 3' : undefined} />
          {circle !== null && <path className="solid" d={ringPath(circle)} />}
          {triangle !== null && <path className="solid" d={`${polyline(triangle)}z`} />}
        </svg>
      </dt>
      <dd>{text}</dd>
    </div>
  )
}
