/** `heapq` over a list that is kept sorted: every function answers as Python's, the list's order differs. */
export const HEAPQ = `
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
`
