/** Ends a union: a new kind does not compile until this place answers it. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
