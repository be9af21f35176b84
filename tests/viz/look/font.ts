/** Widths of letters read from a TrueType font: tables `cmap` (format 4), `head`, `hhea`, `hmtx`. */
export function advances(bytes: Uint8Array): (letter: string) => number {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = (at: number) => font.getUint16(at);
  const table = (tag: string) => {
    for (let at = 12; at < 12 + 16 * short(4); at += 16) {
      if (String.fromCharCode(...bytes.slice(at, at + 4)) === tag) return font.getUint32(at + 8);
    }
    throw new RangeError(`the font has no table ${tag}`);
  };
  const [cmap, hmtx] = [table("cmap"), table("hmtx")];
  const [unitsPerEm, metrics] = [short(table("head") + 18), short(table("hhea") + 34)];
  const records = Array.from({ length: short(cmap + 2) }, (_, i) => cmap + 4 + 8 * i);
  const unicode = records.find((at) => short(at) === 3 && short(at + 2) === 1)!;
  const map = cmap + font.getUint32(unicode + 4);
  const doubled = short(map + 6); // twice the number of segments
  const glyphOf = (code: number): number => {
    for (let end = map + 14; end < map + 14 + doubled; end += 2) {
      if (code > short(end)) continue;
      const start = short(end + doubled + 2), offsetAt = end + 3 * doubled + 2;
      const [delta, offset] = [short(end + 2 * doubled + 2), short(offsetAt)];
      if (code < start) return 0;
      const glyph = offset === 0 ? code : short(offsetAt + offset + 2 * (code - start));
      return (glyph + delta) & 0xffff;
    }
    return 0;
  };
  return (letter) =>
    short(hmtx + 4 * Math.min(glyphOf(letter.codePointAt(0)!), metrics - 1)) / unitsPerEm;
}
