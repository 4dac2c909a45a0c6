/** What the system says about a file, as an error that a page can act on. No paths get out. */
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { ErrorCode } from '../../shared/protocol/errors.ts'

const MEANING: { readonly [errno: string]: readonly [ErrorCode, string] } = {
  ENOENT: ['NOT_FOUND', 'is not there any more'],
  ENOTDIR: ['NOT_FOUND', 'is not there any more'],
  EACCES: ['DENIED', 'may not be accessed: permission denied'],
  EPERM: ['DENIED', 'may not be accessed: the system does not permit it'],
  EROFS: ['DENIED', 'is on a read-only disk'],
  EEXIST: ['CONFLICT', 'exists already'],
  EISDIR: ['INVALID', 'is a folder'],
  ELOOP: ['INVALID', 'is a link that leads nowhere'],
  ENAMETOOLONG: ['INVALID', 'has too long a name'],
  ENOSPC: ['RESOURCE', 'does not fit: the disk is full'],
  EDQUOT: ['RESOURCE', 'does not fit: your disk quota is used up'],
  EFBIG: ['RESOURCE', 'is too large'],
  EMFILE: ['RESOURCE', 'cannot be opened: too many files are open'],
  EBUSY: ['BUSY', 'is in use by another program'],
  ETXTBSY: ['BUSY', 'is in use by another program'],
  EIO: ['IO', 'cannot be read or written: the disk reports an error'],
}

/** `ENOENT` and its kind; null: it is no error of the system. */
export function errnoOf(thrown: unknown): string | null {
  const code = (thrown as { readonly code?: unknown } | null)?.code
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null
}

/** The failure for what a file operation threw; `label` is the file's name without folders. */
export function fileFailure(thrown: unknown, label: string): HostFailure {
  // A session process knows the number of the trouble, and not what the user calls the file.
  const errno = thrown instanceof HostFailure ? errnoOf({ code: thrown.error.detail }) : errnoOf(thrown)
  if (thrown instanceof HostFailure && (errno === null || thrown.code !== 'IO')) return thrown
  if (errno === null) throw thrown
  const [code, text] = MEANING[errno] ?? (['IO', 'cannot be read or written'] as const)
  return new HostFailure(code, `“${label}” ${text}.`, { detail: errno, cause: thrown })
}
