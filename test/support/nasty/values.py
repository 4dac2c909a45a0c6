r"""Defaults and choices of every kind: texts with quotes, backslashes and line ends, numbers at their limits, dates, JSON."""

import datetime
import decimal
import uuid

from django.db import models
from django.db.models.functions import Coalesce, Concat, Lower, Now, Pi, Upper, Round


class Suit(models.IntegerChoices):
    DIAMOND = 1, "♦"
    SPADE = 2, "♠"
    NONE = -1, "None"


class Mood(models.TextChoices):
    EMPTY = "", "(none)"
    QUOTE = "it's", "It's"
    DOUBLE = 'say "hi"', 'Say "hi"'
    SLASH = "a\\b", "Back\\slash"
    BRACE = "${x} {y} %s", "Template"
    EURO = "€ 🙂", "Money"


class Everything(models.Model):
    text = models.CharField(max_length=60, db_default="it's \"quoted\" \\ back")
    plain = models.CharField(max_length=60, default="line\nend\ttab ${x} `tick` \\")
    empty = models.CharField(max_length=10, db_default="")
    long = models.TextField(db_default="-- not a comment; */ nor this")
    memo = models.TextField(default="", blank=True)
    small = models.SmallIntegerField(db_default=-32768)
    big = models.BigIntegerField(db_default=-9223372036854775807)
    positive = models.PositiveBigIntegerField(default=9223372036854775807)
    ratio = models.FloatField(db_default=-1.5e-10)
    money = models.DecimalField(max_digits=12, decimal_places=4, db_default=decimal.Decimal("-0.0001"))
    huge = models.DecimalField(max_digits=40, decimal_places=10, default=decimal.Decimal("1e20"))
    yes = models.BooleanField(db_default=True)
    no = models.BooleanField(default=False)
    maybe = models.BooleanField(null=True, db_default=None)
    day = models.DateField(db_default=datetime.date(2024, 2, 29))
    at = models.TimeField(db_default=datetime.time(23, 59, 59))
    seen = models.DateTimeField(db_default=Now())
    start = models.DateTimeField(default=datetime.datetime(2024, 1, 1, 12, 30))
    span = models.DurationField(default=datetime.timedelta(days=1, hours=2, microseconds=3))
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    fixed = models.UUIDField(default=uuid.UUID("12345678-1234-5678-1234-567812345678"))
    data = models.JSONField(default=dict)
    list = models.JSONField(default=list, null=True)
    bytes = models.BinaryField(default=b"\x00\xff", max_length=20)
    ip = models.GenericIPAddressField(default="::1", unpack_ipv4=False)
    v4 = models.GenericIPAddressField(protocol="ipv4", null=True)
    suit = models.IntegerField(choices=Suit.choices, db_default=Suit.NONE)
    mood = models.CharField(max_length=20, choices=Mood.choices, default=Mood.EMPTY)
    moody = models.CharField(max_length=20, choices=Mood.choices, db_default=Mood.SLASH, unique=True)
    grouped = models.CharField(
        max_length=5, choices=[("Audio", [("vinyl", "Vinyl"), ("cd", "CD")]), ("other", "Other")], null=True
    )
    email = models.EmailField(db_index=True)
    url = models.URLField(blank=True)
    slug = models.SlugField(max_length=30)
    file = models.FileField(upload_to="x")
    image = models.ImageField(null=True)
    path = models.FilePathField(path="/tmp")
    pi = models.FloatField(db_default=Pi())
    lowered = models.CharField(max_length=10, db_default=Lower(models.Value("ABC")))
    double = models.GeneratedField(
        expression=models.F("small") * 2 + models.Value(1), output_field=models.IntegerField(), db_persist=True
    )
    whole = models.GeneratedField(
        expression=Concat("text", models.Value(" it's "), Upper("empty")),
        output_field=models.CharField(max_length=200), db_persist=True,
    )
    safe = models.GeneratedField(
        expression=Coalesce("v4", models.Value("0.0.0.0")), output_field=models.CharField(max_length=39), db_persist=False
    )
    either = models.GeneratedField(
        expression=models.Case(
            models.When(small__gt=0, then=models.Value("plus")),
            models.When(models.Q(small__lt=0) & models.Q(yes=True), then=models.Value("minus")),
            default=models.Value("zero"),
        ),
        output_field=models.CharField(max_length=5), db_persist=True,
    )
    rounded = models.GeneratedField(
        expression=Round("ratio"), output_field=models.FloatField(), db_persist=True, unique=True
    )
