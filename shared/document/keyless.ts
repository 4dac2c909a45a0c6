/** Option of Meta, ours and none of Django's: the table has no primary key, as found in a database. */
export const KEYLESS = '_no_primary_key'
