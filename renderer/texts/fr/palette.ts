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
    notNow: 'Impossible pour le moment',
  },
  needs: {
    model: 'Sélectionnez d’abord un modèle.',
    oneModel: 'Sélectionnez d’abord un seul modèle.',
    models2: 'Sélectionnez d’abord deux modèles ou plus.',
    apps: 'Il n’y a qu’une application ; « Conception » dans l’inspecteur en crée d’autres.',
    models3: 'Sélectionnez d’abord trois modèles ou plus.',
    field: 'Sélectionnez d’abord un champ.',
    relation: 'Sélectionnez d’abord une relation : son trait ou sa ligne.',
    m2m: 'Sélectionnez d’abord une relation plusieurs à plusieurs.',
    thing: 'Sélectionnez d’abord quelque chose.',
    other: 'Impossible en ce moment.',
  },
  inApp: (app, fields) => `${app}, ${count(fields, 'champ')}`,
  none: 'Rien ne porte ce nom.',
  wentTo: (name) => `${name} est visible`,
}
