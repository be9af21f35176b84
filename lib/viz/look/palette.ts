/**
 * Series colours of figures that have a legend, in order of use: blue, vermilion, green, violet,
 * ochre, grey. After Okabe & Ito's colour-blind safe set, moved to a middle lightness so that each
 * keeps a contrast of at least 3 against white *and* against near-black. Dash patterns and shapes
 * repeat the distinction for greyscale. Figures that name their lines use roles instead.
 */
export const palette: readonly string[] = [
  "#1f7ab8",
  "#d55e00",
  "#0a9270",
  "#a5609b",
  "#a67c00",
  "#7a7a7a",
];

/** Dash patterns in the order of {@link palette}: solid, dashed, dotted … */
export const dashes: readonly (readonly number[])[] = [
  [1, 0],
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
  [5, 2],
  [1, 4],
];

/** Point shapes in the order of {@link palette}. */
export const shapes: readonly string[] = [
  "circle",
  "triangle-up",
  "square",
  "diamond",
  "cross",
  "triangle-down",
];
