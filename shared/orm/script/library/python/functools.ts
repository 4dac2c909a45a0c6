/** `functools` besides what is native: wrappers, caches, orderings. */
export const FUNCTOOLS = `
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
`
