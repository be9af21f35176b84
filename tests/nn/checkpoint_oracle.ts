/** A checkpoint's bytes, put together from the description of the format. Imports nothing. */

/** CRC-32 by its definition: long division of polynomials, a bit at a time. */
export function otherCrc32(bytes: Uint8Array): number {
  let remainder = -1;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const out = (remainder ^ (byte >> bit)) & 1;
      remainder >>>= 1;
      if (out) remainder ^= 0xedb88320;
    }
  }
  return ~remainder >>> 0;
}

/** Magic, version, lengths, header, data, checksum; the header may be a text that is no JSON. */
export function otherFrame(
  header: object | string,
  data: readonly number[],
  version = 1,
): Uint8Array {
  let text = typeof header === "string" ? header : JSON.stringify(header);
  while (text.length % 8 !== 0) text += " ";
  const total = 24 + text.length + data.length + 4;
  const word = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
  const letters = Array.from(text, (letter) => letter.charCodeAt(0)); // ASCII only
  const magic = [0x89, 0x45, 0x32, 0x53, 13, 10, 26, 10];
  const sizes = [...word(version), ...word(text.length), ...word(total), ...word(0)];
  const body = [...magic, ...sizes, ...letters, ...data];
  return Uint8Array.from([...body, ...word(otherCrc32(Uint8Array.from(body)))]);
}
