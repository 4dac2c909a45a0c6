/**
 * Earlier versions of a design's file from the Git work tree that it lies in. Git is run without a shell,
 * reads only, and runs nothing that the repository's own settings name (signatures, file monitors, text
 * conversion). A machine without Git, and a file outside a work tree, simply have no revisions.
 */
import { execFile } from 'node:child_process'
import { basename, dirname } from 'node:path'

import { HostFailure } from '../../../shared/protocol/errors.ts'
import { MAX_DOCUMENT } from '../../../shared/protocol/limits.ts'
import type { Revision } from '../../../shared/protocol/methods/doc.ts'

/** Commits that are offered; further back a person asks Git itself. */
const MAX_REVISIONS = 50
const TIMEOUT_MS = 10_000

const QUIET = [
  '--no-pager',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'log.showSignature=false',
  '-c',
  'core.quotePath=false',
]
const START = '\u0001'
const FIELD = '\u0000'

interface FoundRevision extends Revision {
  /** The file's path from the root at that commit: it may have had another name. */
  readonly path: string
}

/** The last commits that touched the file, newest first; [] where Git knows nothing about it. */
export async function fileRevisions(path: string): Promise<readonly FoundRevision[]> {
  const format = `${START}%H${FIELD}%at${FIELD}%an${FIELD}%s`.replaceAll(FIELD, '%x00').replaceAll(START, '%x01')
  const log = [
    'log',
    '--follow',
    '--name-only',
    `--max-count=${MAX_REVISIONS}`,
    `--format=${format}`,
    '--',
    basename(path),
  ]
  const output = await git(dirname(path), log).catch(() => '')
  return output.split(START).slice(1).flatMap(readRecord)
}

function readRecord(record: string): readonly FoundRevision[] {
  const [head = '', ...rest] = record.split('\n')
  const [rev = '', at = '', author = '', subject = ''] = head.split(FIELD)
  const path = rest.find((line) => line !== '')
  if (!/^[0-9a-f]{40,64}$/.test(rev) || path === undefined) return []
  return [{ rev, at: Number(at) * 1000, author, subject, path }]
}

/**
 * The file as it was at one of its revisions.
 *
 * @throws NOT_FOUND for what is not in `fileRevisions`
 */
export async function revisionText(path: string, rev: string): Promise<string> {
  const found = (await fileRevisions(path)).find((one) => one.rev === rev)
  if (found === undefined) throw new HostFailure('NOT_FOUND', 'Git does not have this version of the file.')
  return git(dirname(path), ['cat-file', 'blob', `${found.rev}:${found.path}`]).catch((cause: unknown) => {
    throw new HostFailure('NOT_FOUND', 'Git could not give this version of the file.', { cause })
  })
}

function git(folder: string, args: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
  }
  // A repository that the caller's own environment names is not the one that the file lies in.
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE'] as const) delete (env as NodeJS.ProcessEnv)[name]
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      [...QUIET, ...args],
      { cwd: folder, env, timeout: TIMEOUT_MS, maxBuffer: MAX_DOCUMENT, windowsHide: true },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    )
  })
}
