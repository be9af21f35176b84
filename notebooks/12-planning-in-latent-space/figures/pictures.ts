/** Figures of pictures: the dream beside the world, and one look with two futures. */
import { type Figure, figure, heat, label, line, requireSome } from "lib/viz";

type Row = readonly number[];

/** Grey values of pictures side by side, each in a place of its own: columns for `heat`. */
function sideBySide(pictures: readonly Row[], up: number, gap: number) {
  const side = Math.round(Math.sqrt(pictures[0]!.length));
  return pictures.flatMap((picture, i) =>
    picture.map((grey, p) => ({
      x: i * (side + gap) + (p % side) + 0.5,
      y: up + side - 0.5 - Math.floor(p / side),
      value: Math.min(Math.max(grey, 0), 1),
    }))
  );
}

function shades(cells: ReturnType<typeof sideBySide>) {
  return heat({
    name: "grey",
    x: cells.map((each) => each.x),
    y: cells.map((each) => each.y),
    value: cells.map((each) => each.value),
    cell: [1, 1],
    scale: "ramp",
    domain: [0, 1],
    legend: false,
  });
}

const GAP = 2, SIDE = 16;

/** Real pictures above dreamt ones, at the same times after the eyes were shut, s. */
export function dream(
  times: Row,
  real: readonly Row[],
  dreamt: readonly Row[],
  missed: Row,
  headline: string,
): Figure {
  requireSome("real", real);
  const wide = times.length * (SIDE + GAP) - GAP, up = SIDE + 9;
  const words = times.map((each, i) => `${missed[i]!.toFixed(0)} degrees at ${each.toFixed(1)} s`);
  return figure({
    headline,
    description:
      `Pictures of a pendulum, above as they were and below as the model dreamt them with shut eyes; ` +
      `the angle read from the dream misses by ${words.join(", ")}.`,
    x: { title: "pixels", domain: [-1, wide + 1], hidden: true },
    y: { title: "pixels", domain: [-7, up + SIDE + 7], hidden: true },
    height: Math.round(450 * (up + SIDE + 14) / (wide + 2)),
    keepsShape: true,
    layers: [
      shades([...sideBySide(dreamt, 0, GAP), ...sideBySide(real, up, GAP)]),
      label({ text: "the world", x: 0, y: up + SIDE + 4, role: "ink" }),
      label({ text: "the dream", x: 0, y: SIDE + 4, role: "bound" }),
      ...times.map((each, i) =>
        label({
          text: `${each.toFixed(1)} s`,
          x: i * (SIDE + GAP) + SIDE / 2,
          y: -4,
          role: "muted",
          align: "center",
          bold: false,
        })
      ),
    ],
  });
}

/** A picture, the two that can follow it, and the one number-by-number mean of them. */
export function twoFutures(now: Row, ahead: Row, back: Row, missed: number): Figure {
  const both = ahead.map((each, p) => (each + back[p]!) / 2), pitch = SIDE + 8;
  const names = ["now", "rising", "falling", "best guess"];
  const cells = [now, ahead, back, both].flatMap((picture, i) =>
    sideBySide([picture], 0, 0).map((each) => ({ ...each, x: each.x + i * pitch }))
  );
  return figure({
    headline: "One picture, two futures:\nthe best guess is a ghost",
    description:
      `A picture of a pendulum, the two pictures that follow it 0.1 s later when it moves one way or the ` +
      `other, and their mean, which misses both by ${missed.toFixed(3)} of the grey scale.`,
    x: { title: "pixels", domain: [-6, 3 * pitch + SIDE + 6], hidden: true },
    y: { title: "pixels", domain: [-1, SIDE + 8], hidden: true },
    height: Math.round(450 * (SIDE + 9) / (3 * pitch + SIDE + 12)),
    keepsShape: true,
    layers: [
      shades(cells),
      ...names.map((text, i) =>
        label({
          text,
          x: i * pitch + SIDE / 2,
          y: SIDE + 4,
          role: i === 3 ? "bound" : "ink",
          align: "center",
        })
      ),
    ],
  });
}

/** A film of two rods: the world's, and the one read from the dream; angles in rad, a step 0.1 s. */
export function rods(real: Row, dreamt: Row): Figure {
  requireSome("real", real);
  const ends = (angles: Row, length: number) => ({
    x: angles.flatMap((each) => [0, -length * Math.sin(each)]),
    y: angles.flatMap((each) => [0, length * Math.cos(each)]),
    group: angles.flatMap((_, i) => [i, i]),
    frame: angles.flatMap((_, i) => [i, i]),
  });
  const last = real.length - 1;
  return figure({
    headline: "The world's rod, and the\none in the dream",
    description:
      `A film of ${real.length} frames, 0.1 s each, of two rods from one pivot: the world's, and the one ` +
      `that is read from the dreamt pictures, which was given one belief and the torques alone.`,
    x: { title: "across", domain: [-1.2, 1.2], hidden: true },
    y: { title: "height", domain: [-1.2, 1.35], hidden: true },
    width: 300,
    height: 319,
    keepsShape: true,
    slider: { label: "step (0.1 s)", min: 0, max: last, start: Math.min(21, last) },
    layers: [
      line({ name: "the world", ...ends(real, 1), role: "ink", width: 7 }),
      line({ name: "the dream", ...ends(dreamt, 0.9), role: "bound", width: 3, dash: "dashed" }),
      label({ text: "the world", x: -1.15, y: 1.25, role: "ink" }),
      label({ text: "the dream", x: -1.15, y: 1.05, role: "bound" }),
    ],
  });
}
