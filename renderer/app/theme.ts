/** Light, dark, high contrast, or what the system says. `public/boot.js` does the same before the first paint. */
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'relata.theme'
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')
const systemWantsContrast = matchMedia('(prefers-contrast: more)')

export function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY)
    return THEMES.find((theme) => theme === stored) ?? 'system'
  } catch {
    return 'system'
  }
}

/** Shows the theme from now on; `system` follows the system while the page is open. */
export function applyTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  current = theme
  show()
}

let current: Theme = readTheme()

function show(): void {
  const { dataset } = document.documentElement
  const isLight = current === 'light' || (current !== 'dark' && !systemIsDark.matches)
  const scheme = isLight ? 'light' : 'dark'
  // Contrast comes in both: black on white and white on black.
  dataset['scheme'] = scheme
  dataset['theme'] = current === 'contrast' || systemWantsContrast.matches ? 'contrast' : scheme
}

systemIsDark.addEventListener('change', show)
systemWantsContrast.addEventListener('change', show)
