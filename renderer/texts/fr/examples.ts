import type { Texts } from '../en/index.ts'

export const examples: Texts['examples'] = {
  title: 'Exemples',
  text: 'Chacun a des lignes d’exemple, pour que les requêtes renvoient quelque chose.',
}
