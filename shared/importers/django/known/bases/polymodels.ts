import type { KnownPackage } from '../packages.ts'

export const POLYMODELS: KnownPackage = {
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
}
