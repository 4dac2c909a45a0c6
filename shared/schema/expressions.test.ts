import { describe, expect, it } from 'vitest'
import { documentOf, modelRecord, relationField, scalarField } from '../relations/test-documents.ts'
import { compileDesign } from './compile-design.ts'
import { MYSQL_EXPRESSIONS, POSTGRESQL_EXPRESSIONS, SQLITE_EXPRESSIONS } from './expressions.ts'
import { renderExpression, renderIndexTerm } from './expressions.ts'
import type { SchemaTable } from './types.ts'

const room = modelRecord('room', 'Room', [
  scalarField('1', 'number', {}, 'IntegerField'),
  scalarField('2', 'floor', { null: true }, 'IntegerField'),
  scalarField('3', 'name', { null: true, max_length: 20 }),
  scalarField('4', 'title', { max_length: 20 }),
  scalarField('5', 'price', { max_digits: 6, decimal_places: 2 }, 'DecimalField'),
  scalarField('6', 'flag', {}, 'BooleanField'),
  scalarField('7', 'day', {}, 'DateField'),
  relationField('8', 'parent', 'room', 'foreignKey', { options: { null: true } }),
])
const table = compileDesign(documentOf([room])).schema.tables[0] as SchemaTable

/** Recorded from Django 5.2 on SQLite. */
const CONDITIONS: readonly (readonly [string, string])[] = [
  ['Q(price__gte=0) & ~Q(floor=13)', '("price" >= \'0\' AND NOT ("floor" = 13 AND "floor" IS NOT NULL))'],
  ['~Q(number=13)', 'NOT ("number" = 13)'],
  ["Q(name__in=['free', 'used']) | Q(name__isnull=True)", '("name" IN (\'free\', \'used\') OR "name" IS NULL)'],
  ['Q(flag=True)', '"flag"'],
  ['Q(flag=False, number__gt=1)', '(NOT "flag" AND "number" > 1)'],
  ['~Q(flag=True)', 'NOT ("flag")'],
  ["~Q(name='x', number=2)", 'NOT ("name" = \'x\' AND "name" IS NOT NULL AND "number" = 2)'],
  ["~(Q(name='x') | Q(number=2))", 'NOT (("name" = \'x\' AND "name" IS NOT NULL) OR "number" = 2)'],
  ["Q(number__lt=F('floor'))", '"number" < ("floor")'],
  ["Q(number__lt=F('floor') + 1)", '"number" < ("floor" + 1)'],
  ["Q(price__gt=F('number') * 2)", '"price" > ("number" * 2)'],
  ["Q(number__gt=F('price') * 2)", '"number" > (CAST(("price" * 2) AS NUMERIC))'],
  ['Q(price__range=(1, 10))', "\"price\" BETWEEN '1' AND '10'"],
  ['Q(day__gt=datetime.date(2020, 1, 2))', '"day" > \'2020-01-02\''],
  ["Q(title__startswith='a%b')", "\"title\" LIKE 'a\\%b%' ESCAPE '\\'"],
  ['Q(title__icontains="it\'s")', "\"title\" LIKE '%it''s%' ESCAPE '\\'"],
  ["Q(title__regex=r'^a+$')", '"title" REGEXP \'^a+$\''],
  ['Q(name=None)', '"name" IS NULL'],
  ['~Q(name=None)', 'NOT ("name" IS NULL)'],
  ['Q(parent__isnull=False)', '"parent_id" IS NOT NULL'],
  ['Q(parent=1) | Q(parent_id=2, number=3)', '("parent_id" = 1 OR ("number" = 3 AND "parent_id" = 2))'],
  [
    "Q(Q(number=1), Q(floor=2) | Q(floor=3), title='z')",
    '("number" = 1 AND ("floor" = 2 OR "floor" = 3) AND "title" = \'z\')',
  ],
  ["Q(number=1) & (Q(floor=2) & Q(title='a'))", '("number" = 1 AND "floor" = 2 AND "title" = \'a\')'],
  [
    "Q(number=1) | (Q(floor=2) & Q(title='a')) | Q(flag=True)",
    '("number" = 1 OR ("floor" = 2 AND "title" = \'a\') OR "flag")',
  ],
  ['~~Q(number=1)', '"number" = 1'],
  ['~(~Q(number=1) & Q(floor=2))', 'NOT (NOT ("number" = 1) AND "floor" = 2 AND "floor" IS NOT NULL)'],
  ["Q(price__lt=Decimal('1.50'))", '"price" < \'1.50\''],
  ['Q(number__in=[1, 1, 2])', '"number" IN (1, 2)'],
  ["GreaterThan(F('number'), 2)", '"number" > 2'],
  ["Q(title=Lower('name'))", '"title" = (LOWER("name"))'],
  ["Q(title=Concat('name', Value('x')))", "\"title\" = (COALESCE(\"name\", '') || COALESCE('x', ''))"],
  ["Q(title__gt=Value('k'))", '"title" > \'k\''],
  [
    'Q(flag=True) ^ Q(number=0)',
    '(("flag" OR "number" = 0) AND 1 = (CASE WHEN "flag" THEN 1 ELSE 0 END + CASE WHEN "number" = 0 THEN 1 ELSE 0 END))',
  ],
  [
    'Q(flag=True) ^ Q(number=0) ^ Q(floor=1)',
    '(("flag" OR "number" = 0 OR "floor" = 1) AND 1 = (MOD(((CASE WHEN "flag" THEN 1 ELSE 0 END + CASE WHEN "number" = 0 THEN 1 ELSE 0 END) + CASE WHEN "floor" = 1 THEN 1 ELSE 0 END), 2)))',
  ],
  [
    '~(Q(flag=True) ^ Q(number=0))',
    'NOT (("flag" OR "number" = 0) AND 1 = (CASE WHEN "flag" THEN 1 ELSE 0 END + CASE WHEN "number" = 0 THEN 1 ELSE 0 END))',
  ],
  ['Q(day__year=2020)', "\"day\" BETWEEN '2020-01-01' AND '2020-12-31'"],
  ['Q(day__year__gt=2020)', '"day" > \'2020-12-31\''],
  ['Q(day__iso_year__lt=2021)', '"day" < \'2021-01-04\''],
  ["~Q(number=F('floor'))", 'NOT ("number" = ("floor") AND "floor" IS NOT NULL)'],
  ["Q(price__gt=F('number') / 3.0)", '"price" > ("number" / 3.0)'],
  ['Q(number__in=range(3))', '"number" IN (0, 1, 2)'],
  ['Q(pk__gt=3)', '"id" > 3'],
]
const INDEX_TERMS: readonly (readonly [string, string])[] = [
  ["Lower('title')", '(LOWER("title"))'],
  ["Lower('title').desc()", '(LOWER("title")) DESC'],
  ["F('number').desc()", '"number" DESC'],
  ["'number'", '"number"'],
  ["Upper('title').asc()", '(UPPER("title")) ASC'],
  ["Collate('title', 'nocase')", '"title" COLLATE "nocase"'],
  ["Collate(Lower('title'), 'nocase').desc()", '(LOWER("title")) COLLATE "nocase" DESC'],
  ["Coalesce('name', Value('x'))", '(COALESCE("name", \'x\'))'],
  ["OrderBy(F('number'), descending=True)", '"number" DESC'],
  ["F('number').desc(nulls_last=True)", '"number" DESC NULLS LAST'],
  [
    "Concat('name', Value('-'), 'title')",
    "((COALESCE(\"name\", '') || COALESCE((COALESCE('-', '') || COALESCE(\"title\", '')), '')))",
  ],
  ["F('number') + F('floor')", '(("number" + "floor"))'],
]
const VALUES: readonly (readonly [string, string])[] = [
  [
    "Concat('name', Value('-'), 'title')",
    "(COALESCE(\"name\", '') || COALESCE((COALESCE('-', '') || COALESCE(\"title\", '')), ''))",
  ],
  ["Length('title')", 'LENGTH("title")'],
  ["Case(When(number__gt=1, then=Value('a')), default=Value('b'))", "CASE WHEN \"number\" > 1 THEN 'a' ELSE 'b' END"],
  ["Substr('title', 1, 3)", 'SUBSTR("title", 1, 3)'],
  ["Left('title', 2)", 'SUBSTR("title", 1, 2)'],
  ["Cast('number', CharField(max_length=9))", 'CAST("number" AS varchar(9))'],
  ["Cast('title', IntegerField())", 'CAST("title" AS integer)'],
  ["Trim('title')", 'TRIM("title")'],
  ["Greatest('number', 'floor')", 'MAX("number", "floor")'],
  ["NullIf('title', Value(''))", 'NULLIF("title", \'\')'],
  ["ExpressionWrapper(F('number') * 2, output_field=IntegerField())", '("number" * 2)'],
  ['ExpressionWrapper(Q(number=1), output_field=BooleanField())', '"number" = 1'],
  ["F('number') % 2", '("number" % 2)'],
  ["Value(Decimal('1.5'))", "(CAST('1.5' AS NUMERIC))"],
  ["F('price') / 2", '(CAST(("price" / 2) AS NUMERIC))'],
  ["Abs('price')", '(CAST(ABS("price") AS NUMERIC))'],
  ['Q(number__gt=3)', '"number" > 3'],
  ["Replace('title', Value('a'), Value('b'))", "REPLACE(\"title\", 'a', 'b')"],
  ['Now()', "STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')"],
  ["StrIndex('title', Value('a'))", 'INSTR("title", \'a\')'],
  ["-F('number')", '("number" * -1)'],
]

