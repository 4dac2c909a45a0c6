/** Packages with abstract models that others are built on. Without labels, help texts and choices: they make no column. */
import { MODEL_UTILS } from './bases/model-utils.ts'
import { DJANGO_EXTENSIONS } from './bases/django-extensions.ts'
import { MPTT } from './bases/mptt.ts'
import { TREEBEARD } from './bases/treebeard.ts'
import { SOLO } from './bases/solo.ts'
import { TREE_QUERIES } from './bases/tree-queries.ts'
import { POLYMORPHIC } from './bases/polymorphic.ts'
import { POLYMODELS } from './bases/polymodels.ts'
import { TAGGIT } from './bases/taggit.ts'
import { GUARDIAN } from './bases/guardian.ts'
import { ORDERED_MODEL } from './bases/ordered-model.ts'
import { DJANGO_OTP } from './bases/django-otp.ts'
import { WAFFLE } from './bases/waffle.ts'
import { DJANGO_COMMENTS } from './bases/django-comments.ts'
import { INVITATIONS } from './bases/invitations.ts'
import { PARLER } from './bases/parler.ts'
import { MODELCLUSTER } from './bases/modelcluster.ts'
import { LDAPDB } from './bases/ldapdb.ts'
import type { KnownPackage } from './packages.ts'

/** A new package: a file in `bases/`, one line here. */
export const MODEL_BASES: readonly KnownPackage[] = [
  MODEL_UTILS,
  DJANGO_EXTENSIONS,
  MPTT,
  TREEBEARD,
  TREE_QUERIES,
  POLYMORPHIC,
  POLYMODELS,
  TAGGIT,
  GUARDIAN,
  ORDERED_MODEL,
  DJANGO_OTP,
  WAFFLE,
  DJANGO_COMMENTS,
  INVITATIONS,
  PARLER,
  MODELCLUSTER,
  LDAPDB,
  ...SOLO,
]
