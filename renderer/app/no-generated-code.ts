/**
 * The content policy forbids generated code, and zod tries it once with the first schema that is made, which is reported.
 * It is told not to where all its copies look for their settings: importing zod itself would load it, and scripts put
 * together by the builder make schemas before the page's own code runs.
 */
export function forbidGeneratedCode(): void {
  Object.assign(globalThis, { ['__zod_globalConfig']: { jitless: true } })
}
