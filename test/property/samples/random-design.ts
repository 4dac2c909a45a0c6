/** Models with rules that rows can keep: checks as Q objects and as the SQL of imported databases, unique sets, trees. */

export interface Random {
  /** From 0 to below n. */
  below(n: number): number
  of<T>(list: readonly T[]): T
  some<T>(list: readonly T[], share: number): readonly T[]
}

export function randomFrom(seed: number): Random {
  let state = seed * 2654435761 + 1
  const next = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    state ^= state >>> 13
    return (state >>> 0) / 0x1_0000_0000
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    of: (list) => list[below(list.length)] as (typeof list)[number],
    some: (list, share) => list.filter(() => next() < share),
  }
}

const FIELDS = `    price = models.DecimalField(max_digits=8, decimal_places=2)
    cost = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    low = models.IntegerField()
    high = models.IntegerField()
    stock = models.PositiveIntegerField(default=0)
    ratio = models.FloatField()
    status = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=[("a", "A"), ("b", "B"), ("c", "C")])
    code = models.CharField(max_length=8)
    mail = models.CharField(max_length=60)
    note = models.TextField(null=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    is_main = models.BooleanField(default=False)
    is_open = models.BooleanField(null=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey("Owner", on_delete=models.CASCADE, related_name="+")
    slot = models.IntegerField()
`

const CHECKS: readonly string[] = [
  'Q(price__gt=0)',
  'Q(price__gte=Decimal("0.50"), price__lt=1000)',
  'Q(low__lt=F("high"))',
  'Q(low__lte=F("high") - 3)',
  'Q(stock__lte=50) | Q(status="full")',
  'Q(ratio__gte=0, ratio__lte=1)',
  'Q(status__in=["new", "paid", "full"])',
  '~Q(status="")',
  'Q(ends__isnull=True) | Q(ends__gt=F("starts"))',
  'Q(closed__gte=F("opened")) | Q(closed=None)',
  'Q(is_main=True, kind="a") | Q(is_main=False)',
  'Q(cost__isnull=True) | Q(cost__lte=F("price"))',
  'Q(mail__contains="@")',
  'Q(code__startswith="A")',
  'Q(note__isnull=False) | Q(is_open=True)',
  'Q(code__regex=r"^[A-Z]{2}\\d+$")',
  'SQL price > 0',
  "SQL status IN ('new','paid','full')",
  'SQL length(code) = 4',
  'SQL length(code) BETWEEN 2 AND 5',
  'SQL low < high',
  'SQL low + 2 <= high AND high < 900',
  "SQL mail LIKE '%@%.%'",
  "SQL mail NOT LIKE '% %'",
  "SQL code LIKE 'A_%'",
  'SQL upper(code) = code',
  'SQL ends >= starts',
  "SQL starts >= '2000-01-01' AND starts < '2030-01-01'",
  'SQL (closed IS NULL) = (is_open = 1)',
  "SQL CASE WHEN kind = 'a' THEN slot > 10 ELSE slot <= 500 END",
  'SQL coalesce(note, mail) IS NOT NULL',
  'SQL slot % 2 = 0',
  'SQL high - low BETWEEN 1 AND 200',
  "SQL (kind = 'a' AND price < 500) OR kind <> 'a'",
  'SQL abs(low) <= 700',
]

/** Checks that leave nothing together. */
const RIVALS: readonly (readonly RegExp[])[] = [
  [/startswith="A"/, /LIKE 'A_%'/, /regex/, /length\(code\) = 4/, /length\(code\) BETWEEN/, /upper/],
]

const UNIQUES: readonly string[] = [
  'UniqueConstraint(fields=["owner", "slot"], name="u%d")',
  'UniqueConstraint(fields=["owner", "code"], name="u%d")',
  'UniqueConstraint(fields=["owner"], condition=Q(is_main=True), name="u%d")',
  'UniqueConstraint(fields=["is_main"], condition=Q(is_main=True), name="u%d")',
  'UniqueConstraint(Lower("mail"), name="u%d")',
  'UniqueConstraint(fields=["kind", "starts"], condition=Q(ends__isnull=True), name="u%d")',
]

export function randomModels(random: Random): string {
  const chosen = random.some(CHECKS, 0.3)
  const checks = chosen.filter((check) => {
    const rivals = RIVALS.find((set) => set.some((one) => one.test(check)))
    const first = rivals === undefined ? undefined : chosen.find((other) => rivals.some((one) => one.test(other)))
    return first === undefined || first === check
  })
  const constraints = [
    ...checks.map((check, n) => `models.CheckConstraint(condition=${condition(check)}, name="c${n}")`),
    ...random.some(UNIQUES, 0.35).map((unique, n) => `models.${unique.replace('%d', String(n))}`),
  ]
  const unique = random.below(3) === 0 ? '        unique_together = [("owner", "low")]\n' : ''
  return `from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower


class Owner(models.Model):
    name = models.CharField(max_length=30, unique=True)
    short = models.CharField(max_length=5, unique=True)


class Card(models.Model):
    owner = models.OneToOneField(Owner, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=12, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__startswith="C"), name="card_number"),
        ]


class Item(models.Model):
${FIELDS}
    class Meta:
        constraints = [
${constraints.map((one) => `            ${one},\n`).join('')}        ]
${unique}`
}

function condition(check: string): string {
  if (!check.startsWith('SQL ')) return check
  return `RawSQL(${JSON.stringify(check.slice(4))}, [], output_field=models.BooleanField())`
}
