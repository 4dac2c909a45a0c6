/** `django.core.paginator`, as Django writes it. */
export const PAGINATOR = `
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
`
