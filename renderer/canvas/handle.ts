/** What the rest of the page may ask of the canvas, answered by the engine. */
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import { placementId, rootOf } from '../../shared/document/records.ts'
import { appAreas } from '../../shared/layout/arrange/app-areas.ts'
import { untidyModels } from '../../shared/layout/arrange/arrange-plan.ts'
import { ROW_PX, rowIndexOf, rowY } from '../../shared/layout/box/box.ts'
import { boundsOf } from '../../shared/layout/grid-index.ts'
import type { Rect } from '../../shared/layout/grid-index.ts'
import { withRoutes } from '../../shared/layout/scene/extent.ts'
import type { SceneNode } from '../../shared/layout/scene/scene.ts'
import type { ShapeId } from '../../shared/layout/scene/shapes.ts'
import { t } from '../texts/texts.ts'
import { arrange, cancelArrange } from './edits/arrange.ts'
import { canvasStore, isFrozen, say } from './canvas-store.ts'
import type { Arranging, CameraPlace, CanvasHandle, EditingInPlace, FreeSpots, Looking, Point } from './canvas-store.ts'
import { addNoteAt, groupInArea, NOTE } from './edits/shape-edits.ts'
import { addModelAt, addUserAt, nudgeEdge } from './edits/edits.ts'
import { disturbs, nearestFree } from './edits/free-place.ts'
import type { Size } from './edits/free-place.ts'
import type { Engine } from './engine.ts'
import { startLinking } from './input/linking.ts'
import { DETAIL_ZOOM } from './painting/paint.ts'
import { snapToGrid } from './input/snapping.ts'

/** A move of the camera takes so long. */
const MOVE_MS = 220
/** For ways of lines that were not looked at yet, when all of the drawing is to be shown, ms. */
const FIND_WAYS_MS = 60
/** Of what is being edited, to the canvas' sides, and to its lower side, px. */
const EDGE_PX = 12
const TOOLS_PX = 60
/** Room left and right of a new box: lines with their words end there, and its rows make it wider. */
const BESIDE_PX = 88
const NEW_BOX = { width: 176, height: 72 }
/** What a model grows by at once: four fields. */
const FIRST_ROWS_PX = 4 * ROW_PX

export function createHandle(engine: Engine): CanvasHandle {
  const { scene, editor } = engine
  const look = looking(engine)
  const { roomAt, ...spots } = freeSpots(engine)
  return {
    ...look,
    ...spots,
    ...editing(engine, look, spots, roomAt),
    ...arranging(engine),
    startRelation: (kind = null, from) => startLinking(engine, kind, from),
    nudgeEdge: (by) => nudgeEdge(editor, scene, by),
    focus: () => engine.root.focus({ preventScroll: true }),
  }
}

function middleOf({ camera }: Engine): Point {
  const view = camera.visible()
  return { x: view.x + view.width / 2, y: view.y + view.height / 2 }
}

/** Boxes, shapes and lines; a way that is not found in time counts when it is asked again. */
function extentOf({ scene }: Engine): Rect | null {
  const bounds = scene.bounds()
  if (bounds === null) return null
  const until = performance.now() + FIND_WAYS_MS
  scene.routeIn(bounds, () => performance.now() < until)
  const edges = scene.edgeBySlot.flatMap((edge) => edge ?? [])
  return withRoutes(bounds, [...edges, ...scene.bundles()])
}

