import { crc32 } from "../../math/mod.ts";
import { CheckpointError } from "./checkpoint.ts";

/*
 * A checkpoint's bytes; numbers are little-endian:
 *
 *   0   8  magic: not ASCII, then E2S, then line ends that a text transfer would change (as PNG's)
 *   8   4  version of what follows
 *  12   4  length h of the header
 *  16   8  length of the whole
 *  24   h  header: JSON in UTF-8, filled up with spaces to a multiple of 8
 *  …       blocks, each filled up with zeros to a multiple of 8
 *  end  4  CRC-32 of everything before
 *
 * Magic, version, length and checksum stay where they are in every version, so that damage is told
 * from another version.
 */
const MAGIC = new Uint8Array([0x89, 0x45, 0x32, 0x53, 0x0d, 0x0a, 0x1a, 0x0a]);
const VERSION = 1;
const FIXED = 24;
const CHECKSUM = 4;

/** The next multiple of 8, where any number may begin. */
export function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** Puts header and blocks between magic and checksum. */
export function framed(header: string, blocks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const headerLength = aligned(text.length);
  const dataLength = blocks.reduce((sum, block) => sum + aligned(block.length), 0);
  const bytes = new Uint8Array(FIXED + headerLength + dataLength + CHECKSUM);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, headerLength, true);
  view.setBigUint64(16, BigInt(bytes.length), true);
  bytes.fill(0x20, FIXED, FIXED + headerLength).set(text, FIXED);
  let at = FIXED + headerLength;
  for (const block of blocks) {
    bytes.set(block, at);
    at += aligned(block.length);
  }
  view.setUint32(at, crc32(bytes.subarray(0, at)), true);
  return bytes;
}

/**
 * Takes header and blocks out of a frame, when every byte is as it was written.
 * @throws {CheckpointError} foreign, truncated, corrupt, version
 */
export function unframed(bytes: Uint8Array): { header: string; data: Uint8Array } {
  const whole = bytes.slice(); // at the beginning of a buffer, so that blocks lie at multiples of 8
  const view = new DataView(whole.buffer);
  requireMagic(whole);
  requireLength(whole.length, whole.length < FIXED ? Infinity : view.getBigUint64(16, true));
  const end = whole.length - CHECKSUM;
  const [found, written] = [crc32(whole.subarray(0, end)), view.getUint32(end, true)];
  if (found !== written) {
    throw refused("corrupt", "its checksum", hex(found), `${hex(written)}, as was written`);
  }
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    throw refused("version", "its version", String(version), `${VERSION}, which this code reads`);
  }
  const dataStart = FIXED + view.getUint32(12, true);
  if (dataStart > end) throw refused("corrupt", "its header", "longer than it", "a shorter one");
  const header = new TextDecoder().decode(whole.subarray(FIXED, dataStart));
  return { header, data: whole.subarray(dataStart, end) };
}

/** An error of reading; `what` belongs to the checkpoint. */
export function refused(
  fault: CheckpointError["fault"],
  what: string,
  got: string,
  wish: string,
): CheckpointError {
  return new CheckpointError(fault, "decode a checkpoint", what, got, wish);
}

function requireMagic(bytes: Uint8Array): void {
  const start = bytes.subarray(0, MAGIC.length);
  if (start.some((byte, i) => byte !== MAGIC[i])) {
    const got = Array.from(start, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw refused("foreign", "its beginning", got, "that of a checkpoint, 89 45 32 53 …");
  }
}

function requireLength(length: number, written: number | bigint): void {
  const wish = written === Infinity ? `at least ${FIXED} bytes` : `${written} bytes`;
  if (length < FIXED + CHECKSUM || BigInt(length) < written) {
    throw refused("truncated", "its length", `${length} bytes`, wish);
  }
  if (BigInt(length) > written) throw refused("corrupt", "its length", `${length} bytes`, wish);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
