/** Figures of the walker in the plane: what the filter and the smoother know through a blackout. */
import { dots, ellipse, type Figure, label, type Layer, line, multiples } from "lib/viz";
import type { Beliefs } from "lib/sequence";

type Rows = readonly (readonly number[])[];

/** What is drawn. */
export interface TrackParts {
  /** Where the walker was, `[T][2]`. */
  readonly truth: Rows;
  /** What was seen, null in the blackout. */
  readonly seen: readonly (readonly number[] | null)[];
  readonly filtered: Beliefs;
  readonly smoothed: Beliefs;
}

const column = (rows: Rows, i: number) => rows.map((row) => row[i]!);

/** Filter beside smoother on one scale: the way, what was seen, and beliefs in the blackout. */
export function blackout({ truth, seen, filtered, smoothed }: TrackParts): Figure {
  const hidden = seen.flatMap((x, t) => x === null ? [t] : []);
  const marked = hidden.filter((_, i) => i % 4 === 3);
  const last = hidden.at(-1)!;
  const area = ({ covariances }: Beliefs) => {
    const [[a, b], [, c]] = covariances[last]!.map((row) => row.slice(0, 2)) as [
      number[],
      number[],
    ];
    return Math.sqrt(a! * c! - b! * b!);
  };
  const ratio = area(filtered) / area(smoothed);
  const panel = (title: string, beliefs: Beliefs, role: "world" | "bound", words: Layer[]) => ({
    title,
    layers: [
      ...marked.map((t) =>
        line({
          name: `belief at step ${t + 1}`,
          ...ellipse(
            beliefs.means[t]!.slice(0, 2),
            beliefs.covariances[t]!.slice(0, 2).map((row) => row.slice(0, 2)),
          ),
          role,
          width: 1.5,
          ...(role === "world" ? { dash: "dashed" as const } : {}),
        })
      ),
      line({ name: "the way", x: column(truth, 0), y: column(truth, 1), role: "quiet", width: 4 }),
      line({
        name: "mean",
        x: column(beliefs.means, 0),
        y: column(beliefs.means, 1),
        role,
        width: 2,
        ...(role === "world" ? { dash: "dashed" as const } : {}),
      }),
      dots({
        name: "seen",
        x: seen.flatMap((x) => x === null ? [] : [x[0]!]),
        y: seen.flatMap((x) => x === null ? [] : [x[1]!]),
        role: "ink",
        size: 12,
      }),
      ...words,
    ],
  });
  const xs = truth.map((z) => z[0]!), ys = truth.map((z) => z[1]!);
  const frame = (values: readonly number[], room: number): [number, number] => [
    Math.floor((Math.min(...values) - room) / 10) * 10,
    Math.ceil((Math.max(...values) + room) / 10) * 10,
  ];
  const inside = ([low, high]: readonly [number, number]) =>
    Array.from({ length: 100 }, (_, i) => 20 * (i - 50)).filter((x) => x > low + 5 && x < high - 5);
  const domain = { x: frame(xs, 26), y: frame(ys, 14) };
  const perMetre = 2.5,
    [wide, high] = [domain.x, domain.y].map(([low, top]) => perMetre * (top - low));
  return multiples({
    headline: "In the dark the past fans out;\nthe future pulls it together",
    subtitle: ["grey: the way; dots: what was seen", "rings: two-sigma beliefs in the dark"],
    description:
      `A walker in the plane, seen at ${seen.length - hidden.length} of ${seen.length} ` +
      `steps, filter and smoother side by side with two-sigma ellipses at ${marked.length} of the ` +
      `${hidden.length} steps without an observation. At the last of these the filter's ellipse has ` +
      `${ratio.toFixed(0)} times the area of the smoother's.`,
    x: { title: "east", unit: "m", domain: domain.x, values: inside(domain.x) },
    y: { title: "north", unit: "m", domain: domain.y },
    columns: 2,
    width: wide!,
    height: high!,
    keepsShape: true,
    panels: [
      panel("filter: the past", filtered, "world", [
        label({
          text: `${ratio.toFixed(0)} × the area`,
          x: domain.x[1] - 2,
          y: domain.y[0] + 4,
          role: "world",
          align: "right",
        }),
      ]),
      panel("smoother: all", smoothed, "bound", []),
    ],
  });
}
