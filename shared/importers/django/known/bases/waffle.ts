import type { KnownPackage } from '../packages.ts'

export const WAFFLE: KnownPackage = {
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
}
