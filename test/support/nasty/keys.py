"""Keys of every kind and keys to them: natural, UUID, small, one-to-one, composite, chains of keys, to_field."""

import uuid

from django.db import models


class Country(models.Model):
    iso = models.CharField("ISO code", max_length=2, primary_key=True, db_collation="nocase")
    name = models.CharField(max_length=80, unique=True)
    dial = models.PositiveSmallIntegerField(unique=True, null=True)
    capital = models.OneToOneField("City", models.SET_NULL, null=True, related_name="capital_of")


class City(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    country = models.ForeignKey(Country, models.CASCADE, related_name="cities")
    by_name = models.ForeignKey(Country, models.PROTECT, to_field="name", db_column="country_name", related_name="+")
    by_dial = models.ForeignKey(Country, models.DO_NOTHING, to_field="dial", null=True, related_name="dialled")
    twins = models.ManyToManyField("self", db_table="city_twins")


class Mayor(models.Model):
    city = models.OneToOneField(City, models.CASCADE, primary_key=True)
    elected = models.DateField()


class Deputy(models.Model):
    mayor = models.OneToOneField(Mayor, models.CASCADE, primary_key=True, db_column="mayor")
    salary = models.DecimalField(max_digits=12, decimal_places=2)


class Aide(models.Model):
    number = models.SmallAutoField(primary_key=True)
    deputy = models.ForeignKey(Deputy, models.RESTRICT)
    friends = models.ManyToManyField(Deputy, through="Friendship", through_fields=("aide", "deputy"))


class Friendship(models.Model):
    aide = models.ForeignKey(Aide, models.CASCADE)
    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="+")
    introduced_by = models.ForeignKey(Deputy, models.SET_NULL, null=True, related_name="introductions")


class Tenant(models.Model):
    slug = models.SlugField(primary_key=True, max_length=40)


class Invoice(models.Model):
    pk = models.CompositePrimaryKey("tenant", "year", "number")
    tenant = models.ForeignKey(Tenant, models.CASCADE)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=10, decimal_places=2, db_default=0)
    paid_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="invoice_year_number")]


class InvoiceLine(models.Model):
    pk = models.CompositePrimaryKey("tenant", "line")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="lines")
    line = models.UUIDField(default=uuid.uuid4)
    text = models.TextField(blank=True)
    country = models.ForeignKey(Country, models.SET_DEFAULT, default="DE", db_constraint=False)
