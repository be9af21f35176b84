/** Figures of chapter 18: twenty learners with a pole, one panel a temperature. */
import { type Figure, label, type Layer, line, multiples, requireSome, runs } from "lib/viz";

type Row = readonly number[];

/** Runs of one learner, and which of them have collapsed in the end. */
interface Group {
  readonly title: string;
  readonly runs: readonly Row[];
  readonly fallen: readonly boolean[];
}

const split = ({ runs: all, fallen }: Group) => ({
  standing: all.filter((_, i) => !fallen[i]),
  lost: all.filter((_, i) => fallen[i]),
});

function layersOf(group: Group, x: Row): Layer[] {
  const { standing, lost } = split(group);
  return [
    ...(standing.length > 0
      ? [runs({ name: "undecided still", x, runs: standing, role: "quiet", opacity: 0.45 })]
      : []),
    ...(lost.length > 0
      ? [runs({ name: "collapsed", x, runs: lost, role: "bound", opacity: 0.85 })]
      : []),
  ];
}

const thousands = (every: number, count: number) =>
  Array.from({ length: count }, (_, i) => (i + 1) * every / 1000);

/** Entropy of twenty plain learners without pay for it, and of twenty with. */
export function twoFates(parts: {
  /** Steps of the world between two notes. */
  readonly every: number;
  readonly groups: readonly Group[];
}): Figure {
  requireSome("groups", parts.groups);
  const counts = parts.groups.map((group) => split(group).lost.length);
  const x = thousands(parts.every, parts.groups[0]!.runs[0]!.length);
  return multiples({
    headline: "Paid for staying undecided,\nno learner gives up trying",
    description: "Entropy of the policies of twenty learners over steps of the world, in two " +
      `panels; collapsed in the end: ${
        parts.groups.map(({ title }, i) => `${counts[i]} (${title})`).join(", ")
      }.`,
    x: { title: "thousand steps", domain: [0, 80], values: [0, 30, 60] },
    y: { title: "entropy of the policy", unit: "nats", domain: [0, 0.85], values: [0, 0.3, 0.6] },
    columns: 2,
    height: 200,
    panels: parts.groups.map((group, i) => ({
      title: group.title,
      layers: [
        ...layersOf(group, x),
        label({
          text: `${counts[i]} of ${group.runs.length} collapsed`,
          x: 78,
          y: 0.78,
          role: counts[i]! > 0 ? "bound" : "muted",
          align: "right",
        }),
      ],
    })),
  });
}

/** Means of two neighbours each: half the points, less zigzag. */
const paired = (row: Row) =>
  row.flatMap((each, i) => (i % 2 === 1 ? [(row[i - 1]! + each) / 2] : []));

const thisRun = (x: Row, live: Row): Layer[] => [
  line({ name: "this notebook's run", x, y: paired(live), role: "ink", width: 3 }),
  label({ text: "run above", x: 78, y: 460, role: "ink", align: "right" }),
];

/** Returns of six learners, twenty runs each; collapsed ones stand out. Pairs of notes are averaged. */
export function poleRuns(parts: {
  readonly every: number;
  readonly groups: readonly Group[];
  /** This notebook's run, in the last panel. */
  readonly live: Row;
}): Figure {
  requireSome("groups", parts.groups);
  const groups = parts.groups.map((each) => ({ ...each, runs: each.runs.map(paired) }));
  const x = thousands(2 * parts.every, groups[0]!.runs[0]!.length);
  const counts = groups.map((group) => split(group).lost.length);
  return multiples({
    headline: "A temperature insures against\ncollapse; so does clipped learning",
    description: "Return over steps of the world, twenty runs of six learners; collapsed in the " +
      `end: ${groups.map(({ title }, i) => `${counts[i]} (${title})`).join(", ")}. ` +
      "In the last panel a thick line: the run of this notebook.",
    x: { title: "thousand steps", domain: [0, 80], values: [0, 30, 60] },
    y: { title: "steps until the pole falls", domain: [0, 500], values: [0, 250, 500] },
    columns: 2,
    height: 150,
    panels: groups.map((group, i) => ({
      title: `${group.title}: ${counts[i]} / ${group.runs.length}`,
      layers: [
        ...layersOf(group, x),
        ...(i === 2
          ? [label({ text: "collapsed", x: 36, y: 460, role: "bound", align: "center" })]
          : []),
        ...(i === groups.length - 1 ? thisRun(x, parts.live) : []),
      ],
    })),
  });
}
