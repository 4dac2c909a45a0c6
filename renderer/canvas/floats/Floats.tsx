import { Maximize2, Minus, MousePointer2, Hand, Plus, Info } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { ModelId } from '../../../shared/document/ids.ts'
import { CardLayer } from '../../data/cards/CardLayer.tsx'
import type { CardPlace } from '../../data/cards/CardLayer.tsx'
import { canvasStore } from '../canvas-store.ts'
import { t } from '../../texts/texts.ts'
import { CanvasMenu } from './CanvasMenu.tsx'
import { EdgeBar } from './EdgeBar.tsx'
import type { Engine } from '../engine.ts'
import { Legend } from './Legend.tsx'
import { Minimap } from '../overview/Minimap.tsx'
import { ShapeBar } from './ShapeBar.tsx'
import { RelationCard } from './RelationCard.tsx'

/** Everything that floats over the drawing. Each part listens to what it shows and to nothing else. */
export function Floats({ engine }: { readonly engine: Engine }) {
  return (
    <>
      <EdgeBar engine={engine} />
      <ShapeBar engine={engine} />
      <RelationCard engine={engine} />
      <RowCardsOf engine={engine} />
      <CanvasMenu engine={engine} />
      <Legend />
      <div className="canvas-corner">
        <Minimap engine={engine} />
        <Tools engine={engine} />
      </div>
      <Lost />
      <Arranging />
      <Linking engine={engine} />
      <Live />
    </>
  )
}

/** Rows that are open on the canvas stick to their models' boxes. */
function RowCardsOf({ engine }: { readonly engine: Engine }) {
  const place = useMemo<CardPlace>(
    () => ({
      boxOf(model) {
        const node = engine.scene.nodes.get(model)
        if (node === undefined) return null
        const at = engine.camera.toPage(node)
        const root = engine.root.getBoundingClientRect()
        const { zoom } = engine.camera.view()
        return { x: at.x - root.left, y: at.y - root.top, width: node.width * zoom, height: node.height * zoom }
      },
      onMove: (listener) => engine.follow(listener),
    }),
    [engine],
  )
  return <CardLayer place={place} />
}

function Tools({ engine }: { readonly engine: Engine }) {
  const tool = useStore(canvasStore, (s) => s.tool)
  const legend = useStore(canvasStore, (s) => s.legend)
  const handle = useStore(canvasStore, (s) => s.handle)
  return (
    <div className="canvas-keys" role="toolbar" aria-label={t.spoken.view}>
      <ToolButton
        label={t.canvas.tools.pan}
        pressed={tool === 'pan'}
        onClick={() => canvasStore.setState({ tool: 'pan' })}
      >
        <Hand size={15} aria-hidden />
      </ToolButton>
      <ToolButton
        label={t.canvas.tools.select}
        pressed={tool === 'select'}
        onClick={() => canvasStore.setState({ tool: 'select' })}
      >
        <MousePointer2 size={15} aria-hidden />
      </ToolButton>
      <ToolButton label={t.canvas.zoom.out} onClick={() => handle?.zoomBy(1 / 1.25)}>
        <Minus size={15} aria-hidden />
      </ToolButton>
      <ZoomText engine={engine} />
      <ToolButton label={t.canvas.zoom.in} onClick={() => handle?.zoomBy(1.25)}>
        <Plus size={15} aria-hidden />
      </ToolButton>
      <ToolButton label={t.canvas.zoom.fit} onClick={() => handle?.fit()}>
        <Maximize2 size={14} aria-hidden />
      </ToolButton>
      <ToolButton
        label={legend ? t.canvas.legend.hide : t.canvas.legend.show}
        pressed={legend}
        onClick={() => canvasStore.setState((s) => ({ legend: !s.legend }))}
      >
        <Info size={15} aria-hidden />
      </ToolButton>
    </div>
  )
}

interface ToolButtonProps {
  readonly label: string
  readonly pressed?: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function ToolButton({ label, pressed, onClick, children }: ToolButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} aria-pressed={pressed} onClick={onClick}>
      {children}
    </button>
  )
}

/** Written at most ten times a second and without React: it changes while zooming. */
function ZoomText({ engine }: { readonly engine: Engine }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const show = (): void => {
      const percent = `${Math.round(engine.camera.view().zoom * 100)} %`
      // The same words again would be laid out again.
      if (button.current === null || button.current.textContent === percent) return
      button.current.textContent = percent
      button.current.setAttribute('aria-label', `${percent}. ${t.canvas.zoom.reset}`)
    }
    show()
    return engine.onSlow(show)
  }, [engine])
  return (
    <button
      ref={button}
      type="button"
      className="canvas-zoom"
      aria-label={t.canvas.zoom.reset}
      title={t.canvas.zoom.reset}
      onClick={() => engine.camera.zoomAround(1, 160)}
    />
  )
}

function Lost() {
  const isLost = useStore(canvasStore, (s) => s.lost)
  if (!isLost) return null
  return (
    <div className="float canvas-lost" role="status">
      {t.canvas.lost}
      <button type="button" onClick={() => canvasStore.getState().handle?.fit()}>
        {t.canvas.showAll}
      </button>
    </div>
  )
}

/** A large layout takes a moment: say that it is under way. */
function Arranging() {
  const share = useStore(canvasStore, (s) => s.arranging)
  if (share === null) return null
  return (
    <div className="float canvas-lost canvas-arranging" role="status">
      {t.canvas.arranging}
      <progress value={share} max={1} aria-label={t.canvas.arranging} />
      <button type="button" onClick={() => canvasStore.getState().handle?.cancelArrange()}>
        {t.canvas.card.cancel}
      </button>
    </div>
  )
}

/** Which keys choose the end of a relation that is drawn by keyboard; the screen reader was told when it began. */
function Linking({ engine }: { readonly engine: Engine }) {
  const linking = useStore(canvasStore, (s) => s.linking)
  if (linking === null) return null
  const name = (id: ModelId): string => engine.scene.nodes.get(id)?.box.title ?? ''
  return (
    <div className="float canvas-lost" aria-hidden>
      {t.spoken.linking(name(linking.from), name(linking.to))}
    </div>
  )
}

/** What just happened, for the screen reader. */
function Live() {
  const said = useStore(canvasStore, (s) => s.said)
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      <span key={said.n}>{said.text}</span>
    </div>
  )
}
