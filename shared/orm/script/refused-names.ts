/** Names that Python or Django has and this language has not: importing them says so, instead of denying them. */
import { pyError, unsupported } from './errors.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Of the standard library, and what scripts over models most often bring along. */
const MODULES = words(
  'abc argparse array ast asyncio base64 bisect builtins calendar codecs concurrent contextlib csv ctypes dataclasses ' +
    'difflib dis email enum fractions gc getpass glob gzip hashlib heapq hmac html http importlib inspect io ipaddress ' +
    'itertools locale logging multiprocessing numbers os pathlib pickle pdb platform queue random re secrets select ' +
    'shelve shlex shutil signal socket sqlite3 ssl struct subprocess sys tempfile textwrap threading time timeit ' +
    'traceback types typing unicodedata unittest urllib warnings weakref xml zipfile zlib zoneinfo pytz numpy pandas',
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

/** What importing a module that is not here raises. */
export function noModule(name: string): Error {
  const [first = '', second] = name.split('.')
  const isKnown = first === 'django' ? second !== undefined && DJANGO.has(second) : MODULES.has(first)
  return isKnown ? unsupported(`the module ${name}`) : pyError('ModuleNotFoundError', `No module named '${name}'`)
}

/** What importing a name from a module that is here, without it, raises. */
export function noName(module: string, name: string): Error {
  const isKnown = module === 'django.db.models' && MODELS_NAMES.has(name)
  if (isKnown || /^django\.(?!db\.models$)/.test(module)) return unsupported(`${module}.${name}`)
  return pyError('ImportError', `cannot import name '${name}' from '${module}'`)
}

/** `models.Lookup`: undefined where Django has no such name. */
export function refusedModelsName(name: string): Error | undefined {
  return MODELS_NAMES.has(name) ? unsupported(`models.${name}`) : undefined
}
