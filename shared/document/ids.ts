/**
 * Branded record ids: `model:k3v9…`. Never reused, never shown; a name is only a label.
 * The part after the colon is 12 characters of base 36 (62 bits), or a speaking name for built-ins.
 */
declare const brand: unique symbol
type Id<Kind extends string> = `${Kind}:${string}` & { readonly [brand]?: Kind }

export type AppId = Id<'app'>
export type ModelId = Id<'model'>
export type FieldId = Id<'field'>
export type EnumId = Id<'enum'>
export type IndexId = Id<'index'>
export type ConstraintId = Id<'constraint'>
export type ViewId = Id<'view'>
export type AreaId = Id<'area'>
export type NoteId = Id<'note'>
export type QueryId = Id<'query'>

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const LENGTH = 12

/** Gives random bytes; tests hand in a seeded one. */
export type RandomBytes = (length: number) => Uint8Array

const cryptoBytes: RandomBytes = (length) => {
  const source = (globalThis as { crypto?: { getRandomValues(a: Uint8Array): Uint8Array } }).crypto
  if (source === undefined) throw new Error('No source of random bytes in this environment')
  return source.getRandomValues(new Uint8Array(length))
}

/** A fresh id of the given kind. */
export function newId<Kind extends string>(kind: Kind, random: RandomBytes = cryptoBytes): Id<Kind> {
  let text = ''
  for (const byte of random(LENGTH)) text += ALPHABET[byte % ALPHABET.length]
  return `${kind}:${text}` as Id<Kind>
}

export function isId<Kind extends string>(kind: Kind, value: unknown): value is Id<Kind> {
  return typeof value === 'string' && value.startsWith(`${kind}:`) && value.length > kind.length + 1
}

/** Whether an id is that of one of Django's own models (`model:auth.User`), known without being drawn. */
export function isBuiltinModelId(id: string): boolean {
  return /^model:\w+\.\w+$/.test(id)
}
