import { javascript } from '@codemirror/lang-javascript'
import { python } from '@codemirror/lang-python'
import { SQLite, sql } from '@codemirror/lang-sql'
import type { Extension } from '@codemirror/state'
import type { Exporter } from '../../../shared/exporters/exporter.ts'

/** Highlighting by an exporter’s language; what has none is plain text. */
export const LANGUAGES: Record<Exporter['language'], () => Extension> = {
  sql: () => sql({ dialect: SQLite }),
  typescript: () => javascript({ typescript: true }),
  python: () => python(),
  json: () => javascript(),
  markdown: () => [],
  html: () => [],
  text: () => [],
}
