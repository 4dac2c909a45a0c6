"""Every form of index, constraint, default and generated column that an export can meet."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower, Now, Upper


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    PAID = "paid", "It's \"paid\""
    SENT = "sent", "Sent */ --"


class Priority(models.IntegerChoices):
    LOW = 1, "Low"
    HIGH = 3, "High"


class Maker(models.Model):
    code = models.CharField(max_length=8, primary_key=True)
    country = models.CharField(max_length=2, db_default="DE", db_comment="ISO 3166, it's two letters")
    rating = models.SmallIntegerField(db_default=5)
    active = models.BooleanField(db_default=True)
    founded = models.DateField(null=True)
    seen = models.DateTimeField(db_default=Now())

    class Meta:
        db_table_comment = "Who makes things; a \\ backslash"


class Product(models.Model):
    name = models.CharField(max_length=100, db_index=True)
    notes = models.TextField(unique=True)
    body = models.TextField(db_index=True)
    payload = models.JSONField(default=dict)
    raw = models.BinaryField(null=True)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    quantity = models.PositiveIntegerField(db_default=0)
    total = models.GeneratedField(
        expression=F("price") * F("quantity"),
        output_field=models.DecimalField(max_digits=20, decimal_places=2),
        db_persist=True,
    )
    shout = models.GeneratedField(
        expression=Upper("name"), output_field=models.CharField(max_length=100), db_persist=True
    )
    label = models.GeneratedField(
        expression=Concat(Lower("name"), Value("!")), output_field=models.TextField(), db_persist=False
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    priority = models.IntegerField(choices=Priority.choices, db_default=Priority.LOW)
    made = models.DateTimeField(auto_now_add=True)
    span = models.DurationField(null=True)
    token = models.UUIDField(unique=True)
    address = models.GenericIPAddressField(null=True)
    maker = models.ForeignKey(Maker, models.SET_DEFAULT, db_default="none", related_name="products")
    previous = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="successor")
    fallback = models.ForeignKey("self", models.SET(None), null=True, related_name="+")
    similar = models.ManyToManyField("self", symmetrical=False, related_name="similar_to")

    class Meta:
        indexes = [
            models.Index(fields=["name", "-price"], name="product_name_price"),
            models.Index(fields=["made"], condition=Q(status="paid"), name="product_paid"),
            models.Index(Lower("name"), "price", name="product_lower"),
            models.Index(Upper("name").desc(), name="product_upper_desc"),
            models.Index(fields=["price"], include=["name"], name="product_cover"),
            models.Index(fields=["body", "name"], name="product_body_name"),
            GinIndex(fields=["payload"], name="product_payload"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["name", "maker"], name="product_name_maker"),
            models.UniqueConstraint(fields=["name", "status"], condition=~Q(status="draft"), name="product_live"),
            models.UniqueConstraint(Lower("name"), Upper("status"), name="product_ci"),
            models.UniqueConstraint(fields=["price"], deferrable=models.Deferrable.DEFERRED, name="product_deferred"),
            models.UniqueConstraint(fields=["quantity"], include=["name"], name="product_covering"),
            models.UniqueConstraint(fields=["address"], nulls_distinct=False, name="product_nulls"),
            models.UniqueConstraint(fields=["body", "quantity"], name="product_long"),
            models.CheckConstraint(condition=Q(price__gte=0) & ~Q(quantity=13), name="product_price"),
            models.CheckConstraint(condition=Q(status__in=["draft", "paid", "sent"]), name="product_status"),
            models.CheckConstraint(condition=Q(name__startswith="a") | Q(price__lt=F("quantity")), name="product_odd"),
        ]


class Stock(models.Model):
    pk = models.CompositePrimaryKey("place", "product")
    place = models.CharField(max_length=20)
    product = models.ForeignKey(Product, models.RESTRICT)
    count = models.PositiveSmallIntegerField()


class Order(models.Model):
    products = models.ManyToManyField(Product, through="Line", related_name="orders")
    number = models.PositiveBigIntegerField(unique=True)

    class Meta:
        order_with_respect_to = "customer"

    customer = models.ForeignKey("Customer", models.CASCADE)


class Line(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT, related_name="lines")

    class Meta:
        unique_together = [("order", "product")]


class Person(models.Model):
    name = models.CharField(max_length=50)
    boss = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="reports")


class Customer(Person):
    favourite = models.ForeignKey(Order, models.SET_NULL, null=True, related_name="+", db_constraint=False)


class LoudCustomer(Customer):
    class Meta:
        proxy = True


class Elsewhere(models.Model):
    title = models.CharField(max_length=20)
    owner = models.ForeignKey(Person, models.CASCADE)

    class Meta:
        db_table = 'archive"."elsewhere'
