/** Figures of pictures: what is seen, what is imagined, and why pictures are hard. */
import {
  dots,
  type Figure,
  figure,
  heat,
  label,
  line,
  multiples,
  note,
  requireSome,
  rule,
} from "lib/viz";

type Row = readonly number[];

/** Real pictures above imagined ones, at the same times. */
export function dream(
  times: Row,
  real: readonly Row[],
  imagined: readonly Row[],
  headline = "One look at the world, then\nonly the code moves",
): Figure {
  requireSome("real", real);
  const missed = (i: number) =>
    Math.sqrt(
      real[i]!.reduce((sum, each, p) => sum + (each - imagined[i]![p]!) ** 2, 0) / real[i]!.length,
    );
  const side = Math.round(Math.sqrt(real[0]!.length)), last = times.length - 1;
  const gap = times[1]! - times[0]!, cell = 0.94 * gap / side;
  const rows = [{ of: imagined, up: 0 }, { of: real, up: side + 5 }].flatMap(({ of, up }) =>
    of.flatMap((picture, i) =>
      picture.map((grey, p) => ({
        x: times[i]! + cell * (p % side - (side - 1) / 2),
        y: up + side - 0.5 - Math.floor(p / side),
        value: Math.min(Math.max(grey, 0), 1),
      }))
    )
  );
  const name = (text: string, y: number) =>
    label({ text, x: times[0]! - 0.5 * gap, y, role: "ink" });
  return figure({
    headline,
    description:
      `Pictures of the pendulum at ${times.length} times, above as they were and below as the model ` +
      `imagined them from the first alone: the root mean square miss is ${
        missed(0).toFixed(3)
      } at ` +
      `${times[0]!.toFixed(1)} s and ${missed(last).toFixed(3)} at ${times[last]!.toFixed(1)} s.`,
    x: {
      title: "time after the look",
      unit: "s",
      domain: [times[0]! - 0.55 * gap, times[last]! + 0.55 * gap],
      values: [...times],
    },
    y: { title: "pixels", domain: [-1, 2 * side + 10], hidden: true },
    height: Math.round(450 * (2 * side + 11) / (1.1 * (side + 1) * times.length)),
    keepsShape: true,
    layers: [
      heat({
        name: "grey",
        x: rows.map((each) => each.x),
        y: rows.map((each) => each.y),
        value: rows.map((each) => each.value),
        cell: [cell, 1],
        scale: "ramp",
        domain: [0, 1],
        legend: false,
      }),
      name("the world", 2 * side + 7),
      name("the dream", side + 2),
    ],
  });
}

/** Distance of pictures over the distance of their angles. */
export function distances(degrees: Row, pixels: Row): Figure {
  requireSome("degrees", degrees);
  const most = Math.max(...pixels);
  const half = degrees[pixels.findIndex((each) => each > 0.9 * most)]!;
  return figure({
    headline: `Beyond ${half.toFixed(0)} degrees, pictures\nare about equally far apart`,
    description:
      `The distance between pictures of two angles over the angle between them: it has nine tenths of ` +
      `its greatest value, ${most.toFixed(2)}, at ${
        half.toFixed(0)
      } degrees, and hardly grows up to 180.`,
    x: {
      title: "turn between two pictures",
      unit: "degrees",
      domain: [0, 180],
      values: [0, 45, 90, 180],
    },
    y: {
      title: "distance of the pictures",
      unit: "grey",
      domain: [0, 1.25 * most],
      values: [0, 1, 2, 3],
    },
    layers: [
      line({ name: "distance", x: degrees, y: pixels, role: "ink", width: 3 }),
      note({
        text: ["nine tenths of all", `at ${half.toFixed(0)} degrees`],
        x: 75,
        y: 0.55 * most,
        at: { x: half, y: 0.9 * most },
        align: "left",
      }),
    ],
  });
}

/** Share of the variance that the first directions hold. */
export function spectrum(shares: Row, wanted: number): Figure {
  requireSome("shares", shares);
  const needed = shares.findIndex((each) => each >= wanted) + 1;
  return figure({
    headline: "256 pixels, one angle, and\na straight map needs many",
    description: `The share of the pictures' variance in their first principal directions: ${
      (100 * wanted).toFixed(0)
    } % takes ${needed} of them, though one angle makes every picture.`,
    x: { title: "principal directions kept", domain: [0, 24], values: [0, 5, 10, 15, 20] },
    y: { title: "variance explained", unit: "share", domain: [0, 1.15], values: [0, 0.5, 1] },
    layers: [
      rule({ y: wanted, label: "", role: "quiet" }),
      line({
        name: "variance",
        x: [0, ...shares.slice(0, 24).map((_, i) => i + 1)],
        y: [0, ...shares.slice(0, 24)],
        role: "ink",
        width: 3,
      }),
      note({
        text: [`${needed} directions`, `for ${(100 * wanted).toFixed(0)} %`],
        x: needed + 2,
        y: 0.5,
        at: { x: needed, y: shares[needed - 1]! },
        align: "left",
      }),
    ],
  });
}

/** Velocities told by the nearest pictures, from one frame and from two. */
export function velocities(real: Row, one: Row, two: Row, explained: Row): Figure {
  requireSome("real", real);
  const panel = (title: string, told: Row, share: number) => ({
    title,
    layers: [
      line({ name: "right", x: [-8, 8], y: [-8, 8], role: "quiet", dash: "dashed" }),
      dots({ name: "a moment", x: [...real], y: [...told], role: "ink", size: 12, opacity: 0.5 }),
      label({
        text: `explained: ${share.toFixed(2).replace("-", "−")}`,
        x: -7.6,
        y: 7,
        bold: false,
      }),
    ],
  });
  return multiples({
    headline: "One picture knows no velocity,\ntwo pictures do",
    description:
      `Angular velocities read off the most alike of other moments, over the true ones: from one ` +
      `picture ${explained[0]!.toFixed(2)} of the variance is explained, from two ${
        explained[1]!.toFixed(2)
      }.`,
    columns: 2,
    x: { title: "true velocity", unit: "rad/s", domain: [-8, 8], values: [-5, 0, 5] },
    y: { title: "velocity told", unit: "rad/s", domain: [-8, 8], values: [-5, 0, 5] },
    height: 200,
    panels: [panel("one picture", one, explained[0]!), panel("two pictures", two, explained[1]!)],
  });
}
