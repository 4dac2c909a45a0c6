/**
 * The least that an editor on React Flow can cost, after the recipe that the canvas follows: no crow's feet, badges,
 * selection, routing or dragging; camera, window of boxes, connectors on a canvas and a worker's far picture. `?n=200`
 * and `config=G` (boxes as DOM above 35 %, painted by the page below), `J` (DOM above 60 %, a worker's picture
 * below) or `K` (painted at every zoom, the worker's picture below 35 %). Answers the calls of the canvas page that
 * measurements make.
 */
import '@xyflow/react/dist/style.css'
import {
  Handle,
  PanOnScrollMode,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react'
import type { Node, NodeProps } from '@xyflow/react'
import { memo, useEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { bigDocument } from '../../support/big-document.ts'
import { attachOverlay } from './overlay.ts'
import type { Config } from './overlay.ts'
import { HEAD, ROW, WIDTH, at, tablesOf } from './tables.ts'
import type { Table } from './tables.ts'

const CONFIGS: Record<string, Config> = {
  G: { canvasZoom: 0.35, pictureZoom: 0 },
  J: { canvasZoom: 0.6, pictureZoom: 0.6 },
  K: { canvasZoom: 99, pictureZoom: 0.35 },
}

const query = new URLSearchParams(location.search)
const config = CONFIGS[query.get('config') ?? 'K']
if (config === undefined) throw new Error('Which of G, J and K?')
const doc = bigDocument(Number(query.get('n') ?? 0))
const data = tablesOf(query.get('unseen') === null ? doc : bigDocument(0))

/** Share of the view that is kept as DOM beyond each side. */
const MARGIN = 0.25
/** The kept rectangle may be this much larger than the view. */
const LOOSE = 9

type TableNode = Node<{ readonly table: Table }>

const handleY = HEAD + ROW / 2
const HANDLES = [
  { id: 'l', type: 'target' as const, position: Position.Left, x: -3, y: handleY, width: 6, height: 6 },
  { id: 'r', type: 'source' as const, position: Position.Right, x: WIDTH - 3, y: handleY, width: 6, height: 6 },
]
// Size and handles are known: nothing is measured.
const nodes = data.tables.map((table, i): TableNode => ({
  id: table.id,
  type: 'table',
  position: { x: at(data.places, 2 * i), y: at(data.places, 2 * i + 1) },
  width: WIDTH,
  height: at(data.heights, i),
  handles: HANDLES,
  data: { table },
}))

const TableBox = memo(function TableBox({ data: { table } }: NodeProps<TableNode>) {
  return (
    <div className="table">
      <div className="head">{table.name}</div>
      <Handle type="target" position={Position.Left} id="l" />
      <Handle type="source" position={Position.Right} id="r" />
      {table.rows.map((row) => (
        <div className="row" key={row.name}>
          <span>{row.name}</span>
          <span>{row.type}</span>
        </div>
      ))}
    </div>
  )
})
const TYPES = { table: TableBox }
const NO_EDGES: never[] = []

/** The boxes near the view, chosen anew only when the view leaves the kept rectangle. */
function useWindow({ canvasZoom }: Config) {
  const store = useStoreApi()
  const [slots, setSlots] = useState<readonly number[]>([])
  useEffect(() => {
    let kept: readonly [number, number, number, number] | null = null
    const pick = (): void => {
      const { transform, width, height } = store.getState()
      const [x, y, zoom] = transform
      if (width === 0) return
      if (zoom <= canvasZoom) {
        kept = null
        setSlots((before) => (before.length === 0 ? before : []))
        return
      }
      const [left, top, w, h] = [-x / zoom, -y / zoom, width / zoom, height / zoom]
      if (kept !== null) {
        const [l, t, kw, kh] = kept
        const isInside = left >= l && top >= t && left + w <= l + kw && top + h <= t + kh
        if (isInside && kw * kh < LOOSE * w * h) return
      }
      kept = [left - w * MARGIN, top - h * MARGIN, w * (1 + 2 * MARGIN), h * (1 + 2 * MARGIN)]
      setSlots(data.nodeIndex.search(...kept).toSorted((a, b) => a - b))
    }
    const stop = store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width) pick()
    })
    pick()
    return stop
  }, [store, canvasZoom])
  return slots
}

