/** Figures of chapter 03: Old Faithful in clusters. */
import {
  dots,
  ellipse,
  type Figure,
  figure,
  label,
  type Layer,
  line,
  multiples,
  note,
  requireSome,
} from "lib/viz";
import { covarianceMatrix, type Mixture, responsibilities } from "lib/prob";

type Points = readonly (readonly number[])[];

const axes = {
  x: { title: "duration of the eruption", unit: "min", domain: [1, 5.6], values: [1, 2, 3, 4, 5] },
  y: { title: "wait after it", unit: "min", domain: [38, 102], values: [40, 60, 80, 100] },
} as const;

/**
 * Eruptions against waits in the colour of the component that answers for them, grey where none of
 * them does so for sure, with an ellipse for each of three components.
 *
 * @param labels the likeliest component of each
 * @param isSure whether its share is large
 */
export function clusteredPoints(
  points: Points,
  labels: readonly number[],
  isSure: readonly boolean[],
  mixture: Mixture,
): Figure {
  const roles = rolesOf(mixture);
  const shapes = ["circle", "square", "triangle-up"] as const;
  const some = (keep: (i: number) => boolean) => {
    const own = points.filter((_, i) => keep(i));
    return { x: own.map(([x]) => x!), y: own.map(([, y]) => y!) };
  };
  const unsure = isSure.filter((sure) => !sure).length;
  const outlines = mixture.components.map((component, k): Layer =>
    line({
      name: `outline ${k + 1}`,
      ...ellipse(component.mean, covarianceMatrix(component)),
      role: roles[k]!,
      width: 2.5,
      ...(roles[k] === "world" ? { dash: "dashed" as const } : {}),
    })
  );
  return figure({
    headline: "Short ones stand apart; where long\nones part is a matter of opinion",
    description:
      `Duration of an eruption against the wait after it, ${points.length} points, with ` +
      `the two-sigma ellipses of three components; ${unsure} points, nearly all where the two ` +
      "components of long eruptions overlap, are grey: no component answers for them for sure.",
    ...axes,
    layers: [
      dots({ name: "unsure", ...some((i) => !isSure[i]!), role: "half", size: 26, opacity: 0.9 }),
      ...mixture.components.map((_, k) =>
        dots({
          name: `component ${k + 1}`,
          ...some((i) => isSure[i]! && labels[i] === k),
          role: roles[k]!,
          shape: shapes[k]!,
          size: 26,
          opacity: 0.75,
        })
      ),
      ...outlines,
      note({
        text: [`grey: ${unsure} of ${points.length},`, "nobody's above 95 %"],
        x: 4,
        y: 52,
        at: { x: 4.2, y: 75 },
      }),
    ],
  });
}

/** The shortest eruptions' component is cause 1; of the two long ones the shorter is cause 2. */
function rolesOf({ components }: Mixture): readonly ("causeA" | "causeB" | "world")[] {
  const ranks = components.map(({ mean }) => mean[0]!).toSorted((a, b) => a - b);
  return components.map(({ mean }) =>
    (["causeA", "causeB", "world"] as const)[ranks.indexOf(mean[0]!)] ?? "world"
  );
}

/** Rounds of EM that are shown. */
const shownRounds = [0, 1, 4, 6, 9, 12];

/**
 * Rounds of EM as a film strip: each eruption in the blend of its responsibilities, the ellipses, and
 * the ways of the two centres.
 *
 * @param path the mixture at the start and after each round; the first component is the short ones'
 */
export function emRounds(points: Points, path: readonly Mixture[]): Figure {
  requireSome("path", path);
  const rounds = shownRounds.filter((round) => round < path.length);
  const beliefs = rounds.map((round) => points.map((x) => responsibilities(path[round]!, x)[0]!));
  const unsure = beliefs.map((each) => each.filter((r) => Math.max(r, 1 - r) <= 0.9).length);
  return multiples({
    headline: `Two rings quarrel over ${points.length}\neruptions, then share them out`,
    subtitle: ["colour: which ring answers for a dot", "lines: the ways of the two centres"],
    description: `Duration of ${points.length} eruptions against the wait after each at rounds ` +
      `${
        rounds.join(", ")
      } of EM: two ellipses that between them cover everything shrink onto one cloud each; ` +
      `the eruptions of which neither is nine tenths sure fall from ${unsure[0]} to ${
        unsure.at(-1)
      }.`,
    ...axes,
    columns: 3,
    height: 138,
    panels: rounds.map((round, panel) => ({
      title: round === 0 ? "start" : `round ${round}`,
      layers: [
        dots({
          name: "eruptions",
          x: points.map(([x]) => x!),
          y: points.map(([, y]) => y!),
          belief: beliefs[panel]!,
          size: 14,
        }),
        ...rings(path[round]!),
        ...ways(path.slice(0, round + 1)),
        ...(round === 0 ? ringNames() : []),
        label({
          text: `${unsure[panel]} unsure`,
          x: 5.5,
          y: 43,
          role: "muted",
          bold: false,
          align: "right",
        }),
      ],
    })),
  });
}

/** At the start both rings are larger than the frame, so that only their arcs are seen. */
function ringNames(): readonly Layer[] {
  return [
    label({ text: "ring 1", x: 1.1, y: 92, role: "causeA" }),
    label({ text: "ring 2", x: 5.5, y: 54, role: "causeB", align: "right" }),
  ];
}

function rings({ components }: Mixture): readonly Layer[] {
  return components.map((component, k) =>
    line({
      name: `ring ${k + 1}`,
      ...inFrame(ellipse(component.mean, covarianceMatrix(component))),
      role: k === 0 ? "causeA" : "causeB",
      width: 2,
      ...(k === 0 ? {} : { dash: "dashed" as const }),
    })
  );
}

/** An outline without what lies outside the frame, broken there. */
function inFrame({ x, y }: { readonly x: readonly number[]; readonly y: readonly number[] }) {
  const [left, right] = axes.x.domain, [low, high] = axes.y.domain;
  let piece = 0;
  const seen = x.map((each, i) => {
    const inside = each >= left && each <= right && y[i]! >= low && y[i]! <= high;
    if (!inside) piece++;
    return { x: each, y: y[i]!, piece, inside };
  }).filter(({ inside }) => inside);
  return {
    x: seen.map((place) => place.x),
    y: seen.map((place) => place.y),
    group: seen.map((place) => place.piece),
  };
}

function ways(path: readonly Mixture[]): readonly Layer[] {
  return [0, 1].flatMap((k) => {
    const centres = path.map(({ components }) => components[k]!.mean);
    const end = centres.at(-1)!;
    return [
      line({
        name: `way ${k + 1}`,
        x: centres.map(([x]) => x!),
        y: centres.map(([, y]) => y!),
        role: "ink",
        width: 1.5,
        casing: true,
      }),
      dots({
        name: `centre ${k + 1}`,
        x: [end[0]!],
        y: [end[1]!],
        role: "ink",
        size: 60,
        shape: k === 0 ? "circle" : "triangle-up",
      }),
    ];
  });
}
