/** `itertools` besides what is native; generators, so that endless ones end where the script stops asking. */
export const ITERTOOLS = `
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
`
