/**
 * The same design on React Flow as its documentation shows it: memoised boxes of known size, only what is
 * visible rendered, edges of its own. `?n=200`. Answers the calls of the canvas page that measurements make.
 */
import '@fontsource-variable/inter'
import '@xyflow/react/dist/style.css'
import { Handle, Position, ReactFlow, useNodesState, useReactFlow, ReactFlowProvider } from '@xyflow/react'
import type { Edge, Node, NodeProps } from '@xyflow/react'
import { memo, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { rootOf } from '../../../shared/document/records.ts'
import type { ModelId, ViewId } from '../../../shared/document/ids.ts'
import { createScene } from '../../../shared/layout/scene/scene.ts'
import type { BoxRow } from '../../../shared/layout/box/box.ts'
import { bigDocument } from '../../support/big-document.ts'

const doc = bigDocument(Number(new URLSearchParams(location.search).get('n') ?? 0))
const isUnseen = new URLSearchParams(location.search).get('unseen') !== null
const opened = isUnseen ? bigDocument(0) : doc
const scene = createScene()
scene.reset(opened, rootOf(opened).viewOrder[0] as ViewId)

interface Data extends Record<string, unknown> {
  readonly title: string
  readonly rows: readonly BoxRow[]
}

const nodes = [...scene.nodes.values()].map(({ id, x, y, width, height, box }) => ({
  id: id as string,
  type: 'table',
  position: { x, y },
  width,
  height,
  data: { title: box.title, rows: box.rows } satisfies Data,
}))
const edges: Edge[] = [...scene.nodes.values()].flatMap((node) =>
  node.out.map(({ edge }) => ({ id: edge.id, source: edge.from, target: edge.to, type: 'smoothstep' })),
)

const Table = memo(function Table({ data }: NodeProps<Node<Data>>) {
  return (
    <div
      className="box"
      style={{ background: '#fff', border: '1px solid #c9ced8', height: '100%', font: '13px Inter' }}
    >
      <Handle type="target" position={Position.Left} />
      <div className="box-title">{data.title}</div>
      {data.rows.map((row) => (
        <div key={row.key} style={{ display: 'flex', justifyContent: 'space-between', height: 24 }}>
          <span>{row.name}</span>
          <span>{row.type}</span>
        </div>
      ))}
      <Handle type="source" position={Position.Right} />
    </div>
  )
})
const TYPES = { table: Table }

function Page() {
  const [shown, setShown, onChange] = useNodesState(nodes)
  const flow = useReactFlow()
  useEffect(() => {
    const centerOn = (id: string): void => {
      const node = scene.nodes.get(id as ModelId)
      if (node !== undefined) void flow.setCenter(node.x + 100, node.y + 100, { zoom: 1 })
    }
    const rename = (id: string, name: string): void =>
      setShown((all) => all.map((n) => (n.id === id ? { ...n, data: { ...n.data, title: name } } : n)))
    const select = (ids: ReadonlySet<string>): void =>
      setShown((all) => all.map((n) => ({ ...n, selected: ids.has(n.id) })))
    const handle = { centerOn, zoomTo: (zoom: number) => void flow.zoomTo(zoom), fit: () => void flow.fitView() }
    Object.assign(window, {
      canvasPage: {
        unseen: doc,
        canvasStore: { getState: () => ({ handle }) },
        editor: {
          getState: () => ({ doc }),
          dispatch: (_: string, { id, name }: { id: string; name: string }) => rename(id, name),
          select: ({ models }: { models: ReadonlySet<string> }) => select(models),
        },
      },
    })
  }, [flow, setShown])
  return (
    <div style={{ position: 'fixed', inset: 0 }}>
      <ReactFlow
        nodes={shown}
        edges={edges}
        onNodesChange={onChange}
        nodeTypes={TYPES}
        minZoom={0.02}
        fitView
        panOnScroll
        onlyRenderVisibleElements
      />
    </div>
  )
}

const root = document.getElementById('root')
if (root === null) throw new Error('No #root')
createRoot(root).render(
  <ReactFlowProvider>
    <Page />
  </ReactFlowProvider>,
)
