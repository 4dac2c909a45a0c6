/**
 * Parts of Python's standard library in Python itself: run by the same interpreter as scripts, under the same budget.
 * What a module of ours has natively comes first; these add to it.
 */
import { ASYNCIO_SOURCE } from './asyncio-source.ts'
import { DJANGO_SOURCES } from './django-sources.ts'
import { RANDOM_SOURCE } from './random-source.ts'
import { EXPRESSION_BASES } from './expression-bases.ts'

export const SOURCES: Readonly<Record<string, string>> = {
  _expressions: EXPRESSION_BASES,
  ...DJANGO_SOURCES,
  random: RANDOM_SOURCE,
  asyncio: ASYNCIO_SOURCE,
  itertools: `
def takewhile(predicate, iterable):
    for x in iterable:
        if not predicate(x):
            break
        yield x

def dropwhile(predicate, iterable):
    dropping = True
    for x in iterable:
        if dropping and predicate(x):
            continue
        dropping = False
        yield x

def filterfalse(predicate, iterable):
    for x in iterable:
        if not (x if predicate is None else predicate(x)):
            yield x

def starmap(function, iterable):
    for args in iterable:
        yield function(*args)

def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object

def cycle(iterable):
    saved = []
    for x in iterable:
        yield x
        saved.append(x)
    while saved:
        for x in saved:
            yield x

def compress(data, selectors):
    for d, s in zip(data, selectors):
        if s:
            yield d

def pairwise(iterable):
    first = True
    before = None
    for x in iterable:
        if not first:
            yield before, x
        first = False
        before = x

def batched(iterable, n):
    batch = []
    for x in iterable:
        batch.append(x)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)

def tee(iterable, n=2):
    items = list(iterable)
    return tuple(iter(items) for _ in range(n))

def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    def chosen(start, left):
        if left == 0:
            yield ()
            return
        for i in range(start, len(pool)):
            for rest in chosen(i, left - 1):
                yield (pool[i],) + rest
    yield from chosen(0, r)
`,
  functools: `
def update_wrapper(wrapper, wrapped, assigned=None, updated=None):
    for name in ('__module__', '__name__', '__qualname__', '__doc__'):
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    wrapper.__wrapped__ = wrapped
    return wrapper

def wraps(wrapped, assigned=None, updated=None):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped)
    return decorate

class _CacheInfo:
    def __init__(self, hits, misses, maxsize, currsize):
        self.hits, self.misses, self.maxsize, self.currsize = hits, misses, maxsize, currsize
    def __repr__(self):
        return f'CacheInfo(hits={self.hits}, misses={self.misses}, maxsize={self.maxsize}, currsize={self.currsize})'

def lru_cache(maxsize=128, typed=False):
    def decorate(function):
        known = {}
        counts = [0, 0]
        def wrapper(*args, **kwargs):
            key = (args, tuple(sorted(kwargs.items())))
            if key in known:
                counts[0] += 1
                value = known.pop(key)
            else:
                counts[1] += 1
                value = function(*args, **kwargs)
                if maxsize is not None and len(known) >= maxsize:
                    if maxsize == 0:
                        return value
                    del known[next(iter(known))]
            known[key] = value
            return value
        update_wrapper(wrapper, function)
        wrapper.cache_clear = lambda: (known.clear(), counts.clear(), counts.extend([0, 0])) and None
        wrapper.cache_info = lambda: _CacheInfo(counts[0], counts[1], maxsize, len(known))
        return wrapper
    if callable(maxsize):
        function, maxsize = maxsize, 128
        return decorate(function)
    return decorate

def cache(function):
    return lru_cache(maxsize=None)(function)

def total_ordering(cls):
    names = [n for n in ('__lt__', '__le__', '__gt__', '__ge__') if hasattr(cls, n)]
    if not names:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = names[0]
    def less(a, b):
        if root == '__lt__':
            return a.__lt__(b)
        if root == '__gt__':
            return not a.__gt__(b) and not a == b
        if root == '__le__':
            return a.__le__(b) and not a == b
        return not a.__ge__(b)
    if '__lt__' not in names:
        cls.__lt__ = lambda self, other: less(self, other)
    if '__le__' not in names:
        cls.__le__ = lambda self, other: less(self, other) or self == other
    if '__gt__' not in names:
        cls.__gt__ = lambda self, other: not less(self, other) and not self == other
    if '__ge__' not in names:
        cls.__ge__ = lambda self, other: not less(self, other)
    return cls

def cmp_to_key(compare):
    class K:
        def __init__(self, obj):
            self.obj = obj
        def __lt__(self, other):
            return compare(self.obj, other.obj) < 0
        def __gt__(self, other):
            return compare(self.obj, other.obj) > 0
        def __eq__(self, other):
            return compare(self.obj, other.obj) == 0
        def __le__(self, other):
            return compare(self.obj, other.obj) <= 0
        def __ge__(self, other):
            return compare(self.obj, other.obj) >= 0
    return K
`,
  contextlib: `
class _Manager:
    def __init__(self, steps):
        self.steps = steps
    def __enter__(self):
        try:
            return next(self.steps)
        except StopIteration:
            raise RuntimeError("generator didn't yield")
    def __exit__(self, kind, error, trace):
        if kind is None:
            try:
                next(self.steps)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.steps.throw(error)
        except StopIteration:
            return True
        except BaseException as raised:
            if raised is error:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")

def contextmanager(function):
    def helper(*args, **kwargs):
        return _Manager(function(*args, **kwargs))
    helper.__name__ = function.__name__
    return helper

class _AsyncManager:
    def __init__(self, steps):
        self.steps = steps
    async def __aenter__(self):
        try:
            return await anext(self.steps)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield")
    async def __aexit__(self, kind, error, trace):
        if kind is None:
            try:
                await anext(self.steps)
            except StopAsyncIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            await self.steps.athrow(error)
        except StopAsyncIteration:
            return True
        except BaseException as raised:
            if raised is error:
                return False
            raise
        raise RuntimeError("generator didn't stop after athrow()")

def asynccontextmanager(function):
    def helper(*args, **kwargs):
        return _AsyncManager(function(*args, **kwargs))
    helper.__name__ = function.__name__
    return helper

class aclosing:
    def __init__(self, thing):
        self.thing = thing
    async def __aenter__(self):
        return self.thing
    async def __aexit__(self, *details):
        await self.thing.aclose()

class suppress:
    def __init__(self, *exceptions):
        self.exceptions = exceptions
    def __enter__(self):
        return None
    def __exit__(self, kind, error, trace):
        return kind is not None and isinstance(error, self.exceptions)

class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result
    def __enter__(self):
        return self.enter_result
    def __exit__(self, *details):
        return None

class closing:
    def __init__(self, thing):
        self.thing = thing
    def __enter__(self):
        return self.thing
    def __exit__(self, *details):
        self.thing.close()

class ContextDecorator:
    def __call__(self, function):
        def inner(*args, **kwargs):
            with self:
                return function(*args, **kwargs)
        return inner

class ExitStack:
    def __init__(self):
        self.exits = []
    def enter_context(self, manager):
        value = manager.__enter__()
        self.exits.append(manager.__exit__)
        return value
    def callback(self, function, *args, **kwargs):
        self.exits.append(lambda *details: function(*args, **kwargs) and None)
        return function
    def __enter__(self):
        return self
    def __exit__(self, kind, error, trace):
        handled = False
        while self.exits:
            if self.exits.pop()(kind, error, trace):
                handled, kind, error = True, None, None
        return handled
`,
  dataclasses: `
class FrozenInstanceError(AttributeError):
    pass

class _Missing:
    def __repr__(self):
        return '<dataclasses._MISSING_TYPE object>'

MISSING = _Missing()
KW_ONLY = _Missing()

class Field:
    def __init__(self, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
                 metadata=None, kw_only=False):
        self.name = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata or {}
        self.kw_only = kw_only

def field(**options):
    if 'default' in options and 'default_factory' in options:
        raise ValueError('cannot specify both default and default_factory')
    return Field(**options)

def _collected(cls):
    found = {}
    for base in reversed(cls.__mro__):
        own = getattr(base, '__dict__', {}).get('__dataclass_fields__') if base is not cls else None
        if own:
            found.update(own)
    for name in cls.__annotations__:
        value = cls.__dict__.get(name, MISSING)
        if not isinstance(value, Field):
            if isinstance(value, (list, dict, set)):
                raise ValueError(f"mutable default {type(value)} for field {name} is not allowed: use default_factory")
            value = Field(default=value)
        value.name = name
        found[name] = value
        if value.default is MISSING:
            if name in cls.__dict__:
                delattr(cls, name)
        else:
            setattr(cls, name, value.default)
    return found

def _given(n):
    return '1 was' if n == 1 else f'{n} were'

def _make(cls, init, repr, eq, order, frozen, unsafe_hash, kw_only):
    found = _collected(cls)
    setattr(cls, '__dataclass_fields__', found)
    listed = list(found.values())
    taken = [f for f in listed if f.init]
    placed = [f for f in taken if not (f.kw_only or kw_only)]
    optional = None
    for f in placed:
        if f.default is not MISSING or f.default_factory is not MISSING:
            optional = f
        elif optional is not None:
            raise TypeError(f"non-default argument '{f.name}' follows default argument")
    setattr(cls, '__match_args__', tuple(f.name for f in placed))

    def __init__(self, *args, **kwargs):
        name = f'{cls.__name__}.__init__()'
        if len(args) > len(placed):
            least = len([f for f in placed if f.default is MISSING and f.default_factory is MISSING]) + 1
            most = len(placed) + 1
            takes = str(most) if least == most else f'from {least} to {most}'
            raise TypeError(f"{name} takes {takes} positional argument{'' if most == 1 else 's'} but {_given(len(args) + 1)} given")
        values = dict(zip([f.name for f in placed], args))
        for key, value in kwargs.items():
            if key in values:
                raise TypeError(f"{name} got multiple values for argument '{key}'")
            if key not in [f.name for f in taken]:
                raise TypeError(f"{name} got an unexpected keyword argument '{key}'")
            values[key] = value
        missing = []
        for f in listed:
            if f.name in values:
                value = values[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                value = f.default
            elif f.init:
                missing.append(f.name)
                continue
            else:
                continue
            object_set(self, f.name, value)
        if missing:
            names = [f"'{n}'" for n in missing]
            text = names[0] if len(names) == 1 else ' and '.join(names) if len(names) == 2 else ', '.join(names[:-1]) + ', and ' + names[-1]
            raise TypeError(f"{name} missing {len(names)} required positional argument{'' if len(names) == 1 else 's'}: {text}")
        if hasattr(cls, '__post_init__'):
            self.__post_init__()

    def __repr__(self):
        inner = ', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in listed if f.repr)
        return f'{type(self).__qualname__}({inner})'

    def key(self):
        return tuple(getattr(self, f.name) for f in listed if f.compare)

    if init:
        cls.__init__ = __init__
    if repr and '__repr__' not in cls.__dict__:
        cls.__repr__ = __repr__
    if eq and '__eq__' not in cls.__dict__:
        cls.__eq__ = lambda self, other: key(self) == key(other) if type(other) is type(self) else NotImplemented
    if order:
        cls.__lt__ = lambda self, other: key(self) < key(other) if type(other) is type(self) else NotImplemented
        cls.__le__ = lambda self, other: key(self) <= key(other) if type(other) is type(self) else NotImplemented
        cls.__gt__ = lambda self, other: key(self) > key(other) if type(other) is type(self) else NotImplemented
        cls.__ge__ = lambda self, other: key(self) >= key(other) if type(other) is type(self) else NotImplemented
    if unsafe_hash or (eq and frozen):
        cls.__hash__ = lambda self: hash(key(self))
    if frozen:
        def __setattr__(self, name, value):
            raise FrozenInstanceError(f"cannot assign to field '{name}'")
        def __delattr__(self, name):
            raise FrozenInstanceError(f"cannot delete field '{name}'")
        cls.__setattr__ = __setattr__
        cls.__delattr__ = __delattr__
    return cls

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False):
    def wrap(made):
        return _make(made, init, repr, eq, order, frozen, unsafe_hash, kw_only)
    return wrap if cls is None else wrap(cls)

def is_dataclass(obj):
    return hasattr(obj, '__dataclass_fields__')

def fields(obj):
    if not is_dataclass(obj):
        raise TypeError('must be called with a dataclass type or instance')
    return tuple(obj.__dataclass_fields__.values())

def _plain(value):
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, tuple):
        return tuple(_plain(v) for v in value)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value

def asdict(obj):
    return {f.name: _plain(getattr(obj, f.name)) for f in fields(obj)}

def astuple(obj):
    return tuple(_plain(getattr(obj, f.name)) for f in fields(obj))

def replace(obj, **changes):
    values = {f.name: getattr(obj, f.name) for f in fields(obj) if f.init}
    values.update(changes)
    return type(obj)(**values)
`,
  abc: `
class ABC:
    pass

class ABCMeta:
    pass

def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function
`,
  heapq: `
def heapify(heap):
    heap.sort()

def heappush(heap, item):
    low, high = 0, len(heap)
    while low < high:
        middle = (low + high) // 2
        if heap[middle] < item:
            low = middle + 1
        else:
            high = middle
    heap.insert(low, item)

def heappop(heap):
    if not heap:
        raise IndexError('index out of range')
    return heap.pop(0)

def heappushpop(heap, item):
    heappush(heap, item)
    return heappop(heap)

def heapreplace(heap, item):
    first = heappop(heap)
    heappush(heap, item)
    return first

def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:n]

def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:n]

def merge(*iterables, key=None, reverse=False):
    yield from sorted([x for source in iterables for x in source], key=key, reverse=reverse)
`,
  bisect: `
def bisect_left(a, x, lo=0, hi=None, *, key=None):
    hi = len(a) if hi is None else hi
    while lo < hi:
        middle = (lo + hi) // 2
        if (a[middle] if key is None else key(a[middle])) < x:
            lo = middle + 1
        else:
            hi = middle
    return lo

def bisect_right(a, x, lo=0, hi=None, *, key=None):
    hi = len(a) if hi is None else hi
    while lo < hi:
        middle = (lo + hi) // 2
        if x < (a[middle] if key is None else key(a[middle])):
            hi = middle
        else:
            lo = middle + 1
    return lo

bisect = bisect_right

def insort_left(a, x, lo=0, hi=None, *, key=None):
    a.insert(bisect_left(a, x if key is None else key(x), lo, hi, key=key), x)

def insort_right(a, x, lo=0, hi=None, *, key=None):
    a.insert(bisect_right(a, x if key is None else key(x), lo, hi, key=key), x)

insort = insort_right
`,
  collections: `
class deque:
    def __init__(self, iterable=(), maxlen=None):
        self._items = []
        self.maxlen = maxlen
        self.extend(iterable)
    def _cut(self, left):
        while self.maxlen is not None and len(self._items) > self.maxlen:
            self._items.pop(0 if left else -1)
    def append(self, x):
        self._items.append(x)
        self._cut(True)
    def appendleft(self, x):
        self._items.insert(0, x)
        self._cut(False)
    def extend(self, iterable):
        for x in iterable:
            self.append(x)
    def extendleft(self, iterable):
        for x in iterable:
            self.appendleft(x)
    def pop(self):
        if not self._items:
            raise IndexError('pop from an empty deque')
        return self._items.pop()
    def popleft(self):
        if not self._items:
            raise IndexError('pop from an empty deque')
        return self._items.pop(0)
    def rotate(self, n=1):
        if self._items:
            n = n % len(self._items)
            self._items[:] = self._items[-n:] + self._items[:-n] if n else self._items
    def clear(self):
        self._items.clear()
    def count(self, x):
        return self._items.count(x)
    def index(self, x):
        return self._items.index(x)
    def insert(self, i, x):
        self._items.insert(i, x)
    def remove(self, x):
        self._items.remove(x)
    def reverse(self):
        self._items.reverse()
    def copy(self):
        return deque(self._items, self.maxlen)
    def __len__(self):
        return len(self._items)
    def __iter__(self):
        return iter(list(self._items))
    def __getitem__(self, i):
        return self._items[i]
    def __setitem__(self, i, x):
        self._items[i] = x
    def __delitem__(self, i):
        del self._items[i]
    def __contains__(self, x):
        return x in self._items
    def __eq__(self, other):
        return isinstance(other, deque) and self._items == other._items
    def __add__(self, other):
        return deque(self._items + list(other), self.maxlen)
    def __repr__(self):
        return f'deque({self._items!r})' if self.maxlen is None else f'deque({self._items!r}, maxlen={self.maxlen})'

class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]
    def __getitem__(self, key):
        for m in self.maps:
            if key in m:
                return m[key]
        raise KeyError(key)
    def __setitem__(self, key, value):
        self.maps[0][key] = value
    def get(self, key, default=None):
        return self[key] if key in self else default
    def __contains__(self, key):
        return any(key in m for m in self.maps)
    def __iter__(self):
        seen = {}
        for m in reversed(self.maps):
            seen.update(dict.fromkeys(m))
        return iter(seen)
    def __len__(self):
        return len({k for m in self.maps for k in m})
    def keys(self):
        return list(self)
    def items(self):
        return [(k, self[k]) for k in self]
    def values(self):
        return [self[k] for k in self]
    def new_child(self, m=None):
        return ChainMap({} if m is None else m, *self.maps)
    def __repr__(self):
        return f"ChainMap({', '.join(map(repr, self.maps))})"
`,
  types: `
class SimpleNamespace:
    def __init__(self, **kwargs):
        for key, value in kwargs.items():
            setattr(self, key, value)
    def __repr__(self):
        return f"namespace({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"
    def __eq__(self, other):
        return isinstance(other, SimpleNamespace) and self.__dict__ == other.__dict__
`,
  string: `
import re as _re

def capwords(s, sep=None):
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))

class Template:
    def __init__(self, template):
        self.template = template

    def _filled(self, values, missing):
        def name(match):
            if match.group() == '$$':
                return '$'
            key = match.group(1) or match.group(2)
            if key not in values and missing:
                return match.group()
            return str(values[key])
        return _re.sub('[$](?:[$]|([_a-zA-Z][_a-zA-Z0-9]*)|[{]([_a-zA-Z][_a-zA-Z0-9]*)[}])', name, self.template)

    def substitute(self, mapping=None, **kwargs):
        return self._filled({**(mapping or {}), **kwargs}, False)

    def safe_substitute(self, mapping=None, **kwargs):
        return self._filled({**(mapping or {}), **kwargs}, True)
`,
  statistics: `
def mode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    if not counts:
        raise StatisticsError('no mode for empty data')
    return max(counts, key=counts.get)

def multimode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    most = max(counts.values(), default=0)
    return [x for x, n in counts.items() if n == most]

def _spread(data, below):
    data = list(data)
    n = len(data)
    if all(isinstance(x, int) for x in data):
        total = n * sum(x * x for x in data) - sum(data) ** 2
        by = n * (n - below)
        return total // by if total % by == 0 else total / by
    middle = sum(data) / n
    return sum((x - middle) ** 2 for x in data) / (n - below)

def pvariance(data, mu=None):
    data = list(data)
    if not data:
        raise StatisticsError('pvariance requires at least one data point')
    return _spread(data, 0)

def variance(data, xbar=None):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError('variance requires at least two data points')
    return _spread(data, 1)

def harmonic_mean(data):
    data = list(data)
    return len(data) / sum(1 / x for x in data)

def geometric_mean(data):
    data = list(data)
    product = 1
    for x in data:
        product = product * x
    return product ** (1 / len(data))

def quantiles(data, *, n=4, method='exclusive'):
    data = sorted(data)
    if n < 1:
        raise StatisticsError('n must be at least 1')
    if len(data) < 2:
        raise StatisticsError('must have at least two data points')
    cuts = []
    if method == 'inclusive':
        m = len(data) - 1
        for i in range(1, n):
            j, rest = divmod(i * m, n)
            cuts.append((data[j] * (n - rest) + data[j + 1] * rest) / n)
        return cuts
    m = len(data) + 1
    for i in range(1, n):
        j = min(max(i * m // n, 1), len(data) - 1)
        rest = i * m - j * n
        cuts.append((data[j - 1] * (n - rest) + data[j] * rest) / n)
    return cuts

def stdev(data):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError('stdev requires at least two data points')
    return variance(data) ** 0.5

def pstdev(data):
    return pvariance(data) ** 0.5

def median_low(data):
    data = sorted(data)
    return data[(len(data) - 1) // 2]

def median_high(data):
    data = sorted(data)
    return data[len(data) // 2]
`,
  operator: `
def eq(a, b): return a == b
def ne(a, b): return a != b
def lt(a, b): return a < b
def le(a, b): return a <= b
def gt(a, b): return a > b
def ge(a, b): return a >= b
def neg(a): return -a
def pos(a): return +a
def truth(a): return bool(a)
def is_(a, b): return a is b
def is_not(a, b): return a is not b
def contains(a, b): return b in a
def concat(a, b): return a + b
def getitem(a, b): return a[b]
def setitem(a, b, c): a[b] = c
def countOf(a, b): return sum(1 for x in a if x == b)
def indexOf(a, b): return list(a).index(b)
def methodcaller(name, *args, **kwargs):
    return lambda obj: getattr(obj, name)(*args, **kwargs)
`,
  textwrap: `
def dedent(text):
    lines = text.split('\\n')
    margins = [len(l) - len(l.lstrip()) for l in lines if l.strip()]
    margin = min(margins, default=0)
    return '\\n'.join(l[margin:] if l.strip() else '' for l in lines)

def indent(text, prefix):
    return ''.join(prefix + l if l.strip() else l for l in text.splitlines(True))

def wrap(text, width=70):
    lines, line = [], ''
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = line + ' ' + word if line else word
    return lines + [line] if line else lines

def fill(text, width=70):
    return '\\n'.join(wrap(text, width))

def shorten(text, width, placeholder=' [...]'):
    words = text.split()
    if len(' '.join(words)) <= width:
        return ' '.join(words)
    while words and len(' '.join(words)) + len(placeholder) > width:
        words.pop()
    return ' '.join(words) + placeholder if words else placeholder.strip()
`,
}
