import { z } from 'zod'
import { newId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import { queryId, queryLanguageSchema } from '../../document/schemas.ts'
import { defineCommand, required } from '../define-command.ts'
import { draftOf, named, replaced } from '../edit.ts'

/** Saves a query; one with the same id is replaced. */
export const saveQuery = defineCommand({
  type: 'query.save',
  label: 'Save query',
  params: z.object({ id: queryId.exactOptional(), name: z.string(), language: queryLanguageSchema, text: z.string() }),
  apply(doc, { id = newId('query'), name, language, text }) {
    const draft = draftOf(doc)
    draft.put('queries', { ...doc.queries[id], id, name: named(name), language, text })
    const root = rootOf(doc)
    if (doc.queries[id] === undefined) draft.put('root', { ...root, queryOrder: [...root.queryOrder, id] })
    return draft.patch()
  },
  mergeKey: ({ id }) => (id === undefined ? null : `query.save ${id}`),
})

export const renameQuery = defineCommand({
  type: 'query.rename',
  label: 'Rename query',
  params: z.object({ id: queryId, name: z.string() }),
  apply(doc, { id, name }) {
    const before = required(doc.queries[id], 'The query')
    return replaced('queries', before, { ...before, name: named(name) })
  },
  mergeKey: ({ id }) => `query.rename ${id}`,
})

export const deleteQuery = defineCommand({
  type: 'query.delete',
  label: 'Delete query',
  params: z.object({ id: queryId }),
  apply(doc, { id }) {
    required(doc.queries[id], 'The query')
    const draft = draftOf(doc)
    draft.remove('queries', id)
    const root = rootOf(doc)
    draft.put('root', { ...root, queryOrder: root.queryOrder.filter((other) => other !== id) })
    return draft.patch()
  },
})

export const moveQuery = defineCommand({
  type: 'query.move',
  label: 'Move query',
  params: z.object({ id: queryId, index: z.int().min(0) }),
  apply(doc, { id, index }) {
    required(doc.queries[id], 'The query')
    const root = rootOf(doc)
    const others = root.queryOrder.filter((other) => other !== id)
    return replaced('root', root, { ...root, queryOrder: others.toSpliced(index, 0, id) })
  },
})
