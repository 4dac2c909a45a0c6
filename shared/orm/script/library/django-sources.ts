/** Functions of Django that go over a model's fields, in Python itself: as Django writes them, where scripts see no more. */
export const DJANGO_SOURCES: Readonly<Record<string, string>> = {
  'django.forms.models': `
def model_to_dict(instance, fields=None, exclude=None):
    opts = instance._meta
    data = {}
    for f in [*opts.concrete_fields, *opts.private_fields, *opts.many_to_many]:
        if not getattr(f, 'editable', False):
            continue
        if fields is not None and f.name not in fields:
            continue
        if exclude and f.name in exclude:
            continue
        data[f.name] = f.value_from_object(instance)
    return data
`,
  'django.core.paginator': `
from math import ceil as _ceil


class InvalidPage(Exception):
    pass


class PageNotAnInteger(InvalidPage):
    pass


class EmptyPage(InvalidPage):
    pass


class Paginator:
    ELLIPSIS = '…'

    def __init__(self, object_list, per_page, orphans=0, allow_empty_first_page=True, error_messages=None):
        self.object_list = object_list
        self.per_page = int(per_page)
        self.orphans = int(orphans)
        self.allow_empty_first_page = allow_empty_first_page
        self.error_messages = {
            'invalid_page': 'That page number is not an integer',
            'min_page': 'That page number is less than 1',
            'no_results': 'That page contains no results',
            **(error_messages or {}),
        }
        self._count = None

    def __iter__(self):
        for number in self.page_range:
            yield self.page(number)

    def validate_number(self, number):
        try:
            if isinstance(number, float) and not number.is_integer():
                raise ValueError
            number = int(number)
        except (TypeError, ValueError):
            raise PageNotAnInteger(self.error_messages['invalid_page'])
        if number < 1:
            raise EmptyPage(self.error_messages['min_page'])
        if number > self.num_pages:
            raise EmptyPage(self.error_messages['no_results'])
        return number

    def get_page(self, number):
        try:
            number = self.validate_number(number)
        except PageNotAnInteger:
            number = 1
        except EmptyPage:
            number = self.num_pages
        return self.page(number)

    def page(self, number):
        number = self.validate_number(number)
        first = self.per_page * (number - 1)
        last = self.count if first + self.per_page + self.orphans >= self.count else first + self.per_page
        return self._get_page(self.object_list[first:last], number, self)

    def _get_page(self, *args, **kwargs):
        return Page(*args, **kwargs)

    @property
    def count(self):
        if self._count is None:
            c = self.object_list
            self._count = len(c) if isinstance(c, (list, tuple, range, str)) or not hasattr(c, 'count') else c.count()
        return self._count

    @property
    def num_pages(self):
        if self.count == 0 and not self.allow_empty_first_page:
            return 0
        return _ceil(max(1, self.count - self.orphans) / self.per_page)

    @property
    def page_range(self):
        return range(1, self.num_pages + 1)

    def get_elided_page_range(self, number=1, *, on_each_side=3, on_ends=2):
        number = self.validate_number(number)
        last = self.num_pages
        near = on_each_side + on_ends
        cut_before = last > near * 2 and number > near + 2
        cut_after = last > near * 2 and number < last - near - 1
        if cut_before:
            yield from [*range(1, on_ends + 1), self.ELLIPSIS]
        yield from range(number - on_each_side if cut_before else 1, number + 1)
        yield from range(number + 1, (number + on_each_side if cut_after else last) + 1)
        if cut_after:
            yield from [self.ELLIPSIS, *range(last - on_ends + 1, last + 1)]


class Page:
    def __init__(self, object_list, number, paginator):
        self.object_list = object_list
        self.number = number
        self.paginator = paginator

    def __repr__(self):
        return '<Page %s of %s>' % (self.number, self.paginator.num_pages)

    def __len__(self):
        return len(self.object_list)

    def __iter__(self):
        return iter(list(self.object_list))

    def __contains__(self, item):
        return item in list(self.object_list)

    def __getitem__(self, index):
        if not isinstance(index, (int, slice)):
            raise TypeError('Page indices must be integers or slices, not %s.' % type(index).__name__)
        if not isinstance(self.object_list, list):
            self.object_list = list(self.object_list)
        return self.object_list[index]

    def has_next(self):
        return self.number < self.paginator.num_pages

    def has_previous(self):
        return self.number > 1

    def has_other_pages(self):
        return self.has_previous() or self.has_next()

    def next_page_number(self):
        return self.paginator.validate_number(self.number + 1)

    def previous_page_number(self):
        return self.paginator.validate_number(self.number - 1)

    def start_index(self):
        if self.paginator.count == 0:
            return 0
        return self.paginator.per_page * (self.number - 1) + 1

    def end_index(self):
        if self.number == self.paginator.num_pages:
            return self.paginator.count
        return self.number * self.paginator.per_page
`,
  'django.forms': `
from django.forms.models import model_to_dict
`,
  'django.core.serializers': `
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
`,
}
