import { describe, expect, it } from 'vitest'
import { evaluator } from './evaluate-sql.ts'
import type { Scalar } from './evaluate-sql.ts'
import { matching } from './matching-text.ts'
import { readSql } from './read-sql.ts'

const row: Readonly<Record<string, Scalar>> = { a: 3, b: 5, name: 'Ann', empty: null, born: '2020-02-01' }
const value = (sql: string): Scalar => evaluator(readSql(sql, Object.keys(row)))((name) => row[name] ?? null)

describe('SQL conditions of a row', () => {
  it.each([
    ['a < b AND b <= 5', 1],
    ['"a" > 3 OR "name" = \'Bob\'', 0],
    ['empty > 3', null],
    ['empty IS NULL AND name NOT NULL', undefined],
    ['empty ISNULL AND name NOTNULL', 1],
    ['a IN (1, 2, 3) AND b NOT IN (1)', 1],
    ['a BETWEEN 1 AND 2 + 1 AND NOT b BETWEEN 6 AND 9', 1],
    ["name LIKE 'a%' AND name NOT LIKE 'a_'", 1],
    ["name LIKE '50\\%' ESCAPE '\\'", 0],
    ["name GLOB 'A*' AND name GLOB '[A-C]nn'", 1],
    ["length(name) = 3 AND upper(name) = 'ANN'", 1],
    ["CASE WHEN a > 1 THEN 'x' ELSE 'y' END = 'x'", 1],
    ['CASE a WHEN 3 THEN 1 ELSE 0 END', 1],
    ["(name)::text = ANY ((ARRAY['Ann'::character varying, 'Bo'::character varying])::text[])", 1],
    ["name <> ALL (ARRAY['x'::text])", 1],
    ['((a)::numeric >= (0)::numeric)', 1],
    ["name ~ '^[A-Z]' AND name !~* 'x'", 1],
    ["name ~~ 'A%'::text", 1],
    ["CAST('2' AS NUMERIC) < a", 1],
    ['-a + 10 = 7 AND b % 2 = 1 AND 7 / 2 = 3', 1],
    ["born >= '2000-01-01' AND born < DATE '2030-01-01'", 1],
    ['t.a = 3 AND `b` = 5', 1],
    ['(empty IS NULL) = (a = 3)', 1],
    ['a IS DISTINCT FROM b AND empty IS NOT DISTINCT FROM NULL', 1],
    ["coalesce(empty, name) || 'x' = 'Annx'", 1],
  ])('%s', (sql, expected) => {
    if (expected === undefined) expect(() => value(sql)).toThrow('null')
    else expect(value(sql)).toBe(expected)
  })

  it.each(['a > (SELECT max(a) FROM t)', 'nothing > 3', 'a >', 'now() > born', 'a ## b', "name LIKE 'x' ESCAPE '#'"])(
    'leaves to the database: %s',
    (sql) => expect(() => value(sql)).toThrow(),
  )
})

describe('texts that fit a pattern', () => {
  it.each([
    ['regexp', '^[A-Z]{3}-\\d+$', /^[A-Z]{3}-\d+$/],
    ['regexp', '^(?:ab|cd)x?[^a-z]$', /^(?:ab|cd)x?[^a-z]$/],
    ['like', 'A_-%', /^A.-.*$/],
    ['glob', '[0-9][0-9]*', /^\d\d.*$/],
  ] as const)('%s %s', (way, pattern, expected) => {
    for (let salt = 0; salt < 50; salt++) expect(matching(way, pattern, '', salt * 7919)).toMatch(expected)
  })
})
