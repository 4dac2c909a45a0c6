/** The canvas. */
import type { RelationKind } from '../../../shared/document/records.ts'
import type { OnDeleteKey } from '../../../shared/layout/type-text.ts'

const kinds: Record<RelationKind, { readonly label: string; readonly text: string }> = {
  foreignKey: { label: 'Foreign key', text: 'many to one' },
  oneToOne: { label: 'One-to-one', text: 'one to one' },
  manyToMany: { label: 'Many-to-many', text: 'many to many' },
}

/** What deleting the target does to this row, one sentence each. */
const onDelete: Record<Exclude<OnDeleteKey, 'OTHER'>, string> = {
  CASCADE: 'Deleted together with it.',
  PROTECT: 'It cannot be deleted while this points at it.',
  RESTRICT: 'As PROTECT, unless this is deleted in the same go.',
  SET_NULL: 'Stays, and points at nothing (needs null).',
  SET_DEFAULT: 'Stays, and points at the default.',
  SET: 'Stays, and points at a value of your choice.',
  DO_NOTHING: 'Django does nothing; the database may refuse.',
}

export const canvas = {
  label:
    'Diagram. Tab goes to the models, Alt and arrow keys walk along relations, M adds a model, R draws a relation.',
  area: {
    role: 'area',
    newName: 'Area',
    write: 'Name of the area',
    label: (name: string, content: string, collapsed: boolean, locked: boolean) =>
      [name, content, collapsed ? 'collapsed' : '', locked ? 'locked' : ''].filter((part) => part !== '').join(', '),
    contains: (count: number, names: readonly string[]) =>
      count === 0
        ? 'empty'
        : names.length === count
          ? names.join(', ')
          : `${count} ${count === 1 ? 'model' : 'models'}${names.length === 0 ? '' : `: ${names.join(', ')} …`}`,
  },
  note: {
    name: 'note',
    role: 'note',
    write: 'Text of the note, in Markdown',
    placeholder: 'Markdown: **bold**, - list, `code`',
    label: (text: string, locked: boolean) => `${text === '' ? 'Empty note' : text}${locked ? ', locked' : ''}`,
  },
  shapeBar: {
    label: (name: string) => `Appearance of ${name}`,
    color: (n: number) => (n === 0 ? 'No colour' : `Colour ${n}`),
    rename: 'Edit name',
    write: 'Edit text',
    collapse: 'Collapse',
    expand: 'Expand',
    lock: 'Lock place',
    unlock: 'Unlock place',
    arrange: 'Arrange what is in it',
    remove: 'Delete; what is in it stays',
  },
  say: {
    areaAdded: (name: string) => `Added area ${name}`,
    noteAdded: 'Added a note',
    cancelled: 'Cancelled',
    noClipboard: 'Press the paste keys: this window may not read the clipboard by itself.',
    nothingToPaste: 'No models on the clipboard.',
    drawArea: 'Drag over the ground to draw an area; Enter puts one in the middle, Escape gives up.',
  },
  /** By id: name and one sentence, for menus, palette and the list of keys. */
  actions: {
    addModel: ['Add model', 'Put a new model on the canvas and name it.'],
    addHere: ['Add model here', 'Put a new model where you clicked.'],
    addUser: [
      "Add Django's User",
      'Put auth.User on the canvas: a model to point at, with its real columns, never generated.',
    ],
    addField: ['Add field', 'Add a field to the selected model, typed on the canvas.'],
    relate: ['Draw relation', 'Choose the other model with the arrow keys, then say what the relation is.'],
    rename: ['Rename', 'Edit the name of the selected field or model in place.'],
    editType: ['Change type', 'Edit the type of the selected field in place.'],
    delete: ['Delete', 'Delete the selected field, else the selected models and the relations to them.'],
    duplicate: ['Duplicate', 'Copy the selected models beside themselves.'],
    copy: ['Copy', 'Copy the selected models as text.'],
    cut: ['Cut', 'Copy the selected models and delete them.'],
    paste: ['Paste', 'Add the copied models in the middle of the view.'],
    selectAll: ['Select all', 'Select every model of this view.'],
    fieldUp: ['Move field up', 'Move the selected field up in its model.'],
    fieldDown: ['Move field down', 'Move the selected field down in its model.'],
    swapEnds: ['Swap ends', 'Declare the selected relation at the other model.'],
    goToTarget: ['Go to target', 'Show the model that the selected relation points at.'],
    collapse: ['Collapse or expand', 'Show only the names of the selected models, or their fields again.'],
    lock: ['Lock or unlock place', 'Auto-layout leaves locked models where they are.'],
    arrange: ['Arrange everything', 'Lay out the whole view; one undo step.'],
    arrangeSelected: ['Arrange selected', 'Lay out the selected models only.'],
    'distribute.x': ['Distribute across', 'Equal gaps from left to right.'],
    'distribute.y': ['Distribute down', 'Equal gaps from top to bottom.'],
    fit: ['Show everything', 'Zoom so that the whole drawing is in view.'],
    fitSelected: ['Show selected', 'Zoom so that the selected models are in view.'],
    zoom100: ['Zoom to 100 %', 'Show the drawing at its natural size.'],
    zoomIn: ['Zoom in', 'Make the drawing larger.'],
    zoomOut: ['Zoom out', 'Make the drawing smaller.'],
    legend: ['Legend', 'Explain the lines and marks of the drawing.'],
    'tool.pan': ['Hand tool', 'Drag the ground to move the drawing.'],
    'tool.select': ['Select tool', 'Drag over the ground to select.'],
    'align.left': ['Align left', 'Line up the selected models.'],
    'align.centerX': ['Align centres', 'Line up the selected models.'],
    'align.right': ['Align right', 'Line up the selected models.'],
    'align.top': ['Align top', 'Line up the selected models.'],
    'align.middleY': ['Align middles', 'Line up the selected models.'],
    'align.bottom': ['Align bottom', 'Line up the selected models.'],
    addArea: [
      'Draw area',
      'Drag over the ground to draw an area: a frame with a name for models that belong together.',
    ],
    lineLeft: ['Move line left', 'Move the selected line aside; dragging one of its parts does the same.'],
    lineRight: ['Move line right', 'Move the selected line aside; dragging one of its parts does the same.'],
    straighten: ['Let line find its way', 'Take back how the selected line was bent by hand.'],
    groupInArea: ['Group in area', 'Draw an area around the selected models.'],
    addNote: ['Add note', 'Put a note on the canvas and write it, in Markdown.'],
  } satisfies Record<string, readonly [string, string]>,
  /** Steps of the history. */
  steps: {
    delete: 'Delete',
    color: 'Change colour',
    collapsed: 'Collapse area',
    collapsedOff: 'Expand area',
    locked: 'Lock place',
    lockedOff: 'Unlock place',
  },
  cell: {
    title: 'Name of the model',
    name: 'Name of the field, then perhaps its type',
    type: 'Type of the field',
    new: 'New field: name, then perhaps its type',
    placeholder: 'title char 200',
    choices: 'Choices',
  },
  kinds,
  onDelete,
  card: {
    title: (from: string, to: string) => `${from} → ${to}`,
    kind: 'Kind',
    name: 'Field name',
    relatedName: 'Reverse name',
    relatedHint: 'related_name: what the other model calls the way back',
    onDelete: (target: string) => `When a ${target} is deleted, this`,
    nullable: 'May be empty',
    unique: 'unique',
    create: 'Create relation',
    cancel: 'Cancel',
  },
  bar: {
    kind: 'Kind of relation',
    swap: 'Swap ends',
    remove: 'Delete relation',
    edit: 'Edit name',
    label: 'Relation',
    straighten: 'Let the line find its way again',
  },
  /** The label of a line. */
  edge: {
    isA: (child: string, parent: string) => `${child} is a ${parent}`,
    proxy: 'A proxy: same table, other Python class.',
    many: 'many',
    one: 'one',
    oneOrNo: 'one or no',
    noWayBack: 'no way back (related_name ends in “+”)',
    onDelete: 'on delete',
  },
  legend: {
    title: 'How to read the lines',
    marks: {
      many: 'many, or none',
      one: 'exactly one',
      zeroOne: 'one or none',
      inherits: 'is a (inherits)',
      dashed: 'proxy, or through a model that is drawn',
    },
    onDelete: 'On delete, at the end that declares it',
    show: 'Show the legend',
    hide: 'Hide the legend',
  },
  zoom: {
    in: 'Zoom in',
    out: 'Zoom out',
    reset: 'Zoom to 100 %',
    fit: 'Show everything',
    minimap: 'Overview: click to go there',
  },
  tools: { pan: 'Move the drawing with the mouse', select: 'Select with the mouse' },
  tones: { added: 'added', removed: 'removed', changed: 'changed', hit: 'found' },
  lost: 'Nothing to see here.',
  showAll: 'Show all',
  arranging: 'Arranging…',
}
