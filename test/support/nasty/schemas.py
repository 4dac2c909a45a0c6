"""Tables in schemas, the same names in several of them, keys across, join tables beside and apart."""

from django.db import models


class Status(models.TextChoices):
    NEW = "new", "New"
    DONE = "done", "Done"


class Order(models.Model):
    number = models.CharField(max_length=10)
    status = models.CharField(max_length=4, choices=Status.choices, db_default=Status.NEW)
    previous = models.ForeignKey("self", models.SET_NULL, null=True)

    class Meta:
        db_table = 'sales"."order'
        db_table_comment = "Orders; the shop's own"
        indexes = [models.Index(fields=["number"], name="by_number")]
        constraints = [models.CheckConstraint(condition=~models.Q(number=""), name="has_number")]


class OldOrder(models.Model):
    number = models.CharField(max_length=10)
    status = models.CharField(max_length=4, choices=Status.choices, null=True)
    order = models.OneToOneField(Order, models.CASCADE, related_name="old")

    class Meta:
        db_table = 'archive"."order'
        indexes = [models.Index(fields=["-number"], name="old_by_number")]


class Group(models.Model):
    orders = models.ManyToManyField(Order, db_table='sales"."order group')
    old = models.ManyToManyField(OldOrder, related_name="groups")
    users = models.ManyToManyField("auth.User", db_constraint=False, db_table='archive"."user group')

    class Meta:
        db_table = 'Sales Dept"."group'


class Flat(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)

    class Meta:
        db_table = "sales_order"
