/** A checksum of bytes. */
import { refusal } from "./errors.ts";

/** The reversed polynomial of CRC-32 (IEEE 802.3, zip, PNG). */
const POLYNOMIAL = 0xedb88320;

/** The remainders of all single bytes. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
  }
  return remainder;
});

/**
 * A checksum of bytes, CRC-32 as in zip and PNG: it differs whenever up to 32 bits in a row were
 * changed, and after any other damage but for one case in 2³².
 *
 * @returns an unsigned 32-bit number
 *
 * @example
 * ```ts
 * import { crc32 } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * assertEquals(crc32(new TextEncoder().encode("123456789")), 0xcbf43926); // the standard's own check
 * ```
 */
export function crc32(bytes: Uint8Array): number {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(refusal("take a checksum", "bytes", bytes, "a Uint8Array"));
  }
  let remainder = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    remainder = (remainder >>> 8) ^ REMAINDERS[(remainder ^ bytes[i]!) & 0xff]!;
  }
  return (remainder ^ 0xffffffff) >>> 0;
}
