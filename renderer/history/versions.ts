/** Versions of a design that can be compared, each told by a word and read when it is chosen. */
import type { ErDocument } from '../../shared/document/records.ts'
import type { App } from '../app/app-context.tsx'
import { readDocument } from '../host/design/document-text.ts'
import { pickToOpen } from '../host/picker/pick-file.tsx'
import { uploadFile } from '../host/picker/upload-file.ts'
import { t } from '../texts/texts.ts'
import { stepName } from './step-name.ts'
import { documentAt, timelineOf } from './timeline.ts'

interface Version {
  readonly id: string
  readonly label: string
  readonly text?: string
  /** null: dismissed, or not a design. */
  read(): Promise<ErDocument | null>
}

export interface VersionGroup {
  readonly label: string
  readonly versions: readonly Version[]
}

type Parts = Pick<App, 'client' | 'editor' | 'files'>

/** Everything that the open design can be compared with now. */
export async function versionsOf(app: Parts): Promise<readonly VersionGroup[]> {
  const { client, files } = app
  const { doc, etag } = files.getState()
  const revisions = doc === null ? [] : await client.call('doc.revisions', { doc }).catch(() => [])
  const recoveries = await client.call('recovery.list', {}).catch(() => [])
  const words = t.history.compare
  const groups: VersionGroup[] = [
    {
      label: words.groups.here,
      versions: [
        now(app),
        ...(doc === null || etag === null ? [] : [saved(app)]),
        ...stepVersions(app),
        otherFile(app),
      ],
    },
    {
      label: words.groups.git,
      versions: revisions.map(({ rev, at, author, subject }) => ({
        id: `git ${rev}`,
        label: words.revision(subject),
        text: words.revisionText(author, at, rev),
        async read() {
          const { label, text } = await client.call('doc.revision', { doc: doc as NonNullable<typeof doc>, rev })
          return fromText(app, label, text)
        },
      })),
    },
    {
      label: words.groups.recovery,
      versions: recoveries.map(({ id, label, at }) => ({
        id: `recovery ${id}`,
        label: words.copy(label, at),
        async read() {
          const opened = await client.call('recovery.take', { id })
          void client.call('doc.close', { doc: opened.doc }).catch(() => {})
          return readDocument(opened.text).doc
        },
      })),
    },
  ]
  return groups.filter(({ versions }) => versions.length > 0)
}

function now({ editor }: Parts): Version {
  return { id: 'now', label: t.history.compare.sources.now, read: async () => editor.getState().doc }
}

function saved(app: Parts): Version {
  return {
    id: 'saved',
    label: t.history.compare.sources.saved,
    async read() {
      const { doc, label } = app.files.getState()
      if (doc === null) return null
      const { text } = await app.client.call('doc.read', { doc })
      return fromText(app, label, text)
    },
  }
}

/** The steps that one most likely wants: the last ones, and how the design was opened. */
const STEPS = 8

function stepVersions({ editor }: Parts): readonly Version[] {
  const { history, doc } = editor.getState()
  const timeline = timelineOf(history)
  const version = (point: number, label: string): Version => ({
    id: `step ${point}`,
    label,
    read: async () => documentAt(doc, timeline, point),
  })
  if (timeline.present === 0) return []
  const last = timeline.steps
    .slice(0, timeline.present - 1)
    .map((step, index) => version(index + 1, t.history.at(index + 1, timeline.steps.length, stepName(step.label))))
  return [version(0, t.history.compare.sources.opened), ...last.slice(-STEPS).toReversed()]
}

function otherFile(app: Parts): Version {
  return {
    id: 'file',
    label: t.history.compare.sources.file,
    async read() {
      const picked = await pickToOpen(app.client, 'any')
      if (picked === null || picked.length === 0) return null
      const read = await Promise.all(
        picked.map(({ file }) => app.client.call('file.readText', { file }).catch(() => null)),
      )
      const [first] = read
      const own = picked.length === 1 && first != null ? readDocument(first.text).doc : null
      if (own !== null) return own
      const { text } = await app.client.call('import.run', { files: picked.map(({ file }) => file) })
      return readDocument(text).doc
    },
  }
}

/** A design's own text, or anything that can be imported. */
async function fromText({ client }: Parts, label: string, text: string): Promise<ErDocument | null> {
  const own = readDocument(text).doc
  if (own !== null) return own
  const { file } = await uploadFile(client, new File([text], label))
  const imported = await client.call('import.run', { files: [file] })
  void client.call('file.close', { file }).catch(() => {})
  return readDocument(imported.text).doc
}
