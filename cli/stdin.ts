/** All of stdin as text. */
export async function readAll(stdin: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stdin) parts.push(typeof part === 'string' ? Buffer.from(part) : (part as Buffer))
  return Buffer.concat(parts).toString('utf8')
}
