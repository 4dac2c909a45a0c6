import type { KnownPackage } from '../packages.ts'

export const DJANGO_OTP: KnownPackage = {
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
}
