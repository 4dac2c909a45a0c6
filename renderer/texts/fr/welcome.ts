import type { Texts } from '../en/index.ts'

export const welcome: Texts['welcome'] = {
  title: 'Le premier modèle en une minute',
  text: 'Un modèle, un champ, une relation, une requête, sur le vrai diagramme.',
  begin: 'Dessiner ensemble',
  look: 'Regarder d’abord',
  later: 'Arrêter ; reprendre depuis le menu Aide',
  skip: 'Passer la suite',
  doIt: 'Le faire pour moi',
  run: 'Exécuter',
  finish: 'Terminé',
  isDone: 'fait',
  done: 'C’est tout. Ctrl+K trouve toutes les commandes, ? montre toutes les touches ; SQL, TypeScript et models.py se trouvent dans les onglets sous le diagramme.',
  steps: {
    model: {
      title: 'Modèle',
      text: (first) =>
        `Double-cliquez sur le diagramme, ou appuyez sur la touche indiquée. Tapez ${first}, puis Entrée.`,
      keys: ['canvas.addModel', 'Enter'],
    },
    field: {
      title: 'Champ',
      text: (first) =>
        `Tapez « name char 100 » dans la ligne vide de ${first}, puis Entrée et Échap. Pas de ligne ? La touche indiquée en ouvre une.`,
      keys: ['canvas.addField', 'Enter', 'Escape'],
    },
    relate: {
      title: 'Relation',
      text: (first, second) =>
        `Ajoutez un second modèle, ${second}. Puis faites glisser de son anneau vers ${first}, ou appuyez sur la touche indiquée, choisissez avec les flèches, et Entrée.`,
      keys: ['canvas.addModel', 'canvas.relate', 'Enter'],
    },
    ask: {
      title: 'Requête',
      text: () => 'Les tables existent déjà, telles que Django les crée. Interrogez-les :',
      keys: [],
    },
  },
}