function Page({ given }: { readonly given: Config }) {
  const flow = useReactFlow()
  const store = useStoreApi()
  const canvas = useRef<HTMLCanvasElement>(null)
  const slots = useWindow(given)
  const [, setRenamed] = useState(0)
  useEffect(() => {
    if (canvas.current === null) return
    const overlay = attachOverlay(canvas.current, store, data, given)
    const centerOn = (id: string): void => {
      const i = data.tables.findIndex((table) => table.id === id)
      void flow.setCenter(at(data.places, 2 * i) + 100, at(data.places, 2 * i + 1) + 100, { zoom: 1 })
    }
    const rename = (id: string, name: string): void => {
      const i = data.tables.findIndex((table) => table.id === id)
      const table = data.tables[i]
      const node = nodes[i]
      if (table === undefined || node === undefined) return
      data.tables[i] = { ...table, name }
      nodes[i] = { ...node, data: { table: { ...table, name } } }
      setRenamed((n) => n + 1)
      overlay.redraw()
    }
    const handle = { centerOn, zoomTo: (zoom: number) => void flow.zoomTo(zoom) }
    showAll(store)
    Object.assign(window, {
      canvasPage: {
        unseen: doc,
        canvasStore: { getState: () => ({ handle }) },
        editor: {
          getState: () => ({ doc }),
          dispatch: (_: string, { id, name }: { id: string; name: string }) => rename(id, name),
          select: () => {},
        },
      },
    })
    return overlay.stop
  }, [flow, store, given])
  return (
    <div style={{ position: 'fixed', inset: 0 }}>
      <ReactFlow
        nodes={slots.map((slot) => nodes[slot] as TableNode)}
        edges={NO_EDGES}
        nodeTypes={TYPES}
        minZoom={0.02}
        maxZoom={2.5}
        panOnScroll
        panOnScrollMode={PanOnScrollMode.Free}
        panOnScrollSpeed={1}
        nodesDraggable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
      >
        <canvas ref={canvas} className="lines" />
      </ReactFlow>
    </div>
  )
}

/** Everything in view, as the editor opens. */
function showAll(store: ReturnType<typeof useStoreApi>): void {
  const { width, height, panZoom } = store.getState()
  let [right, bottom] = [1, 1]
  for (let i = 0; i < data.tables.length; i++) {
    right = Math.max(right, at(data.places, 2 * i) + WIDTH)
    bottom = Math.max(bottom, at(data.places, 2 * i + 1) + at(data.heights, i))
  }
  const zoom = Math.max(0.02, Math.min(1, (width / right) * 0.95, (height / bottom) * 0.95))
  void panZoom?.setViewport({ x: (width - right * zoom) / 2, y: (height - bottom * zoom) / 2, zoom })
}

const style = document.createElement('style')
style.textContent = `html, body, #root { height: 100%; margin: 0 }
.table { width: ${WIDTH}px; height: 100%; background: #fff; border: 1px solid #94a3b8; border-radius: 6px;
  font: 12px sans-serif; box-sizing: border-box; overflow: hidden }
.head { height: ${HEAD}px; line-height: ${HEAD}px; padding: 0 8px; background: #e2e8f0; font-weight: 600 }
.row { height: ${ROW}px; line-height: ${ROW}px; padding: 0 8px; display: flex; justify-content: space-between;
  border-top: 1px solid #f1f5f9; box-sizing: border-box }
.row span + span { color: #64748b }
.react-flow__handle { width: 6px; height: 6px; min-width: 0; min-height: 0 }
canvas.lines { position: absolute; inset: 0; pointer-events: none }`
document.head.append(style)
const root = document.getElementById('root')
if (root === null) throw new Error('No #root')
createRoot(root).render(
  <ReactFlowProvider>
    <Page given={config} />
  </ReactFlowProvider>,
)
