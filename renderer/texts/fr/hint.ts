import type { Texts } from '../en/index.ts'

export const hint: Texts['hint'] = {
  title: 'Dessinez le premier modèle',
  text: 'Double-cliquez n’importe où, ou appuyez sur M. Puis faites glisser d’un modèle à l’autre pour les relier.',
  example: 'Ouvrir un exemple',
  import: 'Importer models.py, SQLite, SQL…',
}
