import type { Texts } from '../en/index.ts'

export const relation: Texts['relation'] = {
  kinds: { foreignKey: 'Clé étrangère', oneToOne: 'Un-à-un', manyToMany: 'Plusieurs-à-plusieurs' },
  classes: { foreignKey: 'ForeignKey', oneToOne: 'OneToOneField', manyToMany: 'ManyToManyField' },
  kindTexts: {
    foreignKey: ({ from, to }) => `Chaque ${from} a un ${to} ; un ${to} a plusieurs ${from}.`,
    oneToOne: ({ from, to }) => `Chaque ${from} a un ${to}, et chaque ${to} au plus un ${from}.`,
    manyToMany: ({ from, to }) => `Chaque ${from} a plusieurs ${to}, chaque ${to} plusieurs ${from}.`,
  },
  gets: (to, accessor, use) => `${to} reçoit : ${accessor}, à écrire ${use}`,
  filterName: (to, name) => `Dans les filtres de ${to}, elle s’appelle ${name} : filter(${name}=…)`,
  noAccessor: (to) => `${to} ne reçoit pas d’accesseur.`,
  reverseProposed: (to, by) => `${by} porte le nom que Django déduirait sur ${to} ; un autre est donc proposé.`,
  nameTaken: (owner, by) =>
    `${by} donne ce nom à ${owner} pour son retour ; deux ne peuvent pas le partager (fields.E303).`,
  reverseTaken: (to, by) => `${by} porte déjà ce nom sur ${to} ; deux ne peuvent pas le partager (fields.E304).`,
  takeName: (name) => `Utiliser ${name}`,
  helpMe: 'M’aider à choisir…',
  autoThrough: 'Table de jointure de Django',
  joinTable: (table) => `Table de jointure : ${table}.`,
  throughHelp: 'Faites-en un modèle pour stocker davantage avec chaque paire, une date par exemple.',
  promote: 'Promouvoir en modèle intermédiaire',
  makeExplicit: 'Rendre explicite',
  showThrough: (name) => `Afficher ${name}`,
  promoted: (name) => `${name} tient désormais les paires ; ajoutez-y des champs.`,
  madeExplicit: (name) =>
    `${name} est la table de jointure de Django, désormais en modèle ; la base de données reste telle quelle.`,
  namedExplicitly: (field, name) => `${field} : related_name est maintenant écrit : ${name}.`,
  written: 'Tel qu’écrit en Python',
  classText: 'Une sous-classe de la classe de Django, comme TreeForeignKey.',
  toSource: 'Cible telle qu’écrite',
  toSourceText: 'Quand la cible n’est pas écrite par son nom : settings.AUTH_USER_MODEL.',
  byName: 'par son nom',
  makeNullable: 'Autoriser NULL',
  needsDefault: 'Le champ a besoin d’une valeur par défaut pour cela ; donnez-la ci-dessous.',
  setTo: 'Valeur de SET()',
  customOnDelete: (source) => `Écrit ${source} ; gardé tel quel.`,
}
