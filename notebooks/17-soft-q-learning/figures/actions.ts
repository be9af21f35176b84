/** Figures of actions in the square [−1, 1]². */
import { dots, type Figure, heat, label, multiples } from "lib/viz";
import { actionCells } from "../exact.ts";

type Row = readonly number[];

const axis = (title: string) => ({ title, domain: [-1, 1], values: [-0.5, 0, 0.5] }) as const;

function shares(name: string, values: Row, domain: readonly [number, number]) {
  const count = Math.round(Math.sqrt(values.length)), cells = actionCells(count);
  return heat({
    name,
    x: cells.map(([x]) => x),
    y: cells.map(([, y]) => y),
    value: values,
    cell: [2 / count, 2 / count],
    scale: "ramp",
    domain,
    legend: false,
  });
}

/** What {@link peaks} draws: shares of actions at some places, from one grid of cells. */
export interface Peaks {
  readonly places: readonly { readonly title: string; readonly shares: Row }[];
}

/** How many cells are above all of their neighbours, in a square of them. */
export function countPeaks(values: Row): number {
  const count = Math.round(Math.sqrt(values.length));
  return values.filter((each, i) => {
    const x = i % count, y = Math.floor(i / count);
    for (let down = -1; down <= 1; down++) {
      for (let right = -1; right <= 1; right++) {
        const [nx, ny] = [x + right, y + down];
        if ((right === 0 && down === 0) || nx < 0 || ny < 0 || nx >= count || ny >= count) continue;
        if (values[ny * count + nx]! >= each) return false;
      }
    }
    return true;
  }).length;
}

const peaksIn = (count: number) =>
  ["no peak", "one peak", "two peaks", "three peaks", "four peaks"][count] ?? `${count} peaks`;

/** The best soft policy at some places of the plane. */
export function peaks({ places }: Peaks): Figure {
  const counts = places.map((each) => countPeaks(each.shares));
  return multiples({
    headline: "Where several roads are good,\nthe soft policy keeps them all",
    description:
      `Shares of actions, to the right and up, each panel in shades up to its own largest, at ${places.length} places of the plane: ${
        places.map(({ title }, i) => `${peaksIn(counts[i]!)} ${title}`).join(", ")
      }.`,
    x: axis("step to the right"),
    y: axis("step up"),
    columns: places.length,
    keepsShape: true,
    panels: places.map(({ title, shares: each }, i) => ({
      title,
      layers: [
        shares("share", each, [0, Math.max(...each)]),
        label({
          text: peaksIn(counts[i]!),
          x: 0,
          y: i === 0 ? 0 : -0.8,
          align: "center",
          bold: false,
        }),
      ],
    })),
  });
}

/** What {@link samplerMaps} draws, at one place. */
export interface SamplerMaps {
  /** Shares by the quadrature of e^{Q/α} of the learned Q. */
  readonly learned: Row;
  /** Shares of actions that the sampler drew. */
  readonly drawn: Row;
  /** Some of these actions. */
  readonly actions: readonly Row[];
  /** Shares by the exact Q. */
  readonly exact: Row;
  /** Total variation of the first two. */
  readonly apart: number;
}

/** A two-peaked policy three times: of the sampler, of its Q, of the exact Q. */
export function samplerMaps({ learned, drawn, actions, exact, apart }: SamplerMaps): Figure {
  const most = Math.max(...learned, ...drawn, ...exact), domain = [0, most] as const;
  const off = `${(100 * apart).toFixed(0)} %`;
  return multiples({
    headline: `The sampler reaches both peaks and\nfills the valley: ${off} misplaced`,
    description:
      `Shares of actions at (1, 1) in cells: what the sampling network draws, with ${actions.length} draws as dots, e^Q of the learned Q, and e^Q of the exact Q. Both Qs have ${
        peaksIn(countPeaks(learned))
      }, to the right and up; the draws lie on both and on a ridge between. Sampler and learned Q have a total variation of ${
        apart.toFixed(2)
      }.`,
    x: axis("step to the right"),
    y: axis("step up"),
    columns: 3,
    keepsShape: true,
    panels: [
      {
        title: "the sampler",
        layers: [
          shares("share drawn", drawn, domain),
          dots({
            name: "draws",
            x: actions.map(([x]) => x!),
            y: actions.map(([, y]) => y!),
            role: "bound",
            size: 10,
            opacity: 0.7,
          }),
        ],
      },
      { title: "e^Q, learned", layers: [shares("share of e^Q", learned, domain)] },
      { title: "e^Q, exact", layers: [shares("exact share", exact, domain)] },
    ],
  });
}
