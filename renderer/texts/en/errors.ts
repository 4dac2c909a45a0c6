/** Failures of the world and of Relata. */
import type { ErrorCode } from '../../../shared/protocol/errors.ts'

const ERROR_TITLES: Record<ErrorCode, string> = {
  INVALID: 'That could not be done',
  DENIED: 'Not allowed',
  NOT_FOUND: 'Not there any more',
  CONFLICT: 'Changed by someone else',
  CANCELLED: 'Cancelled',
  DEADLINE: 'It took too long',
  RESOURCE: 'Too large',
  BUSY: 'In use by another program',
  IO: 'The disk did not allow it',
  SQL: 'The database refused',
  PARSE: 'The file cannot be read',
  CRASHED: 'The connection broke',
  UNSUPPORTED: 'Not possible here',
  INTERNAL: 'Something went wrong inside Relata',
}

export const errors = {
  notDone: 'That could not be done',
  codes: ERROR_TITLES,
  startTitle: 'Relata could not start',
  tryAgain: 'Try again',
  failedTitle: 'This part has failed',
  failedText: 'The mistake is ours. Your design is safe: save it, undo the last step, or try this part again.',
  details: 'For a report of the mistake',
  partTitle: 'This part did not load',
  partText:
    'The program behind this page has ended or was replaced by a newer one. Your work is still here: save a copy, then load the page again.',
  lostHost: 'What you see is still here. Start Relata again, then save a copy.',
  linkUsedTitle: 'This link has been used',
  linkUsedText:
    'The link that Relata prints works once, in one tab, so that nobody else can use it. Go back to that tab, or start Relata again for a new link.',
  startText:
    'The program behind this page does not answer. Start it again with “npm start” and open the link that it prints.',
}