function looking(engine: Engine): Looking {
  const { scene, camera } = engine
  let movesUntil = 0
  const some = (ids: Iterable<ModelId>): SceneNode[] => [...ids].flatMap((id) => scene.nodes.get(id) ?? [])

  function cameraPlace(): CameraPlace {
    return { ...middleOf(engine), zoom: camera.view().zoom }
  }

  function centerOn(model: ModelId, field: FieldId | null = null): void {
    const node = scene.nodes.get(model)
    if (node === undefined) return
    const zoom = Math.min(1.25, Math.max(camera.view().zoom, 0.9))
    const row = field === null ? -1 : rowIndexOf(node.box, field)
    const y = row < 0 ? node.y + Math.min(node.height, 320) / 2 : node.y + rowY(node.box, row)
    camera.centerAt({ x: node.x + node.width / 2, y }, zoom, MOVE_MS)
    movesUntil = performance.now() + MOVE_MS
    canvasStore.setState({ focused: model })
  }

  return {
    fit(models) {
      const bounds = models === undefined ? extentOf(engine) : boundsOf(some(models))
      if (bounds !== null) camera.show(bounds, 1, MOVE_MS, (there) => scene.nodesIn(there).length > 0)
    },
    centerOn,
    centerOnAll(models) {
      const bounds = boundsOf(some(models))
      if (bounds === null) return
      const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 }
      camera.centerAt(middle, camera.view().zoom, MOVE_MS)
    },
    drawnModels: () => [...scene.nodes.keys()],
    visibleModels: () => scene.nodesIn(camera.visible()).map((node) => node.id),
    camera: cameraPlace,
    restoreCamera: ({ zoom, ...middle }, animate = true) => camera.centerAt(middle, zoom, animate ? MOVE_MS : 0),
    onCamera: (listener) => engine.onSlow(() => listener(cameraPlace())),
    zoomTo: (zoom) => camera.zoomAround(zoom, MOVE_MS),
    zoomBy: (factor) => camera.zoomAround(camera.view().zoom * factor, MOVE_MS / 2),
    zoom: () => camera.view().zoom,
    onZoom: (listener) => engine.onSlow(() => listener(camera.view().zoom)),
    keepInView(rect) {
      // On its way there already.
      if (performance.now() < movesUntil) return
      const frame = engine.root.getBoundingClientRect()
      // The tools stand in the lower corner.
      const below = rect.bottom + TOOLS_PX - frame.bottom
      const beside = Math.max(0, rect.right + EDGE_PX - frame.right) || Math.min(0, rect.left - EDGE_PX - frame.left)
      const above = Math.min(0, rect.top - EDGE_PX - frame.top)
      const down = below > 0 ? Math.min(below, Math.max(0, rect.top - EDGE_PX - frame.top)) : above
      if (down !== 0 || beside !== 0) camera.panBy(-beside, -down)
    },
    screenPositionFor(model) {
      const node = scene.nodes.get(model)
      if (node === undefined) return null
      const at = camera.toPage(node)
      const { zoom } = camera.view()
      return { x: at.x, y: at.y, width: node.width * zoom, height: node.height * zoom }
    },
    toFlow: (point) => camera.toFlow(point),
    highlight(models, relations) {
      const nodes = new Set(models === null ? [] : some(models))
      const only = relations === undefined || relations.length === 0 ? null : new Set<string>(relations)
      const isLit = (id: string): boolean => only === null || only.has(id)
      const edges = [...nodes].flatMap((node) => node.out.filter((edge) => nodes.has(edge.to) && isLit(edge.edge.id)))
      engine.setLit(nodes, new Set(edges))
    },
    showShape(id) {
      const shape = scene.shapes.get(id)
      if (shape !== undefined) camera.show(shape, Math.min(1, Math.max(0.6, camera.view().zoom)), MOVE_MS)
    },
  }
}

/** Room for a box of that size at the spot or near it. */
type RoomAt = (wanted: Point, size: Size, growsBy?: number) => Point

function freeSpots(engine: Engine): FreeSpots & { readonly roomAt: RoomAt } {
  const { scene } = engine
  const center = (): Point => middleOf(engine)

  /** Spirals out from there, else from the middle, until the box meets no other. */
  function freeSpot(width = NEW_BOX.width, height = NEW_BOX.height, middle = center()): Point {
    for (let ring = 0; ring < 60; ring++) {
      for (let step = 0; step < Math.max(1, ring * 8); step++) {
        const angle = ring === 0 ? 0 : (step / (ring * 8)) * 2 * Math.PI
        const x = snapToGrid(middle.x - width / 2 + Math.cos(angle) * ring * 48)
        const y = snapToGrid(middle.y - height / 2 + Math.sin(angle) * ring * 48)
        const around = { x: x - BESIDE_PX, y: y - 24, width: width + 2 * BESIDE_PX, height: height + 48 }
        if (scene.nodesIn(around).length === 0 && !disturbs({ x, y, width, height }, scene.shapes.list)) return { x, y }
      }
    }
    return { x: snapToGrid(middle.x), y: snapToGrid(middle.y) }
  }

  /** There, or as near as there is room, for what it grows by too; where nothing near is free, there all the same. */
  function roomAt(wanted: Point, { width, height }: Size, growsBy = 0): Point {
    const isTaken = (rect: Rect): boolean => scene.nodesIn(rect).length > 0 || disturbs(rect, scene.shapes.list)
    return (
      nearestFree(wanted, { width, height }, isTaken, 0) ??
      nearestFree(wanted, { width, height: height + growsBy }, isTaken) ??
      nearestFree(wanted, { width, height }, (rect) => scene.nodesIn(rect).length > 0) ?? {
        x: snapToGrid(wanted.x),
        y: snapToGrid(wanted.y),
      }
    )
  }

  return { center, freeSpot, roomAt }
}

