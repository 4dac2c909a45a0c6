import { count } from './words.ts'
import type { Texts } from '../en/index.ts'

export const problems: Texts['problems'] = {
  severities: { error: 'Erreur', warning: 'Avertissement', info: 'Remarque' },
  groups: { error: 'Erreurs', warning: 'Avertissements', info: 'Remarques' },
  counted: (errors, warnings, notes) =>
    [
      ...(errors > 0 ? [count(errors, 'erreur')] : []),
      ...(warnings > 0 ? [count(warnings, 'avertissement')] : []),
      ...(notes > 0 ? [count(notes, 'remarque')] : []),
    ].join(', '),
  more: (n) => (n === 1 ? '1 autre problème' : `${n} autres problèmes`),
  all: (n) => `Les ${n}`,
  allTitle: (n) => `Réparer les ${n} de cette sorte, en une étape`,
  allStep: (n) => `Réparer ${n} problèmes d’une sorte`,
  none: 'Tout va bien',
  noneText: 'Les vérifications de Django et les nôtres ne trouvent rien à redire à cette conception.',
}
