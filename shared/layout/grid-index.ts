/**
 * Which boxes meet a rectangle: a uniform grid hash. Adding, moving and removing cost the cells a box
 * covers (one to four for a model), so an index lives through drags without being rebuilt.
 */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** About two models across: fewer cells per box than 256, fewer boxes per cell than 1,024. */
const CELL_PX = 512
const MANY_CELLS = 400

export interface GridIndex {
  /** Adds the box or moves it. */
  set(key: number, x: number, y: number, width: number, height: number): void
  remove(key: number): void
  clear(): void
  readonly size: number
  /** Keys of the boxes that meet the rectangle (edges included), in no particular order. */
  search(x: number, y: number, width: number, height: number): number[]
  /** As `search`, without an array; return true from the visitor to stop. */
  visit(x: number, y: number, width: number, height: number, see: (key: number) => boolean | void): void
}

interface Entry {
  readonly key: number
  x: number
  y: number
  right: number
  bottom: number
  /** First and last cell in each direction; `left > right` marks a box kept aside. */
  c0: number
  r0: number
  c1: number
  r1: number
  aside: boolean
  /** Search that saw it last: a box in several cells is told once. */
  seen: number
}

/** @param mostCells a box covering more is kept aside and looked at in every search */
export function createGridIndex(cellPx: number = CELL_PX, mostCells: number = MANY_CELLS): GridIndex {
  const entries = new Map<number, Entry>()
  const cells = new Map<number, Entry[]>()
  const aside = new Set<Entry>()
  let round = 0

  // 15 bits each, one small integer: the quickest key a Map has. Far cells share lists, which is only slower.
  const cellKey = (column: number, row: number): number => ((column & 0x7fff) << 15) | (row & 0x7fff)
  const cellOf = (value: number): number => Math.floor(value / cellPx)

  function unlink(e: Entry): void {
    if (e.aside) {
      aside.delete(e)
      return
    }
    for (let c = e.c0; c <= e.c1; c++) {
      for (let r = e.r0; r <= e.r1; r++) {
        const id = cellKey(c, r)
        const list = cells.get(id)
        if (list === undefined) continue
        const at = list.indexOf(e)
        if (at >= 0) {
          list[at] = list[list.length - 1] as Entry
          list.pop()
          if (list.length === 0) cells.delete(id)
        }
      }
    }
  }

  function link(e: Entry): void {
    if (e.aside) {
      aside.add(e)
      return
    }
    for (let c = e.c0; c <= e.c1; c++) {
      for (let r = e.r0; r <= e.r1; r++) {
        const id = cellKey(c, r)
        const list = cells.get(id)
        if (list === undefined) cells.set(id, [e])
        else list.push(e)
      }
    }
  }

  function set(key: number, x: number, y: number, width: number, height: number): void {
    const right = x + width
    const bottom = y + height
    const c0 = cellOf(x)
    const r0 = cellOf(y)
    const c1 = cellOf(right)
    const r1 = cellOf(bottom)
    const far = (c1 - c0 + 1) * (r1 - r0 + 1) > mostCells
    const old = entries.get(key)
    if (old !== undefined) {
      const stays = old.c0 === c0 && old.r0 === r0 && old.c1 === c1 && old.r1 === r1
      if (!stays) {
        unlink(old)
        old.c0 = c0
        old.r0 = r0
        old.c1 = c1
        old.r1 = r1
        old.aside = far
        link(old)
      }
      old.x = x
      old.y = y
      old.right = right
      old.bottom = bottom
      return
    }
    const entry: Entry = { key, x, y, right, bottom, c0, r0, c1, r1, aside: far, seen: 0 }
    entries.set(key, entry)
    link(entry)
  }

  function visit(x: number, y: number, width: number, height: number, see: (key: number) => boolean | void): void {
    const mine = ++round
    const right = x + width
    const bottom = y + height
    const look = (e: Entry): boolean => {
      if (e.seen === mine) return false
      e.seen = mine
      if (e.x > right || e.right < x || e.y > bottom || e.bottom < y) return false
      return see(e.key) === true
    }
    const c0 = cellOf(x)
    const c1 = cellOf(right)
    const r0 = cellOf(y)
    const r1 = cellOf(bottom)
    // A rectangle over more cells than are filled: walking the boxes is quicker.
    if ((c1 - c0 + 1) * (r1 - r0 + 1) > cells.size + aside.size) {
      for (const e of entries.values()) if (look(e)) return
      return
    }
    for (const e of aside) if (look(e)) return
    for (let c = c0; c <= c1; c++) {
      for (let r = r0; r <= r1; r++) {
        const list = cells.get(cellKey(c, r))
        if (list === undefined) continue
        for (let i = 0; i < list.length; i++) if (look(list[i] as Entry)) return
      }
    }
  }

  return {
    set,
    remove(key) {
      const e = entries.get(key)
      if (e === undefined) return
      unlink(e)
      entries.delete(key)
    },
    clear() {
      entries.clear()
      cells.clear()
      aside.clear()
    },
    get size() {
      return entries.size
    },
    search(x, y, width, height) {
      const found: number[] = []
      visit(x, y, width, height, (key) => void found.push(key))
      return found
    },
    visit,
  }
}

/** The rectangle around all of them; null: there are none. */
export function boundsOf(rects: Iterable<Rect>): Rect | null {
  let x = Infinity
  let y = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (const rect of rects) {
    x = Math.min(x, rect.x)
    y = Math.min(y, rect.y)
    right = Math.max(right, rect.x + rect.width)
    bottom = Math.max(bottom, rect.y + rect.height)
  }
  return x === Infinity ? null : { x, y, width: right - x, height: bottom - y }
}
