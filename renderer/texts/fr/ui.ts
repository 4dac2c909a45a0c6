import type { Texts } from '../en/index.ts'

export const ui: Texts['ui'] = {
  close: 'Fermer',
  cancel: 'Annuler',
  dismiss: 'Masquer',
  search: 'Rechercher',
  nothingFound: 'Aucun résultat.',
  copy: 'Copier',
  copied: 'Copié',
  save: 'Enregistrer',
  delete: 'Supprimer',
  add: 'Ajouter',
  remove: 'Retirer',
  more: 'Plus',
  loading: 'Chargement…',
  clear: 'Effacer',
  yes: 'Oui',
  no: 'Non',
  labelled: (name, value) => `${name} : ${value}`,
}
