/** `Field.value_to_string()`: how Django writes values that JSON has no form for. */
/** `duration_string`: `1 02:03:04.000005`. */
export function durationText(microseconds: bigint): string {
  const day = 86_400_000_000n
  const days = microseconds >= 0n ? microseconds / day : (microseconds - day + 1n) / day
  const rest = microseconds - days * day
  const two = (n: bigint) => String(n).padStart(2, '0')
  const clock = `${two(rest / 3_600_000_000n)}:${two((rest / 60_000_000n) % 60n)}:${two((rest / 1_000_000n) % 60n)}`
  const part = rest % 1_000_000n
  return `${days === 0n ? '' : `${days} `}${clock}${part === 0n ? '' : `.${String(part).padStart(6, '0')}`}`
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const n = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const given = Math.min(3, bytes.length - i)
    for (let k = 0; k < 4; k++) text += k <= given ? (BASE64[(n >> (18 - 6 * k)) & 63] ?? '') : '='
  }
  return text
}
