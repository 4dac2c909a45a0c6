import type { Texts } from '../en/index.ts'

export const shortcuts: Texts['shortcuts'] = {
  title: 'Raccourcis clavier',
  text: 'Les touches séparées par un espace se pressent l’une après l’autre. Le crayon donne d’autres touches à une action.',
  find: 'Rechercher une action ou une touche',
  none: 'aucune touche',
  change: (action) => `Changer les touches de ${action}`,
  reset: (action) => `Remettre les touches habituelles de ${action}`,
  resetAll: 'Rétablir toutes les touches par défaut',
  press: (action) => `Pressez les touches pour ${action}`,
  reserved: 'Cette touche sert à se déplacer dans le diagramme et la page ; prenez-en une autre.',
  taken: (actions) => `Ces touches sont prises : ${actions}`,
  take: 'Les prendre quand même',
  use: 'Utiliser ces touches',
  noKey: 'Aucune touche',
  goesOn: 'Suite de ces touches',
  nothingNow: 'Rien de ce qui commence ainsi n’est possible maintenant.',
  caps: {
    Shift: 'Maj',
    Delete: 'Suppr',
    Escape: 'Échap',
    Enter: 'Entrée',
    Backspace: 'Retour arrière',
    Space: 'Espace',
  },
}
