import type { Texts } from '../en/index.ts'

export const rename: Texts['rename'] = {
  step: 'Renommer partout',
  title: (name) => `Renommer ${name} partout`,
  text: 'Tout ce qui découle du nom, avant de le changer. Une seule étape d’annulation.',
  name: 'Nouveau nom',
  apply: 'Renommer',
  done: (before, after) => `${before} s’appelle maintenant ${after}`,
  changes: 'Ce qui change',
  kinds: {
    class: () => 'Modèle',
    field: (of) => `Champ de ${of}`,
    table: () => 'Table',
    column: (of) => `Colonne de ${of}`,
    accessor: (of) => `Accesseur inverse de ${of}`,
    lookup: (of) => `Nom dans les requêtes depuis ${of}`,
    index: (of) => `Index ou contrainte de ${of}`,
  },
  queries: 'Requêtes enregistrées qui sont réécrites',
  mentions: 'Code qui dit l’ancien nom',
  mentionsText: 'Il est gardé tel qu’il a été écrit. Parcourez ces endroits vous-même.',
}
