/** Every command. Menus, palette, fixes, scripts and tests read this list; a new command is one more line. */
import type { z } from 'zod'
import type { ErDocument } from '../document/records.ts'
import type { Patch } from '../history/patch.ts'
import { addApp, deleteApp, renameApp, setAppCode, setDefaultApp } from './document/app.ts'
import { addArea, addNote, deleteArea, deleteNote, moveTogether, setArea, setNote } from './drawing/area-note.ts'
import { CommandError } from './define-command.ts'
import { renameDocument, replaceDocument, setSetting } from './document/document.ts'
import { addEnum, deleteEnum, setEnum } from './fields/enum.ts'
import { addCustomField, addField, insertFieldCommand } from './fields/field-add.ts'
import { deleteFields } from './fields/field-delete.ts'
import {
  renameField,
  setFieldChoices,
  setFieldClass,
  setFieldOption,
  setFieldOptions,
  setFieldType,
} from './fields/field-edit.ts'
import { moveField } from './fields/field-move.ts'
import {
  addConstraint,
  addIndex,
  addUnique,
  deleteConstraint,
  deleteIndex,
  setConstraint,
  setIndex,
} from './models/index-constraint.ts'
import { addModel } from './models/model-add.ts'
import { deleteModels } from './models/model-delete.ts'
import {
  renameModel,
  reorderModel,
  setModelApp,
  setModelBases,
  setModelDocstring,
  setModelExternal,
  setModelKind,
  setModelMembers,
  setModelMeta,
} from './models/model-edit.ts'
import { duplicateModels, paste } from './models/paste.ts'
import { applyLayout, bendEdge, movePlacements, removePlacements, setPlacement } from './drawing/placement.ts'
import { deleteQuery, moveQuery, renameQuery, saveQuery } from './document/query.ts'
import { addRelation } from './relations/relation-add.ts'
import { promoteRelation } from './relations/relation-promote.ts'
import { setRelation } from './relations/relation-set.ts'
import { setGenerator, setRows, setSamples } from './document/rows.ts'
import { addView, deleteView, renameView, setView } from './drawing/view.ts'

export const COMMANDS = [
  addApp,
  renameApp,
  setAppCode,
  deleteApp,
  setDefaultApp,
  addModel,
  renameModel,
  deleteModels,
  duplicateModels,
  setModelKind,
  setModelExternal,
  setModelApp,
  setModelBases,
  setModelMeta,
  setModelDocstring,
  setModelMembers,
  reorderModel,
  addField,
  addCustomField,
  insertFieldCommand,
  renameField,
  setFieldType,
  setFieldClass,
  setFieldOption,
  setFieldOptions,
  setFieldChoices,
  deleteFields,
  moveField,
  addRelation,
  setRelation,
  promoteRelation,
  addEnum,
  setEnum,
  deleteEnum,
  addIndex,
  setIndex,
  deleteIndex,
  addConstraint,
  addUnique,
  setConstraint,
  deleteConstraint,
  addView,
  renameView,
  setView,
  deleteView,
  movePlacements,
  setPlacement,
  removePlacements,
  applyLayout,
  bendEdge,
  moveTogether,
  addArea,
  setArea,
  deleteArea,
  addNote,
  setNote,
  deleteNote,
  saveQuery,
  renameQuery,
  deleteQuery,
  moveQuery,
  setRows,
  setGenerator,
  setSamples,
  renameDocument,
  setSetting,
  replaceDocument,
  paste,
] as const

export type CommandType = (typeof COMMANDS)[number]['type']

/** What the command of that type takes. */
export type ParamsOf<T extends CommandType> = z.output<
  Extract<(typeof COMMANDS)[number], { readonly type: T }>['params']
>

/** A command with its type erased: for code that handles any of them. */
interface AnyCommand {
  readonly type: CommandType
  readonly label: string
  readonly params: z.ZodType
  apply(doc: ErDocument, params: unknown): Patch
  mergeKey?(params: unknown): string | null
}

export const COMMANDS_BY_TYPE = Object.fromEntries(COMMANDS.map((command) => [command.type, command])) as unknown as {
  readonly [T in CommandType]: AnyCommand
}

function isCommandType(type: unknown): type is CommandType {
  return typeof type === 'string' && Object.hasOwn(COMMANDS_BY_TYPE, type)
}

/**
 * The change that a command makes.
 *
 * @throws CommandError where the document does not have what the command works on
 */
export function applyCommand<T extends CommandType>(doc: ErDocument, type: T, params: ParamsOf<T>): Patch {
  if (!isCommandType(type)) throw new CommandError(`There is no command “${String(type)}”.`)
  return COMMANDS_BY_TYPE[type].apply(doc, params)
}

export type CommandCall = { [T in CommandType]: { readonly type: T; readonly params: ParamsOf<T> } }[CommandType]

/**
 * A command that came from outside (a fix, a script, the host), checked.
 *
 * @throws CommandError that names what is wrong with it
 */
export function parseCommand(input: unknown): CommandCall {
  const { type, params } = (typeof input === 'object' && input !== null ? input : {}) as {
    type?: unknown
    params?: unknown
  }
  if (!isCommandType(type)) throw new CommandError(`There is no command “${String(type)}”.`)
  const command = COMMANDS_BY_TYPE[type]
  const parsed = command.params.safeParse(params)
  if (parsed.success) return { type, params: parsed.data } as CommandCall
  const [issue] = parsed.error.issues
  throw new CommandError(`${command.label}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not as expected'}`)
}
