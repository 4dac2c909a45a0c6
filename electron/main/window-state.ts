/** Where the window stood last time, if that is still on a screen. Pure, apart from reading its file. */
import { readFileSync } from 'node:fs'

import { createJsonFile } from '../services/json-file.ts'

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
interface WindowPlace {
  readonly bounds: Rectangle | null
  readonly maximized: boolean
}

const NOWHERE: WindowPlace = { bounds: null, maximized: false }
/** Less than this of the title bar on a screen, and nobody could drag the window back, px. */
const MIN_VISIBLE_PX = 100

/** From a file that anything may have written; what makes no sense is nowhere. */
export function readPlace(raw: unknown): WindowPlace {
  const { bounds, maximized } = (raw ?? {}) as { bounds?: Partial<Rectangle>; maximized?: unknown }
  const { x, y, width, height } = bounds ?? {}
  const isWhole = [x, y, width, height].every((n) => Number.isSafeInteger(n))
  if (!isWhole || (width ?? 0) < 400 || (height ?? 0) < 300) return { ...NOWHERE, maximized: maximized === true }
  return { bounds: { x, y, width, height } as Rectangle, maximized: maximized === true }
}

/** The bounds to open with, or null: let the system choose. */
export function usableBounds({ bounds }: WindowPlace, screens: readonly Rectangle[]): Rectangle | null {
  if (bounds === null) return null
  const isVisible = screens.some((screen) => {
    const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x)
    return across >= MIN_VISIBLE_PX && bounds.y >= screen.y && bounds.y < screen.y + screen.height - 40
  })
  return isVisible ? bounds : null
}

export function windowPlaceFile(path: string) {
  const file = createJsonFile<WindowPlace>(path, readPlace)
  return {
    /** At once: the window waits for it. */
    readNow(): WindowPlace {
      try {
        return readPlace(JSON.parse(readFileSync(path, 'utf8')))
      } catch {
        return NOWHERE
      }
    },
    write: (place: WindowPlace) => file.update(() => place),
  }
}
