/** Objects of a database that are no tables: which are listed as not drawn, which say nothing of the structure. */

/** Its name may be signs alone. */
export const OPERATOR = 'an operator'

/** By the word after CREATE; what a person calls it. They are listed, as something of the database is lost without them. */
const LISTED: { readonly [word: string]: string | undefined } = {
  AGGREGATE: 'an aggregate',
  CAST: 'a cast',
  COLLATION: 'a collation',
  CONVERSION: 'a conversion',
  EVENT: 'an event',
  EXTENSION: 'an extension',
  FUNCTION: 'a function',
  OPERATOR,
  PACKAGE: 'a package',
  POLICY: 'a policy',
  PROCEDURE: 'a procedure',
  PUBLICATION: 'a publication',
  RULE: 'a rule',
  SERVER: 'a server',
  STATISTICS: 'a statistics object',
  SUBSCRIPTION: 'a subscription',
  TEXT: 'an object of text search',
  TRIGGER: 'a trigger',
}

/** Only those are listed that no column counts by. */
export const SEQUENCE = 'a sequence'

export const UNUSED_ENUM = 'an enum that no column has'

/** Users, rights and storage. */
const SILENT: ReadonlySet<string> = new Set(
  (
    'DATABASE SCHEMA SEQUENCE ROLE USER GROUP LANGUAGE FOREIGN TABLESPACE TRANSFORM ACCESS DEFAULT PROCEDURAL TRUSTED CONSTRAINT ' +
    'DEFINER LOGFILE LARGE SYSTEM INSTANCE OWNED ROUTINE DOMAIN INDEX TABLEGROUP SYNONYM GENERATOR SESSION'
  ).split(' '),
)

export function listedKind(word: string): string | null {
  return LISTED[word] ?? null
}

export function isOtherObject(word: string): boolean {
  return SILENT.has(word) || LISTED[word] !== undefined
}
