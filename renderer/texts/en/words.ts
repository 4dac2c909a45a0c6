/** English grammar that several sections need. */

export interface Names {
  readonly from: string
  readonly froms: string
  readonly to: string
  readonly tos: string
}

export const article = (noun: string): string =>
  /^[aeiou]/i.test(noun) && !/^(uni|use|one)/i.test(noun) ? `an ${noun}` : `a ${noun}`

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`
