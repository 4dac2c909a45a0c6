/** Lining up and spacing out the selected models. */
import type { ModelId } from '../../../shared/document/ids.ts'
import { placementId } from '../../../shared/document/records.ts'
import { boxContext, makeBox } from '../../../shared/layout/box/box.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { t } from '../../texts/texts.ts'
import { say } from '../canvas-store.ts'

export type AlignTo = 'left' | 'centerX' | 'right' | 'top' | 'middleY' | 'bottom'

interface Box {
  readonly model: ModelId
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function selectedBoxes(editor: EditorStore): Box[] {
  const { doc, view, selection } = editor.getState()
  const context = boxContext(() => doc)
  return [...selection.models].flatMap((id) => {
    const model = doc.models[id]
    const placement = doc.placements[placementId(view, id)]
    if (model === undefined || placement === undefined) return []
    const { width, height } = makeBox(model, context, placement.collapsed)
    return [{ model: id, x: placement.x, y: placement.y, width, height }]
  })
}

export function align(editor: EditorStore, to: AlignTo): void {
  const boxes = selectedBoxes(editor)
  if (boxes.length < 2) return
  const left = Math.min(...boxes.map((b) => b.x))
  const right = Math.max(...boxes.map((b) => b.x + b.width))
  const top = Math.min(...boxes.map((b) => b.y))
  const bottom = Math.max(...boxes.map((b) => b.y + b.height))
  const place: Record<AlignTo, (b: Box) => { x: number; y: number }> = {
    left: (b) => ({ x: left, y: b.y }),
    right: (b) => ({ x: right - b.width, y: b.y }),
    centerX: (b) => ({ x: Math.round((left + right - b.width) / 2), y: b.y }),
    top: (b) => ({ x: b.x, y: top }),
    bottom: (b) => ({ x: b.x, y: bottom - b.height }),
    middleY: (b) => ({ x: b.x, y: Math.round((top + bottom - b.height) / 2) }),
  }
  const { view } = editor.getState()
  editor.dispatch('placement.move', { view, moves: boxes.map((b) => ({ model: b.model, ...place[to](b) })) })
  say(t.spoken.aligned(boxes.length))
}

/** Equal gaps between neighbours; the outermost stay. */
export function distribute(editor: EditorStore, axis: 'x' | 'y'): void {
  const size = axis === 'x' ? 'width' : 'height'
  const boxes = selectedBoxes(editor).sort((a, b) => a[axis] - b[axis])
  const first = boxes[0]
  const last = boxes.at(-1)
  if (boxes.length < 3 || first === undefined || last === undefined) return
  const filled = boxes.reduce((sum, b) => sum + b[size], 0)
  const gap = (last[axis] + last[size] - first[axis] - filled) / (boxes.length - 1)
  let at = first[axis]
  const moves = boxes.map((b) => {
    const move = { model: b.model, x: b.x, y: b.y, [axis]: Math.round(at) }
    at += b[size] + gap
    return move
  })
  editor.dispatch('placement.move', { view: editor.getState().view, moves })
  say(t.spoken.distributed(boxes.length))
}
