import type { KnownPackage } from '../packages.ts'

export const PARLER: KnownPackage = {
  name: 'parler',
  modules: {
    'parler.models': `
class TranslatableModel(models.Model):
    class Meta:
        abstract = True
class TranslatedFieldsModel(models.Model):
    language_code = models.CharField(db_index=True, max_length=15)
    class Meta:
        abstract = True
        default_permissions = ()
`,
  },
}
