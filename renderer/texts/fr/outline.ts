import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

export const outline: Texts['outline'] = {
  title: 'Modèles',
  filter: 'Filtrer les modèles',
  none: 'Pas encore de modèle.',
  noneText: 'Appuyez sur M, ou double-cliquez sur le diagramme, pour ajouter le premier.',
  noMatch: (query) => `Aucun modèle ne s’appelle « ${query} ».`,
  kinds: {
    concrete: 'modèle',
    abstract: 'modèle abstrait',
    proxy: 'modèle mandataire (proxy)',
    external: 'modèle externe',
    child: 'modèle enfant',
    through: 'modèle intermédiaire',
  },
  outside: 'pas dans cette vue',
  hasErrors: 'contient des erreurs',
  hasWarnings: 'contient des avertissements',
  appModels: (n) => count(n, 'modèle'),
}
