r"""Conditions of every shape, in checks, partial indexes and constraints; indexes of every method. Rows can keep them."""

import datetime
from decimal import Decimal

from django.contrib.postgres.indexes import BrinIndex, BTreeIndex, GinIndex, GistIndex, HashIndex, SpGistIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Abs, Coalesce, Length, Lower, Mod, Trim, TruncDate, Upper


class Rule(models.Model):
    name = models.CharField(max_length=60)
    note = models.TextField(null=True)
    low = models.IntegerField()
    high = models.IntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2)
    active = models.BooleanField(default=True)
    start = models.DateField()
    end = models.DateField(null=True)
    seen = models.DateTimeField(null=True)
    data = models.JSONField(default=dict)
    parent = models.ForeignKey("self", models.CASCADE, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="low_high"),
            models.CheckConstraint(condition=Q(low__range=(-10, 10)), name="in_range"),
            models.CheckConstraint(condition=Q(low__in=[1, 2, 3]) | Q(high__gt=100), name="one_of"),
            models.CheckConstraint(condition=Q(name__in=["a", "it's", 'q"q', "b\\s"]), name="named"),
            models.CheckConstraint(condition=~Q(name__contains="'"), name="no_quote"),
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="dates"),
            models.CheckConstraint(condition=Q(start__gte=datetime.date(2000, 1, 1)), name="modern"),
            models.CheckConstraint(condition=Q(rate__gte=Decimal("0.01"), rate__lt=1), name="share"),
            models.CheckConstraint(condition=Q(low__lt=F("high") + F("low") * 2 - 1), name="sums"),
            models.CheckConstraint(condition=Q(parent__isnull=False) & ~Q(pk=F("parent")), name="not_itself"),
            models.CheckConstraint(condition=Q(seen__year__gte=2000), name="year"),
            models.UniqueConstraint(fields=["name", "low"], name="partial", condition=Q(active=True, end=None)),
            models.UniqueConstraint(fields=["high"], name="partial_cover", condition=Q(low__gt=0), include=["name"]),
            models.UniqueConstraint(Lower("name").desc(), Coalesce("note", Value("")), name="functional"),
            models.UniqueConstraint(F("low") + F("high"), name="summed", condition=~Q(low=0)),
            models.UniqueConstraint(fields=["rate", "start"], name="immediate", deferrable=models.Deferrable.IMMEDIATE),
            models.UniqueConstraint(fields=["parent", "seen"], name="nulls", nulls_distinct=False),
        ]
        indexes = [
            models.Index(fields=["-low", "high"], name="down_up", include=["rate"]),
            models.Index(F("low").desc(nulls_last=True), name="nulls_last"),
            models.Index(Upper("name"), F("rate").asc(), name="mixed", condition=Q(active=True)),
            models.Index(Length("name"), Mod("low", 7), name="lengths"),
            models.Index(fields=["note"], name="long_note"),
            models.Index(fields=["name"], name="pattern", opclasses=["varchar_pattern_ops"]),
            GinIndex(fields=["data"], name="gin", opclasses=["jsonb_path_ops"]),
            BrinIndex(fields=["start"], name="brin", pages_per_range=4),
            HashIndex(fields=["name"], name="hashed", condition=Q(low=1)),
            SpGistIndex(fields=["name"], name="spgist"),
            BTreeIndex(fields=["rate"], name="btree", fillfactor=70),
            GistIndex(fields=["low"], name="gist_none"),
        ]
        unique_together = [("start", "end"), ("low", "high", "rate")]
        index_together = []


class Words(models.Model):
    label = models.CharField(max_length=60)
    word = models.CharField(max_length=60)
    tail = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(label__startswith="100%_"), name="percent"),
            models.CheckConstraint(condition=Q(word__iexact="ABC") | Q(word__icontains="x"), name="any_case"),
            models.CheckConstraint(condition=Q(tail__endswith="\\"), name="backslash"),
            models.CheckConstraint(condition=Q(code__regex=r"^[a-z]+$"), name="regex"),
            models.CheckConstraint(condition=Q(name=Trim(Lower("name"))), name="trimmed"),
            models.CheckConstraint(condition=Q(name__length__gt=3), name="unknown_lookup"),
        ]


class Logic(models.Model):
    low = models.IntegerField()
    high = models.IntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2)
    active = models.BooleanField(default=True)
    closed = models.BooleanField(default=False)
    note = models.TextField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(active=True) ^ Q(low=0), name="either"),
            models.CheckConstraint(condition=Q(closed=False), name="inactive"),
            models.CheckConstraint(condition=Q(low__gt=Abs("high")) | Q(low=0), name="absolute"),
            models.CheckConstraint(
                condition=Q(low=0) & (Q(high=0) | (Q(rate=0) & ~(Q(active=True) | Q(note=None)))), name="nested"
            ),
        ]
