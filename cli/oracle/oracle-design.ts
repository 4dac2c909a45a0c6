/** The design that a case's models.py means, as Django would load it with the case's settings. */
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { django } from '../../shared/importers/django.ts'
import { resolveDocument } from '../../shared/relations/resolve.ts'
import type { Resolution } from '../../shared/relations/types.ts'
import { compileSchema } from '../../shared/schema/compile-schema.ts'
import type { Schema } from '../../shared/schema/types.ts'
import type { OracleCase } from './oracle-case.ts'

export interface OracleDesign {
  readonly case: OracleCase
  readonly app: string
  readonly doc: ErDocument
  readonly imported: readonly Diagnostic[]
  readonly resolution: Resolution
  readonly schema: Schema
}

/** What the tool that recorded the answers sets where a case is silent. */
const DEFAULTS = { DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField', AUTH_USER_MODEL: 'auth.User' }

export async function readDesign(asked: OracleCase): Promise<OracleDesign> {
  const app = asked.app_label ?? 'app'
  const settings = {
    DEFAULT_AUTO_FIELD: textSetting(asked, 'DEFAULT_AUTO_FIELD'),
    AUTH_USER_MODEL: textSetting(asked, 'AUTH_USER_MODEL'),
  }
  const bytes = new TextEncoder().encode(asked.models)
  const read = await django.import([{ path: `${app}/models.py`, bytes }], { app, settings }, {})
  const doc = withoutReplaced(withSettings(read.doc, asked))
  const installed = asked.installed ?? []
  const resolution = resolveDocument(doc, undefined, { installed })
  return { case: asked, app, doc, imported: read.diagnostics, resolution, schema: compileSchema(doc, resolution) }
}

/** Settings that only this case knows, such as the one that a `swappable` names. */
function withSettings(doc: ErDocument, asked: OracleCase): ErDocument {
  const root = rootOf(doc)
  const texts = Object.entries(asked.settings ?? {}).filter(([, value]) => typeof value === 'string')
  return { ...doc, root: { root: { ...root, settings: { ...root.settings, ...Object.fromEntries(texts) } } } }
}

/** A class statement with the name of an earlier one takes its place; in a drawing both would stay. */
function withoutReplaced(doc: ErDocument): ErDocument {
  const root = rootOf(doc)
  const nameOf = (id: ModelId): string => `${doc.models[id]?.app}.${doc.models[id]?.name}`
  const last = new Map(root.modelOrder.map((id) => [nameOf(id), id]))
  const modelOrder = root.modelOrder.filter((id) => last.get(nameOf(id)) === id)
  if (modelOrder.length === root.modelOrder.length) return doc
  const models = Object.fromEntries(Object.entries(doc.models).filter(([id]) => modelOrder.includes(id as ModelId)))
  return { ...doc, models, root: { root: { ...root, modelOrder } } }
}

function textSetting(asked: OracleCase, name: keyof typeof DEFAULTS): string {
  const given = asked.settings?.[name]
  return typeof given === 'string' ? given : DEFAULTS[name]
}
