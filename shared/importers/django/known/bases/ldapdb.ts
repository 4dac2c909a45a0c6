import type { KnownPackage } from '../packages.ts'

export const LDAPDB: KnownPackage = {
  name: 'ldapdb',
  modules: {
    'ldapdb.models.fields': `
class CharField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
class IntegerField(models.IntegerField):
    pass
class FloatField(models.FloatField):
    pass
class BooleanField(models.BooleanField):
    pass
class DateField(models.DateField):
    pass
class DateTimeField(models.DateTimeField):
    pass
class TimestampField(models.DateTimeField):
    pass
`,
    'ldapdb.models.base': `
from ldapdb.models.fields import CharField
class Model(models.Model):
    dn = CharField(max_length=200, primary_key=True)
    class Meta:
        abstract = True
`,
    'ldapdb.models': `
from ldapdb.models.base import Model
`,
  },
}
