/** `dataclasses`: methods made from the annotations of a class. */
export const DATACLASSES = `
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
`
