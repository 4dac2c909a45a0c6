"""on_delete of every kind, in circles, with and without null, defaults and constraints."""

from django.db import models


def anybody():
    return 1


class Team(models.Model):
    name = models.CharField(max_length=20)
    lead = models.ForeignKey("Member", models.SET_NULL, null=True, related_name="leads")
    backup = models.OneToOneField("Member", models.SET_DEFAULT, null=True, db_default=None, related_name="backs_up")


class Member(models.Model):
    team = models.ForeignKey(Team, models.CASCADE)
    mentor = models.ForeignKey("self", models.RESTRICT, null=True, related_name="students")
    clone_of = models.OneToOneField("self", models.CASCADE, null=True)
    home = models.ForeignKey("Desk", models.PROTECT, related_name="owners")
    seat = models.ForeignKey("Desk", models.SET(anybody), default=1, related_name="guests")
    spare = models.ForeignKey("Desk", models.SET_DEFAULT, db_default=1, related_name="spares")
    lost = models.ForeignKey("Desk", models.DO_NOTHING, db_constraint=False, null=True, related_name="+")


class Desk(models.Model):
    room = models.ForeignKey("Room", models.CASCADE)
    fallback = models.ForeignKey("Room", models.SET_DEFAULT, default=None, null=True, related_name="+")

    class Meta:
        order_with_respect_to = "room"


class Room(models.Model):
    keeper = models.ForeignKey(Member, models.SET_NULL, null=True)
    next = models.OneToOneField("self", models.SET(None), null=True, related_name="previous")
    log = models.ForeignKey("contenttypes.ContentType", models.CASCADE, null=True)
