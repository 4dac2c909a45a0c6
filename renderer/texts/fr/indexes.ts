import type { Texts } from '../en/index.ts'

export const indexes: Texts['indexes'] = {
  make: { index: 'Index', unique: 'Unicité', check: 'Vérification' },
  condition: 'Condition',
  checkHelp: 'Ce que chaque ligne doit respecter, par exemple Q(price__gte=0) & Q(price__lt=F("cost")).',
  noField: (model, names) => `${model} n’a pas de champ ${names.map((name) => `« ${name} »`).join(', ')}.`,
  noSql: 'Relata ne sait pas le dire en SQL ; c’est gardé tel qu’écrit pour Django.',
  nameOf: (what) => `Nom de ${what}`,
  nameTooLong: 'Django autorise au plus 30 caractères.',
  classOf: 'Classe de l’index',
  arguments: 'Autres arguments',
  expression: (n) => `Expression ${n}`,
  addExpression: 'Expression',
  deferrable: { none: 'aussitôt' },
  deferrableTexts: {
    none: 'Vérifiée à chaque instruction.',
    DEFERRED: 'Vérifiée à la fin de la transaction.',
    IMMEDIATE: 'Vérifiée aussitôt, mais une transaction peut la repousser.',
  },
  nulls: {
    default: 'comme la base de données',
    distinct: 'chaque NULL est une autre valeur',
    same: 'NULL égale NULL',
  },
  texts: {
    fields: 'L’ordre compte : il aide les requêtes qui commencent par le premier champ.',
    unique: 'Pas deux lignes ayant les mêmes valeurs dans tous ceux-ci.',
    expressions: 'Au lieu de champs : ce qui en est calculé, par exemple Lower("title").desc().',
    indexName: 'Au plus 30 caractères ; sans nom, Django en fait un.',
    name: 'Unique dans toute la base ; %(app_label)s et %(class)s sont remplacés.',
    condition: 'Seules les lignes qui la respectent sont regardées.',
    include:
      'Colonnes gardées dans l’index à côté des siennes, pour qu’une requête n’ait pas à chercher plus loin (PostgreSQL).',
    class: 'Index, ou un index de django.contrib.postgres comme GinIndex.',
    deferrable: 'Quand la base de données regarde.',
    nulls_distinct: 'Si les lignes avec NULL peuvent se répéter (PostgreSQL 15 et plus).',
    violation_error_message: 'Ce que dit un formulaire quand une ligne ne convient pas.',
    violation_error_code: 'Le code de ce message.',
  },
}
