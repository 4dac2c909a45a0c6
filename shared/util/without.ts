/** The object without these keys. */
export function without<T extends object, K extends keyof T>(object: T, ...keys: readonly K[]): Omit<T, K> {
  const gone: readonly PropertyKey[] = keys
  return Object.fromEntries(Object.entries(object).filter(([key]) => !gone.includes(key))) as Omit<T, K>
}
