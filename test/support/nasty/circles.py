"""Circles of required keys: of one model, of two, of three, one inside another; the columns stay required."""

from django.db import models


class Node(models.Model):
    root = models.ForeignKey("self", models.CASCADE, related_name="leaves")


class Egg(models.Model):
    laid_by = models.ForeignKey("Hen", models.PROTECT)


class Hen(models.Model):
    hatched_from = models.OneToOneField(Egg, models.CASCADE)


class One(models.Model):
    next = models.ForeignKey("Two", models.CASCADE)
    node = models.ForeignKey(Node, models.CASCADE)


class Two(models.Model):
    next = models.ForeignKey("Three", models.CASCADE)
    back = models.ForeignKey(One, models.CASCADE, related_name="+")


class Three(models.Model):
    next = models.ForeignKey(One, models.CASCADE, related_name="before")
    egg = models.ForeignKey(Egg, models.CASCADE, null=True)
