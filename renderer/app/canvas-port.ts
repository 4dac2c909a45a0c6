/** What the page asks of the canvas; nothing happens while none is on the page. */
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import { canvasStore } from '../canvas/canvas-store.ts'
import type { CanvasHandle } from '../canvas/canvas-store.ts'

export interface CanvasPort {
  /** Brings the model, or the field's row, into view. */
  centerOn(model: ModelId, field?: FieldId | null): void
  /** Zoom as a factor; 1 is 100 %. */
  zoom(): number
  /** Called at most 10 times a second. @returns unsubscribe */
  onZoom(listener: () => void): () => void
  /** Lights the models that a query travels through; null: nothing. */
  highlight(models: readonly ModelId[] | null, relations?: readonly FieldId[]): void
  /** A new model whose name is being edited. */
  addModel(): void
  addField(model: ModelId): void
  /** Everything, or these models, in view. */
  fit(models?: readonly ModelId[]): void
  focus(): void
  /** Runs once the canvas has drawn: now, or when it comes onto the page. */
  whenReady(run: () => void): void
}

const ZOOM_REPORT_MS = 100

export function createCanvasPort(): CanvasPort {
  const handle = (): CanvasHandle | null => canvasStore.getState().handle
  return {
    centerOn: (model, field) => handle()?.centerOn(model, field),
    zoom: () => handle()?.zoom() ?? 1,
    onZoom,
    highlight: (models, relations) => handle()?.highlight(models, relations),
    addModel: () => handle()?.addModel(),
    addField: (model) => handle()?.addField(model),
    fit: (models) => handle()?.fit(models),
    focus: () => handle()?.focus(),
    whenReady(run) {
      // The scene follows the document within the frame; its boxes are known in the next.
      const soon = (): void => void requestAnimationFrame(() => requestAnimationFrame(run))
      if (handle() !== null) return soon()
      const stop = canvasStore.subscribe(({ handle: made }) => {
        if (made === null) return
        stop()
        soon()
      })
    },
  }
}

/** Follows the canvas that is there now and the next one; the camera moves every frame, this does not. */
function onZoom(listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      listener()
    }, ZOOM_REPORT_MS)
  }
  let stop = canvasStore.getState().handle?.onZoom(soon) ?? null
  const unsubscribe = canvasStore.subscribe((state, before) => {
    if (state.handle === before.handle) return
    stop?.()
    stop = state.handle?.onZoom(soon) ?? null
    soon()
  })
  return () => {
    stop?.()
    unsubscribe()
    if (timer !== null) clearTimeout(timer)
  }
}
