import type { KnownPackage } from '../packages.ts'

export const DJANGO_COMMENTS: KnownPackage = {
  name: 'django_comments',
  modules: {
    'django_comments.abstracts': `
from django.contrib.contenttypes.fields import GenericForeignKey
class BaseCommentAbstractModel(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", related_name="content_type_set_for_%(class)s", on_delete=models.CASCADE)
    object_pk = models.CharField(db_index=True, max_length=64)
    content_object = GenericForeignKey(ct_field="content_type", fk_field="object_pk")
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE)
    class Meta:
        abstract = True
class CommentAbstractModel(BaseCommentAbstractModel):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, blank=True, null=True, related_name="%(class)s_comments", on_delete=models.SET_NULL)
    user_name = models.CharField(max_length=50, blank=True)
    user_email = models.EmailField(blank=True)
    user_url = models.URLField(blank=True)
    comment = models.TextField(max_length=3000)
    submit_date = models.DateTimeField(default=None, db_index=True)
    ip_address = models.GenericIPAddressField(unpack_ipv4=True, blank=True, null=True)
    is_public = models.BooleanField(default=True)
    is_removed = models.BooleanField(default=False, db_index=True)
    class Meta:
        abstract = True
        ordering = ("submit_date",)
        permissions = [("can_moderate", "Can moderate comments")]
        verbose_name = "comment"
        verbose_name_plural = "comments"
`,
  },
}
