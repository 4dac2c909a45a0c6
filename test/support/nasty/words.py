"""Classes whose names are words of JavaScript, of its objects, or of what the ORMs' files import; a digit behind an underscore."""

from django.db import models


class export(models.Model):
    delete = models.CharField(max_length=5, unique=True)


class then(models.Model):
    undefined = models.ForeignKey(export, models.CASCADE, related_name="new")
    typeof = models.ManyToManyField("self")


class constructor(models.Model):
    undefined = models.ManyToManyField("self", db_table="undef")
    function = models.ForeignKey(then, models.SET_NULL, null=True)


class integer(models.Model):
    id = models.AutoField(primary_key=True)
    count = models.IntegerField(null=True)
    time = models.TimeField(null=True)


class time(models.Model):
    date = models.DateField(unique=True)
    at = models.TimeField(null=True)


class _2(models.Model):
    up = models.ForeignKey("self", models.CASCADE, null=True, related_name="downs")


class Round(models.Model):
    table = models.ManyToManyField("null")


class Price(models.Model):
    n = models.IntegerField()


class PriceTable(models.Model):
    price = models.ForeignKey(Price, models.CASCADE)


class sqliteTable(models.Model):
    span = models.DurationField()
    other = models.IntegerField(null=True)

    class Meta:
        unique_together = [("span", "other")]
        indexes = [models.Index(fields=["span", "other"])]


class null(models.Model):
    this = models.OneToOneField(_2, models.CASCADE, primary_key=True)
