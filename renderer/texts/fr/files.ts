import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

export const files: Texts['files'] = {
  openTitle: 'Ouvrir un fichier',
  importTitle: 'Importer un fichier',
  importText: 'models.py, un fichier SQLite, SQL, DBML, Prisma, Drizzle, TypeORM, drawDB ou ChartDB.',
  saveTitle: 'Enregistrer dans un fichier',
  folderTitle: 'Ouvrir un dossier de projet Django',
  folder: 'Dossier',
  openFolder: 'Ouvrir ce dossier comme projet Django',
  contents: 'Contenu du dossier',
  emptyFolder: 'Rien ici qui puisse être ouvert.',
  fileName: 'Nom du fichier',
  size: (bytes) =>
    bytes < 1024
      ? `${bytes} o`
      : bytes < 1024 * 1024
        ? `${Math.round(bytes / 1024)} ko`
        : `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} Mo`,
  date: (at) => new Date(at).toLocaleDateString('fr', { year: 'numeric', month: 'short', day: 'numeric' }),
  replaceTitle: (name) => `Remplacer ${name} ?`,
  replaceText: 'Un fichier de ce nom existe déjà. Son contenu sera perdu.',
  replace: 'Remplacer',
  leaveTitle: (name) => `Enregistrer les modifications de ${name === '' ? 'cette conception' : name} ?`,
  leaveText: 'Sinon, elles sont perdues.',
  dontSave: 'Ne pas enregistrer',
  saved: (name) => `Enregistré dans ${name}`,
  notSaved: 'La conception n’est pas enregistrée',
  notSavedText: 'Votre travail est toujours là. Réessayez quand c’est réparé, ou enregistrez-le ailleurs.',
  saveElsewhere: 'Enregistrer ailleurs…',
  unreadable: (name) => `${name} ne peut pas être ouvert`,
  unreadableText:
    'Ce n’est pas une conception, ou le fichier est trop abîmé pour être lu. La conception ouverte est toujours là.',
  repaired: (name) => `${name} est ouvert, mais n’a pas pu être lu en entier`,
  repairedText: 'Rien n’a été écrit. Regardez la liste avant d’enregistrer par-dessus le fichier.',
  forReading: (name) => `${name} est ouvert en lecture seule`,
  forReadingText: 'Parcourez, interrogez, exportez ; rien n’est écrit par-dessus.',
  saveCopy: 'Enregistrer une copie…',
  copyEnding: '-copie',
  readOnlyFile:
    'Le fichier, ou son dossier, n’est pas accessible en écriture. Enregistrez une copie pour garder les modifications.',
  conflictTitle: (name) => `${name} a été modifié par un autre programme`,
  conflictText:
    'Vos modifications ne sont pas enregistrées. Regardez ce qui diffère, ou choisissez laquelle garder ; rien n’a été écrasé.',
  conflictBar:
    'Vos modifications sont toujours là, non enregistrées. Rien n’est écrasé : l’enregistrement demande d’abord.',
  decide: 'Décider…',
  compare: 'Comparer',
  takeTheirs: 'Prendre le fichier',
  overwrite: 'L’écraser',
  noDifference: 'Les modèles sont les mêmes ; seules des positions ou des vues diffèrent.',
  theirsUnreadable: 'Le fichier actuel ne peut pas être lu comme une conception.',
  differs: { mine: 'seulement ici', theirs: 'seulement dans le fichier', both: 'diffère' },
  deletedOutside:
    'Le fichier a été supprimé par un autre programme. Votre conception est toujours là ; enregistrez-la pour la garder.',
  reloaded: 'Le fichier a été modifié par un autre programme ; voici son nouveau contenu.',
  recoveryTitle: (name) => `Il y a du travail non enregistré sur ${name}`,
  recoveryText: (at, fileIsNewer) =>
    `Relata a gardé une copie le ${new Date(at).toLocaleString('fr')}.${fileIsNewer ? ' Le fichier a été enregistré depuis.' : ''}`,
  recover: 'Ouvrir la copie',
  discardCopy: 'Jeter la copie',
  later: 'Plus tard',
  imported: (name, models) =>
    models < 2
      ? `${count(models, 'modèle')} dessiné depuis ${name}`
      : `${count(models, 'modèle')} dessinés depuis ${name}`,
  savedOnto: (files) => (files === 0 ? 'models.py est déjà à jour' : `Réécrit dans ${count(files, 'fichier')}`),
  keepPlacesTitle: 'Garder aussi les positions des boîtes ?',
  keepPlacesText: (file) =>
    `models.py n’a pas de place pour les positions. Relata peut garder vues, positions et notes dans ${file}, à côté, un petit fichier texte pour Git ; Python ne le lit jamais. Cela se change à tout moment dans l’inspecteur de la conception.`,
  keepPlaces: 'Garder les positions',
  neverKeep: 'Jamais',
  placesKept: (file) => `Positions gardées dans ${file}`,
  placesCheck: (file) => `Garder les positions dans ${file}`,
  placesCheckText: 'Vues, positions et notes, par noms de modèles ; models.py n’en contient rien.',
  placesForeign: (file) => `${file} n’est pas un fichier de vues ; les positions ne sont donc pas gardées.`,
  ontoNotes: 'Ces parties n’ont pas pu être écrites :',
  ontoConflict: 'Il n’est plus tel qu’au moment de la lecture de la conception. Ce qui y a été modifié serait perdu.',
  ontoHint: (name) => `L’enregistrement réécrit ${name}, seulement les lignes que vous changez`,
  reviewTitle: (files) => (files === 0 ? 'Aucune modification' : `Modifications de ${count(files, 'fichier')}`),
  reviewText: 'Seules ces lignes sont écrites ; tout le reste du fichier demeure tel quel.',
  reviewNothing: 'Le diagramme dit déjà ce que dit le fichier.',
  changedLines: (added, removed) => `+${added} −${removed}`,
  importNotes: 'Ces parties ont été ignorées ou devinées :',
  guessTakenBack: 'Fait',
  kept: (n: number) =>
    `${n === 1 ? 'Une partie en est gardée telle quelle' : `${n} parties en sont gardées telles quelles`}.`,
  guessed: (n) =>
    `${n === 1 ? 'Une partie en est devinée ou lue' : `${n} parties en sont devinées ou lues`} comme du texte.`,
  showNotes: 'Afficher',
  moreNotes: (n) => `Afficher ${count(n, 'autre remarque', 'autres remarques')}`,
  takeAllBack: 'Revenir sur toutes celles-ci',
  noteKinds: {
    left: (n) => `À vérifier : ${n.toLocaleString('fr')}`,
    manyToMany: (n) => `Relations plusieurs à plusieurs devinées : ${n.toLocaleString('fr')}`,
    oneToOne: (n) => `Relations un à un devinées : ${n.toLocaleString('fr')}`,
    names: (n) => `Noms devinés : ${n.toLocaleString('fr')}`,
    types: (n) => `Types lus comme du texte : ${n.toLocaleString('fr')}`,
    otherTypes: (n) => `Types remplacés par d’autres : ${n.toLocaleString('fr')}`,
    notDrawn: (n) => `Non dessinés : ${n.toLocaleString('fr')}`,
    other: (n) => `Bon à savoir : ${n.toLocaleString('fr')}`,
  },
  importing: (name) => `Importation de ${name}…`,
  stopImport: 'Arrêter l’importation',
  notImported: (name) => `Impossible de lire ${name}`,
  importBroke: (name) => `L’importation de ${name} s’est interrompue`,
  importStopped: (name) => `L’importation de ${name} a été arrêtée ; rien n’a changé.`,
  pasteNotes: 'Ces parties du texte ont été ignorées ou devinées :',
  dropHere: 'Déposez le fichier pour l’ouvrir ou l’importer',
  tooLarge: (name) => `${name} dépasse 512 Mo.`,
}
