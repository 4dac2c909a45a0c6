import '@xyflow/react/dist/base.css'
import './canvas.css'
import { PanOnScrollMode, ReactFlow, ReactFlowProvider, useStoreApi } from '@xyflow/react'
import type { Edge, NodeTypes } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../app/app-context.tsx'
import { CanvasProvider, useCanvas } from './canvas-context.ts'
import type { CanvasParts } from './canvas-context.ts'
import { canvasStore } from './canvas-store.ts'
import { MAX_ZOOM, MIN_ZOOM } from './viewport/camera.ts'
import { describeEdge, edgeNames } from './floats/edge-words.ts'
import { describeField } from './floats/field-words.ts'
import { createBoxSignals, createEngine, sceneFor } from './engine.ts'
import { takeFirstScene } from './painting/first-picture.ts'
import type { Engine } from './engine.ts'
import { Floats } from './floats/Floats.tsx'
import { attachKeys } from './input/keys.ts'
import { t } from '../texts/texts.ts'
import { stayPut } from './viewport/stay-put.ts'
import { keepTyping } from './input/type-ahead.ts'
import { createShown } from './viewport/window.ts'
import { ModelNode } from './nodes/ModelNode.tsx'
import { AreaNode, NoteNode } from './nodes/ShapeNode.tsx'
import { countRender } from './render-count.ts'

const NODE_TYPES: NodeTypes = { model: ModelNode, area: AreaNode, note: NoteNode }
const NO_EDGES: Edge[] = []

/** The drawing of the open view, to be seen and edited by mouse, keyboard and screen reader. */
export function Canvas() {
  countRender('Canvas')
  const { editor } = useApp()
  const parts = useMemo(
    () => ({
      scene: takeFirstScene(editor.getState().doc) ?? sceneFor(editor),
      boxes: createBoxSignals(),
      shown: createShown(),
    }),
    [editor],
  )
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
          // An application has keys of its own: it must be able to take the focus.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="application"
          aria-label={t.canvas.label}
        >
          <Stage root={root} onEngine={setEngine} parts={parts} />
          {engine !== null && <Floats engine={engine} />}
        </div>
      </ReactFlowProvider>
    </CanvasProvider>
  )
}

interface StageProps {
  readonly root: RefObject<HTMLDivElement | null>
  readonly onEngine: (engine: Engine | null) => void
  readonly parts: CanvasParts
}

/** The canvas below, the DOM boxes of the window in React Flow, the SVG above. */
function Stage({ root, onEngine, parts }: StageProps) {
  const stage = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const tip = useRef<HTMLDivElement>(null)
  const flowStore = useStoreApi()
  const { editor, compiled } = useApp()
  useEffect(() => {
    const elements = [root.current, stage.current, canvas.current, svg.current, tip.current] as const
    if (elements.some((element) => element === null)) return
    const made = createEngine(
      {
        root: root.current as HTMLElement,
        stage: stage.current as HTMLElement,
        canvas: canvas.current as HTMLCanvasElement,
        svg: svg.current as SVGSVGElement,
        tip: tip.current as HTMLElement,
        flowStore,
        editor,
        describeEdge: (edge) => describeEdge(edge, compiled.getState()),
        describeField: (node, field, edge) => describeField(node, field, edge, compiled.getState()),
        edgeNames: (edge) => edgeNames(edge, compiled.getState()),
      },
      parts,
    )
    // An application inside the application, without a name: a screen reader would announce both.
    root.current?.querySelector('.react-flow[role="application"]')?.setAttribute('role', 'presentation')
    const detach = attachKeys(made)
    const release = keepTyping()
    const leave = stayPut(root.current as HTMLElement, made.camera, made.scene.bounds)
    onEngine(made)
    return () => {
      leave()
      release()
      detach()
      made.dispose()
      onEngine(null)
    }
  }, [root, parts, flowStore, editor, compiled, onEngine])
  return (
    <div ref={stage} className="canvas-stage">
      <canvas ref={canvas} className="canvas-paint" aria-hidden />
      <Flow />
      <svg ref={svg} className="canvas-over" aria-hidden />
      <div ref={tip} className="float edge-tip" role="tooltip" hidden />
    </div>
  )
}

function Flow() {
  countRender('Flow')
  const { shown } = useCanvas()
  const nodes = useStore(shown, (s) => s.nodes)
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
      ariaLabelConfig={NO_WORDS}
      proOptions={PRO}
    />
  )
}

const PAN_LEFT_AND_MIDDLE = [0, 1]
const PAN_MIDDLE = [1]
const PRO = { hideAttribution: true }
/** React Flow's own instructions speak of keys that are not ours; the canvas has its own label. */
const NO_WORDS = { 'node.a11yDescription.default': '', 'edge.a11yDescription.default': '' }
