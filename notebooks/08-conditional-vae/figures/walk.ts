/** Figures of the walk past the tree: ways, and what became of them. */
import { treePlace } from "lib/envs";
import {
  dots,
  type Figure,
  figure,
  label,
  type Layer,
  line,
  multiples,
  note,
  type NoteParts,
  requireSome,
  type Role,
  rule,
} from "lib/viz";

type Row = readonly number[];
type Way = readonly Row[];

/** The tree's outline. */
export function treeOutline(): Layer {
  const angles = Array.from({ length: 49 }, (_, i) => 2 * Math.PI * i / 48);
  return line({
    name: "the tree",
    x: angles.map((a) => treePlace.x + treePlace.radius * Math.cos(a)),
    y: angles.map((a) => treePlace.y + treePlace.radius * Math.sin(a)),
    role: "wish",
    width: 3,
  });
}

/** Several ways as one layer of thin lines. */
export function waysOf(name: string, ways: readonly Way[], role: Role, width = 1.2): Layer {
  return line({
    name,
    x: ways.flatMap((way) => way.map(([x]) => x!)),
    y: ways.flatMap((way) => way.map(([, y]) => y!)),
    group: ways.flatMap((way, i) => way.map(() => i)),
    role,
    width,
    opacity: 0.7,
  });
}

/** A panel of ways. */
export interface WaysPanel {
  readonly title: string;
  readonly ways: readonly Way[];
  /** The share of all its walkers that pass. */
  readonly passed: number;
}

/** Where the panels end, above the tree's upper edge at 5. */
const TOP = 5.5;

/** The last places of ways that end within the panel. */
const ended = (ways: readonly Way[]) => ways.map((way) => way.at(-1)!).filter(([, y]) => y! <= TOP);

/** Ways up to the tree and past it, panel by panel, on one scale; those that pass leave at the top. */
export function walks(headline: string, description: string, all: readonly WaysPanel[]): Figure {
  requireSome("all", all);
  return multiples({
    headline,
    description,
    x: { title: "x, right", unit: "units", domain: [-3, 3], values: [-2, 0, 2] },
    y: { title: "y, ahead", unit: "units", domain: [0, TOP], values: [0, 2, 4] },
    columns: 2,
    height: 199,
    keepsShape: true,
    panels: all.map(({ title, ways, passed }) => ({
      title,
      layers: [
        treeOutline(),
        waysOf("a walker", ways, "bound"),
        dots({
          name: "where each ended",
          x: ended(ways).map(([x]) => x!),
          y: ended(ways).map(([, y]) => y!),
          role: "ink",
          size: 16,
        }),
        label({ text: `${Math.round(100 * passed)} %`, x: 2.9, y: 0.75, align: "right" }),
        label({ text: "pass", x: 2.9, y: 0.25, align: "right", bold: false }),
      ],
    })),
  });
}

/** A method: passed and entropy of the side, a pair for each run; where its name goes. */
export interface Standing {
  readonly name: string;
  readonly runs: readonly (readonly [passed: number, entropy: number])[];
  readonly role: Role;
  readonly shape: "circle" | "triangle-up" | "square" | "diamond" | "cross" | "triangle-down";
  readonly at: readonly [number, number];
  readonly align?: "left" | "right" | "center";
}

/** What {@link standings} draws beside the methods. */
export interface StandingsParts {
  readonly headline: string;
  readonly description: string;
  /** The one thing to look at. */
  readonly note?: NoteParts;
}

/** Success across, diversity up: every run a dot. */
export function standings(all: readonly Standing[], words: StandingsParts): Figure {
  requireSome("all", all);
  return figure({
    headline: words.headline,
    description: words.description,
    x: {
      title: "share of walkers that pass",
      domain: [-0.06, 1.06],
      values: [0, 0.5, 1],
    },
    y: {
      title: "entropy of the side taken",
      unit: "nats",
      domain: [-0.07, 0.86],
      values: [0, 0.2, 0.4, 0.6],
    },
    height: 330,
    layers: [
      rule({ y: Math.LN2, label: "", role: "ink" }),
      label({ text: "log 2: a fair coin", x: -0.04, y: 0.65, role: "ink", bold: false }),
      ...all.map(({ name, runs, role, shape }) =>
        dots({
          name,
          x: runs.map(([passed]) => passed),
          y: runs.map(([, entropy]) => entropy),
          role,
          shape,
          size: 60,
          opacity: 0.7,
        })
      ),
      ...all.map(({ name, role, at: [x, y], align = "left" }) =>
        label({ text: name, x, y, role, align })
      ),
      ...(words.note === undefined ? [] : [note(words.note)]),
    ],
  });
}

type Runs = Standing["runs"];

/** Four policies of the stored runs, by success and entropy. */
export function policyStandings(
  { mixture, squares, still, drawn }: Readonly<
    Record<"mixture" | "squares" | "still" | "drawn", Runs>
  >,
): Figure {
  const luckiest = still.reduce((a, b) => b[0] > a[0] ? b : a);
  const [least, most] = [Math.min, Math.max].map((f) => f(...still.map(([passed]) => passed)));
  const widest = Math.max(...still.map(([, entropy]) => entropy));
  return standings([
    {
      name: "one stride, mixture",
      runs: mixture,
      role: "ink",
      shape: "square",
      at: [1.04, 0.81],
      align: "right",
    },
    {
      name: "chunk, least squares",
      runs: squares,
      role: "quiet",
      shape: "cross",
      at: [-0.04, 0.14],
    },
    {
      name: "chunk, z = 0",
      runs: still,
      role: "world",
      shape: "triangle-up",
      at: [0.53, 0.08],
    },
    {
      name: "chunk, z drawn",
      runs: drawn,
      role: "bound",
      shape: "circle",
      at: [0.5, 0.76],
      align: "center",
    },
  ], {
    headline: "Success is half of it: with z = 0\nnearly all go the same way",
    description:
      `Each run as a dot, the share that passes across and the entropy of the side upwards: with z = 0 ` +
      `chunks have an entropy of ${widest.toFixed(2)} nats at most, and pass from ${
        least!.toFixed(2)
      } to ${
        most!.toFixed(2)
      }; drawn codes lie near log 2. Where nobody passes, no side is taken, and the entropy is drawn as 0.`,
    note: {
      text: [`${(100 * luckiest[0]).toFixed(0)} % pass,`, "all one way"],
      x: 1,
      y: 0.36,
      at: { x: luckiest[0] - 0.005, y: luckiest[1] + 0.02 },
      align: "right",
    },
  });
}
