import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

export const plan: Texts['plan'] = {
  tab: 'Plan',
  none: 'Aucune requête n’a été envoyée.',
  changes: 'Une instruction qui modifie des lignes ; le plan de SQLite n’est montré que pour les requêtes.',
  asking: 'Demande du plan à SQLite…',
  scan: (table, rows) =>
    rows === null ? `Lit toutes les lignes de ${table}` : `Lit toutes les lignes de ${table} (${count(rows, 'ligne')})`,
  scanIndex: (table, index) => `Lit tout ${table} dans l’ordre de son index ${index}`,
  scanCovering: (table, index) => `Lit toutes les entrées de l’index ${index} de ${table}, pas la table`,
  byKey: (table) => `Trouve une ligne de ${table} par sa clé primaire`,
  keyRange: (table) => `Trouve des lignes de ${table} par leur clé primaire`,
  search: (table, columns, index) => `Cherche ${columns} de ${table} dans l’index ${index}`,
  automatic: (table, columns) =>
    `Construit un index sur ${columns} de ${table} pour cette seule requête, à partir de toutes les lignes`,
  covering: 'par l’index seul',
  sort: (what) => `Trie les lignes pour ${what}`,
  subquery: 'Une requête dans la requête',
  perRow: 'Une requête dans la requête, réexécutée pour chaque ligne',
  compound: {
    MERGE: 'Fusionne deux requêtes',
    COMPOUND: 'Réunit des requêtes',
    'MULTI-INDEX': 'Plusieurs index, un pour chaque côté de OR',
    LEFT: 'la première',
    RIGHT: 'la seconde',
  },
  costs: { one: 'une ligne', few: 'peu de lignes', all: 'table entière', sort: 'tri', none: '' },
  missing: (table, column) => `Pas d’index sur ${column} de ${table} : toute la table est lue.`,
  addIndex: (model, field) => `Ajouter un index sur ${model}.${field}`,
}
