"""Columns called as what every object of JavaScript has, with keys between their tables."""

from django.db import models


class Thing(models.Model):
    constructor = models.CharField(max_length=10)
    toString = models.CharField(max_length=10)
    hasOwnProperty = models.IntegerField()
    valueOf = models.IntegerField()
    proto = models.IntegerField(null=True, db_column="__proto__")
    getter = models.IntegerField(null=True, db_column="__defineGetter__")


class Part(models.Model):
    constructor = models.CharField(max_length=10)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="parts")
    isPrototypeOf = models.ForeignKey(Thing, models.SET_NULL, null=True, related_name="toLocaleString")
    things = models.ManyToManyField(Thing, related_name="many")
