import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

export const exporting: Texts['exporting'] = {
  copyPicture: 'Copier l’image',
  pictureCopied: (models) => `Image de ${count(models, 'modèle')} copiée`,
  title: 'Exporter',
  target: 'Cible',
  scope: 'Quels modèles',
  scopes: {
    all: () => 'Toute la conception',
    view: (models) => `Cette vue, ${count(models, 'modèle')}`,
    selection: (models) => `La sélection, ${count(models, 'modèle')}`,
  },
  scopeTexts: {
    all: 'Tous les modèles.',
    view: 'Ce que montre cette vue ; les modèles qu’elle ne fait que désigner sont nommés, pas écrits.',
    selection: 'Ce qui est sélectionné ; les modèles seulement désignés sont nommés, pas écrits.',
  },
  copy: 'Copier',
  saveAs: (name) => `Enregistrer ${name}…`,
  saveAgain: (name) => `Enregistrer dans ${name}`,
  saveAgainText: (name, when) => `Dernière écriture dans ${name}, ${when}.`,
  compare: (name) => `Comparer avec ${name}`,
  compareLast: 'Comparer avec la dernière exportation',
  same: (name) => `${name} est à jour : l’exportation serait la même.`,
  gone: (name) => `${name} n’existe plus.`,
  changed: (added, removed) =>
    `${count(added, 'ligne')} de plus, ${count(removed, 'ligne')} de moins que dans le fichier.`,
  dark: 'Sombre',
  bare: 'Sans la conception à l’intérieur',
  bareText: 'Sinon, Relata rouvre l’image comme une conception.',
  scale: 'Taille',
  scaleOf: (times, width, height) => `${times}× : ${width} sur ${height} pixels`,
  pictureOf: (name) => `Image de ${name}`,
  pictureFailed: 'L’image n’a pas pu être dessinée.',
  saving: 'Dessin en cours…',
  saved: (name) => `${name} enregistré`,
}
