import '@xyflow/react/dist/base.css'
import './canvas.css'
import { PanOnScrollMode, ReactFlow, ReactFlowProvider, useReactFlow, useStoreApi } from '@xyflow/react'
import type { Edge, Node, NodeTypes } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../app/app-context.tsx'
import { CanvasProvider } from './canvas-context.ts'
import { canvasStore } from './canvas-store.ts'
import { MAX_ZOOM, MIN_ZOOM } from './camera.ts'
import { describeEdge } from './edge-words.ts'
import { createBoxSignals, createEngine, sceneFor } from './engine.ts'
import type { Engine } from './engine.ts'
import { Floats } from './Floats.tsx'
import { attachKeys } from './keys.ts'
import { ModelNode } from './ModelNode.tsx'
import { countRender } from './render-count.ts'

const NODE_TYPES: NodeTypes = { model: ModelNode }
const NO_EDGES: Edge[] = []
const NO_NODES: Node[] = []

/** The drawing of the open view, to be seen and edited by mouse, keyboard and screen reader. */
export function Canvas() {
  countRender('Canvas')
  const { editor } = useApp()
  const parts = useMemo(() => ({ scene: sceneFor(editor), boxes: createBoxSignals() }), [editor])
  const root = useRef<HTMLDivElement>(null)
  const [engine, setEngine] = useState<Engine | null>(null)
  const tool = useStore(canvasStore, (s) => s.tool)
  return (
    <CanvasProvider value={parts}>
      <ReactFlowProvider>
        <div
          ref={root}
          className="canvas"
          data-tool={tool}
          tabIndex={0}
          role="application"
          aria-label="Diagram. Tab goes to the models, Alt and arrow keys walk along relations, M adds a model, R draws a relation."
        >
          <Stage root={root} engine={engine} onEngine={setEngine} parts={parts} />
          {engine !== null && <Floats engine={engine} />}
        </div>
      </ReactFlowProvider>
    </CanvasProvider>
  )
}

interface StageProps {
  readonly root: RefObject<HTMLDivElement | null>
  readonly engine: Engine | null
  readonly onEngine: (engine: Engine | null) => void
  readonly parts: Parameters<typeof CanvasProvider>[0]['value']
}

/** The canvas below, the DOM boxes of the window in React Flow, the SVG above. */
function Stage({ root, engine, onEngine, parts }: StageProps) {
  const stage = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const tip = useRef<HTMLDivElement>(null)
  const flowStore = useStoreApi()
  const flow = useReactFlow()
  const { editor, compiled } = useApp()
  useEffect(() => {
    const elements = [root.current, stage.current, canvas.current, svg.current, tip.current] as const
    if (parts === null || elements.some((element) => element === null)) return
    const made = createEngine(
      {
        root: root.current as HTMLElement,
        stage: stage.current as HTMLElement,
        canvas: canvas.current as HTMLCanvasElement,
        svg: svg.current as SVGSVGElement,
        tip: tip.current as HTMLElement,
        flowStore,
        flow,
        editor,
        describeEdge: (edge) => describeEdge(edge, compiled.getState()),
      },
      parts.scene,
      parts.boxes,
    )
    const detach = attachKeys(made)
    onEngine(made)
    return () => {
      detach()
      made.dispose()
      onEngine(null)
    }
  }, [root, parts, flowStore, flow, editor, compiled, onEngine])
  return (
    <div ref={stage} className="canvas-stage">
      <canvas ref={canvas} className="canvas-paint" aria-hidden />
      {engine === null ? <Flow nodes={NO_NODES} /> : <WindowFlow engine={engine} />}
      <svg ref={svg} className="canvas-over" aria-hidden />
      <div ref={tip} className="float edge-tip" role="tooltip" hidden />
    </div>
  )
}

function WindowFlow({ engine }: { readonly engine: Engine }) {
  return <Flow nodes={useStore(engine.window.store, (s) => s.nodes)} />
}

function Flow({ nodes }: { readonly nodes: Node[] }) {
  countRender('Flow')
  const tool = useStore(canvasStore, (s) => s.tool)
  return (
    <ReactFlow
      nodes={nodes}
      edges={NO_EDGES}
      nodeTypes={NODE_TYPES}
      minZoom={MIN_ZOOM}
      maxZoom={MAX_ZOOM}
      panOnScroll
      panOnScrollMode={PanOnScrollMode.Free}
      panOnScrollSpeed={1}
      panOnDrag={tool === 'pan' ? PAN_LEFT_AND_MIDDLE : PAN_MIDDLE}
      panActivationKeyCode="Space"
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      autoPanOnNodeFocus={false}
      disableKeyboardA11y
      proOptions={PRO}
    />
  )
}

const PAN_LEFT_AND_MIDDLE = [0, 1]
const PAN_MIDDLE = [1]
const PRO = { hideAttribution: true }
