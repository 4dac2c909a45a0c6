/** What page and overview worker say to each other. Geometry goes as numbers, so that it is moved, not cloned. */
import type { EndMark } from '../../../shared/layout/scene/edges.ts'
import type { BoxLook } from '../../../shared/layout/box/box.ts'
import type { OnDeleteKey } from '../../../shared/layout/box/type-text.ts'
import type { PaintedShape } from '../painting/paint-shapes.ts'
import type { PaintTheme } from '../painting/theme.ts'

export const END_MARKS: readonly EndMark[] = ['one', 'zeroOne', 'zeroMany', 'triangle', 'none']
export const LOOKS: readonly BoxLook[] = ['concrete', 'child', 'abstract', 'proxy', 'external', 'through']
export const ON_DELETE_KEYS: readonly OnDeleteKey[] = [
  'CASCADE',
  'PROTECT',
  'RESTRICT',
  'SET_NULL',
  'SET_DEFAULT',
  'SET',
  'DO_NOTHING',
  'OTHER',
]

/** Per box: slot, x, y, width, height (0: gone), look, palette colour, tone + 1. */
export const BOX_NUMBERS = 8
/** Per edge: slot, from slot (-1: gone), to slot, from mark, to mark, on_delete + 1, dashed, length of its route, tone + 1. */
export const EDGE_NUMBERS = 9

export type ToOverview =
  | { readonly kind: 'theme'; readonly theme: PaintTheme; readonly font: string | null }
  | {
      readonly kind: 'scene'
      readonly all: boolean
      readonly boxes: Float64Array
      readonly titles: readonly string[]
      readonly colors: readonly (string | null)[]
      readonly edges: Float64Array
      /** Points of all routes, one after the other. */
      readonly points: Float32Array
    }
  | { readonly kind: 'shapes'; readonly shapes: readonly PaintedShape[] }
  | {
      readonly kind: 'draw'
      /** Canvas px of the picture's corner; device px per canvas px; size in device px. */
      readonly x: number
      readonly y: number
      readonly scale: number
      readonly dpr: number
      readonly width: number
      readonly height: number
    }

export interface FromOverview {
  readonly bitmap: ImageBitmap
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly dpr: number
}
