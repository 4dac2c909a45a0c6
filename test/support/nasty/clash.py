"""Names that only capitals or accents tell apart: two to Django and PostgreSQL, one to SQLite or MySQL."""

from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=20)
    Name = models.CharField(max_length=20, unique=True)
    NAME = models.CharField(max_length=20, null=True)
    nâme = models.CharField(max_length=20, null=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, to_field="Name", db_column="Parent")
    other = models.ForeignKey("self", models.CASCADE, null=True, related_name="+", db_column="parent")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "Name", "NAME"], name="all_names"),
            models.CheckConstraint(condition=models.Q(Name=models.F("name")), name="same_name"),
        ]
        indexes = [models.Index(fields=["NAME", "-Name"], name="by_names", include=["name"])]


class Shout(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, to_field="Name")

    class Meta:
        db_table = "Shop_Person"
