import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

/** Les sortes de modèles, telles que le diagramme les écrit. */
const BADGES: { readonly [badge: string]: string } = {
  abstract: 'abstrait',
  proxy: 'proxy',
  external: 'externe',
}

export const spoken: Texts['spoken'] = {
  badge: (badge) => BADGES[badge] ?? badge,
  more: (n) => `${n} autres`,
  box: (name, badge, fields, relations, errors) =>
    [
      badge === '' ? name : `${name}, ${BADGES[badge] ?? badge}`,
      count(fields, 'champ'),
      count(relations, 'relation'),
      ...(errors === 0 ? [] : [count(errors, 'erreur')]),
    ].join(', '),
  row: (name, type, nullable, unique) =>
    `${name}, ${type}${nullable ? ', peut être vide' : ''}${unique ? ', unique' : ''}`,
  copied: 'Copié',
  cut: 'Coupé',
  pasted: (models) => count(models, 'modèle collé', 'modèles collés'),
  addedModel: (name) => `Modèle ${name} ajouté`,
  addUser: 'Ajouter le User de Django',
  addedUser: 'User de Django ajouté',
  userIsThere: 'User de Django est déjà là ; il est maintenant sélectionné',
  deleteFields: (n) => `Supprimer ${count(n, 'champ')}`,
  deletedFields: (n) => count(n, 'champ supprimé', 'champs supprimés'),
  duplicated: (copies) => count(copies, 'copie faite', 'copies faites'),
  aligned: (models) => (models < 2 ? 'Un modèle aligné' : `${models} modèles alignés`),
  distributed: (models) => `Écarts égaux entre ${models} modèles`,
  collapsed: { on: 'Réduit', off: 'Développé' },
  locked: { on: 'Place verrouillée', off: 'Place déverrouillée' },
  swapEnds: 'Échanger les bouts',
  declares: (name) => `${name} déclare maintenant la relation`,
  linking: (from, to) =>
    `Relation de ${from} à ${to}. Les flèches ou les lettres d’un nom choisissent un autre modèle, Entrée continue, Échap annule.`,
  itself: (name) => `${name}, lui-même`,
  related: (kind, name, there, back) => `${kind} ${name} : relation créée. ${there}. ${back}`,
  view: 'Affichage',
}
