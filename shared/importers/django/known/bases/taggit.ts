import type { KnownPackage } from '../packages.ts'

export const TAGGIT: KnownPackage = {
  name: 'taggit',
  autoField: 'django.db.models.AutoField',
  modules: {
    'taggit.models': `
from django.contrib.contenttypes.fields import GenericForeignKey
class TagBase(models.Model):
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    class Meta:
        abstract = True
class Tag(TagBase):
    class Meta:
        verbose_name = "tag"
        verbose_name_plural = "tags"
class ItemBase(models.Model):
    class Meta:
        abstract = True
class TaggedItemBase(ItemBase):
    tag = models.ForeignKey(Tag, related_name="%(app_label)s_%(class)s_items", on_delete=models.CASCADE)
    class Meta:
        abstract = True
class CommonGenericTaggedItemBase(ItemBase):
    content_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_tagged_items")
    content_object = GenericForeignKey()
    class Meta:
        abstract = True
class GenericTaggedItemBase(CommonGenericTaggedItemBase):
    object_id = models.IntegerField(db_index=True)
    class Meta:
        abstract = True
class GenericUUIDTaggedItemBase(CommonGenericTaggedItemBase):
    object_id = models.UUIDField(db_index=True)
    class Meta:
        abstract = True
`,
  },
}
