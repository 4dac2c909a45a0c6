/** English grammar that several sections need. */

export interface Names {
  readonly from: string
  readonly froms: string
  readonly to: string
  readonly tos: string
}

export const article = (noun: string): string =>
  /^[aeiou]/i.test(noun) && !/^(uni|use|one)/i.test(noun) ? `an ${noun}` : `a ${noun}`

/** Numbers as a language writes them. `toLocaleString` makes its rules anew each time: 0.06 ms of every box that renders. */
export function numbersOf(language: string): (n: number) => string {
  let rules: Intl.NumberFormat | undefined
  return (n) => (rules ??= new Intl.NumberFormat(language)).format(n)
}

export const number = numbersOf('en')

export const count = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`

/** The time of a step; of another day its date too. */
export function momentOf(at: number, language: string): string {
  const date = new Date(at)
  const isToday = date.toDateString() === new Date().toDateString()
  const time = { hour: '2-digit', minute: '2-digit' } as const
  return isToday
    ? date.toLocaleTimeString(language, time)
    : date.toLocaleString(language, { day: 'numeric', month: 'short', ...time })
}
