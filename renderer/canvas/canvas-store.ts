/**
 * What the canvas shows beside the document: open cards, the cell being edited, the tool. Camera and
 * pointer are not here: they change every frame and go straight to the painter.
 */
import { createStore } from 'zustand/vanilla'
import type { AreaId, FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'
import type { ErDocument, RelationKind } from '../../shared/document/records.ts'
import type { Rect } from '../../shared/layout/grid-index.ts'
import type { ShapeId } from '../../shared/layout/scene/shapes.ts'
import type { LayoutStyle } from '../../shared/layout/arrange/layout-styles.ts'
import type { Marks } from '../../shared/layout/scene/marks.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export type { Marks, Tone } from '../../shared/layout/scene/marks.ts'

/** Where the camera is: canvas px of the middle of what is visible, and the zoom. Fits any window size. */
export interface CameraPlace {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Another document in place of the open one, to be looked at: a step of the history, another version. */
export interface Preview {
  readonly doc: ErDocument
  readonly view: ViewId
}

/** Where one looks, and what is seen there. */
export interface Looking {
  /** Everything, or these models, in view. */
  fit(models?: Iterable<ModelId>): void
  /** Brings a model, or the field's row, to the middle; readable afterwards. */
  centerOn(model: ModelId, field?: FieldId | null): void
  /** The middle of these models in the middle of the view, the zoom as it is. */
  centerOnAll(models: Iterable<ModelId>): void
  /** Models that are drawn (in the view and not hidden by marks), in the order of the document. */
  drawnModels(): ModelId[]
  /** Those of them in the viewport. */
  visibleModels(): ModelId[]
  camera(): CameraPlace
  /** Back to a place that `camera` gave. */
  restoreCamera(place: CameraPlace, animate?: boolean): void
  /** Told at most ten times a second while the camera moves. */
  onCamera(listener: (place: CameraPlace) => void): () => void
  /** 1 is 100 %. */
  zoomTo(zoom: number): void
  zoomBy(factor: number): void
  zoom(): number
  onZoom(listener: (zoom: number) => void): () => void
  /** Moves the drawing so far that what is edited there (px of the page) is in view, clear of the tools. */
  keepInView(rect: DOMRect): void
  /** Where the model is, px from the page's top left; null: not drawn. */
  screenPositionFor(model: ModelId): Rect | null
  /** From page px to canvas px. */
  toFlow(point: Point): Point
  /** Lights these and fades the rest; null: nothing. Of the edges between them all, or only these relations. */
  highlight(models: readonly ModelId[] | null, relations?: readonly FieldId[]): void
  /** Brings an area or a note into view. */
  showShape(id: ShapeId): void
}

/** Where there is room for something new. */
export interface FreeSpots {
  /** Middle of what is visible, canvas px. */
  center(): Point
  /** A free spot for a box of that size, near the point given, else near the middle. */
  freeSpot(width?: number, height?: number, near?: Point): Point
}

/** New things, and what is written in place. */
export interface EditingInPlace {
  /** A new model at the spot (or a free one near the middle), its name being edited. */
  addModel(at?: Point): void
  /** Django's own User, as a model to point at; selects it where it is drawn already. */
  addUser(at?: Point): void
  /** Edits the name of a model, or a field's cell. */
  edit(model: ModelId, row?: FieldId | 'title', column?: 'name' | 'type'): void
  addField(model: ModelId, after?: FieldId | null): void
  /** An area around these models (or the selected ones); without any, the next drag draws one. */
  addArea(models?: Iterable<ModelId>): void
  /** A note at the spot (or a free one near the middle), being written. */
  addNote(at?: Point): void
  /** Writes the name of an area or the text of a note, in place. */
  write(id: ShapeId, draft?: string | null): void
}

/** Tidying the drawing, all of it or a part. */
export interface Arranging {
  /** Arranges the whole view, or these models, as one undo step. A star has `centre` in its middle. */
  arrange(models?: Iterable<ModelId> | null, style?: LayoutStyle, centre?: ModelId): Promise<void>
  /** The whole view, as a part of the step with that merge key, so that both are undone at once. */
  arrangeWithin(step: string): Promise<void>
  /** With an area round the models of each app that stand in none. */
  arrangeByApp(): Promise<void>
  /** Gives a place to models that have none or lie over others; the rest stays. */
  tidyNew(): Promise<void>
  cancelArrange(): void
  /** Models that lie in the area, drawn or not, in the order of the document. */
  modelsIn(area: AreaId): ModelId[]
  /** Arranges what is in the area. */
  arrangeArea(area: string): Promise<void>
}

/** What other panels may ask of the canvas. Null in the store while no canvas is on the page. */
export interface CanvasHandle extends Looking, FreeSpots, EditingInPlace, Arranging {
  /** Starts drawing a relation by keyboard from the selected model (or the given one). */
  startRelation(kind?: RelationKind | null, from?: ModelId): void
  /** Moves the line of the selected relation aside, canvas px. */
  nudgeEdge(by: number): void
  focus(): void
}

type EditColumn = 'title' | 'name' | 'type'

/** The cell being edited. `field` null with column name: a field that does not exist yet, after `after`. */
export interface Editing {
  readonly model: ModelId
  readonly field: FieldId | null
  readonly column: EditColumn
  readonly after: FieldId | null
  /** What is typed already when the editor opens; null: the present text, selected. */
  readonly draft: string | null
}

/** `draft`: what is typed already when the editor opens; null: the present text, selected. */
export interface Writing {
  readonly id: ShapeId
  readonly draft: string | null
}

export interface RelationDraft {
  readonly from: ModelId
  readonly to: ModelId
  readonly kind: RelationKind
}

export interface CanvasMenu {
  /** Page px. */
  readonly at: Point
  readonly target:
    | { readonly kind: 'canvas'; readonly flow: Point }
    | { readonly kind: 'model'; readonly model: ModelId }
    | { readonly kind: 'area' | 'note'; readonly id: ShapeId }
    | { readonly kind: 'field'; readonly model: ModelId; readonly field: FieldId }
}

export interface CanvasState {
  readonly handle: CanvasHandle | null
  /** `area`: the next drag draws one. */
  readonly tool: 'pan' | 'select' | 'area'
  /** What is said over the drawing: filters, comparisons, paths. Set with `setState({ marks })`; null: nothing. */
  readonly marks: Marks | null
  /** Drawn instead of the open document; nothing can be edited meanwhile. null: the open document. */
  readonly preview: Preview | null
  readonly editing: Editing | null
  /** The area or note whose text is being written. */
  readonly writing: Writing | null
  /** More fields than the selected one, of its model; null: none. See `field-span.ts`. */
  readonly span: { readonly model: ModelId; readonly fields: readonly FieldId[] } | null
  /** Where the span began. */
  readonly spanFrom: FieldId | null
  readonly relation: RelationDraft | null
  /** Choosing a target with the keyboard. */
  readonly linking: { readonly from: ModelId; readonly to: ModelId; readonly kind: RelationKind | null } | null
  readonly menu: CanvasMenu | null
  readonly legend: boolean
  /** Models exist, none is in view. */
  readonly lost: boolean
  readonly isEmpty: boolean
  /** A layout is being computed: how much of it is done, 0 … 1. null: none is. */
  readonly arranging: number | null
  /** The model, area or note with tab stop 0. */
  readonly focused: string | null
  /** For the live region; the number makes equal texts new. */
  readonly said: { readonly text: string; readonly n: number }
}

export const canvasStore = createStore<CanvasState>(() => ({
  handle: null,
  tool: 'pan',
  marks: null,
  preview: null,
  editing: null,
  writing: null,
  span: null,
  spanFrom: null,
  relation: null,
  linking: null,
  menu: null,
  legend: false,
  lost: false,
  isEmpty: false,
  arranging: null,
  focused: null,
  said: { text: '', n: 0 },
}))

/** Nothing may be edited on the canvas: the document is read only, or another one is being shown. */
export function isFrozen(editor: { getState(): { readonly readOnly: string | null } }): boolean {
  return editor.getState().readOnly !== null || canvasStore.getState().preview !== null
}

/** Tells the screen reader. */
export function say(text: string): void {
  canvasStore.setState((s) => ({ said: { text, n: s.said.n + 1 } }))
}
