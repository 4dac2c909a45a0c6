/** Everything one can do on the canvas, for toolbar, menus, palette and keys. */
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import type { ShapeId } from '../../shared/layout/scene/shapes.ts'
import { toggleShapes } from './edits/shape-edits.ts'
import { isRelation, placementId } from '../../shared/document/records.ts'
import type { RelationField } from '../../shared/document/records.ts'
import type { Action, ActionGroup } from '../actions/action.ts'
import { t } from '../texts/texts.ts'
import type { EditorStore } from '../state/editor-store.ts'
import { align, distribute } from './edits/align.ts'
import type { AlignTo } from './edits/align.ts'
import { canvasStore, isFrozen, say } from './canvas-store.ts'
import type { CanvasHandle } from './canvas-store.ts'
import { clipboardText, copyText, notPasted, pasteText, selectionText } from './clipboard/clipboard.ts'
import { duplicateSelection } from './clipboard/duplicate.ts'
import { deleteModels, deleteSelection, moveFieldTo, swapEnds } from './edits/edits.ts'

/** What the actions need of the page's context. */
interface CanvasActionContext {
  readonly editor: EditorStore
}

type CanvasAction = Action<CanvasActionContext>

const handle = (): CanvasHandle | null => canvasStore.getState().handle
const drawn = (): boolean => handle() !== null
const editable = ({ editor }: CanvasActionContext): boolean => drawn() && !isFrozen(editor)
const selected = ({ editor }: CanvasActionContext): readonly ModelId[] => [...editor.getState().selection.models]
const shapes = ({ editor }: CanvasActionContext): readonly ShapeId[] => {
  const { areas, notes } = editor.getState().selection
  return [...areas, ...notes]
}
/** Models, areas or notes are selected. */
const hasThings = (c: CanvasActionContext): boolean => editable(c) && selected(c).length + shapes(c).length > 0
const hasModels =
  (count: number) =>
  (context: CanvasActionContext): boolean =>
    editable(context) && selected(context).length >= count
/** More than one selected: only these are arranged; else everything is. */
const several = (context: CanvasActionContext): readonly ModelId[] | null =>
  selected(context).length > 1 ? selected(context) : null
const fieldOf = ({ editor }: CanvasActionContext): { readonly model: ModelId; readonly field: FieldId } | null =>
  editor.getState().selection.field

function relationOf(context: CanvasActionContext): RelationField | null {
  const place = fieldOf(context)
  const found = context.editor.getState().doc.models[place?.model ?? '']?.fields.find((f) => f.id === place?.field)
  return found !== undefined && isRelation(found) ? found : null
}

const hasEdge = (context: CanvasActionContext): boolean => editable(context) && relationOf(context)?.to != null

function isBent(context: CanvasActionContext): boolean {
  const place = fieldOf(context)
  const { doc, view } = context.editor.getState()
  return place !== null && doc.placements[placementId(view, place.model)]?.bends?.[place.field] !== undefined
}

interface Given {
  readonly keys?: readonly string[]
  readonly when?: (context: CanvasActionContext) => boolean
}

function action(
  id: keyof typeof t.canvas.actions,
  group: ActionGroup,
  run: (context: CanvasActionContext) => void | Promise<void>,
  { keys = [], when = drawn }: Given = {},
): CanvasAction {
  const [label, description] = t.canvas.actions[id]
  return { id: `canvas.${id}`, group, label, description, keys, isEnabled: when, run }
}

const alignAction = (to: AlignTo): CanvasAction =>
  action(`align.${to}`, 'Arrange', ({ editor }) => align(editor, to), { when: hasModels(2) })

