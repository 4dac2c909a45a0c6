import type { KnownPackage } from '../packages.ts'

export const INVITATIONS: KnownPackage = {
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
}
