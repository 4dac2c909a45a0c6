/** Names that Python or Django has and this language has not: importing them says so, instead of denying them. */
import { pyError, unsupported } from './errors.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Of the standard library, and what scripts over models most often bring along. */
const MODULES = words(
  'abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 ' +
    'cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent ' +
    'configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dateutil dbm ' +
    'decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp ' +
    'fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip ' +
    'hashlib heapq hmac html http imaplib imghdr imp importlib inspect io ipaddress itertools json keyword ' +
    'linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msvcrt ' +
    'multiprocessing netrc nis nntplib numbers numpy opcode operator optparse os pandas pathlib pdb pickle ' +
    'pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile ' +
    'pyclbr pydoc pydoc_data pyexpat pytz queue quopri random re readline reprlib requests resource rlcompleter ' +
    'runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket ' +
    'socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct ' +
    'subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap ' +
    'threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing ' +
    'unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml ' +
    'xmlrpc zipapp zipfile zipimport zlib zoneinfo',
)

/** Packages right under `django`. */
const DJANGO = words(
  'apps conf contrib core db dispatch forms http middleware shortcuts template templatetags test urls utils views',
)

/** Of `django.db.models`; what is not here does not exist there either. */
const MODELS_NAMES = words(
  'Aggregate BLANK_CHOICE_DASH BaseConstraint CheckConstraint Choices CommaSeparatedIntegerField CompositePrimaryKey ' +
    'Deferrable Empty Expression ExpressionList ForeignObject ForeignObjectRel GeneratedField Index Lookup ManyToManyRel ' +
    'ManyToOneRel NOT_PROVIDED OneToOneRel OrderWrt Transform UniqueConstraint WindowFrame aprefetch_related_objects ' +
    'constraints enums indexes lookups manager options query query_utils signals sql utils',
)

/** Modules that beginners misspell names of: what they have beside what is here. */
const LISTED: Readonly<Record<string, ReadonlySet<string>>> = {
  'django.db': words(
    'ConnectionHandler ConnectionProxy ConnectionRouter DJANGO_VERSION_PICKLE_KEY InterfaceError ' +
      'close_old_connections router signals utils',
  ),
  'django.db.models.functions': words('ConcatPair comparison datetime json math mixins text window'),
  'django.utils.functional': words(
    'LazyObject LazySettings Promise SimpleLazyObject classproperty keep_lazy keep_lazy_text lazy lazystr partition',
  ),
  'django.shortcuts': words(
    'Http404 HttpResponse HttpResponsePermanentRedirect HttpResponseRedirect NoReverseMatch Promise loader redirect ' +
      'render resolve_url reverse',
  ),
}

/** What importing a module that is not here raises. */
export function noModule(name: string): Error {
  const [first = '', second] = name.split('.')
  const isKnown = first === 'django' ? second !== undefined && DJANGO.has(second) : MODULES.has(first)
  return isKnown ? unsupported(`the module ${name}`) : pyError('ModuleNotFoundError', `No module named '${name}'`)
}

/** What importing a name from a module that is here, without it, raises. */
export function noName(module: string, name: string): Error {
  const isKnown = module === 'django.db.models' && MODELS_NAMES.has(name)
  const listed = Object.hasOwn(LISTED, module) ? LISTED[module] : undefined
  const isRefused = listed === undefined ? /^django\.(?!db\.models$)/.test(module) : listed.has(name)
  if (isKnown || isRefused) return unsupported(`${module}.${name}`)
  return pyError('ImportError', `cannot import name '${name}' from '${module}'`)
}

/** `models.Lookup`: undefined where Django has no such name. */
export function refusedModelsName(name: string): Error | undefined {
  return MODELS_NAMES.has(name) ? unsupported(`models.${name}`) : undefined
}
