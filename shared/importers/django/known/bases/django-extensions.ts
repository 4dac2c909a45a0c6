import type { KnownPackage } from '../packages.ts'

export const DJANGO_EXTENSIONS: KnownPackage = {
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
}
