import type { Texts } from '../en/index.ts'

export const dock: Texts['dock'] = {
  tabs: {
    preview: 'Aperçu',
    sql: 'SQL',
    typescript: 'TypeScript',
    django: 'Django',
    problems: 'Problèmes',
    history: 'Historique',
  },
  texts: {
    preview: 'Exécuter des requêtes sur de vraies lignes de cette conception.',
    sql: 'Les tables en SQL, à mesure que vous dessinez.',
    typescript: 'Les modèles en types TypeScript, à mesure que vous dessinez.',
    django: 'Les modèles en models.py, à mesure que vous dessinez.',
    history: 'Toutes les étapes jusqu’ici, et ce qui diffère entre deux versions.',
    problems: 'Ce que les vérifications de Django et les nôtres disent de cette conception.',
  },
}
