import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

export const palette: Texts['palette'] = {
  title: 'Recherche et commandes',
  placeholder: 'Une commande, un modèle, un champ ou un accesseur',
  groups: {
    recent: 'Derniers utilisés',
    commands: 'Commandes',
    models: 'Modèles',
    fields: 'Champs',
    accessors: 'Accesseurs inverses',
  },
  inApp: (app, fields) => `${app}, ${count(fields, 'champ')}`,
  none: 'Rien ne porte ce nom.',
  wentTo: (name) => `${name} est visible`,
}
