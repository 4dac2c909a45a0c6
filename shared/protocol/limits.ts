/** What one connection may send or ask for. The reasons stand beside the figures. */

/** Largest frame on the wire, bytes of JSON. Longer ones travel in parts, see `parts.ts`. */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024
/** Largest message put together from parts: a design of 500 models is about 1 MB. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024
/** Deeper values are refused before any validator recurses into them. */
export const MAX_DEPTH = 32
/** Calls under way on one connection. */
export const MAX_CALLS = 256
/** Rows of one answer. */
export const MAX_ROWS = 100_000
/** Rows of one chunk; a chunk is also cut at `MAX_CHUNK_BYTES`. */
export const MAX_CHUNK_ROWS = 3500
export const MAX_CHUNK_BYTES = 384 * 1024
/** Longer cells arrive as a preview; `sql.cell` brings the rest. */
export const MAX_CELL_BYTES = 64 * 1024
/** SQL and query code, characters. SQLite's own limit cannot be reached from here. */
export const MAX_CODE = 1_000_000
/** A design as text, characters. */
export const MAX_DOCUMENT = 48 * 1024 * 1024
/** Base64 of one piece of an uploaded file. */
export const MAX_UPLOAD_PIECE = 6 * 1024 * 1024
/** A whole uploaded file, bytes. */
export const MAX_UPLOAD = 512 * 1024 * 1024
/** Chunks that a stream may send before the first credit arrives. */
export const INITIAL_CREDIT = 4
/** A cancelled statement gets this long to stop by itself before its process is killed, ms. */
export const CANCEL_GRACE_MS = 250

/** Characters of the steps that are kept of a design. */
export const MAX_STEPS = 1_000_000
