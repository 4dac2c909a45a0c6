/** Everything one can do on the canvas, for toolbar, menus, palette and keys. */
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import { isRelation, placementId } from '../../shared/document/records.ts'
import type { RelationField } from '../../shared/document/records.ts'
import type { Action, ActionGroup } from '../actions/action.ts'
import type { EditorStore } from '../state/editor-store.ts'
import { align, distribute } from './align.ts'
import type { AlignTo } from './align.ts'
import { canvasStore, isFrozen, say } from './canvas-store.ts'
import type { CanvasHandle } from './canvas-store.ts'
import { clipboardText, copyText, pasteText, selectionText } from './clipboard.ts'
import { deleteModels, deleteSelection, duplicateSelection, moveFieldTo, swapEnds } from './edits.ts'

/** What the actions need of the page's context. */
export interface CanvasActionContext {
  readonly editor: EditorStore
}

type CanvasAction = Action<CanvasActionContext>

const handle = (): CanvasHandle | null => canvasStore.getState().handle
const drawn = (): boolean => handle() !== null
const editable = ({ editor }: CanvasActionContext): boolean => drawn() && !isFrozen(editor)
const selected = ({ editor }: CanvasActionContext): readonly ModelId[] => [...editor.getState().selection.models]
const hasModels =
  (count: number) =>
  (context: CanvasActionContext): boolean =>
    editable(context) && selected(context).length >= count
const fieldOf = ({ editor }: CanvasActionContext): { readonly model: ModelId; readonly field: FieldId } | null =>
  editor.getState().selection.field

function relationOf(context: CanvasActionContext): RelationField | null {
  const place = fieldOf(context)
  const found = context.editor.getState().doc.models[place?.model ?? '']?.fields.find((f) => f.id === place?.field)
  return found !== undefined && isRelation(found) ? found : null
}

interface Given {
  readonly keys?: readonly string[]
  readonly when?: (context: CanvasActionContext) => boolean
}

function action(
  id: string,
  group: ActionGroup,
  label: string,
  description: string,
  run: (context: CanvasActionContext) => void | Promise<void>,
  { keys = [], when = drawn }: Given = {},
): CanvasAction {
  return { id: `canvas.${id}`, group, label, description, keys, isEnabled: when, run }
}

const alignAction = (to: AlignTo, label: string): CanvasAction =>
  action(`align.${to}`, 'Arrange', label, 'Line up the selected models.', ({ editor }) => align(editor, to), {
    when: hasModels(2),
  })

