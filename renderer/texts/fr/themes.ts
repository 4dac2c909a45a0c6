import type { Texts } from '../en/index.ts'

export const themes: Texts['themes'] = {
  system: 'Comme le système',
  light: 'Clair',
  dark: 'Sombre',
  contrast: 'Contraste élevé',
}
