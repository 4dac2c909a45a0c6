/** Work in steps: a generator that yields where it may be interrupted, so that a page can go on meanwhile. */
export type Steps<T> = Generator<void, T, void>

/** All of it at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