describe('[S7] expressions as Django compiles them', () => {
  it.each(CONDITIONS)('%s', (source, sql) => {
    expect(renderExpression(source, table, SQLITE_EXPRESSIONS)).toBe(sql)
  })
  it.each(INDEX_TERMS)('index: %s', (source, sql) => {
    expect(renderIndexTerm(source, table, SQLITE_EXPRESSIONS)).toBe(sql)
  })
  it.each(VALUES)('value: %s', (source, sql) => {
    expect(renderExpression(source, table, SQLITE_EXPRESSIONS)).toBe(sql)
  })

  it('uses the words of the other dialects', () => {
    const source = "Q(title__icontains='a') & Q(price__gte=1)"
    expect(renderExpression(source, table, POSTGRESQL_EXPRESSIONS)).toBe(
      `(UPPER("title"::text) LIKE UPPER('%a%') AND "price" >= 1)`,
    )
    expect(renderExpression(source, table, MYSQL_EXPRESSIONS)).toBe("(`title` LIKE '%a%' AND `price` >= 1)")
  })

  it('says nothing rather than something wrong', () => {
    for (const source of ['Q(nope=1)', 'Q(title__nope=1)', 'Q(', 'weird()', 'Q(number__in=[])', '1 +']) {
      expect(renderExpression(source, table, SQLITE_EXPRESSIONS)).toBeNull()
    }
  })
})