export const canvasActions: readonly CanvasAction[] = [
  action('addModel', 'Insert', () => handle()?.addModel(), {
    keys: ['M'],
    when: editable,
  }),
  action(
    'addHere',
    'Insert',
    () => {
      const menu = canvasStore.getState().menu
      handle()?.addModel(menu?.target.kind === 'canvas' ? menu.target.flow : undefined)
    },
    { when: editable },
  ),
  action(
    'addUser',
    'Insert',
    () => {
      const menu = canvasStore.getState().menu
      handle()?.addUser(menu?.target.kind === 'canvas' ? menu.target.flow : undefined)
    },
    { keys: ['Shift+U'], when: editable },
  ),
  action('addArea', 'Insert', () => handle()?.addArea([]), { keys: ['A'], when: editable }),
  action('groupInArea', 'Insert', (context) => handle()?.addArea(selected(context)), {
    keys: ['Mod+G'],
    when: hasModels(1),
  }),
  action(
    'addNote',
    'Insert',
    () => {
      const menu = canvasStore.getState().menu
      handle()?.addNote(menu?.target.kind === 'canvas' ? menu.target.flow : undefined)
    },
    { keys: ['N'], when: editable },
  ),
  action(
    'addField',
    'Insert',
    (context) => {
      const model = selected(context)[0]
      if (model !== undefined) handle()?.addField(model, fieldOf(context)?.field ?? null)
    },
    { keys: ['F'], when: hasModels(1) },
  ),
  action('relate', 'Relation', (context) => handle()?.startRelation(null, selected(context)[0]), {
    keys: ['R'],
    when: editable,
  }),
  action(
    'rename',
    'Edit',
    (context) => {
      const place = fieldOf(context)
      const model = place?.model ?? selected(context)[0]
      const shape = shapes(context)[0]
      if (model !== undefined) handle()?.edit(model, place?.field ?? 'title')
      else if (shape !== undefined) handle()?.write(shape)
    },
    { keys: ['F2'], when: hasThings },
  ),
  action(
    'editType',
    'Edit',
    (context) => {
      const place = fieldOf(context)
      if (place !== null) handle()?.edit(place.model, place.field, 'type')
    },
    { keys: ['T'], when: (context) => editable(context) && fieldOf(context) !== null },
  ),
  action('delete', 'Edit', ({ editor }) => deleteSelection(editor), { keys: ['Delete', 'Backspace'], when: hasThings }),
  action('duplicate', 'Edit', ({ editor }) => duplicateSelection(editor), {
    keys: ['Mod+D'],
    when: hasThings,
  }),
  action(
    'copy',
    'Edit',
    async ({ editor }) => {
      const text = selectionText(editor)
      if (text !== null) await copyText(text)
    },
    { when: (c) => drawn() && selected(c).length > 0 },
  ),
  action(
    'cut',
    'Edit',
    async ({ editor }) => {
      const text = selectionText(editor)
      if (text === null) return
      await copyText(text)
      deleteModels(editor)
    },
    { when: hasModels(1) },
  ),
  action(
    'paste',
    'Edit',
    async ({ editor }) => {
      const menu = canvasStore.getState().menu
      const at = menu?.target.kind === 'canvas' ? menu.target.flow : handle()?.center()
      const text = await clipboardText()
      if (at !== undefined && (text === null || !pasteText(editor, text, at))) notPasted(text)
    },
    // No keys: the browser's own paste event brings the text without asking for leave, see `keys.ts`.
    { when: editable },
  ),
  action(
    'selectAll',
    'Edit',
    ({ editor }) => {
      const { doc, view } = editor.getState()
      const all = Object.values(doc.models).filter(
        (m) => doc.views[view]?.everything === true || doc.placements[placementId(view, m.id)] !== undefined,
      )
      editor.select({ models: new Set(all.map((m) => m.id)) })
    },
    { keys: ['Mod+A'] },
  ),
  action('fieldUp', 'Edit', (context) => shiftField(context, -1), {
    keys: ['Alt+Shift+ArrowUp'],
    when: (context) => editable(context) && fieldOf(context) !== null,
  }),
  action('fieldDown', 'Edit', (context) => shiftField(context, 1), {
    keys: ['Alt+Shift+ArrowDown'],
    when: (context) => editable(context) && fieldOf(context) !== null,
  }),
  action(
    'swapEnds',
    'Relation',
    ({ editor }) => {
      const place = editor.getState().selection.field
      if (place !== null) swapEnds(editor, place.model, place.field)
    },
    { when: (c) => editable(c) && relationOf(c) !== null && relationOf(c)?.to !== fieldOf(c)?.model },
  ),
  action('lineLeft', 'Relation', () => handle()?.nudgeEdge(-8), { keys: [','], when: hasEdge }),
  action('lineRight', 'Relation', () => handle()?.nudgeEdge(8), { keys: ['.'], when: hasEdge }),
  action(
    'straighten',
    'Relation',
    (context) => {
      const place = fieldOf(context)
      const { view } = context.editor.getState()
      if (place === null) return
      context.editor.dispatch('placement.bend', { view, model: place.model, edge: place.field, bend: null })
    },
    { when: (context) => editable(context) && isBent(context) },
  ),
  action(
    'goToTarget',
    'View',
    (context) => {
      const to = relationOf(context)?.to
      if (to === null || to === undefined) return
      context.editor.select({ models: new Set([to]) })
      handle()?.centerOn(to)
    },
    { when: (context) => drawn() && relationOf(context)?.to != null },
  ),
  action('collapse', 'Arrange', (c) => toggle(c, 'collapsed'), { keys: ['C'], when: hasThings }),
  action('lock', 'Arrange', (c) => toggle(c, 'locked'), {
    keys: ['L'],
    when: hasThings,
  }),
  action('arrange', 'Arrange', () => handle()?.arrange(), {
    keys: ['Mod+Shift+L'],
    when: editable,
  }),
  action('arrangeSelected', 'Arrange', (context) => handle()?.arrange(selected(context)), {
    when: hasModels(2),
  }),
  action('arrangeTopDown', 'Arrange', (c) => handle()?.arrange(several(c), 'topDown'), { when: editable }),
  action('arrangeCompact', 'Arrange', (c) => handle()?.arrange(several(c), 'compact'), { when: editable }),
  action('arrangeStar', 'Arrange', (c) => handle()?.arrange(several(c), 'star', fieldOf(c)?.model ?? selected(c)[0]), {
    when: editable,
  }),
  action('arrangeByApp', 'Arrange', () => handle()?.arrangeByApp(), {
    when: (c) => editable(c) && Object.keys(c.editor.getState().doc.apps).length > 1,
  }),
  action('tidyNew', 'Arrange', () => handle()?.tidyNew(), { when: editable }),
  alignAction('left'),
  alignAction('centerX'),
  alignAction('right'),
  alignAction('top'),
  alignAction('middleY'),
  alignAction('bottom'),
  action('distribute.x', 'Arrange', ({ editor }) => distribute(editor, 'x'), { when: hasModels(3) }),
  action('distribute.y', 'Arrange', ({ editor }) => distribute(editor, 'y'), { when: hasModels(3) }),
  action('fit', 'View', () => handle()?.fit(), {
    keys: ['Shift+1'],
  }),
  action('fitSelected', 'View', (context) => handle()?.fit(selected(context)), {
    keys: ['Shift+2'],
    when: (context) => drawn() && selected(context).length > 0,
  }),
  action('zoom100', 'View', () => handle()?.zoomTo(1), {
    keys: ['Shift+0'],
  }),
  action('zoomIn', 'View', () => handle()?.zoomBy(1.25), { keys: ['+', '='] }),
  action('zoomOut', 'View', () => handle()?.zoomBy(1 / 1.25), { keys: ['-'] }),
  action('legend', 'View', () => canvasStore.setState((s) => ({ legend: !s.legend })), { keys: ['Shift+L'] }),
  action('tool.pan', 'View', () => canvasStore.setState({ tool: 'pan' }), { keys: ['H'] }),
  action('tool.select', 'View', () => canvasStore.setState({ tool: 'select' }), { keys: ['V'] }),
]

function shiftField(context: CanvasActionContext, by: number): void {
  const place = fieldOf(context)
  const fields = context.editor.getState().doc.models[place?.model ?? '']?.fields ?? []
  const from = fields.findIndex((f) => f.id === place?.field)
  const to = from + by
  if (place !== null && from >= 0 && to >= 0 && to < fields.length)
    moveFieldTo(context.editor, place.model, place.field, to)
}

/** On for all unless it is on for all. */
function toggle(context: CanvasActionContext, what: 'collapsed' | 'locked'): void {
  const { editor } = context
  if (shapes(context).length > 0) toggleShapes(editor, what)
  const { doc, view } = editor.getState()
  const models = selected(context)
  if (models.length === 0) return
  const all = models.every((id) => doc.placements[placementId(view, id)]?.[what] === true)
  editor.dispatch('placement.set', { view, models: [...models], [what]: !all })
  say(t.spoken[what][all ? 'off' : 'on'])
}