function editing(engine: Engine, { centerOn }: Looking, { freeSpot }: FreeSpots, roomAt: RoomAt): EditingInPlace {
  const { scene, camera, editor } = engine

  /** The shape has to be readable and in view before it is written. */
  function write(id: ShapeId, draft: string | null = null): void {
    const shape = scene.shapes.get(id)
    if (shape === undefined || isFrozen(editor)) return
    const view = camera.visible()
    const inside =
      shape.x >= view.x &&
      shape.y >= view.y &&
      shape.x + 80 <= view.x + view.width &&
      shape.y + 60 <= view.y + view.height
    if (camera.view().zoom < DETAIL_ZOOM || !inside) camera.show(shape, 1, MOVE_MS)
    engine.window.keep(id)
    canvasStore.setState({ writing: { id, draft }, menu: null, focused: id })
  }

  /** The cell has to be readable and in view before it is edited. */
  function reveal(model: ModelId): void {
    const node = scene.nodes.get(model)
    if (node === undefined) return
    const view = camera.visible()
    const inside =
      node.x >= view.x &&
      node.y >= view.y &&
      node.x + node.width <= view.x + view.width &&
      node.y + 60 <= view.y + view.height
    if (camera.view().zoom < DETAIL_ZOOM || !inside) centerOn(model)
    engine.window.keep(model)
  }

  /** A row that is to be edited has to be drawn: of a collapsed model it is not. */
  function unfold(model: ModelId): void {
    const { doc, view } = editor.getState()
    if (doc.placements[placementId(view, model)]?.collapsed !== true) return
    editor.dispatch('placement.set', { view, models: [model], collapsed: false })
  }

  return {
    addModel(at) {
      if (isFrozen(editor)) return
      const spot = at === undefined ? freeSpot() : roomAt({ x: at.x - 88, y: at.y - 20 }, NEW_BOX, FIRST_ROWS_PX)
      const id = addModelAt(editor, spot)
      reveal(id)
      canvasStore.setState({ editing: { model: id, field: null, column: 'title', after: null, draft: null } })
    },
    addUser(at) {
      if (isFrozen(editor)) return
      const spot = at === undefined ? freeSpot() : roomAt({ x: at.x - 88, y: at.y - 20 }, NEW_BOX, FIRST_ROWS_PX)
      reveal(addUserAt(editor, spot))
    },
    edit(model, row = 'title', column = 'name') {
      if (isFrozen(editor)) return
      if (row !== 'title') unfold(model)
      reveal(model)
      const field = row === 'title' ? null : row
      editor.select({ models: new Set([model]), field: field === null ? null : { model, field } })
      canvasStore.setState({
        editing: { model, field, column: field === null ? 'title' : column, after: null, draft: null },
        menu: null,
      })
    },
    addField(model, after = null) {
      if (isFrozen(editor)) return
      unfold(model)
      reveal(model)
      canvasStore.setState({ editing: { model, field: null, column: 'name', after, draft: null }, menu: null })
    },
    addArea(models) {
      if (isFrozen(editor)) return
      const chosen = [...(models ?? editor.getState().selection.models)]
      const id = groupInArea(editor, scene, chosen)
      if (id === null) {
        canvasStore.setState({ tool: 'area' })
        say(t.canvas.say.drawArea)
        engine.root.focus({ preventScroll: true })
        return
      }
      write(id)
    },
    addNote(at) {
      if (isFrozen(editor)) return
      write(addNoteAt(editor, at === undefined ? freeSpot(NOTE.width, NOTE.height) : roomAt(at, NOTE)))
    },
    write: (id, draft = null) => write(id, draft),
  }
}

function arranging(engine: Engine): Arranging {
  const { scene, editor } = engine
  return {
    arrange: (models, style, centre) =>
      arrange(engine, {
        only: models == null ? null : [...models],
        ...(style === undefined ? {} : { style }),
        ...(centre === undefined ? {} : { centre }),
      }),
    arrangeWithin: (step) => arrange(engine, {}, undefined, step),
    async arrangeByApp() {
      const apps = appAreas(editor.getState().doc, scene)
      if (apps === null) say(t.canvas.say.oneApp)
      else await arrange(engine, { homes: apps.homes }, apps.made)
    },
    async tidyNew() {
      const models = untidyModels(scene)
      if (models.length === 0) say(t.canvas.say.tidy)
      else await arrange(engine, { only: models })
    },
    cancelArrange,
    modelsIn(area) {
      const shape = scene.shapes.get(area)
      if (shape === undefined) return []
      const inside = new Set(scene.contentOf(shape).models.map(({ id }) => id))
      return rootOf(editor.getState().doc).modelOrder.filter((id) => inside.has(id))
    },
    async arrangeArea(id) {
      if (scene.shapes.get(id) !== undefined) await arrange(engine, { area: id })
    },
  }
}
