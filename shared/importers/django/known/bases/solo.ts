import type { KnownPackage } from '../packages.ts'

const MODELS = 'class SingletonModel(models.Model):\n    class Meta:\n        abstract = True\n'

/** django-solo, by the names that its releases have had. */
export const SOLO: readonly KnownPackage[] = ['solo', 'django_solo'].map((name) => ({
  name,
  modules: { [`${name}.models`]: MODELS },
}))
