import type { KnownPackage } from '../packages.ts'

export const ORDERED_MODEL: KnownPackage = {
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
}
