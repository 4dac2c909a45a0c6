/** What a click, a double click and the menu button do where something is. */
import type { SceneEdge } from '../../../shared/layout/scene/scene.ts'
import { canvasStore } from '../canvas-store.ts'
import type { Point } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'
import { DETAIL_ZOOM } from '../painting/paint.ts'
import { selectThing } from './gesture-move.ts'
import { selectedShapes } from './hit.ts'
import type { Hit } from './hit.ts'

export function clickEdge({ editor }: Engine, edge: SceneEdge): void {
  const { field, from } = edge.edge
  editor.select({ models: new Set([from]), field: field === null ? null : { model: from, field } })
}

/** What a double click does: a name, a text or a cell is edited; where nothing is, a model is made. */
export function openAt({ camera }: Engine, hit: Hit, flow: Point): void {
  const { handle } = canvasStore.getState()
  const far = camera.view().zoom < DETAIL_ZOOM
  if (hit.kind === 'shape') handle?.write(hit.shape.id)
  else if (hit.kind === 'empty') handle?.addModel(flow)
  else if (hit.kind === 'box' && far) handle?.centerOn(hit.node.id)
  else if (hit.kind === 'box')
    handle?.edit(hit.node.id, hit.field ?? 'title', hit.field !== null && hit.onType ? 'type' : 'name')
}

/** The menu of what is there, which is then what is selected. */
export function openMenu(engine: Engine, hit: Hit, at: Point): void {
  const { editor, camera } = engine
  if (hit.kind === 'edge' && hit.edge.edge.field !== null) {
    clickEdge(engine, hit.edge)
    canvasStore.setState({
      menu: { at, target: { kind: 'field', model: hit.edge.from.id, field: hit.edge.edge.field } },
    })
  } else if (hit.kind === 'box' || hit.kind === 'grip') {
    const { node } = hit
    const field = hit.kind === 'box' ? hit.field : null
    const { selection } = editor.getState()
    if (!selection.models.has(node.id) || field !== null)
      editor.select({ models: new Set([node.id]), field: field === null ? null : { model: node.id, field } })
    canvasStore.setState({
      menu: {
        at,
        target: field === null ? { kind: 'model', model: node.id } : { kind: 'field', model: node.id, field },
      },
    })
  } else if (hit.kind === 'shape') {
    const { shape } = hit
    if (!selectedShapes(editor).includes(shape.id)) selectThing(engine, shape)
    canvasStore.setState({ menu: { at, target: { kind: shape.kind, id: shape.id } } })
  } else canvasStore.setState({ menu: { at, target: { kind: 'canvas', flow: camera.toFlow(at) } } })
}
