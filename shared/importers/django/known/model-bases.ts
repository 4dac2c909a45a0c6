/** Packages with abstract models that others are built on. Without labels, help texts and choices: they make no column. */
import type { KnownPackage } from './packages.ts'

const AUTO_FIELD = 'django.db.models.AutoField'

export const MODEL_BASES: readonly KnownPackage[] = [
  {
    name: 'model_utils',
    modules: {
      'model_utils.fields': `
class AutoCreatedField(models.DateTimeField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", now)
class AutoLastModifiedField(AutoCreatedField):
    pass
class StatusField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 100)
class MonitorField(models.DateTimeField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", now)
class SplitField(models.TextField):
    pass
class UrlsafeTokenField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs["editable"] = False
        kwargs.setdefault("max_length", 128)
class UUIDField(models.UUIDField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", uuid.uuid4)
`,
      'model_utils.models': `
from model_utils.fields import AutoCreatedField, AutoLastModifiedField, MonitorField, StatusField, UUIDField
class TimeStampedModel(models.Model):
    created = AutoCreatedField(default=now, editable=False)
    modified = AutoLastModifiedField(default=now, editable=False)
    class Meta:
        abstract = True
class TimeFramedModel(models.Model):
    start = models.DateTimeField(null=True, blank=True)
    end = models.DateTimeField(null=True, blank=True)
    class Meta:
        abstract = True
class StatusModel(models.Model):
    status = StatusField(max_length=100)
    status_changed = MonitorField(default=now)
    class Meta:
        abstract = True
class SoftDeletableModel(models.Model):
    is_removed = models.BooleanField(default=False)
    class Meta:
        abstract = True
class UUIDModel(models.Model):
    id = UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    class Meta:
        abstract = True
`,
    },
  },
  {
    name: 'django_extensions',
    modules: {
      'django_extensions.db.fields': `
class AutoSlugField(models.SlugField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
class RandomCharField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
class CreationDateTimeField(models.DateTimeField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
class ModificationDateTimeField(CreationDateTimeField):
    pass
class ShortUUIDField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 22
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
`,
      'django_extensions.db.models': `
from django_extensions.db.fields import AutoSlugField, CreationDateTimeField, ModificationDateTimeField
class TimeStampedModel(models.Model):
    created = CreationDateTimeField(auto_now_add=True)
    modified = ModificationDateTimeField(auto_now=True)
    class Meta:
        get_latest_by = "modified"
        abstract = True
class TitleDescriptionModel(models.Model):
    title = models.CharField(max_length=255)
    description = models.TextField(blank=True, null=True)
    class Meta:
        abstract = True
class TitleSlugDescriptionModel(TitleDescriptionModel):
    slug = AutoSlugField(populate_from="title", blank=True, editable=False)
    class Meta:
        abstract = True
class ActivatorModel(models.Model):
    status = models.IntegerField(default=1)
    activate_date = models.DateTimeField(blank=True, null=True)
    deactivate_date = models.DateTimeField(blank=True, null=True)
    class Meta:
        ordering = ("status", "-activate_date")
        abstract = True
`,
    },
  },
  {
    name: 'mptt',
    modules: {
      'mptt.fields': `
class TreeForeignKey(models.ForeignKey):
    pass
class TreeOneToOneField(models.OneToOneField):
    pass
class TreeManyToManyField(models.ManyToManyField):
    pass
`,
      'mptt.models': `
from mptt.fields import TreeForeignKey, TreeManyToManyField, TreeOneToOneField
class MPTTModel(models.Model):
    lft = models.PositiveIntegerField(editable=False)
    rght = models.PositiveIntegerField(editable=False)
    tree_id = models.PositiveIntegerField(db_index=True, editable=False)
    level = models.PositiveIntegerField(editable=False)
    class Meta:
        abstract = True
`,
    },
  },
  {
    name: 'treebeard',
    modules: {
      'treebeard.models': `
class Node(models.Model):
    class Meta:
        abstract = True
`,
      'treebeard.mp_tree': `
from treebeard.models import Node
class MP_Node(Node):
    path = models.CharField(max_length=255, unique=True)
    depth = models.PositiveIntegerField()
    numchild = models.PositiveIntegerField(default=0)
    class Meta:
        abstract = True
`,
      'treebeard.ns_tree': `
from treebeard.models import Node
class NS_Node(Node):
    lft = models.PositiveIntegerField(db_index=True)
    rgt = models.PositiveIntegerField(db_index=True)
    tree_id = models.PositiveIntegerField(db_index=True)
    depth = models.PositiveIntegerField(db_index=True)
    class Meta:
        abstract = True
`,
      'treebeard.al_tree': `
from treebeard.models import Node
class AL_Node(Node):
    class Meta:
        abstract = True
`,
    },
  },
  {
    name: 'tree_queries',
    modules: {
      'tree_queries.fields': `
class TreeNodeForeignKey(models.ForeignKey):
    pass
`,
      'tree_queries.models': `
from tree_queries.fields import TreeNodeForeignKey
class TreeNode(models.Model):
    parent = TreeNodeForeignKey("self", blank=True, null=True, on_delete=models.CASCADE, related_name="children")
    class Meta:
        abstract = True
class OrderableTreeNode(TreeNode):
    position = models.PositiveIntegerField(db_index=True, default=0)
    class Meta:
        abstract = True
        ordering = ["position"]
`,
    },
  },
  {
    name: 'polymorphic',
    modules: {
      'polymorphic.models': `
class PolymorphicModel(models.Model):
    polymorphic_ctype = models.ForeignKey("contenttypes.ContentType", null=True, editable=False, on_delete=models.CASCADE, related_name="polymorphic_%(app_label)s.%(class)s_set+")
    class Meta:
        abstract = True
`,
      'polymorphic.base': '',
    },
  },
  {
    name: 'polymodels',
    modules: {
      'polymodels.models': `
class BasePolymorphicModel(models.Model):
    class Meta:
        abstract = True
class PolymorphicModel(BasePolymorphicModel):
    content_type = models.ForeignKey("contenttypes.ContentType", related_name="+", on_delete=models.CASCADE)
    class Meta:
        abstract = True
`,
    },
  },
  {
    name: 'taggit',
    autoField: AUTO_FIELD,
    modules: {
      'taggit.models': `
from django.contrib.contenttypes.fields import GenericForeignKey
class TagBase(models.Model):
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    class Meta:
        abstract = True
class Tag(TagBase):
    class Meta:
        verbose_name = "tag"
        verbose_name_plural = "tags"
class ItemBase(models.Model):
    class Meta:
        abstract = True
class TaggedItemBase(ItemBase):
    tag = models.ForeignKey(Tag, related_name="%(app_label)s_%(class)s_items", on_delete=models.CASCADE)
    class Meta:
        abstract = True
class CommonGenericTaggedItemBase(ItemBase):
    content_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_tagged_items")
    content_object = GenericForeignKey()
    class Meta:
        abstract = True
class GenericTaggedItemBase(CommonGenericTaggedItemBase):
    object_id = models.IntegerField(db_index=True)
    class Meta:
        abstract = True
class GenericUUIDTaggedItemBase(CommonGenericTaggedItemBase):
    object_id = models.UUIDField(db_index=True)
    class Meta:
        abstract = True
`,
    },
  },
  {
    name: 'guardian',
    modules: {
      'guardian.models.models': `
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.fields import GenericForeignKey
class BaseObjectPermission(models.Model):
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE)
    class Meta:
        abstract = True
class BaseGenericObjectPermission(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE)
    object_pk = models.CharField(max_length=255)
    content_object = GenericForeignKey(fk_field="object_pk")
    class Meta:
        abstract = True
        indexes = [models.Index(fields=["content_type", "object_pk"])]
class UserObjectPermissionBase(BaseObjectPermission):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    class Meta:
        abstract = True
        unique_together = ["user", "permission", "content_object"]
class UserObjectPermissionAbstract(UserObjectPermissionBase, BaseGenericObjectPermission):
    class Meta(UserObjectPermissionBase.Meta, BaseGenericObjectPermission.Meta):
        abstract = True
        unique_together = ["user", "permission", "object_pk"]
class GroupObjectPermissionBase(BaseObjectPermission):
    group = models.ForeignKey(Group, on_delete=models.CASCADE)
    class Meta:
        abstract = True
        unique_together = ["group", "permission", "content_object"]
class GroupObjectPermissionAbstract(GroupObjectPermissionBase, BaseGenericObjectPermission):
    class Meta(GroupObjectPermissionBase.Meta, BaseGenericObjectPermission.Meta):
        abstract = True
        unique_together = ["group", "permission", "object_pk"]
`,
      'guardian.models': `
from guardian.models.models import *
`,
    },
  },
  {
    name: 'ordered_model',
    modules: {
      'ordered_model.models': `
class OrderedModelBase(models.Model):
    class Meta:
        abstract = True
class OrderedModel(OrderedModelBase):
    order = models.PositiveIntegerField(editable=False, db_index=True)
    class Meta:
        abstract = True
        ordering = ("order",)
`,
    },
  },
  {
    name: 'django_otp',
    modules: {
      'django_otp.models': `
class Device(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=64)
    confirmed = models.BooleanField(default=True)
    class Meta:
        abstract = True
class SideChannelDevice(Device):
    token = models.CharField(max_length=16, blank=True, null=True)
    valid_until = models.DateTimeField(default=now)
    class Meta:
        abstract = True
class CooldownMixin(models.Model):
    last_generated_timestamp = models.DateTimeField(null=True, blank=True)
    class Meta:
        abstract = True
class ThrottlingMixin(models.Model):
    throttling_failure_timestamp = models.DateTimeField(null=True, blank=True, default=None)
    throttling_failure_count = models.PositiveIntegerField(default=0)
    class Meta:
        abstract = True
class TimestampMixin(models.Model):
    created_at = models.DateTimeField(auto_now_add=True, null=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    class Meta:
        abstract = True
`,
    },
  },
  {
    name: 'waffle',
    modules: {
      'waffle.models': `
class BaseModel(models.Model):
    class Meta:
        abstract = True
class AbstractBaseFlag(BaseModel):
    name = models.CharField(max_length=100, unique=True)
    everyone = models.BooleanField(blank=True, null=True)
    percent = models.DecimalField(max_digits=3, decimal_places=1, blank=True, null=True)
    testing = models.BooleanField(default=False)
    superusers = models.BooleanField(default=True)
    staff = models.BooleanField(default=False)
    authenticated = models.BooleanField(default=False)
    languages = models.TextField(blank=True, default="")
    rollout = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    created = models.DateTimeField(default=now, db_index=True)
    modified = models.DateTimeField(default=now)
    class Meta:
        abstract = True
        verbose_name = "Flag"
        verbose_name_plural = "Flags"
class AbstractUserFlag(AbstractBaseFlag):
    groups = models.ManyToManyField("auth.Group", blank=True)
    users = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True)
    class Meta(AbstractBaseFlag.Meta):
        abstract = True
`,
    },
  },
  {
    name: 'django_comments',
    modules: {
      'django_comments.abstracts': `
from django.contrib.contenttypes.fields import GenericForeignKey
class BaseCommentAbstractModel(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", related_name="content_type_set_for_%(class)s", on_delete=models.CASCADE)
    object_pk = models.CharField(db_index=True, max_length=64)
    content_object = GenericForeignKey(ct_field="content_type", fk_field="object_pk")
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE)
    class Meta:
        abstract = True
class CommentAbstractModel(BaseCommentAbstractModel):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, blank=True, null=True, related_name="%(class)s_comments", on_delete=models.SET_NULL)
    user_name = models.CharField(max_length=50, blank=True)
    user_email = models.EmailField(blank=True)
    user_url = models.URLField(blank=True)
    comment = models.TextField(max_length=3000)
    submit_date = models.DateTimeField(default=None, db_index=True)
    ip_address = models.GenericIPAddressField(unpack_ipv4=True, blank=True, null=True)
    is_public = models.BooleanField(default=True)
    is_removed = models.BooleanField(default=False, db_index=True)
    class Meta:
        abstract = True
        ordering = ("submit_date",)
        permissions = [("can_moderate", "Can moderate comments")]
        verbose_name = "comment"
        verbose_name_plural = "comments"
`,
    },
  },
  {
    name: 'invitations',
    modules: {
      'invitations.base_invitation': `
class AbstractBaseInvitation(models.Model):
    accepted = models.BooleanField(default=False)
    key = models.CharField(max_length=64, unique=True)
    sent = models.DateTimeField(null=True)
    inviter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE)
    class Meta:
        abstract = True
`,
    },
  },
  {
    name: 'parler',
    modules: {
      'parler.models': `
class TranslatableModel(models.Model):
    class Meta:
        abstract = True
class TranslatedFieldsModel(models.Model):
    language_code = models.CharField(db_index=True, max_length=15)
    class Meta:
        abstract = True
        default_permissions = ()
`,
    },
  },
  {
    name: 'modelcluster',
    modules: {
      'modelcluster.fields': `
class ParentalKey(models.ForeignKey):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("on_delete", models.CASCADE)
class ParentalManyToManyField(models.ManyToManyField):
    pass
`,
      'modelcluster.models': `
class ClusterableModel(models.Model):
    class Meta:
        abstract = True
`,
    },
  },
  {
    name: 'ldapdb',
    modules: {
      'ldapdb.models.fields': `
class CharField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
class IntegerField(models.IntegerField):
    pass
class FloatField(models.FloatField):
    pass
class BooleanField(models.BooleanField):
    pass
class DateField(models.DateField):
    pass
class DateTimeField(models.DateTimeField):
    pass
class TimestampField(models.DateTimeField):
    pass
`,
      'ldapdb.models.base': `
from ldapdb.models.fields import CharField
class Model(models.Model):
    dn = CharField(max_length=200, primary_key=True)
    class Meta:
        abstract = True
`,
      'ldapdb.models': `
from ldapdb.models.base import Model
`,
    },
  },
  ...['solo', 'django_solo'].map((name) => ({
    name,
    modules: { [`${name}.models`]: 'class SingletonModel(models.Model):\n    class Meta:\n        abstract = True\n' },
  })),
]
