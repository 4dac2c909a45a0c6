import type { KnownPackage } from '../packages.ts'

export const MODELCLUSTER: KnownPackage = {
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
}
