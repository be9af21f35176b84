/** Maps: the plane as a mesh, and the same mesh in the code. */
import { planeObstacles, touchesPlane } from "lib/envs";
import {
  dots,
  ellipse,
  type Figure,
  figure,
  type Layer,
  line,
  multiples,
  panels,
  requireSome,
} from "lib/viz";
import { foldedShare, MESH, meshPlaces, mirrored } from "../plane.ts";

type Row = readonly number[];
type Codes = readonly Row[];

/** Every so many-th place of every so many-th mesh line, in order, cut where an obstacle stands. */
function pieces(across: boolean, every: number): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (let i = 0; i < MESH; i += every) {
    let piece: number[] = [];
    for (let j = 0; j < MESH; j += every) {
      const at = across ? j * MESH + i : i * MESH + j;
      if (!touchesPlane(...meshPlaces[at]!)) piece.push(at);
      else {
        found.push(piece);
        piece = [];
      }
    }
    found.push(piece);
  }
  return found.filter((piece) => piece.length > 1);
}

/** Lines of equal x solid, of equal y dashed, every so many-th, each in a role of its own; the lower left corner marked. */
function mesh(codes: Codes, width: number, every = 1): readonly Layer[] {
  const lines = (name: string, across: boolean, look: object) => {
    const all = pieces(across, every);
    return line({
      name,
      x: all.flatMap((piece) => piece.map((at) => codes[at]![0]!)),
      y: all.flatMap((piece) => piece.map((at) => codes[at]![1]!)),
      group: all.flatMap((piece, i) => piece.map(() => i)),
      width,
      ...look,
    });
  };
  return [
    lines("equal x", false, { role: "causeA" }),
    lines("equal y", true, { role: "causeB", dash: "dashed" }),
    dots({
      name: "lower left corner",
      x: [codes[0]![0]!],
      y: [codes[0]![1]!],
      role: "ink",
      size: 60,
    }),
  ];
}

/** The obstacles as circles. */
export function obstacles(): Layer {
  const circles = planeObstacles.map(({ x, y, radius }) =>
    ellipse([x, y], [[radius ** 2, 0], [0, radius ** 2]], 1)
  );
  return line({
    name: "obstacle",
    x: circles.flatMap((each) => each.x),
    y: circles.flatMap((each) => each.y),
    group: circles.flatMap((each, i) => each.x.map(() => i)),
    role: "world",
    width: 2,
  });
}

/** A square window that holds all codes, a little larger. */
function window(all: Codes): readonly [number, number] {
  const far = 1.08 * Math.max(...all.flat().map(Math.abs));
  return [-far, far];
}

const free = (codes: Codes) => codes.filter((_, at) => !touchesPlane(...meshPlaces[at]!));

/** The plane beside its learned map. */
export function hero(codes: Codes): Figure {
  requireSome("codes", codes);
  const domain = window(free(codes)), folded = foldedShare(codes);
  const side = { width: 216, height: 216, keepsShape: true } as const;
  return panels({
    headline: "From pairs of pictures and moves,\na map of the plane",
    subtitle: ["solid: equal x, dashed: equal y,", "dot: the lower left corner"],
    description:
      `Left, the plane with a mesh of equal x (solid) and equal y (dashed), and six obstacles. Right, where an ` +
      `encoder puts the pictures of the mesh's places in its code of two numbers: the same mesh, turned, ` +
      `${mirrored(codes) ? "mirrored" : "not mirrored"} and stretched, ${
        (100 * folded).toFixed(0)
      } % of its cells folded over; the dot is the lower left corner.`,
    columns: 2,
    figures: [
      figure({
        description: "The true plane with a mesh and six obstacles.",
        x: { title: "x", unit: "pixels", domain: [0, 20], values: [0, 10, 20] },
        y: { title: "the plane: y", unit: "pixels", domain: [0, 20], values: [0, 10, 20] },
        ...side,
        layers: [...mesh(meshPlaces, 1.3), obstacles()],
      }),
      figure({
        description: "The same mesh as it lies in the code.",
        x: { title: "first number of the code", domain, values: [-2, 0, 2] },
        y: { title: "the map: second number", domain, values: [-2, 0, 2] },
        ...side,
        layers: mesh(codes, 1.3),
      }),
    ],
  });
}

/** The map of every run, in its own window. */
export function maps(
  runs: readonly { readonly codes: Codes }[],
  headline: string,
): Figure {
  requireSome("runs", runs);
  const shares = runs.map(({ codes }) => foldedShare(codes));
  const flat = shares.filter((each) => each < 0.02).length;
  return multiples({
    headline,
    subtitle: ["above each: share of its cells folded over"],
    description:
      `Learned maps of ${runs.length} runs: ${flat} have no fold; the shares of cells turned the other way are ${
        shares.map((each) => each.toFixed(2)).join(", ")
      }.`,
    columns: 4,
    x: { title: "first number of the code, its own scale", domain: [-1, 1], values: [0] },
    y: { title: "second number", domain: [-1, 1], values: [0] },
    height: 100,
    keepsShape: true,
    panels: runs.map(({ codes }, i) => {
      const [, far] = window(free(codes));
      return {
        title: `${(100 * shares[i]!).toFixed(0)} %`,
        layers: mesh(codes.map((row) => row.map((each) => each / far)), 1, 2),
      };
    }),
  });
}

/** One map on its way. */
export function unfolding(updates: Row, all: readonly Codes[]): Figure {
  requireSome("updates", updates);
  const last = all.at(-1)!;
  return multiples({
    headline: "A thread opens into a sheet\nwithin some hundred updates",
    subtitle: ["updates: share of the cells folded over"],
    description: `The map of one run after ${
      updates.join(", ")
    } updates, from a point to a thread to a sheet; of its cells ${
      all.map((codes) => (100 * foldedShare(codes)).toFixed(0)).join(", ")
    } % are folded over.`,
    columns: 3,
    x: { title: "first number of the code", domain: [...window(free(last))], values: [-2, 0, 2] },
    y: { title: "second number", domain: [...window(free(last))], values: [-2, 0, 2] },
    height: 138,
    keepsShape: true,
    panels: all.map((codes, i) => ({
      title: `${updates[i]}: ${(100 * foldedShare(codes)).toFixed(0)} %`,
      layers: mesh(codes, 1, 2),
    })),
  });
}
