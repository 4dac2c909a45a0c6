/** Keys that are pressed there are letters. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input,textarea,select') || target.isContentEditable)
}
