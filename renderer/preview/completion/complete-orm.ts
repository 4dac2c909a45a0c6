/** What can be written at the caret of the ORM shell, from the models as they are drawn at this moment. */
import type { ModelKey, ResolvedField, ResolvedModel, Resolution } from '../../../shared/relations/types.ts'
import { caretContext, chainParts, codeInString, openCalls } from './chain.ts'
import { annotationsOf, asSuggestion, pathNames } from './path-names.ts'
import { namesBefore } from './script-names.ts'
import {
  asyncName,
  FIELD_KEYWORDS,
  FUNCTIONS,
  INSTANCE_METHODS,
  lookupsAfter,
  lookupsOf,
  MANAGER_METHODS,
  PATH_KEYWORDS,
  PATH_STRINGS,
  plainName,
  QUERYSET_METHODS,
  RELATION_LOOKUPS,
} from './words.ts'

export interface Suggestion {
  readonly label: string
  readonly kind: 'model' | 'field' | 'relation' | 'accessor' | 'method' | 'lookup' | 'function' | 'variable'
  /** What it is: a field's class, a relation's target. */
  readonly detail: string
  /** What is inserted where it is more than the label. */
  readonly insert?: string
}

export interface Completion {
  /** How many letters before the caret the suggestion replaces. */
  readonly replaces: number
  readonly suggestions: readonly Suggestion[]
}

/** What an expression gives, as far as it can be told without running it. */
export type Typed = {
  readonly kind: 'class' | 'queryset' | 'manager' | 'instance'
  readonly model: ResolvedModel
  /** Methods that this one has not, though others of its kind have. */
  readonly without?: readonly string[]
}

/** null: nothing to suggest. */
export function completeOrm(before: string, resolution: Resolution): Completion | null {
  const inner = codeInString(before)
  if (inner !== null) return completeOrm(inner, resolution)
  const caret = caretContext(before)
  const { word } = caret
  const call = caret.call === null ? null : { ...caret.call, method: plainName(caret.call.method) }
  if (caret.string !== null) {
    const keys = dictKeys(before, resolution)
    if (keys !== null) return keys
    const path = caret.string.replace(/^-/, '')
    if (call === null || !PATH_STRINGS.has(call.method) || /[^\w]/.test(path)) return null
    const isOuter = call.method === 'OuterRef'
    const model = isOuter ? outerModel(before, resolution) : modelOfCall(before, call.receiver, resolution)
    const extra = isOuter ? [] : annotationsOf(call.receiver === '' ? chainBefore(before) : call.receiver)
    return model === null ? null : pathCompletion(path, model, resolution, { method: call.method, extra })
  }
  if (caret.receiver !== null) {
    const typed = typeOf(caret.receiver, before, resolution, 0)
    if (typed === null) return null
    const members = membersOf(typed, resolution)
    const suggestions = isAwaited(before.slice(0, before.length - word.length - caret.receiver.length - 1))
      ? members.map(asynchronous)
      : /^a\w/.test(word)
        ? [...members, ...members.map(asynchronous).filter((one, i) => one !== members[i])]
        : members
    return { replaces: word.length, suggestions }
  }
  if (caret.isArgument && call !== null && call.receiver === '') {
    const model = modelNamed(call.method, resolution)
    if (model !== null) return { replaces: word.length, suggestions: ownFields(model) }
  }
  if (caret.isArgument && call !== null && (PATH_KEYWORDS.has(call.method) || FIELD_KEYWORDS.has(call.method))) {
    const model = modelOfCall(before, call.receiver, resolution)
    if (model !== null) {
      const keywords = FIELD_KEYWORDS.has(call.method)
        ? { replaces: word.length, suggestions: ownFields(model) }
        : pathCompletion(word, model, resolution, { method: call.method, extra: annotationsOf(call.receiver) }, true)
      return word.includes('__')
        ? keywords
        : {
            ...keywords,
            suggestions: [...keywords.suggestions, ...defaultsKeyword(call.method), ...functionSuggestions()],
          }
    }
  }
  // `values(` takes names in quotes.
  const quoted =
    caret.isArgument && call !== null && call.receiver !== '' && PATH_STRINGS.has(call.method)
      ? quotedNames(before, { ...call }, resolution)
      : []
  const variables = namesBefore(before).map((label): Suggestion => ({ label, kind: 'variable', detail: '' }))
  return {
    replaces: word.length,
    suggestions: [...quoted, ...variables, ...modelSuggestions(resolution), ...functionSuggestions()],
  }
}

