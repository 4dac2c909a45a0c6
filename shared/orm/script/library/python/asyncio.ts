/** What `asyncio` builds on tasks and futures: locks, queues, timeouts, groups. */
export const ASYNCIO = `
from _asyncio import create_task, ensure_future, current_task, get_running_loop, sleep
from _asyncio import CancelledError, TimeoutError, QueueEmpty, QueueFull

class timeout:
    def __init__(self, delay):
        self.delay = delay
        self.state = 'created'
    async def __aenter__(self):
        self.task = current_task()
        self.state = 'active'
        if self.delay is not None:
            self.handle = get_running_loop().call_later(self.delay, self._expire)
        else:
            self.handle = None
        return self
    def _expire(self):
        self.state = 'expiring'
        self.task.cancel()
    def expired(self):
        return self.state in ('expiring', 'expired')
    async def __aexit__(self, kind, error, trace):
        if self.handle is not None:
            self.handle.cancel()
        if self.state == 'expiring':
            self.state = 'expired'
            if self.task.uncancel() <= 0 and kind is CancelledError:
                raise TimeoutError() from error
        return False

async def wait_for(fut, timeout):
    if timeout is None:
        return await fut
    async with _timeout(timeout):
        return await fut

_timeout = timeout

async def shield(arg):
    return await arg

def _wake(waiters, count=1):
    for waiter in waiters:
        if count <= 0:
            break
        if not waiter.done():
            waiter.set_result(True)
            count -= 1

class Lock:
    def __init__(self):
        self._locked = False
        self._waiters = []
    def locked(self):
        return self._locked
    async def acquire(self):
        if not self._locked and not self._waiters:
            self._locked = True
            return True
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        finally:
            self._waiters.remove(waiter)
        self._locked = True
        return True
    def release(self):
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        _wake(self._waiters)
    async def __aenter__(self):
        await self.acquire()
        return None
    async def __aexit__(self, *details):
        self.release()

class Event:
    def __init__(self):
        self._value = False
        self._waiters = []
    def is_set(self):
        return self._value
    def set(self):
        if not self._value:
            self._value = True
            _wake(self._waiters, len(self._waiters))
    def clear(self):
        self._value = False
    async def wait(self):
        if self._value:
            return True
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
            return True
        finally:
            self._waiters.remove(waiter)

class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        self._value = value
        self._waiters = []
    def locked(self):
        return self._value == 0
    async def acquire(self):
        if self._value > 0 and not self._waiters:
            self._value -= 1
            return True
        waiter = get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        finally:
            self._waiters.remove(waiter)
        return True
    def release(self):
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(True)
                return
        self._value += 1
    async def __aenter__(self):
        await self.acquire()
        return None
    async def __aexit__(self, *details):
        self.release()

class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._bound = value
    def release(self):
        if self._value >= self._bound:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()

class Queue:
    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = []
        self._putters = []
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()
        self._items = []
    @property
    def maxsize(self):
        return self._maxsize
    def _get(self):
        return self._items.pop(0)
    def _put(self, item):
        self._items.append(item)
    def qsize(self):
        return len(self._items)
    def empty(self):
        return not self._items
    def full(self):
        return 0 < self._maxsize <= len(self._items)
    async def _wait(self, waiters):
        waiter = get_running_loop().create_future()
        waiters.append(waiter)
        try:
            await waiter
        finally:
            waiters.remove(waiter)
    async def put(self, item):
        while self.full():
            await self._wait(self._putters)
        return self.put_nowait(item)
    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        self._finished.clear()
        _wake(self._getters)
    async def get(self):
        while self.empty():
            await self._wait(self._getters)
        return self.get_nowait()
    def get_nowait(self):
        if self.empty():
            raise QueueEmpty
        item = self._get()
        _wake(self._putters)
        return item
    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()
    async def join(self):
        if self._unfinished > 0:
            await self._finished.wait()

class LifoQueue(Queue):
    def _get(self):
        return self._items.pop()

class PriorityQueue(Queue):
    def _put(self, item):
        self._items.append(item)
        self._items.sort()

class TaskGroup:
    def __init__(self):
        self._tasks = []
        self._errors = []
    async def __aenter__(self):
        self._parent = current_task()
        return self
    def create_task(self, coro, name=None, context=None):
        task = create_task(coro, name=name)
        self._tasks.append(task)
        task.add_done_callback(self._done)
        return task
    def _done(self, task):
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._errors.append(error)
            for other in self._tasks:
                if not other.done():
                    other.cancel()
    async def __aexit__(self, kind, error, trace):
        if kind is not None:
            for task in self._tasks:
                if not task.done():
                    task.cancel()
        while True:
            left = [task for task in self._tasks if not task.done()]
            if not left:
                break
            for task in left:
                try:
                    await task
                except BaseException:
                    pass
        await sleep(0)
        errors = list(self._errors)
        if kind is not None and kind is not CancelledError:
            errors.append(error)
        if errors:
            word = 'sub-exception' if len(errors) == 1 else 'sub-exceptions'
            group = ExceptionGroup(f'unhandled errors in a TaskGroup ({len(errors)} {word})')
            group.exceptions = tuple(errors)
            raise group
        return False

async def wait(fs, timeout=None, return_when='ALL_COMPLETED'):
    tasks = [ensure_future(one) for one in fs]
    waiter = get_running_loop().create_future()
    left = [task for task in tasks if not task.done()]
    count = len(left)
    def done(task):
        nonlocal count
        count -= 1
        failed = not task.cancelled() and task.exception() is not None
        if count == 0 or return_when == 'FIRST_COMPLETED' or (return_when == 'FIRST_EXCEPTION' and failed):
            if not waiter.done():
                waiter.set_result(None)
    for task in left:
        task.add_done_callback(done)
    handle = None
    if timeout is not None:
        handle = get_running_loop().call_later(timeout, lambda: waiter.done() or waiter.set_result(None))
    if left and not (return_when == 'FIRST_COMPLETED' and len(left) < len(tasks)):
        await waiter
    if handle is not None:
        handle.cancel()
    return {task for task in tasks if task.done()}, {task for task in tasks if not task.done()}

def as_completed(fs, timeout=None):
    done = Queue()
    tasks = [ensure_future(one) for one in fs]
    for task in tasks:
        task.add_done_callback(done.put_nowait)
    async def _next():
        task = await done.get()
        return task.result()
    for _ in tasks:
        yield _next()
`
