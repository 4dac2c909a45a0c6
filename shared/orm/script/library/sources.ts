/**
 * Modules, or parts of them, in Python itself: run by the same interpreter as scripts, under the same budget.
 * What a module of ours has natively wins over these.
 */
import { EXPRESSION_BASES } from './django/expression-bases.ts'
import { FORMS } from './django/forms.ts'
import { FORMS_MODELS } from './django/forms-models.ts'
import { PAGINATOR } from './django/paginator.ts'
import { SERIALIZERS_JSON } from './django/serializers-json.ts'
import { SERIALIZERS } from './django/serializers.ts'
import { ABC } from './python/abc.ts'
import { ASYNCIO } from './python/asyncio.ts'
import { BISECT } from './python/bisect.ts'
import { COLLECTIONS } from './python/collections.ts'
import { CONTEXTLIB } from './python/contextlib.ts'
import { DATACLASSES } from './python/dataclasses.ts'
import { FUNCTOOLS } from './python/functools.ts'
import { HEAPQ } from './python/heapq.ts'
import { ITERTOOLS } from './python/itertools.ts'
import { JSON } from './python/json.ts'
import { OPERATOR } from './python/operator.ts'
import { RANDOM } from './python/random.ts'
import { STATISTICS } from './python/statistics.ts'
import { STRING } from './python/string.ts'
import { TEXTWRAP } from './python/textwrap.ts'
import { TYPES } from './python/types.ts'

/** By the name under which a script imports them. */
export const SOURCES: Readonly<Record<string, string>> = {
  _expressions: EXPRESSION_BASES,
  abc: ABC,
  asyncio: ASYNCIO,
  bisect: BISECT,
  collections: COLLECTIONS,
  contextlib: CONTEXTLIB,
  dataclasses: DATACLASSES,
  functools: FUNCTOOLS,
  heapq: HEAPQ,
  itertools: ITERTOOLS,
  json: JSON,
  'json.decoder': 'from json import JSONDecodeError, JSONDecoder',
  'json.encoder': 'from json import JSONEncoder',
  operator: OPERATOR,
  random: RANDOM,
  statistics: STATISTICS,
  string: STRING,
  textwrap: TEXTWRAP,
  types: TYPES,
  'django.forms.models': FORMS_MODELS,
  'django.core.paginator': PAGINATOR,
  'django.forms': FORMS,
  'django.core.serializers': SERIALIZERS,
  'django.core.serializers.json': SERIALIZERS_JSON,
}
