/** After so many of a long list were taken out one by one, the others are put into a set. */
const MANY = 64

/**
 * Many things that are nearly always only added: a list, which takes a fraction of a set's room and time. It becomes
 * a set when looking for what goes has been dear for a while. In the list a thing stands as often as it was added,
 * and each removal takes one of them away.
 */
export class Crowd<T> implements Iterable<T> {
  #members: T[] | Set<T>
  #removed = 0

  constructor(members: readonly T[]) {
    this.#members = [...members]
  }

  add(member: T): void {
    if (Array.isArray(this.#members)) this.#members.push(member)
    else this.#members.add(member)
  }

  remove(member: T): void {
    if (Array.isArray(this.#members) && ++this.#removed > MANY) this.#members = new Set(this.#members)
    const members = this.#members
    if (!Array.isArray(members)) {
      members.delete(member)
      return
    }
    const at = members.indexOf(member)
    if (at === -1) return
    const last = members.pop()
    if (at < members.length && last !== undefined) members[at] = last
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#members[Symbol.iterator]()
  }
}
