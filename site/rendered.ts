/** A file that a page needs: written under `public/`. */
export interface Asset {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the outputs of a cell turn into. */
export interface Rendered {
  readonly html: string;
  readonly assets: readonly Asset[];
}

/** Gives the next figure of a page its number. */
export interface FigureCounter {
  readonly stem: string;
  next: number;
}

/** The content's hash is part of the name, so that a browser may keep the file for ever. */
export async function hashedAsset(
  name: string,
  ending: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Asset> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = [...digest.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { path: `${name}.${hash}.${ending}`, bytes };
}
