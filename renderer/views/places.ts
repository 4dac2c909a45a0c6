/** Where one was: a view with what was selected in it. Back and forward, as in a browser. */
import type { FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'

export interface Place {
  readonly view: ViewId
  /** null: the view itself. */
  readonly model: ModelId | null
  readonly field: FieldId | null
}

export interface Trail {
  /** Oldest first. */
  readonly places: readonly Place[]
  /** Index of where one is; -1: nowhere yet. */
  readonly at: number
}

export const NO_TRAIL: Trail = { places: [], at: -1 }

/** More than anybody steps back through. */
const LIMIT = 100

function isSamePlace(a: Place, b: Place): boolean {
  return a.view === b.view && a.model === b.model && a.field === b.field
}

/**
 * The trail after going to a place. Rows of one model are one stop: reading down a model's fields must not
 * cost ten steps back.
 */
export function visit(trail: Trail, place: Place): Trail {
  const here = trail.places[trail.at]
  if (here !== undefined && isSamePlace(here, place)) return trail
  const before = trail.places.slice(0, trail.at + 1)
  const isRowOfHere =
    here !== undefined && here.view === place.view && here.model !== null && here.model === place.model
  const kept = isRowOfHere ? before.slice(0, -1) : before
  const places = [...kept, place].slice(-LIMIT)
  return { places, at: places.length - 1 }
}

/** The nearest place in that direction that still exists; null: none. */
export function step(trail: Trail, by: 1 | -1, exists: (place: Place) => boolean): Trail | null {
  for (let at = trail.at + by; at >= 0 && at < trail.places.length; at += by) {
    const place = trail.places[at]
    const here = trail.places[trail.at]
    if (place !== undefined && exists(place) && (here === undefined || !isSamePlace(here, place)))
      return { ...trail, at }
  }
  return null
}
