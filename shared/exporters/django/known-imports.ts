/** Where names come from that designs use without saying so. */

function from(module: string, names: string): readonly (readonly [string, string])[] {
  return names.split(' ').map((name) => [name, `from ${module} import ${name}`] as const)
}

function plain(names: string): readonly (readonly [string, string])[] {
  return names.split(' ').map((name) => [name, `import ${name}`] as const)
}

/** Name → the import that brings it. */
export const KNOWN_IMPORTS: ReadonlyMap<string, string> = new Map([
  ...plain('uuid datetime decimal json os re random secrets string enum hashlib math functools operator itertools'),
  ...from('datetime', 'date timedelta'),
  ...from('decimal', 'Decimal'),
  ...from('functools', 'partial'),
  ...from('uuid', 'uuid4 UUID'),
  ...from('pathlib', 'Path'),
  ...from('django.conf', 'settings'),
  ...from('django.contrib', 'admin'),
  ...from('django.contrib.auth', 'get_user_model'),
  ...from('django.contrib.auth.base_user', 'AbstractBaseUser BaseUserManager'),
  ...from('django.contrib.auth.models', 'AbstractUser PermissionsMixin UserManager'),
  ...from('django.contrib.contenttypes.fields', 'GenericForeignKey GenericRelation'),
  ...from(
    'django.contrib.postgres.fields',
    'ArrayField HStoreField IntegerRangeField BigIntegerRangeField DecimalRangeField DateRangeField DateTimeRangeField CITextField CIEmailField',
  ),
  ...from(
    'django.contrib.postgres.indexes',
    'GinIndex BTreeIndex GistIndex BrinIndex HashIndex SpGistIndex BloomIndex OpClass',
  ),
  ...from('django.contrib.postgres.constraints', 'ExclusionConstraint'),
  ...from('django.contrib.postgres.search', 'SearchVectorField SearchVector'),
  ...from('django.core.exceptions', 'ValidationError ImproperlyConfigured'),
  ...from('django.core.serializers.json', 'DjangoJSONEncoder'),
  ...from(
    'django.core.validators',
    'MinValueValidator MaxValueValidator MinLengthValidator MaxLengthValidator RegexValidator EmailValidator URLValidator ' +
      'FileExtensionValidator DecimalValidator ProhibitNullCharactersValidator StepValueValidator validate_email validate_slug ' +
      'validate_unicode_slug validate_ipv4_address validate_ipv6_address validate_ipv46_address int_list_validator ' +
      'validate_comma_separated_integer_list validate_image_file_extension',
  ),
  ...from('django.db', 'models transaction'),
  ...from(
    'django.db.models',
    'Q F Value Func Case When Exists OuterRef Subquery ExpressionWrapper Count Sum Avg Min Max Prefetch Deferrable ' +
      'CharField',
  ),
  ...from('django.db.models.expressions', 'RawSQL'),
  ...from(
    'django.db.models.functions',
    'Lower Upper Length Concat Coalesce Now Cast Trim LTrim RTrim Substr Left Right Replace Greatest Least NullIf Abs Ceil ' +
      'Floor Round Mod Power Sqrt Extract ExtractYear ExtractMonth ExtractDay TruncDate TruncMonth TruncYear TruncDay Random MD5 ' +
      'SHA1 SHA256 JSONObject Collate Reverse Repeat LPad RPad StrIndex',
  ),
  ...from('django.urls', 'reverse reverse_lazy'),
  ...from('django.utils', 'timezone'),
  ...from('django.utils.timezone', 'now'),
  ...from('django.utils.functional', 'cached_property'),
  ...from('django.utils.text', 'slugify'),
  ...from('django.utils.translation', 'gettext_lazy gettext pgettext_lazy'),
  ['_', 'from django.utils.translation import gettext_lazy as _'],
  ...from('mptt.models', 'MPTTModel TreeForeignKey TreeManyToManyField TreeOneToOneField'),
  ...from('modelcluster.fields', 'ParentalKey ParentalManyToManyField'),
  ...from('taggit.managers', 'TaggableManager'),
  ...from('djmoney.models.fields', 'MoneyField'),
  ...from('django_countries.fields', 'CountryField'),
  ...from('phonenumber_field.modelfields', 'PhoneNumberField'),
  ...from('model_utils.models', 'TimeStampedModel'),
  ...from('model_utils.fields', 'AutoCreatedField AutoLastModifiedField MonitorField StatusField UUIDField'),
  ...from('django_extensions.db.fields', 'CreationDateTimeField ModificationDateTimeField'),
  ...from('tree_queries.fields', 'TreeNodeForeignKey'),
])

/** Python's own names: no import brings them. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  (
    'abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict dir divmod enumerate eval filter ' +
    'float format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max ' +
    'memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted ' +
    'staticmethod str sum super tuple type vars zip self cls NotImplemented Ellipsis Exception BaseException ValueError ' +
    'TypeError KeyError IndexError AttributeError NotImplementedError LookupError RuntimeError StopIteration ImportError ' +
    'ModuleNotFoundError OSError ArithmeticError ZeroDivisionError OverflowError NameError AssertionError UnicodeError ' +
    '__name__ __file__ __doc__ __import__ aiter anext breakpoint compile delattr exec exit help quit __class__ __debug__ ' +
    'DeprecationWarning UserWarning Warning RuntimeWarning FutureWarning PermissionError FileNotFoundError TimeoutError'
  ).split(' '),
)

/** Modules of Python's library that models files use: they stand in a block of their own. */
export const STDLIB: ReadonlySet<string> = new Set(
  (
    '__future__ abc array ast asyncio base64 binascii bisect calendar collections colorsys contextlib copy csv dataclasses ' +
    'datetime decimal difflib email enum errno fnmatch fractions functools gettext glob gzip hashlib heapq hmac html http ' +
    'importlib inspect io ipaddress itertools json keyword locale logging math mimetypes numbers operator os pathlib pickle ' +
    'pkgutil posixpath pprint queue random re secrets shutil signal smtplib socket sqlite3 statistics string struct ' +
    'subprocess sys tempfile textwrap threading time traceback types typing unicodedata unittest urllib uuid warnings weakref ' +
    'xml zipfile zlib zoneinfo'
  ).split(' '),
)
