/**
 * The end of a window as a state machine. `preventDefault` has to be said at once, the question takes
 * its time, so a close happens in two rounds. Pure.
 */
export type CloseState =
  | { readonly at: 'open'; readonly dirty: boolean }
  /** The dialog is up. `quitting`: the whole program wants to end. */
  | { readonly at: 'asking'; readonly quitting: boolean }
  /** The page saves. */
  | { readonly at: 'saving'; readonly token: string; readonly quitting: boolean }
  | { readonly at: 'closed' }

export type CloseEvent =
  | { readonly kind: 'dirty'; readonly dirty: boolean }
  /** The user, the system or `quit` asks the window to close. */
  | { readonly kind: 'close'; readonly quitting: boolean }
  | { readonly kind: 'answer'; readonly choice: 'save' | 'discard' | 'cancel'; readonly token: string }
  | { readonly kind: 'reply'; readonly token: string; readonly proceed: boolean }
  /** The page is gone or does not answer. */
  | { readonly kind: 'dead' }

type CloseEffect = 'none' | 'prevent' | 'prevent+ask' | 'tell-page-to-save' | 'close' | 'close+quit'

export const OPEN: CloseState = { at: 'open', dirty: false }

/** The state after the event, and what the shell has to do about it. */
export function nextClose(state: CloseState, event: CloseEvent): { state: CloseState; effect: CloseEffect } {
  if (event.kind === 'dirty') {
    return { state: state.at === 'open' ? { at: 'open', dirty: event.dirty } : state, effect: 'none' }
  }
  if (event.kind === 'dead') return { state: { at: 'closed' }, effect: state.at === 'closed' ? 'none' : 'close' }
  if (event.kind === 'close') return onClose(state, event.quitting)
  if (event.kind === 'answer' && state.at === 'asking') return onAnswer(state.quitting, event)
  if (event.kind === 'reply' && state.at === 'saving' && event.token === state.token) {
    return event.proceed ? leave(state.quitting) : stay()
  }
  return { state, effect: 'none' }
}

function onClose(state: CloseState, quitting: boolean): { state: CloseState; effect: CloseEffect } {
  if (state.at === 'closed') return { state, effect: 'none' }
  if (state.at === 'open') {
    return state.dirty
      ? { state: { at: 'asking', quitting }, effect: 'prevent+ask' }
      : { state: { at: 'closed' }, effect: 'none' }
  }
  // Asked again while the question stands: the wish to quit is remembered.
  return { state: { ...state, quitting: state.quitting || quitting }, effect: 'prevent' }
}

function onAnswer(
  quitting: boolean,
  { choice, token }: CloseEvent & { kind: 'answer' },
): { state: CloseState; effect: CloseEffect } {
  if (choice === 'cancel') return stay()
  if (choice === 'discard') return leave(quitting)
  return { state: { at: 'saving', token, quitting }, effect: 'tell-page-to-save' }
}

function stay(): { state: CloseState; effect: CloseEffect } {
  return { state: { at: 'open', dirty: true }, effect: 'none' }
}

function leave(quitting: boolean): { state: CloseState; effect: CloseEffect } {
  return { state: { at: 'closed' }, effect: quitting ? 'close+quit' : 'close' }
}
