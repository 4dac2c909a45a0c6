/** Colours of a printed drawing: the page's, as plain values. Keep in step with `renderer/canvas/colours.css`. */
import type { OnDeleteKey } from '../box/type-text.ts'

export interface SvgTheme {
  readonly bg: string
  readonly box: string
  readonly border: string
  readonly text: string
  readonly muted: string
  readonly faint: string
  readonly edge: string
  readonly lit: string
  readonly line: string
  readonly key: string
  readonly note: string
  readonly looks: { readonly external: string; readonly abstract: string; readonly proxy: string }
  readonly headers: { readonly external: string; readonly abstract: string }
  readonly apps: readonly string[]
  readonly onDelete: Record<OnDeleteKey, string>
}

export const SVG_THEMES = {
  light: {
    bg: '#f4f5f7',
    box: '#ffffff',
    border: '#c9ced8',
    text: '#1b1f27',
    muted: '#5d6675',
    faint: '#727a88',
    edge: '#8790a0',
    lit: '#2457d6',
    line: '#edeff3',
    key: '#8a5300',
    note: '#fffbe8',
    looks: { external: '#6b5a3a', abstract: '#7a3fb8', proxy: '#0b6b78' },
    headers: { external: '#f3f0ea', abstract: '#f6f1fb' },
    apps: ['#3b6fe0', '#0f8a7e', '#b4591a', '#8a4fc7', '#4c7f1f', '#c03a6b', '#0d7ea8', '#8a7212'],
    onDelete: {
      CASCADE: '#b3261e',
      PROTECT: '#1d4cc4',
      RESTRICT: '#7a3fb8',
      SET_NULL: '#8a5300',
      SET_DEFAULT: '#17693a',
      SET: '#0b6b78',
      DO_NOTHING: '#5d6675',
      OTHER: '#5d6675',
    },
  },
  dark: {
    bg: '#14161b',
    box: '#1b1e24',
    border: '#3d434f',
    text: '#e7e9ee',
    muted: '#a3abb9',
    faint: '#8d95a4',
    edge: '#727b8b',
    lit: '#82a8ff',
    line: '#272b33',
    key: '#f2bd65',
    note: '#2a2820',
    looks: { external: '#d3bd92', abstract: '#c99cf5', proxy: '#6fcad8' },
    headers: { external: '#25231e', abstract: '#241f2c' },
    apps: ['#7ba3ff', '#4fc7b8', '#ee9c5c', '#c296f2', '#9cc96a', '#f286ab', '#5dbfe4', '#d6bd55'],
    onDelete: {
      CASCADE: '#ff9a92',
      PROTECT: '#9dbbff',
      RESTRICT: '#c99cf5',
      SET_NULL: '#f2bd65',
      SET_DEFAULT: '#7bd49b',
      SET: '#6fcad8',
      DO_NOTHING: '#a3abb9',
      OTHER: '#a3abb9',
    },
  },
} as const satisfies Record<string, SvgTheme>

export type SvgThemeName = keyof typeof SVG_THEMES
