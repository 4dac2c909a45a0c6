"""Names that mean something elsewhere: to SQL, JavaScript, TypeScript and the ORMs; reverse names that meet fields."""

from django.db import models


class Object(models.Model):
    constructor = models.CharField(max_length=5)
    prototype = models.CharField(max_length=5)
    toString = models.CharField(max_length=5)
    hasOwnProperty = models.CharField(max_length=5)
    then = models.CharField(max_length=5)
    default = models.CharField(max_length=5)
    enum = models.CharField(max_length=5)
    function = models.CharField(max_length=5)
    new = models.CharField(max_length=5)
    this = models.CharField(max_length=5)
    void = models.CharField(max_length=5)
    let = models.CharField(max_length=5)
    static = models.CharField(max_length=5)
    arguments = models.CharField(max_length=5)
    undefined = models.CharField(max_length=5, null=True)
    length = models.IntegerField()
    name = models.IntegerField()


class Model(models.Model):
    save_ = models.IntegerField(db_column="save")
    destroy = models.IntegerField()
    update = models.IntegerField()
    reload = models.IntegerField()
    changed = models.IntegerField()
    previous = models.IntegerField()
    sequelize = models.IntegerField()
    dataValues = models.IntegerField()
    isNewRecord = models.BooleanField()
    get = models.IntegerField()
    set = models.IntegerField()
    validate = models.IntegerField()
    where = models.IntegerField()
    hooks = models.IntegerField()
    entity = models.ForeignKey("Entity", models.CASCADE, related_name="models")


class Entity(models.Model):
    init = models.IntegerField(db_column="__init")
    isInitialized = models.IntegerField()
    toJSON = models.IntegerField()
    toObject = models.IntegerField()
    em = models.IntegerField()
    helper = models.IntegerField(db_column="__helper")
    populated = models.IntegerField(db_column="__populated")
    meta = models.IntegerField(db_column="__meta")
    type = models.CharField(max_length=5)
    kind = models.CharField(max_length=5)
    config = models.JSONField()
    model = models.ForeignKey(Model, models.SET_NULL, null=True, related_name="entities")


class Select(models.Model):
    order = models.IntegerField()
    group = models.IntegerField()
    table = models.IntegerField()
    user = models.IntegerField()
    limit = models.IntegerField()
    key = models.IntegerField()
    index = models.IntegerField()
    check = models.IntegerField(db_column="check")
    end = models.DateField()
    desc = models.TextField()
    interval = models.DurationField()
    values = models.JSONField()
    rank = models.IntegerField()
    window = models.IntegerField()
    column = models.IntegerField()
    references = models.ForeignKey("self", models.CASCADE, related_name="referenced", null=True)
    to = models.ManyToManyField("self", symmetrical=False, related_name="from_selects")

    class Meta:
        db_table = "select"
        indexes = [models.Index(fields=["order", "-group"], name="index")]
        constraints = [
            models.UniqueConstraint(fields=["table", "user"], name="unique"),
            models.CheckConstraint(condition=models.Q(limit__gt=models.F("order")), name="check"),
        ]


class String(models.Model):
    number = models.ForeignKey(Object, models.CASCADE, related_name="string")
    boolean = models.OneToOneField(Object, models.CASCADE, related_name="date")


class Number(models.Model):
    strings = models.ManyToManyField(String, related_name="numbers")


class Boolean(models.Model):
    any = models.ForeignKey(Number, models.CASCADE, related_name="boolean_list")


class Date(models.Model):
    date = models.DateField()
    Date = models.ForeignKey("self", models.CASCADE, null=True, related_name="dates", db_column="other_date")


class Record(models.Model):
    partial = models.ForeignKey(Date, models.CASCADE, related_name="record_set")
    pick = models.ForeignKey(Date, models.CASCADE, related_name="records")


class Promise(models.Model):
    all = models.ManyToManyField("Map", through="Set")


class Map(models.Model):
    has = models.IntegerField()


class Set(models.Model):
    promise = models.ForeignKey(Promise, models.CASCADE)
    map = models.ForeignKey(Map, models.CASCADE)


class User(models.Model):
    password = models.CharField(max_length=20, db_column="pass word")
    user = models.OneToOneField("auth.User", models.CASCADE, related_name="own_user")


class Column(models.Model):
    primary = models.BooleanField()
    primaryKey = models.BooleanField()


class Error(models.Model):
    message = models.TextField()
    cause = models.ForeignKey("self", models.SET_NULL, null=True, related_name="errors")


class Buffer(models.Model):
    buffer = models.BinaryField()


class Class(models.Model):
    class_name = models.CharField(max_length=10, db_column="class")