export const canvasActions: readonly CanvasAction[] = [
  action('addModel', 'Insert', 'Add model', 'Put a new model on the canvas and name it.', () => handle()?.addModel(), {
    keys: ['M'],
    when: editable,
  }),
  action(
    'addHere',
    'Insert',
    'Add model here',
    'Put a new model where you clicked.',
    () => {
      const menu = canvasStore.getState().menu
      handle()?.addModel(menu?.target.kind === 'canvas' ? menu.target.flow : undefined)
    },
    { when: editable },
  ),
  action(
    'addUser',
    'Insert',
    "Add Django's User",
    'Put auth.User on the canvas: a model to point at, with its real columns, never generated.',
    () => {
      const menu = canvasStore.getState().menu
      handle()?.addUser(menu?.target.kind === 'canvas' ? menu.target.flow : undefined)
    },
    { keys: ['Shift+U'], when: editable },
  ),
  action(
    'addField',
    'Insert',
    'Add field',
    'Add a field to the selected model, typed on the canvas.',
    (context) => {
      const model = selected(context)[0]
      if (model !== undefined) handle()?.addField(model, fieldOf(context)?.field ?? null)
    },
    { keys: ['F'], when: hasModels(1) },
  ),
  action(
    'relate',
    'Relation',
    'Draw relation',
    'Choose the other model with the arrow keys, then say what the relation is.',
    (context) => handle()?.startRelation(null, selected(context)[0]),
    { keys: ['R'], when: editable },
  ),
  action(
    'rename',
    'Edit',
    'Rename',
    'Edit the name of the selected field or model in place.',
    (context) => {
      const place = fieldOf(context)
      const model = place?.model ?? selected(context)[0]
      if (model !== undefined) handle()?.edit(model, place?.field ?? 'title')
    },
    { keys: ['F2'], when: hasModels(1) },
  ),
  action(
    'editType',
    'Edit',
    'Change type',
    'Edit the type of the selected field in place.',
    (context) => {
      const place = fieldOf(context)
      if (place !== null) handle()?.edit(place.model, place.field, 'type')
    },
    { keys: ['T'], when: (context) => editable(context) && fieldOf(context) !== null },
  ),
  action(
    'delete',
    'Edit',
    'Delete',
    'Delete the selected field, else the selected models and the relations to them.',
    ({ editor }) => deleteSelection(editor),
    { keys: ['Delete', 'Backspace'], when: (c) => editable(c) && (fieldOf(c) !== null || selected(c).length > 0) },
  ),
  action(
    'duplicate',
    'Edit',
    'Duplicate',
    'Copy the selected models beside themselves.',
    ({ editor }) => duplicateSelection(editor),
    {
      keys: ['Mod+D'],
      when: hasModels(1),
    },
  ),
  action(
    'copy',
    'Edit',
    'Copy',
    'Copy the selected models as text.',
    async ({ editor }) => {
      const text = selectionText(editor)
      if (text !== null) await copyText(text)
    },
    { when: (c) => drawn() && selected(c).length > 0 },
  ),
  action(
    'cut',
    'Edit',
    'Cut',
    'Copy the selected models and delete them.',
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
    'Paste',
    'Add the copied models in the middle of the view.',
    async ({ editor }) => {
      const at = handle()?.center()
      const text = await clipboardText()
      if (at === undefined || (text !== null && pasteText(editor, text, at))) return
      say(
        text === null
          ? 'Press the paste keys: this window may not read the clipboard by itself.'
          : 'No models on the clipboard.',
      )
    },
    // No keys: the browser's own paste event brings the text without asking for leave, see `keys.ts`.
    { when: editable },
  ),
  action(
    'selectAll',
    'Edit',
    'Select all',
    'Select every model of this view.',
    ({ editor }) => {
      const { doc, view } = editor.getState()
      const all = Object.values(doc.models).filter(
        (m) => doc.views[view]?.everything === true || doc.placements[placementId(view, m.id)] !== undefined,
      )
      editor.select({ models: new Set(all.map((m) => m.id)) })
    },
    { keys: ['Mod+A'] },
  ),
  action(
    'fieldUp',
    'Edit',
    'Move field up',
    'Move the selected field up in its model.',
    (context) => shiftField(context, -1),
    {
      keys: ['Alt+Shift+ArrowUp'],
      when: (context) => editable(context) && fieldOf(context) !== null,
    },
  ),
  action(
    'fieldDown',
    'Edit',
    'Move field down',
    'Move the selected field down in its model.',
    (context) => shiftField(context, 1),
    {
      keys: ['Alt+Shift+ArrowDown'],
      when: (context) => editable(context) && fieldOf(context) !== null,
    },
  ),
  action(
    'swapEnds',
    'Relation',
    'Swap ends',
    'Declare the selected relation at the other model.',
    ({ editor }) => {
      const place = editor.getState().selection.field
      if (place !== null) swapEnds(editor, place.model, place.field)
    },
    { when: (c) => editable(c) && relationOf(c) !== null && relationOf(c)?.to !== fieldOf(c)?.model },
  ),
  action(
    'goToTarget',
    'View',
    'Go to target',
    'Show the model that the selected relation points at.',
    (context) => {
      const to = relationOf(context)?.to
      if (to === null || to === undefined) return
      context.editor.select({ models: new Set([to]) })
      handle()?.centerOn(to)
    },
    { when: (context) => drawn() && relationOf(context)?.to != null },
  ),
  action(
    'collapse',
    'Arrange',
    'Collapse or expand',
    'Show only the names of the selected models, or their fields again.',
    ({ editor }) => toggle(editor, 'collapsed'),
    { keys: ['C'], when: hasModels(1) },
  ),
  action(
    'lock',
    'Arrange',
    'Lock or unlock place',
    'Auto-layout leaves locked models where they are.',
    ({ editor }) => toggle(editor, 'locked'),
    {
      keys: ['L'],
      when: hasModels(1),
    },
  ),
  action(
    'arrange',
    'Arrange',
    'Arrange everything',
    'Lay out the whole view; one undo step.',
    () => handle()?.arrange(),
    {
      keys: ['Mod+Shift+L'],
      when: editable,
    },
  ),
  action(
    'arrangeSelected',
    'Arrange',
    'Arrange selected',
    'Lay out the selected models only.',
    (context) => handle()?.arrange(selected(context)),
    {
      when: hasModels(2),
    },
  ),
  alignAction('left', 'Align left'),
  alignAction('centerX', 'Align centres'),
  alignAction('right', 'Align right'),
  alignAction('top', 'Align top'),
  alignAction('middleY', 'Align middles'),
  alignAction('bottom', 'Align bottom'),
  action(
    'distribute.x',
    'Arrange',
    'Distribute across',
    'Equal gaps from left to right.',
    ({ editor }) => distribute(editor, 'x'),
    { when: hasModels(3) },
  ),
  action(
    'distribute.y',
    'Arrange',
    'Distribute down',
    'Equal gaps from top to bottom.',
    ({ editor }) => distribute(editor, 'y'),
    { when: hasModels(3) },
  ),
  action('fit', 'View', 'Show everything', 'Zoom so that the whole drawing is in view.', () => handle()?.fit(), {
    keys: ['Shift+1'],
  }),
  action(
    'fitSelected',
    'View',
    'Show selected',
    'Zoom so that the selected models are in view.',
    (context) => handle()?.fit(selected(context)),
    {
      keys: ['Shift+2'],
      when: (context) => drawn() && selected(context).length > 0,
    },
  ),
  action('zoom100', 'View', 'Zoom to 100 %', 'Show the drawing at its natural size.', () => handle()?.zoomTo(1), {
    keys: ['Shift+0'],
  }),
  action('zoomIn', 'View', 'Zoom in', 'Make the drawing larger.', () => handle()?.zoomBy(1.25), { keys: ['+', '='] }),
  action('zoomOut', 'View', 'Zoom out', 'Make the drawing smaller.', () => handle()?.zoomBy(1 / 1.25), { keys: ['-'] }),
  action(
    'legend',
    'View',
    'Legend',
    'Explain the lines and marks of the drawing.',
    () => canvasStore.setState((s) => ({ legend: !s.legend })),
    { keys: ['Shift+L'] },
  ),
  action(
    'tool.pan',
    'View',
    'Hand tool',
    'Drag the ground to move the drawing.',
    () => canvasStore.setState({ tool: 'pan' }),
    { keys: ['H'] },
  ),
  action(
    'tool.select',
    'View',
    'Select tool',
    'Drag over the ground to select.',
    () => canvasStore.setState({ tool: 'select' }),
    { keys: ['V'] },
  ),
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
function toggle(editor: EditorStore, what: 'collapsed' | 'locked'): void {
  const { doc, view, selection } = editor.getState()
  const models = [...selection.models]
  const all = models.every((id) => doc.placements[placementId(view, id)]?.[what] === true)
  editor.dispatch('placement.set', { view, models, [what]: !all })
}
