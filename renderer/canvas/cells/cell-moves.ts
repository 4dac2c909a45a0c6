/** Where the keys of a cell lead once it is written: the cell that is edited next. */
import type { FieldId } from '../../../shared/document/ids.ts'
import type { Editing } from '../canvas-store.ts'

export interface CellAt {
  /** Of the box, in order. */
  readonly fields: readonly FieldId[]
  readonly column: Editing['column']
  /** null: the title, or the row of a new field into which nothing was typed. */
  readonly field: FieldId | null
  /** It was made just now and its type said with it: there is nothing to be asked about it. */
  readonly isComplete: boolean
}

type NextCell = Pick<Editing, 'column' | 'field' | 'after'>
export type CellMove = 'up' | 'down' | 'enter' | 'tab' | 'back'

const TITLE: NextCell = { column: 'title', field: null, after: null }
/** The row of a new field, at the end of the box. */
const NEW: NextCell = { column: 'name', field: null, after: null }

/** null: there is no further cell. */
type Move = (at: CellAt, place: number) => NextCell | null

const MOVES: Readonly<Record<CellMove, Move>> = {
  up: ({ fields, column }, place) => {
    if (column === 'title') return null
    const before = fields[place - 1]
    return before === undefined ? TITLE : cell(column, before)
  },
  down: ({ fields, column }, place) => {
    if (place >= fields.length) return null
    const next = fields[place + 1]
    return next === undefined ? NEW : cell(column === 'title' ? 'name' : column, next)
  },
  enter: ({ column, field }) => ({ ...NEW, after: column === 'title' ? null : field }),
  tab: ({ fields, column, field, isComplete }, place) => {
    if (column === 'name' && field !== null && !isComplete) return cell('type', field)
    if (column !== 'title' && field === null) return null
    const next = fields[place + 1]
    return next === undefined ? { ...NEW, after: field } : cell('name', next)
  },
  back: ({ fields, column, field }, place) => {
    if (column === 'title') return null
    if (column === 'type' && field !== null) return cell('name', field)
    const before = fields[place - 1]
    return before === undefined ? TITLE : cell('type', before)
  },
}

export function cellAfter(move: CellMove, at: CellAt): NextCell | null {
  // The row of a new field stands behind all others, wherever it will be put.
  const isNewRow = at.field === null && at.column !== 'title'
  return MOVES[move](at, isNewRow ? at.fields.length : at.field === null ? -1 : at.fields.indexOf(at.field))
}

function cell(column: Editing['column'], field: FieldId): NextCell {
  return { column, field, after: null }
}
