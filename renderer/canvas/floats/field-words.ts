/** A field in a few lines, for the pointer that rests on its row: what the box has no room for. */
import type { FieldId } from '../../../shared/document/ids.ts'
import { isRelation } from '../../../shared/document/records.ts'
import type { Choices, ErDocument, Field, Options } from '../../../shared/document/records.ts'
import type { SceneEdge, SceneNode } from '../../../shared/layout/scene/scene.ts'
import { printValue } from '../../../shared/python/literal.ts'
import { t } from '../../texts/texts.ts'
import type { Compiled } from '../../state/compiled-store.ts'
import { describeEdge } from './edge-words.ts'

/** Labels of choices that are named; the others are counted. */
const MOST_CHOICES = 6
const MOST_LETTERS = 90

/** @param edge the field's line, if it is drawn. @returns lines, the first one the heading; []: the row says it all */
export function describeField(
  node: SceneNode,
  id: FieldId,
  edge: SceneEdge | null,
  compiled: Compiled,
): readonly string[] {
  const { doc, schema } = compiled
  const field = doc.models[node.id]?.fields.find((one) => one.id === id)
  if (field === undefined) return []
  const own = schema.byModel.get(node.id)?.columns.find((column) => column.field === id)
  const lines = edge === null ? [`${node.box.title}.${field.name}`] : describeEdge(edge, compiled)
  return [
    ...lines,
    ...(edge === null ? [pythonOf(field)] : optionLines(field.options, ['help_text', 'verbose_name', 'default'])),
    ...choiceLines(doc, field),
    ...(own === undefined || own.name === field.name ? [] : [t.canvas.columnOf(own.name)]),
  ].filter((text) => text !== '')
}

/** `CharField(max_length=200, unique=True)`. */
function pythonOf(field: Field): string {
  if (field.kind === 'custom') return shortened(`${field.className}(${field.args})`)
  const name = isRelation(field) ? t.relation.classes[field.kind] : field.type
  return shortened(`${name}(${optionLines(field.options).join(', ')})`)
}

function optionLines(options: Options, only?: readonly string[]): readonly string[] {
  return Object.entries(options).flatMap(([keyword, value]) =>
    value === undefined || only?.includes(keyword) === false ? [] : [shortened(`${keyword}=${printValue(value)}`)],
  )
}

function choiceLines(doc: ErDocument, field: Field): readonly string[] {
  const labels = field.kind === 'scalar' && field.choices !== null ? labelsOf(doc, field.choices) : []
  if (labels.length === 0) return []
  const more = labels.length - MOST_CHOICES
  const shown = labels.slice(0, MOST_CHOICES).join(', ')
  return [shortened(t.ui.labelled(t.inspector.choices, more > 0 ? `${shown} … (+${more})` : shown))]
}

function labelsOf(doc: ErDocument, choices: Choices): readonly string[] {
  if (choices.kind === 'pairs') return choices.pairs.map(({ label }) => label)
  if (choices.kind === 'source') return [choices.expr]
  return (doc.enums[choices.enum]?.members ?? []).map(({ name, label }) => label ?? name)
}

function shortened(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text
}
