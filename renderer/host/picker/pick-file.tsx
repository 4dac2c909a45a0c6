/**
 * Choosing a file: the system's dialog where the host has one, else a picker in the page that shows
 * the folders the host was started with.
 */
import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import { Suspense } from 'react'
import type { Client } from '../../../shared/protocol/client.ts'
import { isFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { MissingDialog, part } from '../../ui/part.tsx'

export interface PickedFile {
  readonly file: Handle<'file'>
  readonly label: string
}

/** `folder`: a whole folder is chosen, not one of its files. */
export type PickWhat = 'design' | 'import' | 'database' | 'any' | 'folder'

export interface PickRequest {
  readonly client: Client
  readonly mode: 'open' | 'save'
  readonly what: PickWhat
  readonly name: string
  readonly answer: (picked: readonly PickedFile[] | null) => void
  /** Where a whole folder may be chosen: takes it, before the answer, which is then null. */
  readonly openFolder?: (dir: Handle<'dir'>) => void
}

const request = createStore<{ readonly current: PickRequest | null }>(() => ({ current: null }))

export async function pickToOpen(
  client: Client,
  what: Exclude<PickWhat, 'folder'>,
  openFolder?: PickRequest['openFolder'],
): Promise<readonly PickedFile[] | null> {
  try {
    return await client.call('doc.pickOpen', { what })
  } catch (thrown) {
    if (!isFailure(thrown, 'UNSUPPORTED')) throw thrown
    return pickInPage({ client, mode: 'open', what, name: '', ...(openFolder === undefined ? {} : { openFolder }) })
  }
}

/** A Django project's folder. null: dismissed. */
export async function pickFolder(client: Client): Promise<Handle<'dir'> | null> {
  try {
    return (await client.call('doc.pickFolder', {}))?.dir ?? null
  } catch (thrown) {
    if (!isFailure(thrown, 'UNSUPPORTED')) throw thrown
    const chosen: { dir: Handle<'dir'> | null } = { dir: null }
    const openFolder = (dir: Handle<'dir'>): void => {
      chosen.dir = dir
    }
    await pickInPage({ client, mode: 'open', what: 'folder', name: '', openFolder })
    return chosen.dir
  }
}

export async function pickToSave(client: Client, name: string): Promise<PickedFile | null> {
  try {
    return await client.call('doc.pickSave', { name })
  } catch (thrown) {
    if (!isFailure(thrown, 'UNSUPPORTED')) throw thrown
    const picked = await pickInPage({ client, mode: 'save', what: 'any', name })
    return picked?.[0] ?? null
  }
}

function pickInPage(wanted: Omit<PickRequest, 'answer'>): Promise<readonly PickedFile[] | null> {
  request.getState().current?.answer(null)
  return new Promise((resolve) => {
    const answer = (picked: readonly PickedFile[] | null): void => {
      request.setState({ current: null })
      resolve(picked)
    }
    request.setState({ current: { ...wanted, answer } })
  })
}

function NoPicker({ request: { answer } }: { readonly request: PickRequest }) {
  return <MissingDialog onClose={() => answer(null)} />
}

const FilePicker = part(() => import('./FilePicker.tsx').then((m) => m.FilePicker), NoPicker)

/** Shows the picker while somebody asks for a file; once in the page. */
export function PickerHost() {
  const current = useStore(request, (s) => s.current)
  if (current === null) return null
  return (
    <Suspense>
      <FilePicker request={current} />
    </Suspense>
  )
}
