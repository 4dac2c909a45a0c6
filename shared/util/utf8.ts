/** Bytes and text, in every environment that has the web's TextDecoder (Node, browsers, Electron). */
interface Decoder {
  decode(bytes: Uint8Array): string
}

/** Text of UTF-8 bytes without a byte order mark; bytes that are no UTF-8 become U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  const { TextDecoder } = globalThis as unknown as { readonly TextDecoder: new (label: string) => Decoder }
  return new TextDecoder('utf-8').decode(bytes)
}

interface Encoder {
  encode(text: string): Uint8Array
}

export function encodeUtf8(text: string): Uint8Array {
  const { TextEncoder } = globalThis as unknown as { readonly TextEncoder: new () => Encoder }
  return new TextEncoder().encode(text)
}
