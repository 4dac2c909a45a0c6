/** Which dialect a script is written in, by what only one of them has. */
import { laterStructureText, structureText } from './structure-text.ts'
import type { Dialect } from '../tokens.ts'

const SIGNS: readonly (readonly [Dialect, RegExp, number])[] = [
  ['mysql', /^-- (?:MySQL|MariaDB) dump|phpMyAdmin SQL Dump/m, 10],
  ['mysql', /\bENGINE\s*=\s*\w+/i, 5],
  ['mysql', /\bAUTO_INCREMENT\b/i, 5],
  ['mysql', /\/\*M?!\d{5}/, 5],
  ['mysql', /^\s*DELIMITER\s/im, 4],
  ['mysql', /\b(?:tiny|small|medium|big)?int(?:\(\d+\))?\s+unsigned\b/i, 3],
  ['mysql', /\b(?:tinyint|mediumtext|longtext|tinytext|longblob)\b|\benum\s*\(\s*'/i, 3],
  ['mysql', /^\s*(?:UNIQUE )?KEY `/m, 4],
  // An index without a name stands in CREATE TABLE nowhere else.
  ['mysql', /^\s*(?:UNIQUE )?KEY\s*\(/im, 3],
  ['mysql', /`\w+`/, 2],
  ['mysql', /^\s*(?:CREATE DATABASE|USE)\b[^;\n]*`/im, 4],
  ['mysql', /^#/m, 1],
  ['postgresql', /^-- PostgreSQL database dump/m, 10],
  ['postgresql', /\bpg_catalog\.|\bnextval\s*\(|::(?:regclass|text|character varying|jsonb?|timestamp)/i, 5],
  ['postgresql', /\bCOPY\s+\S[^;]{0,500}?\bFROM\s+stdin\b/i, 5],
  ['postgresql', /^\\(?:c|connect|restrict|copy|i|set|pset|echo)\b/m, 5],
  ['postgresql', /\b(?:small|big)?serial\b/i, 4],
  [
    'postgresql',
    /\bCREATE\s+(?:EXTENSION|DOMAIN|TYPE|SCHEMA|SEQUENCE|MATERIALIZED)\b|\bOWNER TO\b|\bALTER TABLE ONLY\b/i,
    5,
  ],
  ['postgresql', /\bCOMMENT\s+ON\s+(?:TABLE|COLUMN)\b/i, 4],
  ['postgresql', /\bGENERATED\s+(?:ALWAYS|BY\s+DEFAULT)\s+AS\s+IDENTITY\b/i, 5],
  ['postgresql', /\$\$/, 3],
  ['postgresql', /\b(?:timestamptz|jsonb|bytea|character varying|timestamp with(?:out)? time zone|tsvector)\b/i, 3],
  ['postgresql', /^--\s*postgres/im, 5],
  ['postgresql', /\bUSING (?:btree|gin|gist|brin)\b/i, 3],
  // Firebird's, which is read as PostgreSQL's.
  ['postgresql', /^\s*SET\s+TERM\s/im, 4],
  ['sqlite', /\bAUTOINCREMENT\b|\bWITHOUT\s+ROWID\b|\bsqlite_(?:sequence|schema|master)\b/i, 6],
  ['sqlite', /^\s*PRAGMA\s/im, 6],
  ['sqlite', /\)\s*STRICT\s*[;,]/i, 4],
  ['sqlite', /\bCREATE\s+VIRTUAL\s+TABLE\b/i, 8],
  ['sqlite', /\bINTEGER\s+(?:NOT\s+NULL\s+)?PRIMARY\s+KEY\b/i, 1],
  ['sqlite', /\bdatetime\s*\(\s*'|\bstrftime\s*\(|\bjulianday\s*\(/i, 4],
  ['sqlite', /^\s*(?:CREATE TABLE )?\[\w[\w ]*\]/im, 2],
]

/** Only so much of the beginning is looked at, and as much of the end where that does not tell. */
const LOOKED_AT = 200_000
/** One sign that only one of them has. */
const SURE = 4

/** The dialect with the most signs; PostgreSQL where there are none, as it is nearest to the standard. */
export function recogniseDialect(text: string): Dialect {
  const first = scoresOf(structureText(text, LOOKED_AT))
  if (text.length <= LOOKED_AT || first[best(first)] >= SURE) return best(first)
  const rest = scoresOf(laterStructureText(text.slice(LOOKED_AT).slice(-LOOKED_AT)))
  return best({
    postgresql: first.postgresql + rest.postgresql,
    sqlite: first.sqlite + rest.sqlite,
    mysql: first.mysql + rest.mysql,
  })
}

type Scores = Readonly<Record<Dialect, number>>

function scoresOf(text: string): Scores {
  const scores = { postgresql: 0.5, sqlite: 0, mysql: 0 }
  for (const [dialect, pattern, weight] of SIGNS) if (pattern.test(text)) scores[dialect] += weight
  return scores
}

function best(scores: Scores): Dialect {
  return (Object.keys(scores) as Dialect[]).reduce((found, dialect) =>
    scores[dialect] > scores[found] ? dialect : found,
  )
}

/** How sure a text is SQL with structure in it. */
export function looksLikeSql(text: string): number {
  if (/\b(?:CREATE\s+(?:TEMP(?:ORARY)?\s+|UNLOGGED\s+)?TABLE|ALTER\s+TABLE)\b/i.test(text)) return 0.8
  return /^\s*(?:--|\/\*|SET\s|BEGIN\b|CREATE\s|DROP\s|INSERT\s|PRAGMA\s)/i.test(text) && /;/.test(text) ? 0.4 : 0
}
