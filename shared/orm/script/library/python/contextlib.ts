/** `contextlib`: context managers from generators, and stacks of them, asynchronous ones too. */
export const CONTEXTLIB = `
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
`
