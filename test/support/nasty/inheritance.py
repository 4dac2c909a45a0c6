"""Every form of inheritance at once: parent links, chains, two parents, proxies, abstract bases with relations."""

from django.db import models


class Stamped(models.Model):
    created = models.DateTimeField(auto_now_add=True, db_comment="When it was first seen")
    owner = models.ForeignKey(
        "auth.User", models.PROTECT, null=True, related_name="%(app_label)s_%(class)s_owned",
        related_query_name="%(class)s_owner",
    )
    watchers = models.ManyToManyField("auth.User", related_name="%(class)s_watched", blank=True)

    class Meta:
        abstract = True
        ordering = ["-created"]
        indexes = [models.Index(fields=["created"], name="%(class)s_created")]
        constraints = [
            models.CheckConstraint(condition=models.Q(created__gte="2000-01-01"), name="%(class)s_modern"),
        ]


class Coded(models.Model):
    code = models.SlugField(max_length=30, unique=True)

    class Meta:
        abstract = True


class Place(Stamped, Coded):
    name = models.CharField(max_length=50)
    near = models.ManyToManyField("self", blank=True)

    class Meta(Stamped.Meta):
        db_table_comment = "Where things are"


class Restaurant(Place):
    place = models.OneToOneField(Place, models.CASCADE, parent_link=True, primary_key=True, related_name="as_restaurant")
    stars = models.PositiveSmallIntegerField(null=True)
    chain = models.ForeignKey("self", models.SET_NULL, null=True, related_name="branches")


class Pizzeria(Restaurant):
    oven = models.CharField(max_length=20, choices=[("wood", "Wood"), ("gas", "Gas")])
    rivals = models.ManyToManyField("self", through="Rivalry", symmetrical=False, related_name="rivalled_by")


class Rivalry(models.Model):
    one = models.ForeignKey(Pizzeria, models.CASCADE, related_name="rivalries_as_one")
    other = models.ForeignKey(Pizzeria, models.CASCADE, related_name="rivalries_as_other", db_column="the other")
    since = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_rivalry"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="no_rival_of_itself"),
        ]


class Vehicle(models.Model):
    vehicle_id = models.BigAutoField(primary_key=True)
    wheels = models.IntegerField(default=4)


class Truck(Restaurant, Vehicle):
    """Two parents with tables: a key and another one-to-one."""

    plate = models.CharField(max_length=12, unique=True)


class BigTruck(Truck):
    class Meta:
        proxy = True
        ordering = ["plate"]


class Parking(Stamped):
    big = models.ForeignKey(BigTruck, models.CASCADE)
    vehicle = models.OneToOneField(Vehicle, models.RESTRICT, related_name="+")
    pizzeria = models.ForeignKey(Pizzeria, models.DO_NOTHING, to_field="place", related_name="parkings")
