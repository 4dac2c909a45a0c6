import type { Texts } from '../en/index.ts'

export const problems: Texts['problems'] = {
  severities: { error: 'Erreur', warning: 'Avertissement', info: 'Remarque' },
  groups: { error: 'Erreurs', warning: 'Avertissements', info: 'Remarques' },
  none: 'Tout va bien',
  noneText: 'Les vérifications de Django et les nôtres ne trouvent rien à redire à cette conception.',
}
