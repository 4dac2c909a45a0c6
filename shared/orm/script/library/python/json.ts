/** Python's `json`: the classes that projects subclass. */
export const JSON = `
from _json import JSONDecodeError, make_scanner as _make_scanner, write as _write

class JSONEncoder:
    __module__ = 'json.encoder'
    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        if isinstance(o, str):
            return _write(o, ascii=self.ensure_ascii)
        return ''.join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        yield _write(
            o, default=self.default, indent=self.indent, ascii=self.ensure_ascii, nan=self.allow_nan,
            separators=(self.item_separator, self.key_separator), sort_keys=self.sort_keys, skipkeys=self.skipkeys,
        )

class JSONDecoder:
    __module__ = 'json.decoder'
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or float
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}
        self.scan_once = _make_scanner(self)

    def decode(self, s):
        start = len(s) - len(s.lstrip(' \\t\\n\\r'))
        obj, end = self.raw_decode(s, idx=start)
        rest = s[end:].lstrip(' \\t\\n\\r')
        if rest:
            raise JSONDecodeError('Extra data', s, len(s) - len(rest))
        return obj

    def raw_decode(self, s, idx=0):
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError('Expecting value', s, err.value) from None

def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan, indent=indent,
        separators=separators, default=default, sort_keys=sort_keys, **kw,
    ).encode(obj)

def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    if isinstance(s, bytes):
        s = s.decode()
    elif not isinstance(s, str):
        raise TypeError(f'the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}')
    if s.startswith('\\ufeff'):
        raise JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
    given = dict(
        object_hook=object_hook, object_pairs_hook=object_pairs_hook, parse_float=parse_float, parse_int=parse_int,
        parse_constant=parse_constant,
    )
    return (cls or JSONDecoder)(**{k: v for k, v in given.items() if v is not None}, **kw).decode(s)

class encoder:
    JSONEncoder = JSONEncoder

class decoder:
    JSONDecoder = JSONDecoder
    JSONDecodeError = JSONDecodeError

def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))

def load(fp, **kw):
    return loads(fp.read(), **kw)
`
