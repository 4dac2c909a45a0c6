/** The painter's colours, read from CSS once per theme change: a canvas cannot use variables. */
import { PALETTE_SIZE, readColor } from '../../../shared/layout/drawing/palette.ts'
import type { Tone } from '../../../shared/layout/scene/marks.ts'
import type { OnDeleteKey } from '../../../shared/layout/box/type-text.ts'

export interface PaintTheme {
  readonly bg: string
  readonly dot: string
  readonly box: string
  readonly border: string
  readonly title: string
  readonly text: string
  readonly muted: string
  readonly faint: string
  readonly edge: string
  readonly lit: string
  readonly line: string
  readonly external: string
  readonly abstract: string
  readonly note: string
  /** What steps back is seen as much more than usual: 1 or, in high contrast, more. */
  readonly fade: number
  readonly apps: readonly string[]
  readonly onDelete: Record<OnDeleteKey, string>
  readonly tones: Record<Tone, string>
}

const APP_COLORS = PALETTE_SIZE

export function readTheme(element: Element): PaintTheme {
  const style = getComputedStyle(element)
  const read = (name: string): string => style.getPropertyValue(`--canvas-${name}`).trim()
  return {
    bg: read('bg'),
    dot: read('dot'),
    box: read('box'),
    border: read('border'),
    title: read('title'),
    text: read('text'),
    muted: read('muted'),
    faint: read('faint'),
    edge: read('edge'),
    lit: read('lit'),
    line: read('line'),
    external: read('external'),
    abstract: read('abstract'),
    note: read('note'),
    fade: Number(read('fade')) || 1,
    apps: Array.from({ length: APP_COLORS }, (_, i) => read(`app-${i}`)),
    onDelete: {
      CASCADE: read('cascade'),
      PROTECT: read('protect'),
      RESTRICT: read('restrict'),
      SET_NULL: read('set-null'),
      SET_DEFAULT: read('set-default'),
      SET: read('set'),
      DO_NOTHING: read('do-nothing'),
      OTHER: read('do-nothing'),
    },
    tones: {
      added: read('added'),
      removed: read('removed'),
      changed: read('changed'),
      hit: read('lit'),
      dim: read('edge'),
    },
  }
}

/** A placement's colour, else the app's. */
export function colorOf(theme: Pick<PaintTheme, 'apps'>, given: string | number): string {
  const color = typeof given === 'string' ? readColor(given) : given
  if (typeof color === 'string') return color
  return theme.apps[((color % APP_COLORS) + APP_COLORS) % APP_COLORS] ?? '#888888'
}

/** The same for a style sheet, where the palette follows the theme by itself. */
export function cssColor(given: string | number): string {
  const color = typeof given === 'string' ? readColor(given) : given
  return typeof color === 'string' ? color : `var(--canvas-app-${((color % APP_COLORS) + APP_COLORS) % APP_COLORS})`
}

/** Calls back when the theme's attribute or the system's contrast setting changes. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-scheme'] })
  const settings = ['(prefers-contrast: more)', '(forced-colors: active)'].map((query) => matchMedia(query))
  for (const setting of settings) setting.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    for (const setting of settings) setting.removeEventListener('change', changed)
  }
}
