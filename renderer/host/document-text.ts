/** A design as text and back, for the page. */
export { createDocument } from '../../shared/document/create.ts'
export { readDocument } from '../../shared/document/read.ts'
export { writeDocument } from '../../shared/document/write.ts'