function quotedNames(
  before: string,
  { receiver, method }: { readonly receiver: string; readonly method: string },
  resolution: Resolution,
): readonly Suggestion[] {
  const model = modelOfCall(before, receiver, resolution)
  if (model === null) return []
  return pathNames(model, resolution, method, annotationsOf(receiver)).map((one) => ({
    ...one,
    insert: JSON.stringify(one.label),
  }))
}

function defaultsKeyword(method: string): readonly Suggestion[] {
  if (method !== 'get_or_create' && method !== 'update_or_create') return []
  return [{ label: 'defaults', kind: 'field', detail: 'dict', insert: 'defaults={' }]
}

/** Whether what follows is waited for: `await Post.objects.`, `async for post in Post.objects.`. */
function isAwaited(before: string): boolean {
  return /\b(?:await|async\s+for\s+[\w, ]+\s+in)\s+$/.test(before)
}

/** The asynchronous method in the place of its sister. */
function asynchronous(one: Suggestion): Suggestion {
  const label = asyncName(one.label)
  if (one.kind !== 'method' || label === one.label) return one
  return { ...one, label, ...(one.insert === undefined ? {} : { insert: `a${one.insert}` }) }
}

/** Keys of `defaults={…}`: the model's own fields. */
function dictKeys(before: string, resolution: Resolution): Completion | null {
  const open = /\b(?:create_)?defaults\s*=\s*\{[^{}]*?["'](\w*)$/.exec(before)
  if (open === null) return null
  const { call } = caretContext(before.slice(0, open.index))
  const model = call === null ? null : modelOfCall(before.slice(0, open.index), call.receiver, resolution)
  if (model === null) return null
  return { replaces: (open[1] ?? '').length, suggestions: ownFields(model).map(withoutInsert) }
}

function withoutInsert({ label, kind, detail }: Suggestion): Suggestion {
  return { label, kind, detail }
}

function modelSuggestions(resolution: Resolution): readonly Suggestion[] {
  return resolution.order.flatMap((key) => {
    const model = resolution.models.get(key)
    return model === undefined || model.autoCreatedFor !== null
      ? []
      : [{ label: model.name, kind: 'model', detail: model.app } as const]
  })
}

function functionSuggestions(): readonly Suggestion[] {
  return FUNCTIONS.map((label) => ({ label, kind: 'function', detail: '', insert: `${label}(` }))
}

interface PathUse {
  readonly method: string
  /** Names that the query has besides those of its model. */
  readonly extra: readonly string[]
}

/** The names that can follow in a path, or the lookups where the path has reached a plain field. */
function pathCompletion(
  path: string,
  model: ResolvedModel,
  resolution: Resolution,
  { method, extra }: PathUse,
  withLookups = false,
): Completion {
  const steps = path.split('__')
  const last = steps.pop() ?? ''
  let at: ResolvedModel | undefined = model
  let lookups: readonly string[] = []
  for (const [i, step] of steps.entries()) {
    const next: Step | null = at === undefined ? null : stepFrom(at, step, resolution)
    if (next?.lookups !== undefined) lookups = next.lookups
    else lookups = i === 0 && extra.includes(step) ? lookupsOf('IntegerField') : lookupsAfter(step)
    at = next?.model
  }
  const found = (withLookups ? lookups : []).map((label): Suggestion => ({
    label,
    kind: 'lookup',
    detail: '',
    insert: `${label}=`,
  }))
  const names = at === undefined ? [] : pathNames(at, resolution, method, steps.length === 0 ? extra : [])
  return { replaces: last.length, suggestions: [...names, ...found] }
}

interface Step {
  readonly model?: ResolvedModel | undefined
  /** Absent: the model has no such name. */
  readonly lookups?: readonly string[]
}

function stepFrom(model: ResolvedModel, name: string, resolution: Resolution): Step {
  const own = name === 'pk' ? model.pk : name
  const field = fieldsOf(model).find((one) => one.name === own)
  if (field !== undefined) {
    const lookups = field.relation === null ? lookupsOf(field.className) : RELATION_LOOKUPS
    return { model: targetOf(field, resolution), lookups }
  }
  const reverse = resolution.reverse.get(model.key)?.find((one) => one.queryName === name)
  return reverse === undefined ? {} : { model: resolution.models.get(reverse.model), lookups: RELATION_LOOKUPS }
}

function fieldsOf(model: ResolvedModel): readonly ResolvedField[] {
  return [...model.fields, ...model.manyToMany]
}

function targetOf(field: ResolvedField, resolution: Resolution): ResolvedModel | undefined {
  const to = field.relation?.to ?? null
  return to === null ? undefined : resolution.models.get(to)
}

function ownFields(model: ResolvedModel): readonly Suggestion[] {
  return model.fields
    .filter(({ autoCreated }) => !autoCreated)
    .map((field) => ({ ...asSuggestion(field), insert: `${field.name}=` }))
}

function nameOf(key: ModelKey, resolution: Resolution): string {
  return resolution.models.get(key)?.name ?? ''
}

function membersOf({ kind, model, without = [] }: Typed, resolution: Resolution): readonly Suggestion[] {
  if (kind === 'class') {
    const managers = model.managers.length > 0 ? model.managers : ['objects']
    return [
      ...managers.map((label): Suggestion => ({ label, kind: 'accessor', detail: 'manager' })),
      { label: 'DoesNotExist', kind: 'field', detail: 'exception' },
      { label: 'MultipleObjectsReturned', kind: 'field', detail: 'exception' },
    ]
  }
  if (kind !== 'instance') {
    const methods = QUERYSET_METHODS.filter(({ name }) => !without.includes(name)).map(
      ({ name, gives }): Suggestion => ({
        label: name,
        kind: 'method',
        detail: gives === 'instance' ? model.name : '',
        insert: `${name}(`,
      }),
    )
    return kind === 'manager'
      ? [
          ...methods,
          ...MANAGER_METHODS.filter((name) => !without.includes(name)).map((name): Suggestion => ({
            label: name,
            kind: 'method',
            detail: '',
            insert: `${name}(`,
          })),
        ]
      : methods
  }
  const back = (resolution.reverse.get(model.key) ?? []).flatMap(({ accessor, model: from }): Suggestion[] =>
    accessor === null ? [] : [{ label: accessor, kind: 'accessor', detail: `← ${nameOf(from, resolution)}` }],
  )
  const attnames = model.fields
    .filter(({ attname, name }) => attname !== name)
    .map(({ attname }): Suggestion => ({ label: attname, kind: 'field', detail: '' }))
  const methods = INSTANCE_METHODS.map((name): Suggestion => ({
    label: name,
    kind: 'method',
    detail: '',
    insert: `${name}()`,
  }))
  const shown = model.fields
    .filter(({ choices, column }) => choices !== null && column !== null)
    .map(({ name }): Suggestion => {
      const label = `get_${name}_display`
      return { label, kind: 'method', detail: 'str', insert: `${label}()` }
    })
  return [
    { label: 'pk', kind: 'field', detail: 'primary key' },
    ...fieldsOf(model).map(asSuggestion),
    ...attnames,
    ...shown,
    ...back,
    ...methods,
  ]
}

/** The model whose paths a call takes: of the chain before it; of the call around it for `Q(`, `Count(`. */
function modelOfCall(before: string, receiver: string, resolution: Resolution): ResolvedModel | null {
  if (receiver !== '') return typeOf(receiver, before, resolution, 0)?.model ?? null
  // Q( and F( stand inside a queryset's method: the innermost chain before them says the model.
  const chains = chainsIn(before)
  for (const [text] of chains) {
    const typed = typeOf(text.slice(0, text.lastIndexOf('.')), before, resolution, 0)
    if (typed !== null) return typed.model
  }
  return null
}

/**
 * The model of the query around the one that the caret is in. Where that is written elsewhere, what the key that is
 * compared leads to: `Comment.objects.filter(post=OuterRef(`.
 */
function outerModel(before: string, resolution: Resolution): ResolvedModel | null {
  const queries = openCalls(before).flatMap(({ receiver }) =>
    receiver === '' ? [] : (typeOf(receiver, before, resolution, 0)?.model ?? []),
  )
  const [inner, outer] = queries
  if (outer !== undefined) return outer
  const compared = /(\w+)\s*=\s*OuterRef\(\s*["']\w*$/.exec(before)?.[1]
  let at = inner
  for (const step of compared?.split('__') ?? []) at = at && stepFrom(at, step, resolution).model
  return (compared === undefined ? undefined : at) ?? null
}

const chainsIn = (before: string): readonly RegExpExecArray[] =>
  [...before.matchAll(/[A-Za-z_][\w]*\.[\w.]+(?=\()/g)].toReversed()

/** The statement's text before the caret, for names that the query around `F(` has. */
const chainBefore = (before: string): string => before.slice(before.lastIndexOf('\n') + 1)

/** What the chain gives, `Post.objects` a queryset of Post; null: not known. */
export function typeOfChain(chain: string, before: string, resolution: Resolution): Typed | null {
  return typeOf(chain, before, resolution, 0)
}

/** Variables are looked through this many times; a script that needs more is not completed. */
const MOST_STEPS = 6

function typeOf(expression: string, script: string, resolution: Resolution, depth: number): Typed | null {
  const [root, ...rest] = chainParts(expression.replace(/^await\s+/, ''))
  if (root === undefined || depth > MOST_STEPS) return null
  let at = rootType(root.name, root.isCalled, script, resolution, depth)
  if (at !== null && root.isIndexed && at.kind !== 'class') at = { kind: 'instance', model: at.model }
  for (const part of rest) {
    if (at === null) return null
    at = memberType(at, part.name, resolution)
    if (at !== null && part.isIndexed && at.kind !== 'class') at = { kind: 'instance', model: at.model }
  }
  return at
}

function rootType(
  name: string,
  isCalled: boolean,
  script: string,
  resolution: Resolution,
  depth: number,
): Typed | null {
  const model = modelNamed(name, resolution)
  if (model !== null) return { kind: isCalled ? 'instance' : 'class', model }
  const assigned = [...script.matchAll(new RegExp(`^[ \\t]*${name}\\s*=\\s*(?!=)(.+)$`, 'gm'))].at(-1)?.[1]
  if (assigned !== undefined)
    return typeOf(assigned.trim(), script.slice(0, script.lastIndexOf(assigned)), resolution, depth + 1)
  const looped = [...script.matchAll(new RegExp(`\\bfor\\s+${name}\\s+in\\s+([^:\\]]+)`, 'g'))].at(-1)?.[1]
  if (looped === undefined) return null
  const many = typeOf(looped.trim(), script.slice(0, script.lastIndexOf(looped)), resolution, depth + 1)
  return many === null || many.kind === 'class' ? null : { kind: 'instance', model: many.model }
}

function modelNamed(name: string, resolution: Resolution): ResolvedModel | null {
  for (const model of resolution.models.values()) if (model.name === name && model.autoCreatedFor === null) return model
  return null
}

function memberType({ kind, model }: Typed, name: string, resolution: Resolution): Typed | null {
  if (kind === 'class')
    return name === 'objects' || model.managers.includes(name)
      ? { kind: 'queryset', model, without: NOT_ON_MANAGERS }
      : null
  if (kind !== 'instance') {
    const method = QUERYSET_METHODS.find((one) => one.name === plainName(name))
    if (method === undefined || method.gives === 'value') return null
    return { kind: method.gives, model }
  }
  const field = fieldsOf(model).find((one) => one.name === name)
  if (field !== undefined) {
    const target = targetOf(field, resolution)
    if (target === undefined) return null
    return field.kind === 'manyToMany'
      ? { kind: 'manager', model: target, without: NOT_ON_MANAGERS }
      : { kind: 'instance', model: target }
  }
  const reverse = resolution.reverse.get(model.key)?.find((one) => one.accessor === name)
  const from = reverse === undefined ? undefined : resolution.models.get(reverse.model)
  return reverse === undefined || from === undefined
    ? null
    : reverse.kind === 'one_to_one'
      ? { kind: 'instance', model: from }
      : { kind: 'manager', model: from, without: missingOn(from, reverse.field) }
}

/** Only rows that were looked for are deleted. */
const NOT_ON_MANAGERS = ['delete'] as const

/** Rows that must have a parent cannot be taken from it. */
function missingOn(from: ResolvedModel, field: string): readonly string[] {
  const key = from.fields.find(({ name }) => name === field)
  return key === undefined || key.null ? NOT_ON_MANAGERS : [...NOT_ON_MANAGERS, 'remove', 'clear']
}
