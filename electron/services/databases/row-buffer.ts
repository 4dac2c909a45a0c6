/**
 * Rows between a session process and a page that reads slowly. A few chunks are kept ready; more are
 * fetched only when someone else waits for the database, which a half-read statement would block.
 */
import type { SqlSession } from './sql-session.ts'

const READY_CHUNKS = 4

interface Sink<T> {
  item(item: T): Promise<void>
}

export class RowBuffer<T> {
  readonly #session: SqlSession
  readonly #sink: Sink<T>
  readonly #items: T[] = []
  #changed = Promise.withResolvers<void>()
  #ended = false

  constructor(session: SqlSession, sink: Sink<T>) {
    this.#session = session
    this.#sink = sink
  }

  /** Takes a chunk; resolves when the process may send the next one. */
  async push(item: T): Promise<void> {
    this.#items.push(item)
    this.#notify()
    while (this.#items.length > READY_CHUNKS && !this.#session.isWanted && !this.#ended) {
      await Promise.race([this.#changed.promise, this.#session.wanted()])
    }
  }

  /** Passes chunks on until the answer is there and all are sent. */
  async sendUntil<S>(answer: Promise<{ readonly summary: S }>): Promise<S> {
    let done: { readonly summary: S } | null = null
    const watched = answer.then((value) => {
      done = value
      this.#notify()
    })
    // Failure ends the wait for items too.
    const failed = new Promise<never>((_resolve, reject) => watched.catch(reject))
    failed.catch(() => {})
    try {
      for (;;) {
        const item = this.#items.shift()
        if (item !== undefined) {
          this.#notify()
          await Promise.race([this.#sink.item(item), failed])
        } else if (done !== null) return (done as { readonly summary: S }).summary
        else await Promise.race([this.#changed.promise, failed])
      }
    } finally {
      this.#ended = true
      this.#notify()
    }
  }

  #notify(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }
}
