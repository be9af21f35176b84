/** Figures of chapter 06 that are made of small images. */
import { dots, type Figure, figure, heat, label, requireSome } from "lib/viz";

type Image = ArrayLike<number>;

/** Images in a row, with words above them. */
export interface ImageRow {
  readonly name: string;
  readonly images: readonly Image[];
}

/** What {@link imageRows} draws. */
export interface ImageRowsParts {
  readonly headline: string;
  readonly description: string;
  readonly rows: readonly ImageRow[];
  /** Height and width of each image, pixels. */
  readonly side: number;
}

/** Pixels so faint that paper does for them. */
const FAINT = 0.08;

interface Cells {
  readonly x: number[];
  readonly y: number[];
  readonly value: number[];
}

/** Adds the pixels of one image whose left upper corner is given. */
function addPixels(
  cells: Cells,
  image: Image,
  side: number,
  [left, top]: readonly [number, number],
) {
  for (let i = 0; i < image.length; i++) {
    if (image[i]! < FAINT) continue;
    cells.x.push(left + i % side + 0.5);
    cells.y.push(top - Math.floor(i / side) - 0.5);
    cells.value.push(Math.round(100 * image[i]!) / 100);
  }
}

const shaded = (cells: Cells) =>
  heat({ name: "ink", ...cells, cell: [1, 1], scale: "ramp", domain: [0, 1] });

/**
 * Rows of images, each with its words above it.
 *
 * @throws {RangeError} when there is no row, or a row is empty
 */
export function imageRows({ headline, description, rows, side }: ImageRowsParts): Figure {
  requireSome("rows", rows);
  rows.forEach(({ name, images }) => requireSome(name, images));
  const gap = side / 8, columns = Math.max(...rows.map(({ images }) => images.length));
  const width = columns * (side + gap) - gap, band = side * (1 + 0.12 * columns); // words need more room where images are small
  const cells: Cells = { x: [], y: [], value: [] };
  rows.forEach(({ images }, r) =>
    images.forEach((image, c) =>
      addPixels(cells, image, side, [c * (side + gap), -r * band - (band - side - gap)])
    )
  );
  const height = rows.length * band;
  return figure({
    headline,
    description,
    x: { title: "images", domain: [-gap, width + gap], hidden: true },
    y: { title: "rows", domain: [-height, 0], hidden: true },
    height: Math.round(450 * height / (width + 2 * gap)),
    keepsShape: true,
    layers: [
      shaded(cells),
      ...rows.map(({ name }, r) =>
        label({ text: name, x: 0, y: -r * band - (band - side - gap) / 2, halo: false })
      ),
    ],
  });
}

/** What {@link latentMap} draws. */
export interface LatentMapParts {
  readonly headline: string;
  readonly description: string;
  /** Places on each axis of the code. */
  readonly places: readonly number[];
  /** Chances of ink at each pair of places, the first number of the code changing fastest. */
  readonly images: readonly Image[];
  readonly side: number;
}

/** What the decoder writes at each place of a code of two numbers. */
export function latentMap({ headline, description, places, images, side }: LatentMapParts): Figure {
  const { first, last } = requireSome("places", places);
  const step = (last - first) / (places.length - 1), pixel = step / (side + 1);
  const cells: Cells = { x: [], y: [], value: [] };
  images.forEach((image, i) => {
    const [column, row] = [i % places.length, Math.floor(i / places.length)];
    addPixels(cells, image, side, [column * (side + 1) + 0.5, (row + 1) * (side + 1) - 0.5]);
  });
  const scaled = (list: readonly number[]) => list.map((each) => first - step / 2 + each * pixel);
  const ends = [first - step / 2, last + step / 2] as const;
  return figure({
    headline,
    description,
    x: {
      title: "first number of the code, z₁",
      domain: ends,
      values: [-2, -1, 0, 1, 2],
      grid: false,
    },
    y: { title: "second number, z₂", domain: ends, values: [-2, -1, 0, 1, 2], grid: false },
    height: 450,
    keepsShape: true,
    layers: [
      heat({
        name: "chance of ink",
        x: scaled(cells.x),
        y: scaled(cells.y),
        value: cells.value,
        cell: [pixel, pixel],
        scale: "ramp",
        domain: [0, 1],
      }),
    ],
  });
}

/** What {@link holeMap} draws. */
export interface HoleMapParts {
  /** Places on each axis. */
  readonly places: readonly number[];
  /** log q(z) − log p(z) at each pair of places, the first number changing fastest, nats. */
  readonly excess: readonly number[];
  /** Where the codes of each digit lie in the middle, `[10][2]`. */
  readonly centres: readonly (readonly number[])[];
  /** The part of the prior's mass where q(z) is less than half of it. */
  readonly starved: number;
}

/** Where the aggregate posterior is thinner than the prior, and where it is thicker. */
export function holeMap({ places, excess, centres, starved }: HoleMapParts): Figure {
  const { first, last } = requireSome("places", places);
  const step = (last - first) / (places.length - 1);
  const at = (i: number) => [places[i % places.length]!, places[Math.floor(i / places.length)]!];
  const shown = excess.map((each) => Math.max(-2, Math.min(2, each)));
  const circle = (radius: number) =>
    Array.from({ length: 72 }, (_, i) => {
      const angle = i * Math.PI / 36;
      return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    });
  const rings = [1, 2].flatMap(circle);
  return figure({
    headline: "Codes crowd at some digits\nand thin out between them",
    description: "The plane of codes, shaded by how much thicker (plum) or thinner (ochre) the " +
      "aggregate posterior is than the prior, with the middle of each digit's codes and the prior's " +
      `circles of radius 1 and 2; ${(100 * starved).toFixed(0)} percent of the prior's mass lies ` +
      "where it is less than half as thick.",
    x: { title: "z₁", domain: [first, last], values: [-3, -2, -1, 0, 1, 2, 3], grid: false },
    y: { title: "z₂", domain: [first, last], values: [-2, 0, 2], grid: false },
    height: 450,
    keepsShape: true,
    layers: [
      heat({
        name: "log q(z) − log p(z), nats",
        x: excess.map((_, i) => at(i)[0]!),
        y: excess.map((_, i) => at(i)[1]!),
        value: shown,
        cell: [step, step],
        scale: "diverging",
        domain: [-2, 2],
      }),
      dots({
        name: "radius 1 and 2",
        x: rings.map(([x]) => x),
        y: rings.map(([, y]) => y),
        role: "ink",
        size: 4,
      }),
      ...centres.map(([x, y], digit) =>
        label({ text: String(digit), x: x!, y: y!, align: "center" })
      ),
    ],
  });
}
