import type { KnownPackage } from '../packages.ts'

export const POLYMORPHIC: KnownPackage = {
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
}
