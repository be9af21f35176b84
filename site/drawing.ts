/** A point of a picture, in its own units. */
export type Point = readonly [number, number];

/** A line through points. */
export function path(
  points: readonly Point[],
  attributes: string,
  closed = "",
): string {
  const steps = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`);
  return `<path d="${steps.join("")}${closed}" ${attributes}/>`;
}

/** A circle. */
export function circle([x, y]: Point, radius: number, attributes: string): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}" ${attributes}/>`;
}

/** Points along a curve. */
export function sample(
  low: number,
  high: number,
  count: number,
  at: (t: number) => Point,
): Point[] {
  return Array.from(
    { length: count + 1 },
    (_, i) => at(low + (high - low) * i / count),
  );
}
