/** Figures of chapter 15: the dreamer, dreaming and awake, and the sober one. */
import {
  dots,
  type Figure,
  figure,
  label,
  line,
  type MapCell,
  mapStrip,
  requireSome,
  type Role,
} from "lib/viz";

/** One creature on the map. */
export interface Walk {
  readonly name: string;
  readonly role: Role;
  /** Expected steps in each cell. */
  readonly visits: readonly number[];
  /** Probability that it ends in the pit. */
  readonly falls: number;
}

/**
 * Where creatures spend their time on one map, below each other.
 *
 * @param field the map
 */
export function dreams(
  field: { readonly rows: number; readonly columns: number; readonly cells: readonly MapCell[] },
  walks: readonly Walk[],
): Figure {
  requireSome("walks", walks);
  const { rows, columns, cells } = field;
  return mapStrip({
    headline: "The dreamer dreams of the edge,\nand falls",
    description: "The same map three times, shaded by the time spent in each cell: " +
      walks.map(({ name, falls }) => `${name} falls with ${falls.toFixed(2)}`).join(", ") +
      ". The dream goes along the edge of the pit, the sober creature takes the far row.",
    rows,
    columns,
    cells,
    across: 1,
    width: 330,
    maps: walks.map(({ name, role, visits, falls }) => ({
      values: visits,
      title: `${name}: falls ${falls.toFixed(2)}`,
      role,
    })),
    shade: "steps spent in the cell",
    classes: [0.03, 0.3, 1, 3],
  });
}

/** Exact returns of a dream and of three policies at one chance to slip. */
export interface SlipReturns {
  readonly slip: number;
  /** What the posterior expects. */
  readonly dream: number;
  readonly dreamer: number;
  readonly sober: number;
  readonly best: number;
}

/** Exact returns of three policies over the chance to slip, a dot for each world that was solved. */
export function returnsOverSlip(rows: readonly SlipReturns[]): Figure {
  const { last } = requireSome("rows", rows);
  const x = rows.map(({ slip }) => slip);
  const series = [
    { name: "best possible", key: "best", role: "ink", dash: "dotted", shape: "circle", size: 30 },
    { name: "dreamer", key: "dreamer", role: "wish", dash: "dashed", shape: "diamond", size: 80 },
    { name: "sober", key: "sober", role: "bound", dash: "solid", shape: "circle", size: 55 },
  ] as const;
  const place = rows.find(({ slip }) => slip === 0.2) ?? last;
  return figure({
    headline: "Without chance the two are one;\nwith slips the dreamer pays",
    description: "Expected return over the chance to slip: dreamer and sober creature agree " +
      `without slips; at ${place.slip} the dreamer gets ${place.dreamer.toFixed(1)}, the sober ` +
      `one ${place.sober.toFixed(1)}, near the best possible, ${place.best.toFixed(1)}. ` +
      `What the dream expects, ${place.dream.toFixed(1)}, is a level line.`,
    x: { title: "chance to slip", domain: [0, 0.31], values: [0, 0.1, 0.2, 0.3], grid: false },
    y: { title: "expected return", unit: "reward", domain: [-36, -4], values: [-30, -20, -10] },
    height: 280,
    layers: [
      line({ name: "the dream", x, y: rows.map(({ dream }) => dream), role: "wish", width: 1 }),
      ...series.flatMap(({ name, key, role, dash, shape, size }) => {
        const y = rows.map((row) => row[key]);
        return [
          line({ name, x, y, role, dash, width: key === "sober" ? 3 : 2 }),
          dots({ name, x, y, role, shape, size, opacity: 1 }),
        ];
      }),
      label({ text: "the dream", x: 0.3, y: last.dream + 1.6, role: "wish", align: "right" }),
      label({ text: "best possible", x: 0.3, y: -12.2, align: "right" }),
      label({ text: "sober", x: 0.3, y: -22.6, role: "bound", align: "right" }),
      label({ text: "dreamer", x: 0.045, y: -21, role: "wish" }),
      line({
        name: "apart",
        x: [place.slip, place.slip],
        y: [place.dreamer, place.sober],
        role: "ink",
        width: 3,
      }),
      label({
        text: `${(place.sober - place.dreamer).toFixed(1)} apart`,
        x: place.slip + 0.006,
        y: place.dreamer + 1.6,
        bold: false,
      }),
    ],
  });
}
