/**
 * Frees bytes that nobody needs any more. Left to the collector, pieces of a megabyte grow to a hundred of them first,
 * each in memory that the system has to lay out anew, and the heap is gone through again and again for their sake: an
 * eighth of what exporting or sending a million rows takes (`rows.bench.ts`, `stream.bench.ts`).
 *
 * @param bytes with a buffer of their own; others are left alone
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) buffer.transfer(0)
}
