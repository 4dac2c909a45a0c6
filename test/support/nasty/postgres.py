"""Fields and constraints of django.contrib.postgres."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField, BigIntegerRangeField, CIEmailField, DateRangeField, DateTimeRangeField, DecimalRangeField, HStoreField,
    IntegerRangeField, RangeOperators,
)
from django.contrib.postgres.indexes import BloomIndex, GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper


class Booking(models.Model):
    room = models.IntegerField()
    span = DateTimeRangeField()
    days = DateRangeField(null=True)
    prices = DecimalRangeField(default=None, null=True)
    ids = BigIntegerRangeField(null=True)
    numbers = IntegerRangeField(db_default=None, null=True)
    tags = ArrayField(models.CharField(max_length=20, choices=[("a", "A"), ("b", "B")]), default=list, size=5)
    matrix = ArrayField(ArrayField(models.IntegerField()), default=list, db_default=[])
    amounts = ArrayField(models.DecimalField(max_digits=6, decimal_places=2), null=True)
    extra = HStoreField(default=dict)
    email = CIEmailField(unique=True)
    words = SearchVectorField(null=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        indexes = [
            GinIndex(fields=["tags"], name="tags_gin", fastupdate=False),
            GinIndex(OpClass(Upper("email"), name="gin_trgm_ops"), name="email_trgm"),
            GistIndex(fields=["span"], name="span_gist"),
            BloomIndex(fields=["room"], name="room_bloom"),
        ]
        constraints = [
            ExclusionConstraint(
                name="no_overlap", expressions=[("span", RangeOperators.OVERLAPS), ("room", RangeOperators.EQUAL)],
                condition=Q(cancelled=False),
            ),
            models.CheckConstraint(condition=Q(tags__len__lte=5), name="few_tags"),
            models.CheckConstraint(condition=Q(span__startswith__gt="2000-01-01"), name="recent"),
        ]
