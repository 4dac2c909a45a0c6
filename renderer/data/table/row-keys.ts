/** The keys of a table of rows, beside those that move (`grid/grid-moves.ts`). */
import type { ViewColumn } from '../rows/table-view.ts'

export type RowCommand =
  | 'open'
  | 'type'
  | 'toggle'
  | 'empty'
  | 'add'
  | 'addLike'
  | 'remove'
  | 'filter'
  | 'follow'
  | 'back'
  | 'sortUp'
  | 'sortDown'
  | 'undo'
  | 'redo'
  | 'find'
  | 'values'
  | 'columns'
  | 'form'
  | 'whole'

interface RowKeyPress {
  readonly key: string
  readonly isMod: boolean
  readonly isAlt: boolean
  readonly isShift?: boolean
}

const PLAIN: Readonly<Record<string, RowCommand>> = {
  Enter: 'open',
  F2: 'open',
  Insert: 'add',
  Delete: 'empty',
  Backspace: 'empty',
}
const WITH_MOD: Readonly<Record<string, RowCommand>> = {
  Delete: 'remove',
  Backspace: 'remove',
  d: 'addLike',
  z: 'undo',
  y: 'redo',
  f: 'find',
}
const WITH_ALT: Readonly<Record<string, RowCommand>> = {
  Enter: 'follow',
  ArrowLeft: 'back',
  ArrowUp: 'sortUp',
  ArrowDown: 'sortDown',
  f: 'filter',
  v: 'values',
  c: 'columns',
  r: 'form',
  m: 'whole',
}

/** What the key asks for in a cell of the column; null: it is no key of ours. */
export function rowCommand(
  { key, isMod, isAlt, isShift = false }: RowKeyPress,
  column: ViewColumn | undefined,
): RowCommand | null {
  const name = key.length === 1 ? key.toLowerCase() : key
  if (isMod && isShift && name === 'z') return 'redo'
  if (isAlt || isMod) {
    const keys = isAlt ? WITH_ALT : WITH_MOD
    return Object.hasOwn(keys, name) ? (keys[name] ?? null) : null
  }
  if (Object.hasOwn(PLAIN, key)) return PLAIN[key] ?? null
  if (key.length !== 1) return null
  return key === ' ' && column?.kind === 'data' && column.rule.kind === 'boolean' ? 'toggle' : 'type'
}
