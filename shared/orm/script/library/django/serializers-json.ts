/** The encoder that Django builds on Python's. */
export const SERIALIZERS_JSON = `
from json import JSONEncoder as _JSONEncoder
from _json import django_value as _value

class DjangoJSONEncoder(_JSONEncoder):
    __module__ = 'django.core.serializers.json'
    def default(self, o):
        made = _value(o)
        return super().default(o) if made is None else made
`
