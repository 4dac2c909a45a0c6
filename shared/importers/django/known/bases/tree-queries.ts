import type { KnownPackage } from '../packages.ts'

export const TREE_QUERIES: KnownPackage = {
  name: 'tree_queries',
  modules: {
    'tree_queries.fields': `
class TreeNodeForeignKey(models.ForeignKey):
    pass
`,
    'tree_queries.models': `
from tree_queries.fields import TreeNodeForeignKey
class TreeNode(models.Model):
    parent = TreeNodeForeignKey("self", blank=True, null=True, on_delete=models.CASCADE, related_name="children")
    class Meta:
        abstract = True
class OrderableTreeNode(TreeNode):
    position = models.PositiveIntegerField(db_index=True, default=0)
    class Meta:
        abstract = True
        ordering = ["position"]
`,
  },
}
