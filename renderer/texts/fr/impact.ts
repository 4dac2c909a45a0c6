import type { Texts } from '../en/index.ts'
import { count } from './words.ts'

export const impact: Texts['impact'] = {
  tab: 'Supprimer ?',
  working: 'Recherche de ce que ferait la suppression de ces objets…',
  none: 'La dernière ligne ne donne pas d’objet. Écrivez un queryset ou un objet, et voici ce que ferait son delete().',
  deletes: (rows) => `Cela supprimerait ${count(rows, 'ligne')}. Rien n’a été modifié.`,
  blocked: {
    protected: 'Django refuserait : ces lignes l’interdisent (PROTECT).',
    restricted: 'Django refuserait : ces lignes l’empêchent (RESTRICT).',
  },
  fates: {
    deleted: (rows) => count(rows, 'ligne supprimée', 'lignes supprimées'),
    changed: (rows) => count(rows, 'ligne modifiée', 'lignes modifiées'),
    blocks: (rows) => count(rows, 'ligne qui bloque', 'lignes qui bloquent'),
  },
  by: (rule, field) => `${rule} · ${field}`,
  parent: 'ligne du parent',
  becomes: (value) => `devient ${value}`,
}
