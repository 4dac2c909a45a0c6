import { describe, expect, it } from 'vitest'
import { sqlKind } from './sql-kind.ts'

describe('the kind of a statement', () => {
  it.each([
    'SELECT 1',
    ' \n-- all\nselect * from t',
    '/* DELETE */ SELECT "DELETE FROM t", \'INSERT INTO t\'',
    'VALUES (1)',
    'EXPLAIN QUERY PLAN SELECT 1',
    'WITH n(v) AS (SELECT 1) SELECT v FROM n',
    'WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v FROM n), m AS NOT MATERIALIZED (SELECT 2) SELECT v FROM n',
    'WITH "delete" AS (SELECT \')\') SELECT 1',
  ])('reads: %s', (sql) => expect(sqlKind(sql)).toBe('read'))

  it.each([
    'INSERT INTO t VALUES (1)',
    'replace into t values (1)',
    'UPDATE OR IGNORE t SET a = 1',
    'DELETE/**/FROM t',
    'WITH n AS (SELECT 1) DELETE/**/FROM t',
    'WITH n AS (SELECT 1) INSERT OR REPLACE INTO t SELECT * FROM n',
    'WITH n AS (SELECT 1), m(a) AS (SELECT 2) UPDATE t SET a = 1',
  ])('writes: %s', (sql) => expect(sqlKind(sql)).toBe('write'))

  it.each(["ATTACH 'x.db' AS x", 'PRAGMA x', 'CREATE TABLE t AS SELECT 1', 'BEGIN', 'selected', '', 'WITH', '%s'])(
    'is neither: %s',
    (sql) => expect(sqlKind(sql)).toBe('other'),
  )
})
