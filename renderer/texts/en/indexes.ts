/** Indexes and constraints, in the inspector. */

export const indexes = {
  make: { index: 'Index', unique: 'Unique', check: 'Check' },
  condition: 'Condition',
  checkHelp: 'What each row has to meet, such as Q(price__gte=0) & Q(price__lt=F("cost")).',
  noField: (model: string, names: readonly string[]) =>
    `${model} has no field ${names.map((name) => `“${name}”`).join(', ')}.`,
  noSql: 'Relata cannot say this in SQL; it is kept as written for Django.',
  nameOf: (what: string) => `Name of the ${what}`,
  nameTooLong: 'Django allows at most 30 characters.',
  classOf: 'Class of the index',
  arguments: 'Other arguments',
  expression: (n: number) => `Expression ${n}`,
  addExpression: 'Expression',
  deferrable: { none: 'at once' },
  deferrableTexts: {
    none: 'Checked with every statement.',
    DEFERRED: 'Checked at the end of the transaction.',
    IMMEDIATE: 'Checked at once, but a transaction can put it off.',
  },
  nulls: { default: 'as the database does', distinct: 'each NULL is another value', same: 'NULL equals NULL' },
  texts: {
    fields: 'The order matters: it helps queries that begin with the first field.',
    unique: 'No two rows with the same values in all of these.',
    expressions: 'Instead of fields: what is computed of them, such as Lower("title").desc().',
    indexName: 'At most 30 characters; without it Django makes one.',
    name: 'Unique in the whole database; %(app_label)s and %(class)s are filled in.',
    condition: 'Only rows that meet it are looked at.',
    include: 'Columns kept in the index beside its own, so that a query need not look further (PostgreSQL).',
    class: 'Index, or one of django.contrib.postgres such as GinIndex.',
    deferrable: 'When the database looks.',
    nulls_distinct: 'Whether rows with NULL may repeat (PostgreSQL 15 and later).',
    violation_error_message: 'What a form says when a row does not fit.',
    violation_error_code: 'The code of that message.',
  },
}
