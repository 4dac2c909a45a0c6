import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

export const frame: Texts['frame'] = {
  untitled: 'Sans titre',
  unsaved: 'modifications non enregistrées',
  readOnly: 'Lecture seule',
  menu: 'Menu',
  menuGroups: {
    File: 'Fichier',
    Edit: 'Édition',
    Insert: 'Insertion',
    View: 'Affichage',
    Go: 'Aller à',
    Views: 'Vues',
    History: 'Historique',
    Arrange: 'Disposition',
    Model: 'Modèle',
    Relation: 'Relation',
    Preview: 'Aperçu',
    Export: 'Exportation',
    Help: 'Aide',
  },
  toolbar: 'Barre d’outils',
  undo: (what) => (what === null ? 'Rien à annuler' : `Annuler : ${what}`),
  redo: (what) => (what === null ? 'Rien à rétablir' : `Rétablir : ${what}`),
  addModel: 'Modèle',
  relate: 'Relation',
  arrange: 'Disposer',
  search: 'Rechercher ou lancer une commande',
  theme: 'Thème',
  language: 'Langue',
  languages: { system: 'Comme le système', en: 'English', fr: 'Français' },
  export: 'Exporter',
  recent: 'Récents',
  outline: 'Modèles',
  inspector: 'Inspecteur',
  canvas: 'Diagramme',
  dock: 'Aperçu et code',
  status: 'État',
  resize: 'Redimensionner',
  models: (n) => count(n, 'modèle'),
  relations: (n) => count(n, 'relation'),
  problems: (errors, warnings) =>
    errors + warnings === 0
      ? 'Aucun problème'
      : [errors > 0 ? count(errors, 'erreur') : '', warnings > 0 ? count(warnings, 'avertissement') : '']
          .filter((part) => part !== '')
          .join(', '),
  showProblems: 'Afficher les problèmes',
  zoom: (percent) => `${percent} %`,
}
