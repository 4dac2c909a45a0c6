/**
 * The words of the native shell, menus and dialogs, which the page cannot show. English is the key; another
 * language is one table. `tables.test.ts` says what a table lacks.
 */
export type ShellWords = (english: string) => string

/** Names of roles, which Electron gives in English whatever the system speaks. */
export const ROLE_LABELS = {
  about: 'About Relata',
  services: 'Services',
  hide: 'Hide Relata',
  hideOthers: 'Hide Others',
  unhide: 'Show All',
  quit: 'Quit',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  minimize: 'Minimize',
  zoom: 'Zoom',
  close: 'Close',
  front: 'Bring All to Front',
  togglefullscreen: 'Toggle Full Screen',
  toggleDevTools: 'Toggle Developer Tools',
} as const

export const FRENCH: Readonly<Record<string, string>> = {
  Relata: 'Relata',
  File: 'Fichier',
  Edit: 'Édition',
  Insert: 'Insertion',
  View: 'Affichage',
  Go: 'Aller à',
  Window: 'Fenêtre',
  Help: 'Aide',
  'New Design': 'Nouvelle conception',
  'Open…': 'Ouvrir…',
  'Open a Django Project Folder…': 'Ouvrir un dossier de projet Django…',
  'Open Recent': 'Ouvrir un fichier récent',
  'Clear List': 'Vider la liste',
  'Examples…': 'Exemples…',
  Save: 'Enregistrer',
  'Save As…': 'Enregistrer sous…',
  'Import…': 'Importer…',
  'Export…': 'Exporter…',
  'Print…': 'Imprimer…',
  Undo: 'Annuler',
  Redo: 'Rétablir',
  Delete: 'Supprimer',
  Duplicate: 'Dupliquer',
  'Rename Everywhere…': 'Renommer partout…',
  'Find Model…': 'Trouver un modèle…',
  'Command Palette…': 'Palette de commandes…',
  Model: 'Modèle',
  Field: 'Champ',
  Relation: 'Relation',
  'Show Everything': 'Tout afficher',
  'Zoom In': 'Zoom avant',
  'Zoom Out': 'Zoom arrière',
  'Zoom to 100 %': 'Zoom à 100 %',
  'Arrange Everything': 'Tout disposer',
  'Run Query': 'Exécuter la requête',
  Back: 'Précédent',
  Forward: 'Suivant',
  'Filter the Drawing': 'Filtrer le diagramme',
  Neighbours: 'Voisins',
  'Path Between Models': 'Chemin entre deux modèles',
  'New View': 'Nouvelle vue',
  'New View of the Selection': 'Nouvelle vue de la sélection',
  'Models of This View…': 'Modèles de cette vue…',
  'Compare Versions': 'Comparer des versions',
  'Keyboard Shortcuts': 'Raccourcis clavier',
  'The First Model in One Minute': 'Le premier modèle en une minute',
  'About Relata': 'À propos de Relata',
  Services: 'Services',
  'Hide Relata': 'Masquer Relata',
  'Hide Others': 'Masquer les autres',
  'Show All': 'Tout afficher',
  Quit: 'Quitter',
  Cut: 'Couper',
  Copy: 'Copier',
  Paste: 'Coller',
  'Select All': 'Tout sélectionner',
  Minimize: 'Réduire',
  Zoom: 'Zoom',
  Close: 'Fermer',
  'Bring All to Front': 'Tout ramener au premier plan',
  'Toggle Full Screen': 'Plein écran',
  'Toggle Developer Tools': 'Outils de développement',
  'Relata design, models.py': 'Conception Relata, models.py',
  'All files': 'Tous les fichiers',
  Importable: 'Importable',
  'SQLite database': 'Base de données SQLite',
  'Do you want to save the changes to “{}”?': 'Voulez-vous enregistrer les modifications de « {} » ?',
  'They are lost otherwise.': 'Elles sont perdues sinon.',
  'Don’t Save': 'Ne pas enregistrer',
  Cancel: 'Annuler',
  Untitled: 'Sans titre',
}

/**
 * @param chosen the page's setting: `fr`, `en`, `system`; anything else counts as the system's
 * @param locale the system's, such as `fr-CA`
 */
export function shellWords(chosen: unknown, locale: string): ShellWords {
  const language = chosen === 'fr' || chosen === 'en' ? chosen : /^fr\b/i.test(locale) ? 'fr' : 'en'
  return language === 'fr' ? (english) => FRENCH[english] ?? english : (english) => english
}
