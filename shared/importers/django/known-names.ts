/** Names that are there without an assignment: what Python has built in, and what django.db.models has (5.2). */
export const BUILTINS: ReadonlySet<string> = new Set(
  (
    'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError ' +
    'BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ' +
    'ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ' +
    'ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ' +
    'ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError ' +
    'KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented ' +
    'NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError ' +
    'RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration ' +
    'SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError ' +
    'UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError ' +
    'Warning ZeroDivisionError __build_class__ __debug__ __doc__ __import__ __loader__ __name__ __package__ ' +
    '__spec__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile ' +
    'complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash ' +
    'help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ' +
    'ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple ' +
    'type vars zip __file__ __path__ __builtins__ exit quit copyright credits license PythonFinalizationError'
  ).split(' '),
)

export const MODELS_NAMES: ReadonlySet<string> = new Set(
  (
    'Aggregate AutoField Avg BLANK_CHOICE_DASH BaseConstraint BigAutoField BigIntegerField BinaryField BooleanField ' +
    'CASCADE Case CharField CheckConstraint Choices CommaSeparatedIntegerField CompositePrimaryKey Count DEFERRED ' +
    'DO_NOTHING DateField DateTimeField DecimalField Deferrable DurationField EmailField Empty Exists Expression ' +
    'ExpressionList ExpressionWrapper F Field FileField FilePathField FilteredRelation FloatField ForeignKey ' +
    'ForeignObject ForeignObjectRel Func GeneratedField GenericIPAddressField IPAddressField ImageField Index ' +
    'IntegerChoices IntegerField JSONField Lookup Manager ManyToManyField ManyToManyRel ManyToOneRel Max Min Model ' +
    'NOT_PROVIDED NullBooleanField ObjectDoesNotExist OneToOneField OneToOneRel OrderBy OrderWrt OuterRef PROTECT ' +
    'PositiveBigIntegerField PositiveIntegerField PositiveSmallIntegerField Prefetch ProtectedError Q QuerySet ' +
    'RESTRICT RestrictedError RowRange SET SET_DEFAULT SET_NULL SlugField SmallAutoField SmallIntegerField StdDev ' +
    'Subquery Sum TextChoices TextField TimeField Transform URLField UUIDField UniqueConstraint Value ValueRange ' +
    'Variance When Window WindowFrame WindowFrameExclusion aggregates aggregates_all aprefetch_related_objects base ' +
    'constants constraints constraints_all deletion enums enums_all expressions fields fields_all functions indexes ' +
    'indexes_all lookups manager options prefetch_related_objects query query_utils signals sql utils'
  ).split(' '),
)
