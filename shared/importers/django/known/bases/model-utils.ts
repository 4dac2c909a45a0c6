import type { KnownPackage } from '../packages.ts'

export const MODEL_UTILS: KnownPackage = {
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
}
