/** A blog with every kind of box and line: the page on which the look is judged. */
import { applyCommand } from '../../../shared/commands/registry.ts'
import type { CommandCall } from '../../../shared/commands/registry.ts'
import type { FieldId, ModelId, ViewId } from '../../../shared/document/ids.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { bigDocument } from '../../support/big-document.ts'

const model = (name: string): ModelId => `model:${name.toLowerCase()}` as ModelId
const field = (name: string): FieldId => `field:${name}` as FieldId
const view = 'view:main' as ViewId

export function showcase(): ErDocument {
  const scalar = (of: string, name: string, type: string, options: Record<string, unknown> = {}) => ({
    type: 'field.add',
    params: { model: model(of), id: field(`${of}.${name}`), name, type, options },
  })
  const relation = (of: string, name: string, kind: string, to: string, more: Record<string, unknown> = {}) => ({
    type: 'relation.add',
    params: { from: model(of), to: model(to), id: field(`${of}.${name}`), name, kind, ...more },
  })
  const add = (name: string, x: number, y: number, more: Record<string, unknown> = {}) => ({
    type: 'model.add',
    params: { id: model(name), name, at: { view, x, y }, ...more },
  })
  const calls = [
    add('TimeStamped', 0, 0, { kind: 'abstract' }),
    scalar('TimeStamped', 'created_at', 'DateTimeField', { auto_now_add: true }),
    scalar('TimeStamped', 'updated_at', 'DateTimeField', { auto_now: true }),
    add('User', 0, 256, { external: true }),
    scalar('User', 'username', 'CharField', { max_length: 150, unique: true }),
    scalar('User', 'email', 'EmailField'),
    add('Profile', 0, 480),
    relation('Profile', 'user', 'oneToOne', 'User'),
    scalar('Profile', 'bio', 'TextField', { blank: true }),
    scalar('Profile', 'city', 'CharField', { max_length: 80, null: true }),
    add('Category', 384, 560),
    scalar('Category', 'name', 'CharField', { max_length: 80, unique: true }),
    relation('Category', 'parent', 'foreignKey', 'Category', {
      null: true,
      onDelete: 'SET_NULL',
      relatedName: 'children',
    }),
    add('Post', 384, 176, { bases: [{ model: model('TimeStamped') }] }),
    scalar('Post', 'title', 'CharField', { max_length: 200 }),
    scalar('Post', 'slug', 'SlugField', { unique: true }),
    scalar('Post', 'body', 'TextField'),
    relation('Post', 'author', 'foreignKey', 'User', { relatedName: 'posts' }),
    relation('Post', 'editor', 'foreignKey', 'User', { null: true, onDelete: 'SET_NULL', relatedName: 'edited' }),
    relation('Post', 'category', 'foreignKey', 'Category', { onDelete: 'PROTECT', relatedName: 'posts' }),
    add('Tag', 800, 176),
    scalar('Tag', 'name', 'CharField', { max_length: 40, unique: true }),
    relation('Post', 'tags', 'manyToMany', 'Tag', { relatedName: 'posts' }),
    add('Comment', 800, 352),
    relation('Comment', 'post', 'foreignKey', 'Post', { relatedName: 'comments' }),
    relation('Comment', 'author', 'foreignKey', 'User', { onDelete: 'RESTRICT' }),
    scalar('Comment', 'text', 'TextField'),
    relation('Comment', 'reply_to', 'foreignKey', 'Comment', { null: true, onDelete: 'DO_NOTHING' }),
    add('PinnedPost', 384, 0, { kind: 'proxy', bases: [{ model: model('Post') }] }),
    add('Review', 800, 600, { bases: [{ model: model('Comment') }] }),
    scalar('Review', 'stars', 'PositiveSmallIntegerField'),
  ]
  let doc = bigDocument(0)
  for (const { type, params } of calls)
    doc = applyPatch(doc, applyCommand(doc, type as CommandCall['type'], params as never))
  return doc
}
