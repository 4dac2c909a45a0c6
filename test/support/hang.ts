/** Longer than anything here takes on a busy machine, shorter than anybody waits: tells a hang from a slow minute. */
export const HANGS_MS = 30_000
