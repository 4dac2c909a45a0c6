import type { KnownPackage } from '../packages.ts'

export const MPTT: KnownPackage = {
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
}
