/**
 * What well-known packages give to the models of a project that is built on them: the fields of abstract bases, and
 * what the columns of field classes are. Names, types and options as the packages' own classes report them (releases
 * of 2025 and 2026, asked with Django 5.2); written as Python so that they are read like a project's own files.
 * A new package: a file in `bases/` and its line in `model-bases.ts`.
 */
import { MODEL_BASES } from './model-bases.ts'
import { FIELD_CLASSES } from './field-classes.ts'

export interface KnownPackage {
  /** First part of its modules' names; also the label of its app. */
  readonly name: string
  /** Module → its classes. */
  readonly modules: { readonly [module: string]: string }
  /** `default_auto_field` of its AppConfig. */
  readonly autoField?: string
}

export const KNOWN_PACKAGES: readonly KnownPackage[] = [...MODEL_BASES, ...FIELD_CLASSES]
