/** `--only Model…`: the design cut down to some of its models. */
import { applyCommand } from '../shared/commands/registry.ts'
import { partOf } from '../shared/document/part-of.ts'
import type { ModelId } from '../shared/document/ids.ts'
import { rootOf } from '../shared/document/records.ts'
import type { ErDocument } from '../shared/document/records.ts'
import { applyPatch } from '../shared/history/patch.ts'
import { arrangeView } from '../shared/layout/arrange/arrange-view.ts'
import { usageError } from './command.ts'
import type { CliOption, OptionValues } from './command.ts'
import { loadDot } from './graphviz.ts'

export const ONLY_OPTION: CliOption = {
  flags: '--only <model...>',
  description: 'these models only, as Model or app.Model; what they point at is referenced, not written',
  repeats: true,
}

/** @throws CliError 2 for a name that no model has, or that several have */
export async function onlyOf(doc: ErDocument, options: OptionValues): Promise<ErDocument> {
  const names = options['only']
  if (!Array.isArray(names) || names.length === 0) return doc
  const wanted = (names as readonly string[]).flatMap((name) => name.split(',')).filter((name) => name !== '')
  const chosen = new Set(wanted.map((name) => modelNamed(doc, name)))
  // Places come before the cut: a model without one would not be in the picture.
  return partOf(await placed(doc), chosen)
}

function modelNamed(doc: ErDocument, name: string): ModelId {
  const label = (model: ErDocument['models'][string]): string => `${doc.apps[model.app]?.label ?? ''}.${model.name}`
  const found = Object.values(doc.models).filter((model) => model.name === name || label(model) === name)
  const [only] = found
  if (only === undefined) throw usageError(`--only: no model is called ${name}`)
  if (found.length > 1) throw usageError(`--only: ${name} is ${found.map(label).join(' and ')}; say which`)
  return only.id
}

async function placed(doc: ErDocument): Promise<ErDocument> {
  const [view] = rootOf(doc).viewOrder
  if (view === undefined) return doc
  const arranged = arrangeView(doc, view, { which: 'missing', engine: await loadDot() })
  return arranged.moves.length === 0 ? doc : applyPatch(doc, applyCommand(doc, 'layout.apply', arranged))
}
