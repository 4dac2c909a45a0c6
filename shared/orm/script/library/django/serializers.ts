/** `django.core.serializers`: rows as Django's fixtures and back. */
export const SERIALIZERS = `
import json as _json

from django.apps import apps as _apps
from django.core.serializers.json import DjangoJSONEncoder as _Encoder


def _value(obj, field):
    kind = field.get_internal_type()
    value = field.value_from_object(obj)
    if kind == 'JSONField' or value is None or kind in _KEPT or isinstance(value, (int, float)):
        return value
    return field.value_to_string(obj)


_KEPT = (
    'AutoField', 'BigAutoField', 'SmallAutoField', 'IntegerField', 'BigIntegerField', 'SmallIntegerField',
    'PositiveIntegerField', 'PositiveBigIntegerField', 'PositiveSmallIntegerField', 'BooleanField', 'FloatField',
    'DecimalField', 'DateField', 'DateTimeField', 'TimeField',
)


def _related(obj, field, natural):
    if natural and hasattr(field.related_model, 'natural_key'):
        related = getattr(obj, field.name)
        return related.natural_key() if related else None
    return _key(getattr(obj, field.attname))


def _key(value):
    return value if value is None or isinstance(value, (int, float)) else str(value)


def _many(obj, field, natural):
    rows = getattr(obj, field.name).select_related(None).only('pk')
    if natural and hasattr(field.related_model, 'natural_key'):
        return [row.natural_key() for row in getattr(obj, field.name).all()]
    return [_key(row.pk) for row in rows]


def _dumped(obj, fields, natural_foreign, natural_primary):
    opts = obj._meta.concrete_model._meta
    values = {}
    for field in opts.local_fields:
        if field.primary_key:
            continue
        if field.remote_field is None:
            if fields is None or field.attname in fields:
                values[field.name] = _value(obj, field)
        elif fields is None or field.attname[:-3] in fields:
            values[field.name] = _related(obj, field, natural_foreign)
    for field in opts.local_many_to_many:
        if field.remote_field.through._meta.auto_created and (fields is None or field.attname in fields):
            values[field.name] = _many(obj, field, natural_foreign)
    data = {'model': str(obj._meta)}
    if not natural_primary or not hasattr(obj, 'natural_key'):
        data['pk'] = _key(obj.pk)
    data['fields'] = values
    return data


class SerializerDoesNotExist(KeyError):
    pass


class DeserializedObject:
    def __init__(self, obj, m2m_data=None):
        self.object = obj
        self.m2m_data = m2m_data

    def __repr__(self):
        return '<DeserializedObject: %s(pk=%s)>' % (self.object._meta.label, self.object.pk)

    def save(self, save_m2m=True, using=None, **kwargs):
        self.object.save_base(raw=True)
        if self.m2m_data and save_m2m:
            for accessor, keys in self.m2m_data.items():
                getattr(self.object, accessor).set(keys)
        self.m2m_data = None


def serialize(format, queryset, *, fields=None, indent=None, use_natural_foreign_keys=False,
              use_natural_primary_keys=False, **options):
    rows = [_dumped(obj, fields, use_natural_foreign_keys, use_natural_primary_keys) for obj in queryset]
    if format == 'python':
        return rows
    if format == 'jsonl':
        return ''.join(_json.dumps(row, cls=_Encoder, ensure_ascii=False, separators=(',', ': ')) + '\\n' for row in rows)
    if format in ('xml', 'yaml'):
        raise NotImplementedError('serialize() to %s is not supported here yet' % format)
    if format != 'json':
        raise SerializerDoesNotExist(format)
    if not indent:
        return '[' + ', '.join(_json.dumps(row, cls=_Encoder, ensure_ascii=False) for row in rows) + ']'
    texts = [
        '\\n' + _json.dumps(row, cls=_Encoder, ensure_ascii=False, indent=indent, separators=(',', ': '))
        for row in rows
    ]
    return '[' + ','.join(texts) + '\\n]\\n'


def deserialize(format, stream_or_string, **options):
    if format not in ('json', 'python'):
        raise NotImplementedError('deserialize() of %s is not supported here yet' % format)
    rows = _json.loads(stream_or_string) if format == 'json' else stream_or_string
    for row in rows:
        model = _apps.get_model(row['model'])
        values = {}
        many = {}
        if 'pk' in row:
            values[model._meta.pk.attname] = model._meta.pk.to_python(row['pk'])
        for name, value in row['fields'].items():
            field = model._meta.get_field(name)
            if field.many_to_many:
                many[name] = value
            elif field.is_relation:
                values[field.attname] = value
            else:
                values[field.name] = field.to_python(value)
        yield DeserializedObject(model(**values), many)
`
